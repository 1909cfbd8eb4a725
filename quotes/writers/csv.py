"""Records to CSV (RFC 4180, UTF-8, a header, a row per attribution) that a spreadsheet can open without harm.

A cell that a spreadsheet would take for a formula has an apostrophe before it, after OWASP's advice on CSV injection
(https://owasp.org/www-community/attacks/CSV_Injection). `plain` takes it off again.
"""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from itertools import chain

from quotes.lines import Line, ListedLine, attributions
from quotes.writers.flat import COLUMNS, Cell, row

# What opens a formula, with the signs' full-width forms; after apostrophes too, so that `plain` need not guess whether
# the one in '=1 is the article's.
_FORMULA = re.compile("'*[-=+@\t\r\n－＝＋＠]")


def chunks(lines: Iterable[Line | ListedLine], *, excel: bool = False, delimiter: str = ",") -> Iterator[bytes]:
    """The file, a row at a time; with `excel`, a byte order mark first: without it, Excel reads no UTF-8."""
    rows = (row(line).values() for line in attributions(lines))
    return table(chain([COLUMNS], rows), excel=excel, delimiter=delimiter)


def table(rows: Iterable[Iterable[Cell]], *, excel: bool = False, delimiter: str = ",") -> Iterator[bytes]:
    """Any rows, the header first, in the same way."""
    if excel:
        yield BOM_UTF8
    for cells in rows:
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=delimiter).writerow(map(_cell, cells))
        yield buffer.getvalue().encode()


def is_formula(value: Cell) -> bool:
    """Whether a spreadsheet would take the cell for a formula."""
    return isinstance(value, str) and _FORMULA.match(value) is not None


def plain(cell: str) -> str:
    """The text of a cell, *e.g.* =1+1 for '=1+1."""
    return cell[1:] if cell.startswith("'") and is_formula(cell) else cell


def _cell(value: Cell) -> Cell:
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if is_formula(value) else value
