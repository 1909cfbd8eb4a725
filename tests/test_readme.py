"""README.md is correct: its commands run and print the output that it shows."""

from __future__ import annotations

import io
import json
import re
from contextlib import chdir, redirect_stdout
from pathlib import Path

import pytest

from tests.support import ROOT, command

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


SEEDS = [f"seeds/{path.name}" for path in sorted((ROOT / "seeds").glob("*.txt"))]


def extracted(form: str) -> str:
    """What the first command prints in that form, on 80 columns."""
    code, out, _ = command.run(ROOT, "extract", *SEEDS, "--format", form, module="quotes")
    assert code == 0
    return out.decode()


@pytest.fixture(scope="module")
def table() -> str:
    return extracted("table")


def test_the_two_commands_set_up_a_fresh_environment() -> None:
    commands = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("python3 -m venv")]
    assert [command.rsplit(" && ", 1)[1] for command in commands] == [
        ".venv/bin/quotes extract seeds/*.txt",
        ".venv/bin/pytest -q -n 2",
    ]
    assert all("&& .venv/bin/pip install -q " in command for command in commands)


def plain(shown: str) -> list[str]:
    """The lines without their confidences: another processor may round a score otherwise."""
    return [re.sub(r"\d+%$", "%", line.rstrip()) for line in shown.splitlines()]


def test_the_table_shown_is_the_table_printed(table: str) -> None:
    shown, printed = plain(blocks("console")[0].rstrip("\n")), plain(table)
    start = printed.index(shown[0])
    assert shown == printed[start : start + len(shown)]


def test_the_record_shown_is_a_line_written() -> None:
    lines = extracted("jsonl").splitlines()
    shown = json.loads(blocks("json")[0])
    [printed] = [record for record in map(json.loads, lines) if record["id"] == shown["id"]]
    assert printed.pop("confidence") == pytest.approx(shown.pop("confidence"), abs=0.03)
    assert printed == shown


SHOWN = re.findall(r"^```python\n(.*?)^```\n\n```console\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def test_every_python_block_has_its_output() -> None:
    assert [script for script, _ in SHOWN] == blocks("python")


@pytest.mark.parametrize(("script", "printed"), SHOWN)
def test_the_python_shown_prints_what_is_shown(script: str, printed: str, tmp_path: Path) -> None:
    with chdir(tmp_path), redirect_stdout(io.StringIO()) as out:
        exec(script, {})  # noqa: S102 - our own
    assert out.getvalue() == printed


def test_the_files_it_points_to_are_there() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_its_number_of_entries_is_right() -> None:
    from tests.support.parses import entries

    found = re.search(r"a lexicon of (\d+) entries", README)
    assert found
    assert int(found[1]) == len(entries())
