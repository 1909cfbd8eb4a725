"""Records that were written without a people file, or with another one, by the people of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from quotes.lines import Line, ListedLine
from quotes.people import identify
from quotes.people.known import People


def identified(
    lines: Iterable[Line | ListedLine], people: People, doubt: Callable[[str], object]
) -> Iterator[Line | ListedLine]:
    """The lines with the ids of those speakers who are among the people; ids that the lines have are replaced.

    An article's lines stand together, as `quotes extract` writes them, and are in memory together. `doubt` is told of
    each name that several people have, by the message of its diagnostic.
    """
    for _, group in groupby(lines, _article):
        article = list(group)
        records, doubts = identify.identified((line.record for line in article if isinstance(line, Line)), people)
        for each in doubts:
            if each.code == identify.NAMESAKES:  # whom a surname alone means is asked when all names are known
                doubt(each.message)
        known = iter(records)
        for line in article:
            yield line._replace(record=next(known)) if isinstance(line, Line) else line


def _article(line: Line | ListedLine) -> tuple[str, str | None, str] | None:
    return (line.source, line.record.path, line.record.doc) if isinstance(line, Line) else None
