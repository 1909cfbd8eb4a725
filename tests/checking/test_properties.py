"""What is inserted, deleted or replaced at random is what a check reports, and each offset proves itself."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.article import Article
from quotes.checking import quotations
from quotes.checking.checked import Checked
from quotes.checking.comparing import compare
from quotes.checking.looking import best
from quotes.checking.sources import of_article
from quotes.checking.wording import read

# Words that no two letters of which make another: each is met once in a speech.
WORDS = [
    f"{first}{second}{third}" for first in "bdfgkl" for second in ("a", "ee", "oo") for third in ("mp", "rk", "st")
]
NEW = ["zap", "zip", "zoo", "zest"]
SIGNS = st.sampled_from([" ", ", ", " — ", "\n\n", ". ", " “", "” "])


class Planted(NamedTuple):
    """A speech, a quotation of it, and how they differ: kind, the quotation's words, the speech's."""

    speech: str
    quotation: str
    differences: list[tuple[str, str, str]]


@st.composite
def planted(draw: st.DrawFn) -> Planted:
    said = draw(st.permutations(WORDS))
    first, end = draw(st.integers(0, 10)), draw(st.integers(34, len(WORDS)))
    quoted, differences = list[str](), list[tuple[str, str, str]]()
    changed = dict(zip(range(first + 4, end - 3, draw(st.integers(4, 7))), NEW, strict=False))
    for n in range(first, end):
        kind = draw(st.sampled_from(["added", "left out", "changed"])) if n in changed else "same"
        quoted += [changed[n]] if kind in {"added", "changed"} else []
        quoted += [said[n]] if kind in {"same", "added"} else []
        sides = {"added": (changed.get(n, ""), ""), "left out": ("", said[n]), "changed": (changed.get(n, ""), said[n])}
        differences += [(kind, *sides[kind])] if kind != "same" else []
    return Planted(_written(draw, said), _written(draw, quoted), differences)


def _written(draw: st.DrawFn, words: list[str]) -> str:
    """The words with any signs between them, in any case."""
    return "".join(draw(st.sampled_from([word, word.upper()])) + draw(SIGNS) for word in words)


def checked(speech: str, quotation: str) -> Checked:
    [found] = best([quotations.given(quotation)], [of_article(Article("speech", speech))])
    return found


@given(planted())
@settings(max_examples=60)
def test_what_is_changed_is_what_is_reported(case: Planted) -> None:
    found = checked(case.speech, case.quotation)
    reported = [
        (each.kind, each.quoted.text.lower(), each.said.text.lower() if each.said else "") for each in found.differences
    ]
    assert reported == case.differences
    assert found.verdict == ("altered" if case.differences else "verbatim")


@given(planted())
@settings(max_examples=60)
def test_offsets_prove_themselves(case: Planted) -> None:
    check = checked(case.speech, case.quotation)
    assert check.found
    for text, spans in [
        (check.found.text, check.found.spans),
        *((each.said.text, each.said.spans) for each in check.differences if each.said),
    ]:
        assert text == " ".join(case.speech[start:end] for start, end in spans)
    for each in check.differences:
        assert each.quoted.text == case.quotation[each.quoted.start : each.quoted.end]


FEW = st.lists(st.sampled_from("the bridge is not safe and it will stand for a year".split()), min_size=2, max_size=40)


@given(FEW, FEW, st.booleans())
def test_the_source_is_the_quotation_with_its_differences(said: list[str], quoted: list[str], inside: bool) -> None:
    """Whatever two texts are: undoing the differences gives what the source has there."""
    if inside:
        said = [*said, *quoted, *said]
    quotation, source = read(" ".join(quoted)), read(" ".join(said))
    found = compare(quotation, source, (0, len(said)))
    if found is None:
        assert not inside or len(quotation.core) < 2
        return
    undone, at = list[str](), 0
    for change in found.changes:
        undone += [*quoted[at : change.quoted[0]], *said[slice(*change.said)]]
        at = change.quoted[1]
    [(first, end)] = found.pieces
    assert [*undone, *quoted[at:]] == said[first:end]


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_a_quotation_and_a_source(quotation: str, speech: str) -> None:
    if read(quotation).forms and speech:
        found = checked(speech, quotation)
        assert (found.found is None) == (found.verdict == "not found")
