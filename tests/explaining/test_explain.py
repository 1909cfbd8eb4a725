"""Explanations of frozen parses, and that they account for everything that the stages found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes.article import Article
from quotes.choosing import weighing
from quotes.choosing.confidence import shares
from quotes.errors import PlaceError
from quotes.explaining.explain import Explainer
from quotes.explaining.explanation import Branch, Explanation
from quotes.language import table
from quotes.parsing import marks
from quotes.parsing.reading import Reading
from quotes.writers.explanation import show
from tests.parsing.test_reading import SAID, read
from tests.support.parses import by_text, cases
from tests.support.pipelines import extractor
from tests.test_extract import PIECES, STORY
from tests.writers.test_table import console

TEXTS = [case["text"] for case in cases("attributions")]
TWICE = "The mayor said the bridge was safe, adding that it had been tested twice."


def explainer(text: str, reading: Reading | None = None) -> Explainer:
    """An explainer for the frozen parse of the sentence and a reading."""
    doc = by_text("attributions")[text].copy()
    if reading is not None:
        reading.keep(doc)
    return Explainer(Article("text", text), doc, marks.pair(text))


def told(explanation: Explanation) -> list[str]:
    """Each proposal as `cue: rule: outcome`, without its probability, which depends on the fit."""
    text = explanation.article.text
    return [
        f"{text[slice(*c.place)] if c.place else ''}: {p.rule}: {re.sub(r'[0-9]+%', '%', p.lost or 'kept')}"
        for c in explanation.candidates
        for p in c.proposed
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SAID, ["said: clause: kept"]),
        ("The band played “Silver Road” and other songs from its first record.", []),
        (
            "“The bridge is safe,” said Anna Lund, the mayor of Torsby.",
            ["said: quote-first: kept", "said: clause: quote-first has the same cue"],
        ),
        (TWICE, ["said: clause: kept", "adding: clause: kept"]),
        (
            "The bridge was never tested, according to two engineers who worked on it.",
            ["according to: according-to: kept"],
        ),
        (
            "If Lund says that the bridge is safe, it will open.",
            ["says: clause: wished, asked for or supposed, not said"],
        ),
        (
            "By Erik Dahl\n\nLeave a Reply\n\nSource link The mayor says the bridge is safe",
            ["says: clause: this is text of the page, not of the article"],
        ),
    ],
)
def test_what_became_of_each_proposal(text: str, expected: list[str]) -> None:
    assert told(explainer(text).at(len(text) - 1)) == expected


def test_frames_that_find_nothing_are_named() -> None:
    [candidate] = explainer(SAID).at(0).candidates
    [known] = candidate.entries
    assert (known.words, known.pos, known.act) == ("say", "verb", "statement")
    found = [(a.frame, a.shapes, a.content and [SAID[slice(*piece)] for piece in a.content]) for a in known.attempts]
    assert found == [
        ("statement", ("clause",), ["that the bridge was safe"]),
        ("wanting", ("raised object",), None),
    ]


def test_a_verb_that_is_not_a_cue_is_named_with_the_entries_of_its_lemma() -> None:
    text = "If Lund says that the bridge is safe, it will open."
    assert [(u.word, u.lemma, u.wanting) for u in explainer(text).at(0).unknown] == [
        ("open", "open", ("open up about",))
    ]
    text = "The old bridge crosses the river near the mill."
    assert [(u.word, u.lemma, u.wanting) for u in explainer(text).at(0).unknown] == [("crosses", "cross", ())]


def test_what_is_read_is_weighed_against_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = explainer(SAID, read("ssCqqqqq-", {2: 0, **dict.fromkeys(range(3, 8), 2)})).at(0)
    assert told(sure) == ["said: clause: kept"]
    [candidate] = sure.candidates
    assert candidate.read is not None
    assert candidate.read > 0.9
    assert dict(candidate.proposed[0].evidence)["source"] > 1

    other = explainer(SAID, read("--Cqqq--s", {2: 8, **dict.fromkeys(range(3, 6), 2)})).at(0)
    kept, *rivals = told(other)  # the likelier first, by weights that are fitted; the verb has a subject of its own
    assert kept == "said: clause: kept"
    assert rivals == ["said: reading: clause at % is likelier"]
    strict = replace(weighing.weights(), least=dict.fromkeys(weighing.GROUPS, 0.8))
    monkeypatch.setattr(weighing, "weights", lambda _: strict)
    nothing = explainer(SAID, read("---------", {})).at(0)
    assert told(nothing) == ["said: clause: below %, the lowest confidence that is kept"]
    assert not nothing.records


def test_without_a_reading_there_is_no_evidence() -> None:
    [candidate] = explainer(SAID).at(0).candidates
    assert candidate.read is None
    assert (candidate.proposed[0].evidence, candidate.proposed[0].basis) == ((), "clause: say")


def lines(branches: Iterable[Branch], depth: int = 0) -> Iterator[str]:
    for branch in branches:
        yield f"{'  ' * depth}{branch.phrase} {branch.label} {branch.part}"
        yield from lines(branch.below, depth + 1)


def test_the_parse_is_open_down_to_the_cue_and_one_step_below() -> None:
    assert list(lines(explainer("The bridge is safe, said Anna Lund, the mayor of Torsby.").at(0).parse)) == [
        "safe ROOT content",
        "  The bridge nsubj content",
        "  is cop content",
        "  said parataxis cue",
        "    Anna nsubj speaker",
        "      Lund flat speaker",
        "      the mayor of Torsby appos none",
    ]


def test_an_id_or_what_follows_its_colon() -> None:
    why = explainer(TWICE)
    first, second = why.records
    assert why.by_id(second.id).records == (second,)
    assert why.by_id(second.id.partition(":")[2]) == why.by_id(second.id)
    assert told(why.by_id(second.id)) == ["adding: clause: kept"]
    assert told(why.by_id(first.id)) == ["said: clause: kept"]


@pytest.mark.parametrize(
    ("text", "identifier", "cause"),
    [
        (TWICE, "text:16", "has no attribution text:16: try text:15, text:43 (of 2)"),
        (TWICE, "nonsense", "has no attribution nonsense: try text:15, text:43 (of 2)"),
        ("The senator praised the nurses.", "1", "has no attribution 1: try text:20 (of 1)"),
        ("The old bridge crosses the river near the mill.", "4", "has no attribution 4, and no others"),
    ],
)
def test_an_unknown_id(text: str, identifier: str, cause: str) -> None:
    with pytest.raises(PlaceError) as error:
        explainer(text).by_id(identifier)
    assert str(error.value) == f"text: {cause}"


def test_a_place_between_sentences_belongs_to_the_nearer_one() -> None:
    text = "In her letter Lund wrote:\n\n“The bridge is safe.”"
    sentences = [text[slice(*explainer(text).at(offset).sentence)] for offset in (0, 24, 25, 26, 27, len(text) - 1)]
    first, second = text.split("\n\n")
    assert sentences == [first] * 3 + [second] * 3


@pytest.mark.parametrize("offset", [-1, len(SAID)])
def test_an_offset_outside_the_article(offset: int) -> None:
    with pytest.raises(PlaceError, match=f"text: has no offset {offset}, only 0 to {len(SAID) - 1}"):
        explainer(SAID).at(offset)


def check(why: Explainer) -> None:
    """Assert that the kept proposals are the records, with the same rule, content and confidence."""
    for record in why.records:
        kept = [p for c in why.by_id(record.id).candidates for p in c.proposed if not p.lost]
        assert (record.rule, record.quote.spans, record.confidence) in [(p.rule, p.content, p.confidence) for p in kept]
    kept = [p for each in sentences(why) for c in each.candidates for p in c.proposed if not p.lost]
    assert {p.content for p in kept} <= {record.quote.spans for record in why.records}


def sentences(why: Explainer) -> Iterator[Explanation]:
    """The explanation of each sentence of the article."""
    place = 0
    while place < len(why.article.text):
        explanation = why.at(place)
        yield explanation
        place = max(place + 1, explanation.sentence[1])


@pytest.mark.parametrize("text", TEXTS)
def test_every_record_of_the_rules_is_accounted_for(text: str) -> None:
    check(explainer(text))


@pytest.mark.parametrize("text", [STORY, "", *TEXTS[::8]])
def test_every_record_of_the_pipeline_is_accounted_for(text: str) -> None:
    article = Article("text", text)
    why = Explainer(article, *extractor().parse(article))
    assert why.records == extractor().extract(article).attributions
    check(why)


def test_every_rule_says_what_it_finds() -> None:
    rules = {key.partition(":")[0].partition(" ")[0] for key in shares()} - {"all"}
    assert rules - set(table("frames")) <= set(table("rules"))


@settings(max_examples=25, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=40).map(" ".join))
def test_any_text_can_be_asked_about(text: str) -> None:
    article = Article("text", f"{text} It rained.")
    why = Explainer(article, *extractor().parse(article))
    check(why)
    for explanation in sentences(why):
        show(console(60), explanation)


def test_an_article_without_a_sentence_cannot_be_explained() -> None:
    article = Article("text", "\n \n")
    with pytest.raises(PlaceError, match="text: has no sentence"):
        Explainer(article, *extractor().parse(article)).at(1)
