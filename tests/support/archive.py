"""An archive for testing a batch, and the files that a run leaves."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quotes.archive import shards
from quotes.archive.shards import Shard
from quotes.inputs.paths import LISTED

ROE = "Roe said that it rains."


def archive(folder: Path, of: Iterable[str] = "abc") -> Path:
    """The folder, in whose `in` there is a shard of each name: four articles with two attributions each."""
    (folder / "in").mkdir()
    for name in of:
        write(folder, name, *({"id": f"{name}{n}", "text": f"{ROE} Kim thinks that {name}."} for n in range(4)))
    return folder


def write(here: Path, name: str, *rows: object) -> Path:
    """Write a shard: rows that are not text become JSON."""
    path = here / "in" / f"{name}.jsonl"
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return path


def errors(told: str) -> list[str]:
    return [line.removeprefix("quotes: error: ") for line in told.splitlines() if line.startswith("quotes: error: ")]


def left(folder: Path) -> dict[str, bytes]:
    """All files in a folder, by their paths."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names(here: Path) -> set[str]:
    """The files of a run, without its notes and without the lists of articles beside the records."""
    found = {path.name for path in (here / "out").iterdir()} - {".quotes"}
    return found - {name.removesuffix(".jsonl") + LISTED for name in found if name.endswith(".jsonl")}


def manifest(here: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((here / "out" / "manifest.json").read_bytes())
    return found


def planned(here: Path, *names: str) -> list[Shard]:
    """The shards of those names."""
    return shards.plan([str(here / "in" / f"{name}.jsonl") for name in names])[0]
