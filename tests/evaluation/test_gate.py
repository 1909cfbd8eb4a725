"""The gate that everyone can run: thirty annotated articles that ship, and the scores that must not fall."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import quotes
from evaluation import gate, layouts
from evaluation.__main__ import app
from evaluation.corpora import extract, score
from evaluation.gate import Floor, source
from evaluation.scoring import Figures

SHA256, FLOORS = gate.pinned()


# The layout that every run tests, and the hardest one. Each takes seconds.
EVERYWHERE = ["flat"]
OTHERS = [layout for layout in layouts.LAYOUTS if layout not in EVERYWHERE]


def floors(*, others: bool) -> list[Floor]:
    """The floors in those other layouts, or all the rest."""
    return [floor for floor in FLOORS if (floor.measure.partition(", ")[2] in OTHERS) == others]


@pytest.fixture(scope="module")
def figures(extractor: quotes.Extractor) -> Figures:
    documents = gate.documents()
    return score(list(extract(extractor, documents))) | layouts.figures(extractor, documents, EVERYWHERE)


@pytest.fixture(scope="module")
def others(extractor: quotes.Extractor) -> Figures:
    return layouts.figures(extractor, gate.documents(), OTHERS)


@pytest.mark.parametrize("floor", floors(others=False), ids=lambda floor: floor.measure)
def test_the_scores_do_not_fall(floor: Floor, figures: Figures) -> None:
    assert figures[floor.measure] >= floor.least


@pytest.mark.corpora
@pytest.mark.parametrize("floor", floors(others=True), ids=lambda floor: floor.measure)
def test_the_scores_do_not_fall_in_other_layouts(floor: Floor, others: Figures) -> None:
    assert others[floor.measure] >= floor.least


def test_the_articles_are_those_that_the_floors_were_measured_on() -> None:
    assert gate.digest() == SHA256


def test_the_articles_are_what_their_sources_say() -> None:
    assert gate.built() == gate.ARTICLES.read_text(encoding="utf-8")


def test_thirty_short_articles_each_of_another_kind() -> None:
    documents = gate.documents()
    assert len({document["genre"] for document in documents}) == len(documents) == 30
    assert [document["doc"] for document in documents if not 120 <= len(document["text"].split()) <= 250] == []


def test_the_table_shows_floors_and_what_fell() -> None:
    measured = dict.fromkeys((floor.measure for floor in FLOORS), 100.0)
    assert list(gate.fallen(measured)) == []
    assert list(gate.fallen(measured | {"record": 0.0})) == [floor for floor in FLOORS if floor.measure == "record"]
    [head, first, *_] = gate.table(measured)
    assert head.split() == ["score", "floor"]
    assert first.split() == ["relation.f1", "100", f"{FLOORS[0].least:g}"]


RECORD = {"doc": "01-sports", "quote": {"spans": [[0, 12]]}}


@pytest.mark.parametrize(
    ("lines", "shown", "code"),
    [
        ([json.dumps(RECORD)], "predicted 1", 0),
        ([], "predicted 0", 0),
        ([json.dumps(RECORD | {"doc": "x"})], "not counted: the records of x, which has no annotations", 0),
        (["{"], "records.jsonl:1: not JSON", 2),
        (['{"doc": "01-sports"}'], "records.jsonl:1: not a record", 2),
    ],
)
def test_records_in_a_file_are_compared(lines: list[str], shown: str, code: int, tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    result = CliRunner().invoke(app, ["compare", str(gate.ARTICLES), str(path)], terminal_width=200)
    assert shown in " ".join(result.output.split())
    assert result.exit_code == code


# (marked text, text, spans by number and part)
MARKS: list[tuple[str, str, dict[str, dict[str, list[tuple[int, int]]]]]] = [
    ("It rains.", "It rains.", {}),
    (
        "{1s Lund} {1c said} {1 it rains}.",
        "Lund said it rains.",
        {"1": {"source": [(0, 4)], "cue": [(5, 9)], "content": [(10, 18)]}},
    ),
    (
        "{1 No,} {1s she} {1c said}, {1 {2s we} {2c hope} {2 so}}.",
        "No, she said, we hope so.",
        {
            "1": {"source": [(4, 7)], "cue": [(8, 12)], "content": [(0, 3), (14, 24)]},
            "2": {"source": [(14, 16)], "cue": [(17, 21)], "content": [(22, 24)]},
        },
    ),
]


@pytest.mark.parametrize(("marked", "text", "spans"), MARKS)
def test_marks_become_offsets(marked: str, text: str, spans: dict[str, dict[str, list[tuple[int, int]]]]) -> None:
    found, parts = source.unmarked(marked)
    assert found == text
    assert {number: {part: sorted(spans) for part, spans in each.items()} for number, each in parts.items()} == spans


ARTICLE: dict[str, Any] = {
    "genre": "weather",
    "text": "\n{1s Mayor Anna Lund} {1c told} reporters {1 it rains}.\n",
    "speakers": {"Lund": {"name": "Anna Lund", "type": "person", "roles": ["Mayor"]}},
    "said": {"1": {"by": "Lund", "addressee": "reporters", "optional": True}},
}


def test_a_source_becomes_a_document() -> None:
    assert source.document("a", ARTICLE) == {
        "doc": "a",
        "genre": "weather",
        "text": "Mayor Anna Lund told reporters it rains.",
        "attributions": [
            {
                "source": [(0, 15)],
                "cue": [(16, 20)],
                "content": [(31, 39)],
                "name": "Anna Lund",
                "type": "person",
                "role": ["Mayor"],
                "optional": True,
                "target": {"text": "reporters", "kind": "addressee"},
            }
        ],
    }


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"text": "{1 it rains"}, "a mark is not closed"),
    ({"text": "it rains}"}, "a mark is closed that was not opened"),
    ({"text": "{1x it rains}"}, "a mark is closed that was not opened"),
    ({"text": "{2 it rains}"}, "not in both: ['1', '2']"),
    ({"said": {}}, "not in both: ['1']"),
    ({"said": {"1": {"by": "Lund", "to": "reporters"}}}, "unknown keys"),
    ({"said": {"1": {}}}, "a source without a speaker"),
    ({"text": "{1s Anna Lund} {1c told} it"}, "no content"),
    ({"said": {"1": {"by": "Lund", "object": "the press"}}}, "not in the text: 'the press'"),
    ({"speakers": {"Lund": {"name": "Anna Roe", "type": "person"}}}, "not in the text: 'Anna Roe'"),
    ({"speakers": {"Lund": {"type": "person", "roles": ["king"]}}}, "not in the text: 'king'"),
    ({"speakers": {"Lund": {"type": "human"}}}, "unknown type of speaker: 'human'"),
    ({"speakers": {}}, "unknown speaker: 'Lund'"),
]


@pytest.mark.parametrize(("change", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_inconsistent_sources_are_errors(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as told:  # noqa: PT011 - what it says is compared below
        source.document("a", ARTICLE | change)
    assert message in str(told.value)
