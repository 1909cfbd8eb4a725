"""`quotes report` from outside: articles in, one complete page out, or none."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.command import LEE, ROE, run, run_on_terminal

START = b"<!DOCTYPE html>"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "roe.txt").write_text(ROE)
    (tmp_path / "lee.txt").write_text(LEE)
    return tmp_path


def ids(page: bytes) -> list[str]:
    """The part of each record's id before the offset."""
    return [part.partition(b'id="')[2].partition(b":")[0].decode() for part in page.split(b'<li class="record"')[1:]]


def test_a_pipe_is_read_once(here: Path) -> None:
    os.mkfifo(here / "pipe")
    with subprocess.Popen(["/bin/sh", "-c", "echo 'Roe said that it rains.' > pipe"], cwd=here):
        code, out, err = run(here, "report", "pipe")
    assert (code, err, ids(out)) == (0, "", ["pipe"])


@pytest.mark.parametrize("output", ["out.html", None])
def test_where_it_goes(here: Path, output: str | None) -> None:
    code, out, err = run(here, "report", "roe.txt", "lee.txt", *(["-o", output] if output else []))
    page = (here / output).read_bytes() if output else out
    assert (code, err) == (0, "")
    assert page.startswith(START)
    assert page.endswith(b"</html>")
    assert ids(page) == ["roe", "roe", "lee"]
    assert "Roe said that “nothing" not in page.decode()
    assert "line 1, column 15: quotation mark that is never closed" in page.decode()
    assert {path.name for path in here.iterdir()} == {"roe.txt", "lee.txt"} | ({output} if output else set())


@pytest.mark.parametrize(
    ("options", "expected"),
    [([], ["roe", "roe"]), (["--min-confidence", "0.6"], ["roe"]), (["--acts", "speech"], ["roe", "roe"])],
)
def test_what_is_wanted(here: Path, options: list[str], expected: list[str]) -> None:
    assert ids(run(here, "report", "roe.txt", *options)[1]) == expected


def test_thoughts_are_left_out_where_speech_is_wanted(here: Path) -> None:
    (here / "thought.txt").write_text("Roe said that it fell. Kim thinks that it did not.")
    assert len(ids(run(here, "report", "thought.txt")[1])) == 2
    assert len(ids(run(here, "report", "thought.txt", "--acts", "speech")[1])) == 1


def test_each_bad_input_is_one_line_and_the_others_are_done(here: Path) -> None:
    code, out, err = run(here, "report", "absent.txt", "-", "roe.txt", "-o", "out.html")
    assert (code, out) == (1, b"")
    assert err.splitlines() == [
        "quotes: error: absent.txt: no such file or directory",
        "quotes: error: standard input: is empty",
    ]
    assert ids((here / "out.html").read_bytes()) == ["roe", "roe"]


def test_if_nothing_can_be_read_the_output_does_not_change(here: Path) -> None:
    (here / "out.html").write_text("before\n")
    assert run(here, "report", "absent.txt", "-o", "out.html")[0] == 1
    assert (here / "out.html").read_text() == "before\n"


@pytest.mark.parametrize(
    ("options", "cause"),
    [(["--model", "absent"], "absent: no such pipeline"), (["--rules-only"], "the rules alone were asked for")],
)
def test_without_a_pipeline_nothing_is_written(here: Path, options: list[str], cause: str) -> None:
    assert run(here, "report", "roe.txt", *options) == (1, b"", f"quotes: error: {cause}\n")


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        ([], "Missing argument 'PATHS'"),
        (["roe.txt", "-o", "./roe.txt"], "Invalid value for -o: is one of the inputs"),
        (["-", "-"], "Invalid value for PATHS: standard input can be given only once"),
        (["roe.txt", "--min-confidence", "1.1"], "Invalid value for '--min-confidence': must be from 0 to 1"),
    ],
)
def test_wrong_usage(here: Path, args: list[str], cause: str) -> None:
    code, out, err = run(here, "report", *args)
    assert (code, out) == (2, b"")
    assert cause in err


def test_the_page_says_what_it_is(here: Path) -> None:
    told = run(here, "report", "roe.txt", "--title", "Bridges <1>", SOURCE_DATE_EPOCH="0")[1].decode()
    assert "<title>Bridges &lt;1&gt;</title>" in told
    assert "which read the articles with en_fake 1.0.0, on" in told
    assert "1970-01-01 at 00:00 UTC" in told


def test_records_do_not_say_what_read_the_articles(here: Path) -> None:
    run(here, "extract", "roe.txt", "-o", "out.jsonl")
    assert "which read the articles" not in run(here, "report", "out.jsonl")[1].decode()


def test_a_time_that_is_none_is_an_error(here: Path) -> None:
    code, out, err = run(here, "report", "roe.txt", SOURCE_DATE_EPOCH="today")
    assert (code, out) == (1, b"")
    assert err == "quotes: error: SOURCE_DATE_EPOCH: must be a number of seconds since 1970, not 'today'\n"


def test_people_have_their_ids(here: Path) -> None:
    (here / "people.csv").write_text("name,id\nRoe,Q1\nKim,Q2\nKim,Q3\n")
    run(here, "extract", "roe.txt", "-o", "out.jsonl")
    code, out, err = run(here, "report", "out.jsonl", "--people", "people.csv")
    assert (code, b", id Q1" in out, b", id Q2" in out) == (0, True, False)
    assert "“Kim” may be Q2 (Kim) or Q3 (Kim): no id is given" in " ".join(err.split())


def test_a_terminal_gets_nothing(here: Path) -> None:
    shown = run_on_terminal(here, ["report", "roe.txt"])
    assert "Invalid value for -o: is needed: standard output is a terminal" in " ".join(shown.split())
    assert "<" not in shown


def test_help_has_an_example(here: Path) -> None:
    code, out, err = run(here, "report", "--help")
    assert (code, err) == (0, "")
    assert b"Example: quotes report seeds/*.txt -o report.html" in out
