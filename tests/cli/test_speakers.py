"""`quotes speakers` as its user sees it: files in, streams and exit codes out."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from quotes.cli.speakers import Type
from quotes.records import SpeakerType
from quotes.writers.jsonl import line
from tests.support.command import command, environment, records, run, run_on_terminal
from tests.support.samples import statement

MONDAY = [
    statement("harbor", "Anna Lund", "Anna Lund", role="harbor master", target="reporters", kind="direct"),
    statement("harbor", "she", "Anna Lund", resolution="pronoun", role="harbor master", target="(the plan)"),
    statement("harbor", "two officials"),
]
TUESDAY = [
    statement("vote", "Lund", "Lund", role="mayor", target="reporters", kind="mixed"),
    statement("vote", "Corvo Holdings", "Corvo Holdings", type="organization", target="(the vote)"),
]
EVERYBODY = [("Anna Lund", 3), ("Corvo Holdings", 1), (None, 1)]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "monday.jsonl").write_bytes(b"".join(map(line, MONDAY)))
    (tmp_path / "tuesday.jsonl").write_bytes(b"".join(map(line, TUESDAY)))
    return tmp_path


CLOSING = "3 speakers (1 unnamed), 5 attributions (0 by nobody), 2 articles\n"


def speakers(here: Path, *args: str, stdin: bytes = b"") -> tuple[int, bytes, str]:
    return run(here, "speakers", *args, stdin=stdin, module="quotes")


def counted(lines: bytes) -> list[tuple[str | None, int]]:
    return [(profile["name"], profile["quotes"]["total"]) for profile in records(lines)]


def test_a_pipe_gets_json_lines_and_standard_error_a_closing_line(here: Path) -> None:
    code, out, err = speakers(here, "monday.jsonl", "tuesday.jsonl")
    assert (code, counted(out)) == (0, EVERYBODY)
    assert err == CLOSING


def test_a_terminal_gets_the_table(here: Path) -> None:
    shown = run_on_terminal(here, ["speakers", "monday.jsonl"], NO_COLOR="1")
    assert "harbor master ×2" in shown
    assert "schema_version" not in shown


@pytest.mark.parametrize(
    ("options", "out_has", "file_has", "err_has"),
    [
        ([], "lines", None, CLOSING),
        (["--quiet"], "lines", None, ""),
        (["--format", "table"], "table", None, ""),
        (["--format", "jsonl"], "lines", None, CLOSING),
        (["-o", "out.jsonl"], "", "lines", CLOSING),
        (["-o", "out.jsonl", "--quiet"], "", "lines", ""),
        (["-o", "out.jsonl", "--format", "table"], "table", "lines", ""),
    ],
)
def test_what_goes_where(here: Path, options: list[str], out_has: str, file_has: str | None, err_has: str) -> None:
    code, out, err = speakers(here, "monday.jsonl", "tuesday.jsonl", *options)
    file = here / "out.jsonl"
    assert code == 0
    assert _what(out) == out_has
    assert _what(err.encode()) == err_has
    assert (_what(file.read_bytes()) if file.exists() else None) == file_has


def _what(data: bytes) -> str:
    if data.startswith(b"{"):
        assert counted(data) == EVERYBODY
        return "lines"
    return "table" if data.startswith(b"Speaker, roles, targets") else data.decode()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--top", "2"], EVERYBODY[:2]),
        (["--top", "9"], EVERYBODY),
        (["--min-quotes", "2"], EVERYBODY[:1]),
        (["--min-quotes", "4"], []),
        (["--type", "organization"], EVERYBODY[1:2]),
        (["--named"], EVERYBODY[:2]),
        (["--type", "person", "--top", "2"], [EVERYBODY[0], EVERYBODY[2]]),
    ],
)
def test_which_speakers_are_listed(here: Path, options: list[str], expected: list[tuple[str | None, int]]) -> None:
    code, out, err = speakers(here, "monday.jsonl", "tuesday.jsonl", *options)
    fewer = f", {len(expected)} listed" if expected != EVERYBODY else ""
    assert (code, counted(out)) == (0, expected)
    assert err == f"3 speakers (1 unnamed{fewer}), 5 attributions (0 by nobody), 2 articles\n"


def test_the_table_lists_the_same_speakers(here: Path) -> None:
    _, out, _ = speakers(here, "monday.jsonl", "tuesday.jsonl", "--top", "1", "--format", "table")
    names = ("Anna Lund", "Corvo Holdings", "two officials")
    assert [name for name in names if f"\n{name}" in out.decode()] == ["Anna Lund"]
    assert out.decode().splitlines()[-1].startswith("3 speakers (1 unnamed, 1 listed), ")


def test_every_type_can_be_asked_for() -> None:
    assert tuple(Type) == get_args(SpeakerType)


def test_the_people_file_to_edit_has_everybody(here: Path) -> None:
    assert speakers(here, "monday.jsonl", "--top", "1", "--propose", "few.csv")[0] == 0
    assert speakers(here, "monday.jsonl", "--propose", "all.csv")[0] == 0
    assert (here / "few.csv").read_bytes() == (here / "all.csv").read_bytes()


def test_standard_input(here: Path) -> None:
    monday = (here / "monday.jsonl").read_bytes()
    code, out, _ = speakers(here, "-", "tuesday.jsonl", stdin=monday)
    assert (code, counted(out)) == (0, EVERYBODY)


def test_what_extract_writes_is_read(here: Path) -> None:
    (here / "roe.txt").write_text("Roe said that it rains. Kim said that it does not. Roe said that it pours.")
    assert run(here, "extract", "roe.txt", "-o", "roe.jsonl")[0] == 0
    assert counted(speakers(here, "roe.jsonl")[1]) == [("Roe", 2), ("Kim", 1)]


def test_each_bad_file_is_one_line_and_counts_for_nothing(here: Path) -> None:
    (here / "other.jsonl").write_bytes(line(MONDAY[0]) + line(MONDAY[1]).replace(b'"1.2"', b'"2.0"') * 9)
    (here / "text.txt").write_text("Roe said that it rains.\nKim said that it does not.\n")
    evil = "a\x1b[31m\nb.jsonl"
    (here / "empty").mkdir()
    bad = ["absent.jsonl", "empty", "other.jsonl", "text.txt", evil, "-"]
    code, out, err = speakers(here, *bad, "tuesday.jsonl", "-o", "out.jsonl", stdin=b"no\x1b[2J")
    assert (code, out) == (1, b"")
    assert [row for row in err.splitlines() if "error:" in row] == [
        "quotes: error: absent.jsonl: no such file or directory",
        "quotes: error: empty: has no .jsonl or .jsonl.gz in it",
        "quotes: error: other.jsonl: line 2: schema version 2.0, not 1.2: use a newer version of quotes",
        "quotes: error: text.txt: line 1: Invalid JSON: expected value at column 1",
        "quotes: error: a␛[31m b.jsonl: no such file, and no file matches it as a pattern",
        "quotes: error: standard input: line 1: Invalid JSON: expected ident at column 2",
    ]
    assert err.endswith("2 speakers (0 unnamed), 2 attributions (0 by nobody), 1 article, 6 errors\n")
    assert counted((here / "out.jsonl").read_bytes()) == [("Corvo Holdings", 1), ("Lund", 1)]


def test_if_nothing_can_be_read_the_output_does_not_change(here: Path) -> None:
    (here / "out.jsonl").write_text("before\n")
    assert speakers(here, "absent.jsonl", "-o", "out.jsonl")[0] == 1
    assert (here / "out.jsonl").read_text() == "before\n"
    assert {path.name for path in here.iterdir()} == {"monday.jsonl", "tuesday.jsonl", "out.jsonl"}


def test_an_output_that_cannot_be_written(here: Path) -> None:
    code, out, err = speakers(here, "monday.jsonl", "-o", "absent/out.jsonl")
    assert (code, out, err) == (1, b"", "quotes: error: absent/out.jsonl: no such file or directory\n")


def test_an_empty_file_has_no_speakers(here: Path) -> None:
    (here / "none.jsonl").touch()
    code, out, err = speakers(here, "none.jsonl")
    assert (code, out, err) == (0, b"", "0 speakers (0 unnamed), 0 attributions (0 by nobody), 0 articles\n")


def test_a_terminal_obeys_nothing_in_a_file(here: Path) -> None:
    text = "\x1b]0;x\x07 \x9b31m\x1b[2J \u202e[red]Roe[/] [sic]"
    (here / "evil.jsonl").write_bytes(line(statement("a", text, text, role=text)))
    shown = run_on_terminal(here, ["speakers", "evil.jsonl"], 160, NO_COLOR="1")
    assert shown.count("␛]0;x␇") == 2
    assert "[red]" in shown
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown).replace("\n", "").isprintable()


def test_a_reader_that_goes_away(here: Path) -> None:
    many = (statement(f"{n}", "Roe", f"Roe {n} Kim") for n in range(2000))
    (here / "many.jsonl").write_bytes(b"".join(map(line, many)))
    with subprocess.Popen(
        command("speakers", "many.jsonl", module="quotes"),
        cwd=here,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_an_interrupt_leaves_no_output(here: Path) -> None:
    os.mkfifo(here / "slow.jsonl")
    arguments = command("speakers", "slow.jsonl", "-o", "out.jsonl", module="quotes")
    with (
        subprocess.Popen(arguments, cwd=here, env=environment()) as process,
        (here / "slow.jsonl").open("wb", buffering=0) as file,  # waits until the command reads
    ):
        file.write(line(MONDAY[0]))
        process.send_signal(signal.SIGINT)
        process.wait()
    assert process.returncode == 130
    assert {path.name for path in here.iterdir()} == {"monday.jsonl", "tuesday.jsonl", "slow.jsonl"}


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        ([], "Missing argument 'PATHS'"),
        (["monday.jsonl", "-o", "./monday.jsonl"], "Invalid value for -o: is one of the inputs"),
        (["-", "-"], "Invalid value for PATHS: standard input can be given only once"),
        (["monday.jsonl", "--format", "csv"], "Invalid value for '--format'"),
        (["monday.jsonl", "--top", "0"], "Invalid value for '--top'"),
        (["monday.jsonl", "--type", "people"], "Invalid value for '--type'"),
    ],
)
def test_wrong_usage(here: Path, args: list[str], cause: str) -> None:
    code, out, err = speakers(here, *args)
    assert (code, out) == (2, b"")
    assert cause in err


def test_two_runs_give_the_same_bytes(here: Path) -> None:
    assert speakers(here, "monday.jsonl", "tuesday.jsonl") == speakers(here, "monday.jsonl", "tuesday.jsonl")


def test_help_has_an_example(here: Path) -> None:
    code, out, err = speakers(here, "--help")
    assert (code, err) == (0, "")
    assert b"Example: quotes speakers monday.jsonl tuesday.jsonl" in out


def test_no_pipeline_is_imported(here: Path) -> None:
    script = (
        "import sys\nfrom quotes.cli import main\ntry: main()\nfinally:"
        " print(sorted({'spacy', 'onnxruntime', 'numpy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "speakers", "monday.jsonl", "--quiet"],
        cwd=here,
        capture_output=True,
        env=environment(),
        check=True,
    )
    assert done.stderr == b"[]\n"
