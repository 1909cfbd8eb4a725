"""Typed words are found in the article and become a record that the article proves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.records import Part, Speaker, check
from quotes.review.mending import find, quote, speaker, stretch
from tests.support.samples import REPORTED, TEXT, cue, place
from tests.support.samples import speaker as who

LONG = "Roe said: “It’s late, and the\nmen are tired.” The men went. “Good,” said Roe."


@pytest.mark.parametrize(
    ("words", "near", "after", "found"),
    [
        ("Roe", 0, 0, (0, 3)),
        ("Roe", 99, 0, (73, 76)),
        ("Roe", 0, 4, (73, 76)),
        ("the men", 0, 0, (26, 33)),
        ("THE  men", 60, 0, (46, 53)),
        ("it's", 0, 0, (11, 15)),
        ("\"it's", 0, 0, (10, 15)),
        ("he", 0, 0, None),
        ("(.*", 0, 0, None),
        (" ", 0, 0, None),
        ("", 0, 0, None),
    ],
)
def test_words_are_found(words: str, near: int, after: int, found: tuple[int, int] | None) -> None:
    assert find(LONG, words, near, after) == found


@pytest.mark.parametrize(
    ("first", "last", "near", "after", "found"),
    [
        ("It's", "tired", (26, 33), 0, "It’s late, and the\nmen are tired"),
        ("", "late", (11, 44), 0, "It’s late"),
        ("the", "", (11, 44), 0, "the\nmen are tired."),
        ("", "", (11, 44), 0, "It’s late, and the\nmen are tired."),
        ("“It", "tired.”", (11, 44), 0, "It’s late, and the\nmen are tired."),
        ("good", "roe", None, 46, "Good,” said Roe"),
        ("men", "late", (11, 44), 0, None),
        ("good", "", None, 46, "Good"),
        ("", "late", (11, 44), 12, None),
        ("women", "", (11, 44), 0, None),
        ("", "women", (11, 44), 0, None),
    ],
)
def test_a_stretch_is_found(first: str, last: str, near: tuple[int, int] | None, after: int, found: str | None) -> None:
    span = stretch(LONG, first, last, near, after)
    assert (LONG[slice(*span)] if span else None) == found


@given(st.text("ab '\"“.\n", max_size=30), st.text("ab '\"“.", max_size=5), st.text("ab '\"“.", max_size=5))
def test_a_stretch_is_never_empty_and_has_no_marks_around_it(text: str, first: str, last: str) -> None:
    near = (min(3, len(text)), len(text))
    if span := stretch(text, first, last, near):
        found = text[slice(*span)]
        assert found
        assert found == found.strip(' \n"“')


@pytest.mark.parametrize(
    ("pieces", "kind"),
    [
        (["It’s late"], "direct"),
        (["said: “It’s late"], "mixed"),
        (["The men went"], "indirect"),
        (["It’s late", "Good"], "direct"),
    ],
)
def test_the_kind_is_that_of_the_words(pieces: list[str], kind: str) -> None:
    spans = [(start, start + len(piece)) for piece in pieces for start in [LONG.index(piece)]]
    found = quote(LONG, spans, None)
    assert (found.text, found.kind) == (" ".join(pieces), kind)


def test_marks_that_also_hold_the_cue_belong_to_another_quotation() -> None:
    text = "“Roe said it fell,” the mayor told us."
    assert quote(text, [(10, 17)], cue(text, "said")).kind == "indirect"
    assert quote(text, [(10, 17)], cue(text, "told")).kind == "direct"


@pytest.mark.parametrize(
    ("mention", "name", "before", "resolution"),
    [
        ("Ida Roe", "Ida Roe", None, "named"),
        ("Roe", "Ida Roe", who(TEXT, "she", None, resolution="none"), "named"),
        ("Mayor", "Ida Roe", None, "description"),
        ("Mayor", "Ida Roe", who(TEXT, "Ida Roe", "Ida Roe"), "description"),
        ("she", "Ida Kim", who(TEXT, "she", "Ida Roe", resolution="pronoun"), "pronoun"),
        ("Ida Roe", None, who(TEXT, "Ida Roe", "Ida Roe"), "none"),
    ],
)
def test_how_the_name_is_found(mention: str, name: str | None, before: Speaker | None, resolution: str) -> None:
    found = speaker(Part(**place(TEXT, mention)), name, "person", before)
    assert (found.text, found.name, found.resolution) == (mention, name, resolution)
    check(REPORTED.model_copy(update={"speaker": found}), TEXT)


@pytest.mark.parametrize(("name", "id_"), [("Ida Roe", "Q1"), ("Ida Kim", None), (None, None)])
def test_an_id_goes_with_its_name(name: str | None, id_: str | None) -> None:
    before = who(TEXT, "she", "Ida Roe", id="Q1")
    assert speaker(Part(**place(TEXT, "Mayor")), name, "person", before).id == id_
