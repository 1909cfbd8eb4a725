"""Records to CSV (RFC 4180, UTF-8, a header, a row per attribution) that a spreadsheet can open without harm.

A cell that a spreadsheet would take for a formula has an apostrophe before it, after OWASP's advice on CSV injection
(https://owasp.org/www-community/attacks/CSV_Injection). `plain` takes it off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from quotes.lines import Line, ListedLine, attributions
from quotes.writers.flat import COLUMNS, Cell, row

# What opens a formula, with the signs' full-width forms; after apostrophes too, so that `plain` need not guess whether
# the one in '=1 is the article's.
_FORMULA = re.compile("'*[-=+@\t\r\n－＝＋＠]")


def chunks(lines: Iterable[Line | ListedLine]) -> Iterator[bytes]:
    """The file, a row at a time."""
    return map(line_of, chain([COLUMNS], (row(line).values() for line in attributions(lines))))


def line_of(cells: Iterable[Cell]) -> bytes:
    """A row, with its line end; no cell of it is a formula."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow(map(_cell, cells))
    return buffer.getvalue().encode()


def plain(cell: str) -> str:
    """The text of a cell, *e.g.* =1+1 for '=1+1."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _cell(value: Cell) -> Cell:
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
