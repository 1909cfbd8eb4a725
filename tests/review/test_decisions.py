"""A decision is on the disk at once, and counts while its record says what was judged."""

from __future__ import annotations

import json
import resource
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from quotes.errors import LinesError, OutputError
from quotes.records import Attribution
from quotes.review.decisions import Decision, Decisions, ReviewVerdict, Version, mended, path_beside, version
from quotes.writers.jsonl import line
from tests.support.samples import REPORTED, SPOKEN, TEXT, speaker

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def decision(record: Attribution, verdict: ReviewVerdict | None = "accepted", **fields: Any) -> Decision:
    judged = {"id": record.id, "doc": record.doc, "judged": version(record), "decided": NOON}
    return Decision(**{**judged, "verdict": verdict, **fields})


def by(name: str, record: Attribution = REPORTED) -> Version:
    """The record's quote with another speaker."""
    return Version(quote=record.quote, speaker=speaker(TEXT, "reporters", name))


def test_a_line() -> None:
    written = json.loads(line(decision(REPORTED, "mended", mended=by("Kim"), note="see the tape")))
    assert list(written) == ["schema_version", "id", "doc", "judged", "verdict", "mended", "note", "decided"]
    assert written["judged"] == {"quote": REPORTED.to_dict()["quote"], "speaker": REPORTED.to_dict()["speaker"]}
    assert written["mended"]["speaker"]["name"] == "Kim"
    assert written["decided"] == "2026-11-26T12:00:00Z"


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "mended"},
        {"verdict": "accepted", "mended": by("Kim")},
        {"verdict": None, "mended": by("Kim")},
        {"verdict": "maybe"},
        {"note": ""},
        {"decided": datetime(2026, 11, 26, 12, 0)},  # noqa: DTZ001 - of which zone?
    ],
)
def test_what_is_not_a_decision(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        decision(REPORTED, **fields)


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
    ("change", "counts"),
    [
        ({}, True),
        ({"confidence": 0.1, "rule": "other", "role": None}, True),
        ({"speaker": REPORTED.speaker and REPORTED.speaker.model_copy(update={"type": "unknown"})}, True),
        ({"speaker": REPORTED.speaker and REPORTED.speaker.model_copy(update={"name": "Ida Kim"})}, False),
        ({"speaker": speaker(TEXT, "she", "Ida Roe")}, False),
        ({"speaker": None}, False),
        ({"quote": SPOKEN.quote}, False),
    ],
)
def test_it_counts_while_the_record_says_what_was_judged(tmp_path: Path, change: dict[str, Any], counts: bool) -> None:
    decisions = Decisions(tmp_path / "out.jsonl")
    decisions.put(decision(REPORTED))
    changed = REPORTED.model_copy(update=change)
    assert (decisions.of(changed) is not None) == counts
    assert decisions.last(changed) is not None


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


@pytest.mark.parametrize(
    ("version", "role"),
    [
        (Version(quote=SPOKEN.quote, speaker=REPORTED.speaker), "Mayor"),
        (Version(quote=REPORTED.quote, speaker=speaker(TEXT, "she", "Ida Roe")), "Mayor"),
        (by("Kim"), None),
        (Version(quote=REPORTED.quote, speaker=None), None),
    ],
)
def test_a_mended_record_has_the_roles_of_its_speaker(version: Version, role: str | None) -> None:
    record = mended(REPORTED.model_copy(update={"roles": (REPORTED.role,)}), version)
    assert Attribution.model_validate_json(line(record)) == record
    assert (record.quote, record.speaker, record.cue) == (version.quote, version.speaker, REPORTED.cue)
    assert (record.role and record.role.text, [r.text for r in record.roles]) == (role, [role] if role else [])
