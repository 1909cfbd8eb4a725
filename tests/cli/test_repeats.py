"""`quotes repeats` as its user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.writers.jsonl import line
from tests.checking.test_repeating import FULL, said
from tests.support.command import records, run


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "monday.jsonl").write_bytes(line(said("a", FULL, date="2026-03-02")))
    (tmp_path / "tuesday.jsonl").write_bytes(
        line(said("b", FULL.replace("not ", ""), "Karl Weber", date="2026-03-01"))
        + line(said("c", "It is a quiet day."))
    )
    return tmp_path


def repeats(here: Path, *args: str, stdin: bytes = b"") -> tuple[int, bytes, str]:
    return run(here, "repeats", *args, stdin=stdin, module="quotes")


def test_lines_and_a_table(here: Path) -> None:
    code, out, err = repeats(here, "monday.jsonl", "tuesday.jsonl")
    [group] = records(out)
    assert (code, group["text"], group["first"], group["conflicts"]) == (0, FULL, "b:0", ["speakers", "negation"])
    assert err == "1 repeated quotation (1 conflict) in 3 quotations, 3 articles\n"
    shown = repeats(here, "monday.jsonl", "tuesday.jsonl", "--format", "table")[1].decode()
    assert "TWO SPEAKERS" in shown
    assert "NEGATION" in shown


def test_nothing_is_repeated(here: Path) -> None:
    assert repeats(here, "monday.jsonl") == (0, b"", "0 repeated quotations in 1 quotation, 1 article\n")


def test_a_bad_file_counts_for_nothing(here: Path) -> None:
    (here / "bad.jsonl").write_bytes((here / "monday.jsonl").read_bytes() + b"{}\n")
    code, out, err = repeats(here, "bad.jsonl", "monday.jsonl", "-o", "out.jsonl")
    assert (code, out, (here / "out.jsonl").read_bytes()) == (1, b"", b"")
    assert err.splitlines()[0] == "quotes: error: bad.jsonl: line 2: id: Field required"


def test_standard_input_and_the_same_bytes(here: Path) -> None:
    both = (here / "monday.jsonl").read_bytes() + (here / "tuesday.jsonl").read_bytes()
    first = repeats(here, "-", "--format", "jsonl", stdin=both)
    assert first == repeats(here, "-", "--format", "jsonl", stdin=both)
    assert len(records(first[1])) == 1
