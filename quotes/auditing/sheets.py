"""An audit as rows for spreadsheets, with all groups: one table in CSV, a sheet for each dimension in Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotes.auditing.counts import Audit, Group
from quotes.writers import csv
from quotes.writers.flat import Cell

_COUNTS = (
    *("direct", "mixed", "indirect", "negated", "hypothetical", "disputed"),
    *("unnamed", "sources", "first_time", "articles", "silent", "first"),
)
COLUMNS = ("value", "sort", "statements", "share_of_statements", "words", "share_of_voice", *_COUNTS)


def chunks(audit: Audit, *, excel: bool = False) -> Iterator[bytes]:
    """A row for each group; the first column names the dimension. Shares are from 0 to 1."""
    return csv.table(_lines(audit), excel=excel)


def _lines(audit: Audit) -> Iterator[Sequence[Cell]]:
    yield ("by", *COLUMNS)
    for name, groups in {"all": [audit.total], **audit.groups}.items():
        yield from ((name, *row) for row in rows(audit, groups))


def rows(audit: Audit, groups: Sequence[Group]) -> Iterator[Sequence[Cell]]:
    """A row of COLUMNS for each group."""
    total = audit.total
    for group in groups:
        share, voice = (part / (whole or 1) for part, whole in zip(group[1:3], total[1:3], strict=True))
        counts = (getattr(group, name) for name in _COUNTS)
        yield group.value, group.sort, group.statements, share, group.words, voice, *counts
