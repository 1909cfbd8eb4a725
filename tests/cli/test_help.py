"""Help and version: what they say, and what they cost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.command import command, run, seconds_of_processes


def test_help_has_an_example(tmp_path: Path) -> None:
    for args in (["--help"], ["-h"], ["extract", "--help"]):
        code, out, err = run(tmp_path, *args)
        assert (code, err) == (0, "")
        assert b"Example: quotes extract seeds/*.txt -o out.jsonl" in out


def test_help_cuts_no_summary(tmp_path: Path) -> None:
    _, out, _ = run(tmp_path, "--help")
    assert b"Commands:" in out
    assert b"..." not in out.partition(b"Commands:")[2]


HEAVY = {"spacy", "pydantic", "rich", "orjson", "distributed", "fsspec", "quotes.inputs.articles"}

# What is imported once one command after the other has run in the same process.
IMPORTED = [
    (["--help"], set()),
    (["--version"], set()),
    (["speakers", "--help"], {"pydantic"}),  # typer itself reads a command's options by it
    (["review", "--help"], {"pydantic"}),
    (["batch", "--help"], {"pydantic"}),
    (["extract", "--help"], {"pydantic"}),
]

IN_TURN = """
import json, sys
from quotes.cli import main
for args in json.loads(sys.argv[1]):
    sys.argv = ["quotes", *args]
    try: main()
    except SystemExit: print(json.dumps(list(sys.modules)), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def imported() -> list[set[str]]:
    """The modules that there are after each of `IMPORTED`."""
    asked = json.dumps([args for args, _ in IMPORTED])
    done = subprocess.run([sys.executable, "-c", IN_TURN, asked], capture_output=True, cwd=ROOT, check=True)
    return [set(json.loads(line)) for line in done.stderr.splitlines()]


@pytest.mark.parametrize(("args", "allowed"), IMPORTED)
def test_help_imports_nothing_heavy(imported: list[set[str]], args: list[str], allowed: set[str]) -> None:
    assert imported[IMPORTED.index((args, allowed))] & HEAVY <= allowed


def test_help_is_quick() -> None:
    begun = seconds_of_processes()
    subprocess.run(command("--help", module="quotes"), capture_output=True, cwd=ROOT, check=True)
    assert seconds_of_processes() - begun < 1
