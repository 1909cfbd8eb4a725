"""Records that were written without a people file, or with another one, by the people of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from quotes.lines import Line, ListedLine
from quotes.people import identify
from quotes.people.known import People


def identified(lines: Iterable[Line | ListedLine], people: People) -> Iterator[Line | ListedLine]:
    """The lines with the ids of those speakers who are among the people; ids that the lines have are replaced.

    An article's lines stand together, as `quotes extract` writes them, and are in memory together.
    """
    for _, group in groupby(lines, _article):
        article = list(group)
        records, _doubts = identify.identified((line.record for line in article if isinstance(line, Line)), people)
        known = iter(records)
        for line in article:
            yield line._replace(record=next(known)) if isinstance(line, Line) else line


def _article(line: Line | ListedLine) -> tuple[str, str | None, str] | None:
    return (line.source, line.record.path, line.record.doc) if isinstance(line, Line) else None
