"""A table of English, `attributions.toml`: sentence in, attributions out, over frozen parses."""

from __future__ import annotations

from functools import cache

import pytest

from quotes import extract
from quotes.article import Article
from quotes.assemble import divided, records
from quotes.parsing import marks
from quotes.records import Attribution
from tests.support.parses import by_text, cases

CASES = [(case["text"], case["finds"]) for case in cases("attributions")]


def line(record: Attribution, text: str) -> str:
    """`speaker | cue | target | content`."""
    parts = (record.speaker, record.cue, record.target)
    content = " … ".join(text[start:end] for start, end in record.quote.spans)
    return " | ".join([*(part.text if part else "" for part in parts), content])


@cache
def found(text: str) -> list[Attribution]:
    doc = by_text("attributions")[text]
    made, _ = divided(records(Article("case", text), *extract.find(doc, marks.pair(text))))
    return made


@pytest.mark.parametrize(("text", "finds"), CASES, ids=[text for text, _ in CASES])
def test_attributions(text: str, finds: list[str]) -> None:
    assert [line(record, text) for record in found(text)] == finds
    check_ids(found(text))


def check_ids(records: list[Attribution]) -> None:
    """Assert that ids are unique and point at the content."""
    ids = [record.id for record in records]
    assert len(set(ids)) == len(ids)
    for record in records:
        assert record.id.removeprefix("case:").split(".")[0] == str(record.quote.spans[0][0])
        assert record.within is None or record.within in ids


KINDS = [
    ("The mayor said that the bridge was safe.", "indirect"),
    ("“The bridge is safe,” the mayor told reporters.", "direct"),
    ("The auditor said that the books were “not in order.”", "mixed"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kinds(text: str, kind: str) -> None:
    assert [record.quote.kind for record in found(text)] == [kind]


def test_negated_cues() -> None:
    refusal, statement = "The company declined to comment.", "The mayor said that the bridge was safe."
    denial = "The mayor did not say when the bridge would open."
    nobody = "Neither side has said that a deal was near."
    cues = [record.cue for text in (refusal, denial, nobody, statement) for record in found(text)]
    assert [cue.factuality for cue in cues if cue] == ["negated"] * 3 + ["asserted"]


WHEN = [
    ("Senators from both parties on Thursday accused the company of lying.", "on Thursday"),
    ("The minister told reporters on Tuesday that the talks had failed.", "on Tuesday"),
    ("The harbor master told sailors earlier that week that the pier had sunk.", "earlier that week"),
]


WHERE = [
    ("In a letter to the governor, the mayor said the bridge was unsafe.", "In a letter to the governor"),
    ("Speaking at a rally in Ohio on Monday, the senator said the plan would fail.", "at a rally in Ohio"),
    ("The senator said on Fox News that the plan would fail.", "on Fox News"),
    ("The senator said in a hurry that the plan would fail.", None),
]


@pytest.mark.parametrize(("text", "where"), WHERE)
def test_where(text: str, where: str | None) -> None:
    (record,) = found(text)
    assert (record.where and record.where.text) == where


@pytest.mark.parametrize(("text", "when"), WHEN)
def test_when(text: str, when: str) -> None:
    (record,) = found(text)
    assert record.when is not None
    assert record.when.text == when
