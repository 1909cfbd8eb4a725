"""Rows of a people file, to CSV that a spreadsheet opens as UTF-8, or to JSON Lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from quotes.people.file import ALIASES, ID, NAME, SAME, Row
from quotes.writers import csv, jsonl

_COLUMNS = (ID, NAME, ALIASES, SAME)


def chunks(rows: Iterable[Row]) -> Iterator[bytes]:
    """The file as CSV, with a byte order mark."""
    found = list(rows)
    others = list(dict.fromkeys(column for row in found for column in row.others))
    cells = (
        (row.id, row.name, "; ".join(row.aliases), row.same, *(row.others.get(column, "") for column in others))
        for row in found
    )
    return csv.table(chain([(*_COLUMNS, *others)], cells), excel=True)


def lines(rows: Iterable[Row]) -> Iterator[bytes]:
    """The file as JSON Lines."""
    for row in rows:
        own = {ID: row.id, NAME: row.name, ALIASES: row.aliases, SAME: row.same}
        yield jsonl.dump({**own, **row.others}) + b"\n"
