"""`quotes check` as its user meets it: files in, a table and lines out, and an exit code for scripts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from quotes.writers.jsonl import line
from tests.support.command import records, run, run_on_terminal
from tests.support.samples import attribution, speaker

STORY = "“The old bridge will stand for years,” Anna Lund said. “We tested every single bolt,” said Karl Weber."
LUND = attribution(
    STORY, "The old bridge will stand for years", kind="direct", speaker=speaker(STORY, "Anna Lund", "Anna Lund")
)
WEBER = attribution(
    STORY, "We tested every single bolt", kind="direct", speaker=speaker(STORY, "Karl Weber", "Karl Weber")
)
SPEECH = "LUND: The old bridge will stand for years.\n\nWEBER: We did not test every single bolt.\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "out.jsonl").write_bytes(line(LUND) + line(WEBER))
    (tmp_path / "lund.jsonl").write_bytes(line(LUND))
    (tmp_path / "speech.txt").write_text(SPEECH)
    (tmp_path / "other.txt").write_text("The harbor is closed for a year.")
    return tmp_path


def check(here: Path, *args: str, stdin: bytes = b"") -> tuple[int, bytes, str]:
    return run(here, "check", *args, stdin=stdin, module="quotes")


def verdicts(lines: bytes) -> list[Any]:
    return [found["verdict"] for found in records(lines)]


@pytest.mark.parametrize(
    ("args", "code", "found"),
    [
        (["lund.jsonl", "--against", "speech.txt"], 0, ["verbatim"]),
        (["out.jsonl", "--against", "other.txt", "speech.txt"], 3, ["verbatim", "altered"]),
        (["out.jsonl", "--against", "other.txt", "--against", "speech.txt"], 3, ["verbatim", "altered"]),
        (["--against=other.txt", "speech.txt", "--format", "jsonl", "lund.jsonl"], 0, ["verbatim"]),
        (["lund.jsonl", "--against", "other.txt"], 3, ["not found"]),
        (["lund.jsonl", "--against", "gone.txt", "speech.txt"], 1, ["verbatim"]),
        (["gone.jsonl", "lund.jsonl", "--against", "speech.txt"], 1, ["verbatim"]),
        (["--quote", "will stand for years", "--in", "other.txt", "speech.txt"], 0, ["verbatim"]),
        (["--quote", "will not stand for years", "--in", "speech.txt"], 3, ["altered"]),
        (["--quote", "nothing of the sort", "--in", "speech.txt"], 3, ["not found"]),
        (["--quote", "the old bridge will stand", "--in", "out.jsonl"], 0, ["verbatim"]),
    ],
)
def test_exit_codes(here: Path, args: list[str], code: int, found: list[str]) -> None:
    assert (check(here, *args)[0], verdicts(check(here, *args)[1])) == (code, found)


def test_another_speaker_is_a_difference(here: Path) -> None:
    (here / "speech.txt").write_text(SPEECH.replace("LUND", "WEBER"))
    code, out, err = check(here, "lund.jsonl", "--against", "speech.txt")
    assert (code, records(out)[0]["same_speaker"]) == (3, False)
    assert "1 by another speaker" in " ".join(err.split())
    assert check(here, "lund.jsonl", "--against", "speech.txt", "--quiet") == (code, out, "")


def test_the_table(here: Path) -> None:
    _, out, _ = check(here, "out.jsonl", "--against", "speech.txt", "--format", "table")
    shown = out.decode()
    assert "NEGATION" in shown
    closing = "2 quotations: 1 verbatim, 1 altered, 0 partial, 0 not found; 1 with a negation lost or added; 1 source"
    assert " ".join(shown.split()).endswith(closing)


def test_what_goes_where(here: Path) -> None:
    code, out, err = check(here, "lund.jsonl", "--against", "speech.txt", "-o", "checked.jsonl")
    assert (code, out) == (0, b"")
    assert err == "1 quotation: 1 verbatim, 0 altered, 0 partial, 0 not found; 1 source\n"
    assert json.loads((here / "checked.jsonl").read_bytes())["verdict"] == "verbatim"


def test_who_said_it_in_an_article(here: Path) -> None:
    (here / "news.txt").write_text(STORY)
    code, out, _ = check(here, "--quote", "tested every single bolt", "--in", "news.txt")
    assert (code, [found["found"]["speaker"] for found in records(out)]) == (0, ["Karl Weber"])


def test_an_article_in_a_file_of_many_is_named(here: Path) -> None:
    (here / "rows.jsonl").write_text(json.dumps({"id": "n7", "text": SPEECH}) + "\n")
    _, out, _ = check(here, "lund.jsonl", "--against", "rows.jsonl", "--format", "table")
    assert "rows.jsonl (n7) 6–41" in out.decode()


def test_standard_input(here: Path) -> None:
    code, out, _ = check(here, "-", "--against", "speech.txt", stdin=line(LUND))
    assert (code, verdicts(out)) == (0, ["verbatim"])
    code, out, _ = check(here, "lund.jsonl", "--against", "-", stdin=SPEECH.encode())
    assert (code, verdicts(out)) == (0, ["verbatim"])


def test_errors_are_a_line_each(here: Path) -> None:
    (here / "bad.jsonl").write_bytes(line(LUND) + b"{}\n")
    err = check(here, "bad.jsonl", "lund.jsonl", "--against", "gone.txt", "bad.jsonl", "speech.txt")[2]
    assert [row for row in err.splitlines() if "error:" in row] == [
        "quotes: error: bad.jsonl: line 2: id: Field required",
        "quotes: error: gone.txt: no such file or directory",
        "quotes: error: bad.jsonl: line 2: id: Field required",
    ]


def test_a_terminal_obeys_nothing_in_a_file(here: Path) -> None:
    evil = "\x1b]0;x\x07The old bridge will stand for years\x1b[2J"
    (here / "evil.jsonl").write_bytes(line(attribution(evil, evil, kind="direct")))
    (here / "evil.txt").write_text("The old\x1b[31m bridge will not stand for years.")
    shown = run_on_terminal(here, ["check", "evil.jsonl", "--against", "evil.txt"], NO_COLOR="1")
    assert "␛]0;x␇" in shown
    assert "\x1b]0;" not in shown
    assert "\x1b[2J" not in shown


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["out.jsonl"], "Invalid value for --against: is needed"),
        (["--against", "speech.txt"], "Invalid value for PATHS: are needed"),
        (["out.jsonl", "--quote", "it", "--in", "speech.txt"], "Invalid value for --quote: needs words, and no PATHS"),
        (["--quote", " ", "--in", "speech.txt"], "Invalid value for --quote: needs words"),
        (["out.jsonl", "--against", "speech.txt", "-o", "speech.txt"], "Invalid value for -o: is one of the inputs"),
        (["-", "--against", "-"], "standard input can be given only once"),
    ],
)
def test_wrong_usage(here: Path, args: list[str], cause: str) -> None:
    code, out, err = check(here, *args)
    assert (code, out) == (2, b"")
    assert cause in " ".join(err.split())


def test_two_runs_give_the_same_bytes(here: Path) -> None:
    args = ["out.jsonl", "--against", "speech.txt", "other.txt"]
    assert check(here, *args) == check(here, *args)
