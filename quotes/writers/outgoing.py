"""Records for others: without the folders of this machine, unless they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import TypeVar

from quotes.inputs.articles import Ids
from quotes.lines import Line, ListedLine
from quotes.listing import Listed
from quotes.records import Attribution

R = TypeVar("R", Attribution, Listed)


def without_folders(lines: Iterable[Line | ListedLine]) -> Iterator[Line | ListedLine]:
    """The lines with file names instead of paths.

    Two files with the same name stay distinct: the second is called monday.jsonl-2.
    """
    unique, names = Ids(), dict[str, str]()
    for line in lines:
        if line.source not in names:
            names[line.source] = unique(PurePath(line.source).name)
        if isinstance(line, Line):
            yield Line(names[line.source], named(line.record), line.origin)
        else:
            yield ListedLine(names[line.source], named(line.article), line.origin)


def named(found: R) -> R:
    """The record, or the listed article, with its file's name instead of its path."""
    return found.model_copy(update={"path": file_name(found.path)}) if found.path else found


def file_name(path: str) -> str:
    """*e.g.* harbor.txt for news/harbor.txt; a path without a name stays unchanged."""
    return PurePath(path).name or path
