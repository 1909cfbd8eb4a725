"""Records to tab-separated values: `writers.csv` with tabs, so that a cell with a tab or a line end is in quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotes.lines import Line, ListedLine
from quotes.writers import csv


def chunks(lines: Iterable[Line | ListedLine], *, excel: bool = False) -> Iterator[bytes]:
    """The file, a row at a time; with `excel`, a byte order mark first."""
    return csv.chunks(lines, excel=excel, delimiter="\t")
