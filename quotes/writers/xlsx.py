"""Records to an Excel workbook (Office Open XML), with the columns and rows of CSV. Needs XlsxWriter.

Text is only ever text in it: a cell is not a formula and does not become one when it is edited. The header stays in
view and has filters, and an article's address is a link. Rows are on disk, not in memory, until the file is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, count, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from quotes.errors import OutputError
from quotes.lines import Line, ListedLine, attributions
from quotes.writers.building import built
from quotes.writers.csv import is_formula
from quotes.writers.flat import COLUMNS, Cell, row
from quotes.writers.links import link

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# What Excel can hold (support.microsoft.com, "Excel specifications and limits").
_ROWS = 1_048_575  # of a sheet, below its header
_CHARACTERS = 32_767  # of a cell
_LINKS, _ADDRESS = 65_530, 2_079  # of a sheet, and the characters of one
_CUT = " … (cut)"

_TIMELESS = datetime(2000, 1, 1)  # noqa: DTZ001 - the day is part of the file: the same records are the same bytes
_WIDTHS = {"quote_text": 80, "article_title": 40, "article_url": 30, "roles_text": 30}  # characters


class Column(NamedTuple):
    """A column and its width in characters."""

    name: str
    width: int = 12
    style: str = ""  # a number format of Excel's, such as 0.0%


class Sheet(NamedTuple):
    """A sheet of a workbook; one with more rows than Excel can hold is continued on others."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Iterable[Cell]]


def chunks(lines: Iterable[Line | ListedLine]) -> Iterator[bytes]:
    """The file. Raises OutputError if it cannot be written."""
    columns = [Column(name, _WIDTHS.get(name) or _width(name)) for name in COLUMNS]
    return workbook([Sheet("Attributions", columns, (row(line).values() for line in attributions(lines)))])


def workbook(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """A workbook with these sheets. Raises OutputError if it cannot be written."""
    return built(lambda path: _build(path, sheets))


def _width(name: str) -> int:
    return 24 if name.endswith(("_text", "_name")) else max(8, len(name) + 4)  # the arrow of the filter stands there


def _build(path: Path, sheets: Iterable[Sheet]) -> None:
    options = {"constant_memory": True, "tmpdir": str(path.parent), "use_zip64": True}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            book.set_properties({"created": _TIMELESS})
            styles = _Styles(book)
            for sheet in sheets:
                _write(book, styles, sheet)
    except XlsxWriterException as error:
        raise OutputError("Excel", str(error)) from error


def _write(book: xlsxwriter.Workbook, styles: _Styles, sheet: Sheet) -> None:
    rows, following = iter(sheet.rows), True
    while following:
        page = _Page(book.add_worksheet(_free(book, sheet.name)), styles, sheet.columns)
        page.fill(islice(rows, _ROWS))
        more = list(islice(rows, 1))
        rows, following = chain(more, rows), bool(more)


def _free(book: xlsxwriter.Workbook, name: str) -> str:
    """The name, with a number where another sheet has it, in upper or lower case."""
    taken = {sheet.get_name().casefold() for sheet in book.worksheets()}
    names = chain([name], (f"{name} {number}" for number in count(2)))
    return next(each for each in names if each.casefold() not in taken)


class _Styles:
    """The formats of cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.header = book.add_format({"bold": True, "bottom": 1})
        self.text = book.add_format({"valign": "top"})
        self.formula = book.add_format({"valign": "top", "quote_prefix": True})  # as if typed after an apostrophe
        self.link = book.get_default_url_format()
        self._numbers: dict[str, Format] = {}
        self._book = book

    def number(self, style: str) -> Format:
        """The format for numbers with this style."""
        if style not in self._numbers:
            self._numbers[style] = self._book.add_format({"valign": "top", "num_format": style})
        return self._numbers[style]


class _Page:
    """A worksheet while it is filled."""

    def __init__(self, sheet: Worksheet, styles: _Styles, columns: Sequence[Column]) -> None:
        self._sheet = sheet
        self._styles = styles
        self._columns = columns
        self._links = 0
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.name, styles.header)
        sheet.freeze_panes(1, 0)

    def fill(self, rows: Iterable[Iterable[Cell]]) -> None:
        """Write the rows below the header, and set the filter over them."""
        last = 0
        for last, cells in enumerate(rows, 1):
            for place, value in enumerate(cells):
                self._put(last, place, value)
        self._sheet.autofilter(0, 0, last, len(self._columns) - 1)

    def _put(self, row: int, place: int, value: Cell) -> None:
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._text(row, place, str(value).lower() if isinstance(value, bool) else value)
        elif abs(value) < 1 << 53:
            self._sheet.write_number(row, place, value, self._styles.number(self._columns[place].style))
        else:
            self._text(row, place, str(value))  # Excel's numbers have no more than 53 bits

    def _text(self, row: int, place: int, whole: str) -> None:
        text = _shortened(whole)
        style = self._styles.formula if is_formula(text) else self._styles.text
        if self._links < _LINKS and len(text) <= _ADDRESS and (url := link(text)):
            self._links += 1
            self._sheet.write_url(row, place, url, self._styles.link, text)
        elif text.startswith("<r>"):  # XlsxWriter would take <r>...</r> for XML: in two pieces, it does not
            self._sheet.write_rich_string(row, place, text[:1], style, text[1:], style)
        else:
            self._sheet.write_string(row, place, text, style)


def _shortened(text: str) -> str:
    """The text, or as much of it as a cell can hold, which Excel counts in units of UTF-16."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _CHARACTERS:
        return text
    return units[: 2 * (_CHARACTERS - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
