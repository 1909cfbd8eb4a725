"""The command as its user sees it: streams, files, exit codes, and each error as one line."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

import quotes
from quotes.cli.extract import Choice
from quotes.inputs.paths import SUFFIXES
from tests.support import ROOT
from tests.support.command import (
    LEE,
    ROE,
    STYLE,
    command,
    environment,
    records,
    run,
    run_on_terminal,
    said,
)
from tests.support.forks import program
from tests.support.samples import SPOKEN, TEXT, speaker


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "roe.txt").write_text(ROE)
    (tmp_path / "lee.txt").write_text(LEE)
    (tmp_path / "empty.txt").write_text("")
    return tmp_path


def test_a_pipe_gets_json_lines_and_standard_error_notes_and_a_closing_line(here: Path) -> None:
    code, out, err = run(here, "extract", "roe.txt", "lee.txt")
    assert code == 0
    assert said(out) == [("roe", "Roe"), ("roe", "Kim"), ("lee", "Lee")]
    assert {r["path"] for r in records(out)} == {"roe.txt", "lee.txt"}
    assert err == (
        "lee.txt: line 1, column 15: quotation mark that is never closed\n"
        "3 attributions (0 direct, 0 mixed, 3 indirect), 3 speakers, 2 articles\n"
    )


def test_a_terminal_gets_the_table(here: Path) -> None:
    shown = run_on_terminal(here, ["extract", "roe.txt"], NO_COLOR="1")
    assert "that the bridge is safe" in shown
    assert "schema_version" not in shown
    assert "2 attributions" in shown


def test_a_wide_terminal_is_used(here: Path) -> None:
    shown = STYLE.sub("", run_on_terminal(here, ["extract", "roe.txt"], columns=160))
    header = shown.splitlines()[1]
    assert header.split() == ["Speaker", "Verb", "Target", "Quote", "Conf."]
    assert len(header) == 160


def test_a_terminal_obeys_nothing_in_a_text(here: Path) -> None:
    (here / "evil.txt").write_text(
        "Roe said that \x1b]0;x\x07 \x9b31m\x1b[2J \u202eit [red]is[/] [sic]\rso\x00\b" + " safe" * 40 + "."
    )
    shown = STYLE.sub("", run_on_terminal(here, ["extract", "evil.txt"], columns=160))
    assert "that ␛]0;x␇ ⟨U+009B⟩31m␛[2J ⟨U+202E⟩it [red]is[/] [sic]␍so␀␈ safe" in shown
    assert shown.replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("options", "out_has", "file_has", "err_has"),
    [
        ([], "lines", None, "notes"),
        (["--quiet"], "lines", None, ""),
        (["--format", "table"], "table", None, ""),
        (["--format", "jsonl"], "lines", None, "notes"),
        (["-o", "out.jsonl"], "", "lines", "notes"),
        (["-o", "out.jsonl", "-q"], "", "lines", ""),
        (["-o", "out.jsonl", "--format", "table"], "table", "lines", ""),
        (["--format", "table", "--quiet"], "table", None, ""),
        (["-o", "out.jsonl", "--format", "jsonl"], "", "lines", "notes"),
    ],
)
def test_what_goes_where(here: Path, options: list[str], out_has: str, file_has: str | None, err_has: str) -> None:
    code, out, err = run(here, "extract", "lee.txt", *options)
    file = here / "out.jsonl"
    assert code == 0
    assert _what(out) == out_has
    assert _what(err.encode()) == err_has
    assert (_what(file.read_bytes()) if file.exists() else None) == file_has


def _what(data: bytes) -> str:
    if data.startswith(b"{"):
        assert said(data) == [("lee", "Lee")]
        return "lines"
    if data.startswith(b"lee.txt: line 1, column 15: quotation mark that is never closed\n1 attribution (0 direct, "):
        return "notes"
    return "table" if b"Speaker, verb, target" in data else data.decode()


def test_standard_input(here: Path) -> None:
    code, out, err = run(here, "extract", "-", "roe.txt", stdin=LEE.encode())
    assert (code, said(out)) == (0, [("stdin", "Lee"), ("roe", "Roe"), ("roe", "Kim")])
    assert records(out)[0]["path"] is None
    assert err.startswith("stdin: line 1, column 15: ")


def test_files_of_one_name_have_different_ids(here: Path) -> None:
    (here / "b").mkdir()
    (here / "b" / "lee.txt").write_text(LEE)
    _, out, _ = run(here, "extract", "lee.txt", "b/lee.txt", "lee.txt")
    assert [r["id"] for r in records(out)] == ["lee:9", "lee-2:9", "lee-3:9"]


def test_little_confidence_is_left_out(here: Path) -> None:
    assert said(run(here, "extract", "roe.txt", "--min-confidence", "0.6")[1]) == [("roe", "Roe")]
    assert said(run(here, "extract", "roe.txt", "--min-confidence", "0.5")[1]) == [("roe", "Roe"), ("roe", "Kim")]


@pytest.mark.parametrize(("least", "name"), [(0.7, None), (0.6, "Ida Roe")])
def test_a_name_that_is_not_sure_is_withheld(least: float, name: str | None) -> None:
    who = speaker(TEXT, "she", "Ida Roe", confidence=0.6)
    picked = Choice(min_name_confidence=least).pick(SPOKEN.model_copy(update={"speaker": who}))
    assert picked is not None
    assert picked.speaker is not None
    assert (picked.speaker.text, picked.speaker.name) == ("she", name)


def test_thoughts_are_left_out_where_speech_is_wanted(here: Path) -> None:
    (here / "thought.txt").write_text("Roe said that it fell. Kim thinks that it did not.")
    assert said(run(here, "extract", "thought.txt")[1]) == [("thought", "Roe"), ("thought", "Kim")]
    assert said(run(here, "extract", "thought.txt", "--acts", "speech")[1]) == [("thought", "Roe")]


def test_the_rules_alone_can_be_asked_for(here: Path) -> None:
    code, _, err = run(here, "extract", "roe.txt", "--rules-only")
    assert (code, err) == (1, "quotes: error: the rules alone were asked for\n")


def test_an_article_without_attributions(here: Path) -> None:
    (here / "none.txt").write_text("Nobody spoke.")
    code, out, err = run(here, "extract", "none.txt")
    assert (code, out) == (0, b"")
    assert err == "0 attributions (0 direct, 0 mixed, 0 indirect), 0 speakers, 1 article\n"


def test_each_bad_input_is_one_line_and_the_others_are_done(here: Path) -> None:
    (here / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (here / "fault.txt").write_text("FAULT")
    (here / "none").mkdir()
    bad = ["absent.txt", "none", "image.png", "empty.txt", "fault.txt", "a\x1b[31m\nb.txt"]
    code, out, err = run(here, "extract", *bad, "roe.txt", "-o", "out.jsonl")
    assert (code, out) == (1, b"")
    assert [line for line in err.splitlines() if "error:" in line] == [
        "quotes: error: absent.txt: no such file or directory",
        f"quotes: error: none: has no {', '.join(SUFFIXES)} in it",
        "quotes: error: image.png: looks like an image: extract its text",
        "quotes: error: empty.txt: is empty",
        "quotes: error: fault: cue: a fault of ours",
        "quotes: error: a␛[31m b.txt: no such file, and no file matches it as a pattern",
    ]
    assert err.splitlines()[-1] == "2 attributions (0 direct, 0 mixed, 2 indirect), 2 speakers, 1 article, 6 errors"
    assert said((here / "out.jsonl").read_bytes()) == [("roe", "Roe"), ("roe", "Kim")]


def test_windows_1252_is_read_and_noted(here: Path) -> None:
    (here / "old.txt").write_bytes("Señora said that it rains.".encode("cp1252"))
    code, out, err = run(here, "extract", "old.txt")
    assert (code, said(out)) == (0, [("old", "Señora")])
    assert "old.txt: line 1, column 3: not UTF-8 here: the whole text" in err


def test_if_nothing_can_be_read_the_output_does_not_change(here: Path) -> None:
    (here / "out.jsonl").write_text("before\n")
    assert run(here, "extract", "absent.txt", "-o", "out.jsonl")[0] == 1
    assert (here / "out.jsonl").read_text() == "before\n"
    assert _left(here) == {"out.jsonl"}


@pytest.mark.parametrize(
    ("output", "cause"),
    [
        ("absent/out.jsonl", "no such file or directory"),
        ("folder", "is a directory"),
        ("roe.txt/out.jsonl", "not a directory"),
        ("/dev/full", "no space left on device"),
    ],
)
def test_an_output_that_cannot_be_written(here: Path, output: str, cause: str) -> None:
    (here / "folder").mkdir()
    code, out, err = run(here, "extract", "roe.txt", "-o", output)
    assert (code, out) == (1, b"")
    assert [line for line in err.splitlines() if "error:" in line] == [f"quotes: error: {output}: {cause}"]
    assert _left(here) == {"folder"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_protected_output_stays_as_it_is(here: Path) -> None:
    (here / "out.jsonl").touch(mode=0o444)
    assert run(here, "extract", "roe.txt", "-o", "out.jsonl")[2] == "quotes: error: out.jsonl: permission denied\n"


def test_a_new_output_has_the_usual_rights_and_an_old_one_keeps_its_own(here: Path) -> None:
    os.umask(before := os.umask(0))
    run(here, "extract", "roe.txt", "-o", "new.jsonl")
    assert (here / "new.jsonl").stat().st_mode & 0o777 == 0o666 & ~before
    (here / "old.jsonl").touch(mode=0o640)
    run(here, "extract", "roe.txt", "-o", "old.jsonl")
    assert (here / "old.jsonl").stat().st_mode & 0o777 == 0o640


def test_a_link_leads_to_the_output_and_a_device_is_written(here: Path) -> None:
    (here / "real.jsonl").touch()
    (here / "link.jsonl").symlink_to("real.jsonl")
    run(here, "extract", "roe.txt", "-o", "link.jsonl")
    assert (here / "link.jsonl").is_symlink()
    assert len(records((here / "real.jsonl").read_bytes())) == 2
    assert run(here, "extract", "roe.txt", "-o", "/dev/null")[0] == 0
    assert Path("/dev/null").is_char_device()


def test_an_interrupted_run_leaves_no_output(here: Path) -> None:
    (here / "stop.txt").write_text("INTERRUPT")
    code, _, err = run(here, "extract", "roe.txt", "stop.txt", "-o", "out.jsonl")
    assert code == 130
    assert "error" not in err
    assert _left(here) == {"stop.txt"}


def test_an_interrupt_from_the_keyboard(here: Path) -> None:
    os.mkfifo(here / "slow.txt")
    arguments = command("extract", "slow.txt", "-o", "out.jsonl")
    with (
        subprocess.Popen(arguments, cwd=here, env=environment()) as process,
        (here / "slow.txt").open("wb"),  # waits until the command reads
    ):
        process.send_signal(signal.SIGINT)
        process.wait()
    assert process.returncode == 130
    assert _left(here) == {"slow.txt"}


@pytest.mark.parametrize("options", [[], ["--format", "table"]])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away(here: Path, options: list[str], unbuffered: str) -> None:
    (here / "long.txt").write_text(ROE * 500)
    with subprocess.Popen(
        command("extract", "long.txt", *options),
        cwd=here,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(PYTHONUNBUFFERED=unbuffered),
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_a_full_disk_behind_standard_output(here: Path) -> None:
    forked = [str(program(fake=True)), "extract", "roe.txt", "--format", "table"]
    with Path("/dev/full").open("wb") as full:
        for arguments in (command("extract", "roe.txt"), forked):
            done = subprocess.run(
                arguments,
                cwd=here,
                stdout=full,
                stderr=subprocess.PIPE,
                env=environment(),
                check=False,
            )
            assert done.returncode == 1
            assert done.stderr == b"quotes: error: standard output: no space left on device\n"


def test_a_closed_stream_gets_nothing(here: Path) -> None:
    script = f"{' '.join(command('extract', 'roe.txt'))} 2>&-"
    done = subprocess.run(["/bin/sh", "-c", script], cwd=here, capture_output=True, env=environment(), check=False)
    assert (done.returncode, len(records(done.stdout))) == (0, 2)
    done = subprocess.run(
        ["/bin/sh", "-c", f"{script[:-4]} >&-"], cwd=here, capture_output=True, env=environment(), check=False
    )
    assert (done.returncode, done.stdout) == (0, b"")


def test_an_encoding_without_curly_marks(here: Path) -> None:
    (here / "curly.txt").write_text("Roe said that “it” rains.")
    code, out, err = run(here, "extract", "curly.txt", "--format", "table", PYTHONIOENCODING="ascii")
    assert (code, err) == (0, "")
    assert rb"\u201cit\u201d" in out


def test_a_model_that_does_not_exist(here: Path) -> None:
    code, out, err = run(here, "extract", "roe.txt", "--model", "absent", "-o", "out.jsonl")
    assert (code, out, err) == (1, b"", "quotes: error: absent: no such pipeline\n")
    assert _left(here) == set()


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["extract"], "Missing argument 'PATHS'"),
        (["extract", "roe.txt", "-o", "roe.txt"], "Invalid value for -o: is one of the inputs"),
        (["extract", "roe.txt", "-o", "./roe.txt"], "Invalid value for -o: is one of the inputs"),
        (["extract", "-", "-"], "Invalid value for PATHS: standard input can be given only once"),
        (["extract", "roe.txt", "--min-confidence", "1.1"], "'--min-confidence': must be from 0 to 1"),
        (["extract", "roe.txt", "--min-name-confidence", "2"], "'--min-name-confidence': must be from 0 to 1"),
        (["extract", "roe.txt", "--min-confidence", "nan"], "'--min-confidence': must be from 0 to 1"),
        (["extract", "roe.txt", "--min-confidence", "much"], "Invalid value for '--min-confidence'"),
        (["extract", "roe.txt", "--format", "csv"], "Invalid value for '--format'"),
        (["extract", "roe.txt", "--acts", "thought"], "Invalid value for '--acts'"),
        (["extract", "roe.txt", "--fast"], "No such option"),
        (["schema", "quote"], "Invalid value for 'LINE'"),
        (["distract"], "No such command 'distract'"),
    ],
)
def test_wrong_usage(here: Path, args: list[str], cause: str) -> None:
    code, out, err = run(here, *args)
    assert (code, out) == (2, b"")
    assert cause in err
    assert (here / "roe.txt").read_text() == ROE


def test_two_runs_give_the_same_bytes(here: Path) -> None:
    assert run(here, "extract", "roe.txt", "lee.txt") == run(here, "extract", "roe.txt", "lee.txt")


@pytest.mark.parametrize(
    ("args", "name"),
    [([], "attribution"), *(([name], name) for name in ("attribution", "speaker", "decision"))],
)
def test_schema(here: Path, args: list[str], name: str) -> None:
    code, out, err = run(here, "schema", *args)
    assert (code, err) == (0, "")
    assert out == (ROOT / "schemas" / f"{name}.schema.json").read_bytes()


def test_version(here: Path) -> None:
    assert run(here, "--version") == (0, f"{quotes.__version__}\n".encode(), "")


def _left(here: Path) -> set[str]:
    """What a run has left behind."""
    return {path.name for path in here.iterdir()} - {"roe.txt", "lee.txt", "empty.txt"}
