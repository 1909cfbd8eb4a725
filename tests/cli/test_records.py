"""How the commands read what `extract` and `batch` wrote: files, folders, patterns, lists; and `-o -`."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from quotes.writers.jsonl import line
from tests.support.command import run, run_on_terminal
from tests.support.samples import REPORTED, SPOKEN, newer
from tests.test_lines import article

READERS = [
    ["show"],
    ["speakers", "--format", "jsonl"],
    ["export", "--format", "csv"],
    ["review", "--apply"],
    ["report"],
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a batch of two shards leaves, the second packed, with a review and a list begun."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # a page says when it was made
    out = tmp_path / "out"
    (out / "deep").mkdir(parents=True)
    (out / ".quotes").mkdir()
    (out / "a.jsonl").write_bytes(line(REPORTED))
    (out / "a.articles.ndjson").write_bytes(line(article("sample", 1)))
    (out / "a.decisions.jsonl").write_text("")
    (out / "a.errors.txt").write_text("")
    (out / "manifest.json").write_text("{}")
    (out / ".quotes" / "a.json").write_text("{}")
    (out / "deep" / "b.jsonl.gz").write_bytes(gzip.compress(line(SPOKEN)))
    (tmp_path / "list").write_text("out/a.jsonl\nout/deep/b.jsonl.gz\n")
    return tmp_path


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
@pytest.mark.parametrize("paths", [["out"], ["out/**/*.jsonl*"], ["@list"], ["out/a.jsonl", "out/deep/b.jsonl.gz"]])
def test_all_commands_read_all_of_it(here: Path, command: list[str], paths: list[str]) -> None:
    code, out, err = run(here, command[0], *paths, *command[1:], module="quotes")
    whole = run(here, command[0], "out/a.jsonl", "out/deep/b.jsonl.gz", *command[1:], module="quotes")
    assert (code, out, err) == whole
    assert (code, "error" in err) == (0, False)
    assert b"Ida Roe" in out


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_what_a_shell_makes_of_a_pattern_holds_decisions_too(here: Path, command: list[str]) -> None:
    code, _, err = run(here, command[0], "out/a.decisions.jsonl", "out/a.jsonl", *command[1:], module="quotes")
    assert (code, "error" in err) == (0, False)


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_a_folder_without_records_is_one_line(here: Path, command: list[str]) -> None:
    (here / "empty").mkdir()
    code, _, err = run(here, command[0], "empty", *command[1:], module="quotes")
    assert (code, err.count("quotes: error: empty: has no ")) == (1, 1)


@pytest.mark.parametrize("command", READERS[1:], ids=lambda command: command[0])
def test_a_dash_is_standard_output(here: Path, command: list[str]) -> None:
    plain = run(here, command[0], "out/a.jsonl", *command[1:], module="quotes")
    assert run(here, command[0], "out/a.jsonl", *command[1:], "-o", "-", module="quotes") == plain
    assert not (here / "-").exists()


def test_extract_to_standard_output(here: Path) -> None:
    (here / "roe.txt").write_text("Roe said that it rains.")
    code, out, err = run(here, "extract", "roe.txt", "-o", "-")
    assert (code, json.loads(out)["doc"], "1 attribution" in err) == (0, "roe", True)
    assert not (here / "-").exists()


def test_extract_to_a_terminal_that_wants_lines(here: Path) -> None:
    (here / "roe.txt").write_text("Roe said that it rains.")
    assert '{"schema_version":"1.2"' in run_on_terminal(here, ["extract", "roe.txt", "-o", "-"])


def test_standard_output_gets_one_of_two(here: Path) -> None:
    code, _, err = run(here, "extract", "out", "-o", "-", "--format", "table")
    assert (code, "table cannot be combined with -o -: standard output gets the JSON Lines" in err) == (2, True)


def test_a_packed_output_is_packed(here: Path) -> None:
    (here / "roe.txt").write_text("Roe said that it rains.")
    assert run(here, "extract", "roe.txt", "-o", "new.jsonl.gz", "--articles")[0] == 0
    assert json.loads(gzip.decompress((here / "new.jsonl.gz").read_bytes()))["doc"] == "roe"
    assert (here / "new.articles.ndjson").is_file()
    code, out, err = run(here, "speakers", "new.jsonl.gz", "--quiet", module="quotes")
    assert (code, err, json.loads(out)["name"]) == (0, "", "Roe")


def test_fields_that_we_do_not_know_are_passed_on(here: Path) -> None:
    (here / "newer.jsonl").write_bytes(line(newer(REPORTED)))
    code, out, _ = run(here, "review", "newer.jsonl", "--apply", module="quotes")
    assert (code, out) == (0, (here / "newer.jsonl").read_bytes())
    code, out, _ = run(here, "export", "newer.jsonl", "--format", "csv", module="quotes")
    assert (code, out.decode().endswith(',newer.jsonl,"{""mood"":""calm"",""cue"":{""note"":1}}"\r\n')) == (0, True)


def test_the_list_of_another_run_is_one_line(here: Path) -> None:
    (here / "out" / "a.articles.ndjson").write_bytes(line(article("sample", 7)))
    for command in (["speakers"], ["export", "--format", "csv"], ["report"]):
        code, _, err = run(here, command[0], "out/a.jsonl", *command[1:], module="quotes")
        assert code == 1
        assert "out/a.articles.ndjson: lists 7 attributions, and out/a.jsonl has 1: it belongs to another run." in err
