"""Rows of a people file, to CSV that a spreadsheet opens as UTF-8, or to JSON Lines."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator

from quotes.people.file import ALIASES, ID, NAME, SAME, Row
from quotes.writers import jsonl
from quotes.writers.csv import line_of

_COLUMNS = (ID, NAME, ALIASES, SAME)


def chunks(rows: Iterable[Row]) -> Iterator[bytes]:
    """The file as CSV, with a byte order mark."""
    found = list(rows)
    others = list(dict.fromkeys(column for row in found for column in row.others))
    yield BOM_UTF8 + line_of((*_COLUMNS, *others))
    for row in found:
        yield line_of((row.id, row.name, "; ".join(row.aliases), row.same, *(row.others.get(c, "") for c in others)))


def lines(rows: Iterable[Row]) -> Iterator[bytes]:
    """The file as JSON Lines."""
    for row in rows:
        own = {ID: row.id, NAME: row.name, ALIASES: row.aliases, SAME: row.same}
        yield jsonl.dump({**own, **row.others}) + b"\n"
