"""The records with the decisions applied, and the progress of the review."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.errors import RecordError
from quotes.inputs.originals import Originals
from quotes.records import Attribution
from quotes.review.decisions import Decision, Version
from quotes.review.ledger import Decisions
from quotes.review.mending import quote
from quotes.review.reviewed import reviewed, tally
from tests.review.test_decisions import by, decision
from tests.support.samples import REPORTED, SPOKEN, TEXT, speaker, statement


def decided(folder: Path, *taken: Decision) -> Decisions:
    decisions = Decisions(folder / "out.jsonl")
    for one in taken:
        decisions.put(one)
    return decisions


def _unexpected(error: RecordError) -> None:
    raise error


def test_rejected_records_are_left_out_and_corrected_ones_corrected(tmp_path: Path) -> None:
    other = statement("a", "Lund")
    decisions = decided(tmp_path, decision(SPOKEN, "rejected"), decision(REPORTED, "mended", mended=by("Kim")))
    first, second = reviewed([REPORTED, SPOKEN, other], decisions, Originals(), _unexpected)
    assert (first.id, first.speaker, first.role) == (REPORTED.id, by("Kim").speaker, None)
    assert second == other


def test_a_decision_on_another_content_changes_nothing(tmp_path: Path) -> None:
    changed = REPORTED.model_copy(update={"speaker": None})
    assert list(reviewed([changed], decided(tmp_path, decision(REPORTED, "rejected")), Originals(), _unexpected)) == [
        changed
    ]


@pytest.mark.parametrize(
    ("within", "rejected", "then"),
    [
        ({"c": "b", "b": "a"}, "", {"a": None, "b": "a", "c": "b"}),
        ({"c": "b", "b": "a"}, "b", {"a": None, "c": "a"}),
        ({"c": "b", "b": "a"}, "ab", {"c": None}),
        ({"c": "x"}, "a", {"b": None, "c": "x"}),
        ({"c": "b", "b": "a", "a": "b"}, "ab", {"c": "b"}),  # a circle, which no article has
    ],
)
def test_records_within_a_rejected_one(
    tmp_path: Path, within: dict[str, str], rejected: str, then: dict[str, str | None]
) -> None:
    records = [REPORTED.model_copy(update={"id": name, "within": within.get(name)}) for name in "abc"]
    decisions = decided(tmp_path, *(decision(record, "rejected") for record in records if record.id in rejected))
    assert {record.id: record.within for record in reviewed(records, decisions, Originals(), _unexpected)} == then


def test_a_correction_is_checked_against_the_article_if_it_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    there = REPORTED.model_copy(update={"path": str(tmp_path / "a.txt")})
    elsewhere = "x" + TEXT
    right = Version(quote=quote(TEXT, [(44, 58)], None), speaker=there.speaker)
    wrong = Version(quote=there.quote, speaker=speaker(elsewhere, "reporters", "Kim"))
    assert [r.quote.text for r in _mended(tmp_path, there, right, [])] == ["the old bridge"]
    failed: list[RecordError] = []
    assert _mended(tmp_path, there, wrong, failed) == [there]
    assert [str(error) for error in failed] == [
        "sample:39: speaker: the text is 'reporters', the article has 'eporters ' there"
    ]
    assert [r.speaker for r in _mended(tmp_path, REPORTED, wrong, [])] == [wrong.speaker]


def _mended(folder: Path, record: Attribution, better: Version, failed: list[RecordError]) -> list[Attribution]:
    decisions = decided(folder, decision(record, "mended", mended=better))
    return list(reviewed([record], decisions, Originals(), failed.append))


def test_the_tally(tmp_path: Path) -> None:
    gone, noted = statement("a", "Lund", id="a:1"), statement("a", "Roe", id="a:2")
    decisions = decided(
        tmp_path,
        decision(REPORTED, "rejected"),
        decision(SPOKEN),
        decision(noted, None, note="?"),
        decision(gone),
    )
    name = f"{tmp_path}/out.decisions.jsonl"
    assert tally([REPORTED, SPOKEN, noted, gone], decisions) == f"{name}: 2 accepted, 1 rejected, 0 mended, 1 undecided"
    changed = REPORTED.model_copy(update={"speaker": None})
    assert tally([changed, SPOKEN, noted], decisions) == (
        f"{name}: 1 accepted, 0 rejected, 0 mended, 2 undecided; "
        "2 for records that have changed or are gone: kept, not counted"
    )
