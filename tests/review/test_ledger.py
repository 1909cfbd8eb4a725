"""Decisions are on the disk at once, those of several reviewers too, and the last of each one counts."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import pytest

from quotes.errors import LinesError, OutputError
from quotes.records import Attribution
from quotes.review.ledger import Decisions, path_beside
from quotes.review.reviewer import Reviewer
from quotes.writers.jsonl import line
from tests.review.test_decisions import by, decision
from tests.support.samples import REPORTED, SPOKEN, TEXT, attribution, speaker


@pytest.mark.parametrize(
    ("records", "decisions"),
    [
        ("out.jsonl", "out.decisions.jsonl"),
        ("news/out", "news/out.decisions.jsonl"),
        ("out.json", "out.json.decisions.jsonl"),
    ],
)
def test_the_path_of_the_decisions(records: str, decisions: str) -> None:
    assert path_beside(records) == Path(decisions)


def test_the_last_one_for_an_id_counts_and_is_there_the_next_time(tmp_path: Path) -> None:
    decisions = Decisions(tmp_path / "out.jsonl")
    assert not decisions
    assert decisions.verdict(REPORTED) is None
    for verdict in ("rejected", "accepted"):
        decisions.put(decision(REPORTED, verdict))
        for kept in (decisions, Decisions(tmp_path / "out.jsonl")):
            assert (list(kept), kept.verdict(REPORTED), kept.verdict(SPOKEN)) == ([REPORTED.id], verdict, None)
    assert len((tmp_path / "out.decisions.jsonl").read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    ("before", "broken"), [(b"", []), (b"{}\n", [1]), (b'{"schema_ver', [1]), (b"\n\xff\nno\n", [1, 2, 3])]
)
def test_a_line_that_is_not_a_decision_is_skipped_and_stays(tmp_path: Path, before: bytes, broken: list[int]) -> None:
    (tmp_path / "out.decisions.jsonl").write_bytes(before)
    decisions = Decisions(tmp_path / "out.jsonl")
    assert decisions.broken == broken
    decisions.put(decision(REPORTED))
    whole = before if before.endswith(b"\n") or not before else before + b"\n"
    assert (tmp_path / "out.decisions.jsonl").read_bytes() == whole + line(decision(REPORTED))
    assert Decisions(tmp_path / "out.jsonl").verdict(REPORTED) == "accepted"


def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    decisions = Decisions(tmp_path / "out.jsonl")
    decisions.put(decision(REPORTED))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(line(decision(REPORTED))) + 9, limits[1]))
    try:
        with pytest.raises(OutputError, match=r"out.decisions.jsonl: file too large$"):
            decisions.put(decision(SPOKEN))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    decisions.put(decision(SPOKEN, "rejected"))
    later = Decisions(tmp_path / "out.jsonl")
    assert (later.broken, later.verdict(REPORTED), later.verdict(SPOKEN)) == ([2], "accepted", "rejected")


def test_two_reviewers_at_once(tmp_path: Path) -> None:
    one, other = (Decisions(tmp_path / "out.jsonl") for _ in range(2))
    one.put(decision(REPORTED))
    other.put(decision(SPOKEN, "rejected"))
    one.put(decision(REPORTED, note="sure"))
    both = Decisions(tmp_path / "out.jsonl")
    assert (both.broken, both.verdict(REPORTED), both.verdict(SPOKEN)) == ([], "accepted", "rejected")


def test_what_cannot_be_read_or_written(tmp_path: Path) -> None:
    (tmp_path / "out.decisions.jsonl").mkdir()
    with pytest.raises(LinesError, match=r"out.decisions.jsonl: is a directory$"):
        Decisions(tmp_path / "out.jsonl")
    with pytest.raises(LinesError, match="embedded null byte$"):
        Decisions("a\x00b")
    full = Decisions(tmp_path / "absent" / "out.jsonl")
    with pytest.raises(OutputError, match=r"out.decisions.jsonl: no such file or directory$"):
        full.put(decision(REPORTED))
    assert full.verdict(REPORTED) is None


KIM = by("Kim")


@pytest.mark.parametrize(
    ("taken", "verdict", "disputed"),
    [
        ([("Ada", "accepted"), ("Ben", "accepted")], "accepted", False),
        ([("Ada", "accepted"), ("Ben", "rejected")], "rejected", True),
        ([("Ben", "rejected"), ("Ada", "accepted")], "accepted", True),
        ([("Ada", "rejected"), ("Ada", "accepted"), ("Ben", "accepted")], "accepted", False),
        ([("Ada", "accepted"), ("Ben", None)], "accepted", False),
        ([("Ada", "mended"), ("Ben", "mended")], "mended", False),
        ([("Ada", "mended"), ("Ben", "accepted")], "accepted", True),
        ([("Ada", "accepted"), ("Ben", "rejected"), ("Ben", "undone")], "accepted", False),
        ([(None, "accepted"), ("Ben", "rejected")], "rejected", True),
    ],
)
def test_several_reviewers(tmp_path: Path, taken: list[tuple[Any, Any]], verdict: str, disputed: bool) -> None:
    decisions = Decisions(tmp_path / "out.jsonl")
    for who, what in taken:
        fields: dict[str, Any] = {"mended": KIM} if what == "mended" else {}
        fields |= {"judged": None} if what == "undone" else {}
        decisions.put(decision(REPORTED, what, reviewer=who, **fields))
    for kept in (decisions, Decisions(tmp_path / "out.jsonl")):
        assert (kept.verdict(REPORTED), kept.is_disputed(REPORTED)) == (verdict, disputed)


def test_what_another_process_writes_is_seen(tmp_path: Path) -> None:
    here, there = (Decisions(tmp_path / "out.jsonl") for _ in range(2))
    there.put(decision(REPORTED))
    assert here.verdict(REPORTED) is None
    here.refresh()
    assert here.verdict(REPORTED) == "accepted"
    half = line(decision(REPORTED, "rejected"))
    with (tmp_path / "out.decisions.jsonl").open("ab") as file:
        file.write(half[:50])
        file.flush()
        here.refresh()
        assert (here.verdict(REPORTED), here.broken) == ("accepted", [2])
        file.write(half[50:])
    here.refresh()
    assert (here.verdict(REPORTED), here.broken) == ("rejected", [])


MISSED = attribution(TEXT, "It will stand,", id="sample:69.2", speaker=speaker(TEXT, "she", "Ida Roe"))


def test_an_addition_is_a_record_that_can_be_corrected_and_undone(tmp_path: Path) -> None:
    decisions = Decisions(tmp_path / "out.jsonl")
    ada, ben = Reviewer(decisions, "Ada"), Reviewer(decisions, "Ben")
    ada.add(MISSED)
    assert decisions.additions("sample", None) == [MISSED]
    assert decisions.additions("sample", "a.txt") == []
    better = MISSED.model_copy(update={"speaker": None})
    ben.accept(MISSED, better)
    assert (decisions.as_decided(MISSED), decisions.is_disputed(MISSED)) == (better, True)
    ben.undo()
    ada.note(MISSED, "in the second paragraph")
    assert [undone and undone.verdict for undone in (ada.undo(), ada.undo(), ada.undo())] == ["accepted", "added", None]
    assert decisions.additions("sample", None) == []


def test_undo_goes_back_one_decision_at_a_time_also_later(tmp_path: Path) -> None:
    decisions = Decisions(tmp_path / "out.jsonl")
    ada = Reviewer(decisions, "Ada")
    ada.accept(REPORTED, REPORTED)
    ada.reject(SPOKEN)
    ada.reject(REPORTED)
    later = Decisions(tmp_path / "out.jsonl")
    seen: list[Any] = []
    for doc in (None, "elsewhere", "sample", None, None):
        undone = Reviewer(later, "Ada").undo(doc)
        seen.append((undone and undone.id, later.verdict(REPORTED), later.verdict(SPOKEN)))
    assert seen == [
        (REPORTED.id, "accepted", "rejected"),
        (None, "accepted", "rejected"),
        (SPOKEN.id, "accepted", None),
        (REPORTED.id, None, None),
        (None, None, None),
    ]


def test_a_note_is_the_reviewer_s_own_and_decides_nothing(tmp_path: Path) -> None:
    decisions = Decisions(tmp_path / "out.jsonl")
    ada, ben = Reviewer(decisions, "Ada"), Reviewer(decisions, "Ben")
    ada.accept(REPORTED, Attribution.model_validate({**REPORTED.model_dump(), "role": None}))
    ben.note(REPORTED, "ask her")
    assert [(each.reviewer, each.verdict) for each in decisions.all(REPORTED)] == [("Ada", "mended"), ("Ben", None)]
    ada.note(REPORTED, "sure")
    assert decisions.as_decided(REPORTED).role is None
    ben.reject(REPORTED)
    assert decisions.note(REPORTED, "Ben") == "ask her"
