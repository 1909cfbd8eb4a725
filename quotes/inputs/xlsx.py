"""Excel workbooks (Office Open XML) -> articles: a row for each, read one at a time. Needs openpyxl.

Only a workbook's shared strings, which are texts that may occur in several cells, are in memory together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from io import BufferedReader
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as UnpackError  # noqa: N812 - an exception's name

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException

from quotes.article import Article
from quotes.errors import ArticleError
from quotes.files import path_name
from quotes.inputs.keys import Keys
from quotes.inputs.rows import article, check_once, missing

if TYPE_CHECKING:
    from typing import IO

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_IN_MEMORY = 16 << 20  # bytes of the file; the rest is on disk
_LARGEST = 512 << 20  # bytes, unpacked, of a sheet or of the shared strings

# What openpyxl raises for a file that is not a workbook, or a broken one.
_BROKEN = (
    BadZipFile, UnpackError, ParseError, InvalidFileException,
    EOFError, LookupError, ValueError, TypeError, AttributeError, RuntimeError,
)  # fmt: skip


def read(path: str, file: BufferedReader, keys: Keys) -> Iterator[Article | ArticleError]:
    """The articles in each sheet with a column of texts, and an error for each row that is not one.

    The first row that is not empty has the names of the columns. Dates are given as 2026-11-02, with the time of day if
    it is not midnight. Raises ArticleError if no sheet has such a column or a row, or the rest cannot be read.
    """
    try:
        with SpooledTemporaryFile(_IN_MEMORY) as copy:  # a ZIP archive is read from its end
            copyfileobj(file, copy)
            _check_size(path, copy)
            book = load_workbook(copy, read_only=True, data_only=True, keep_links=False)
            yield from _articles(path, book.worksheets, keys)
    except _BROKEN as error:
        cause = f"cannot be read as an Excel file ({type(error).__name__}: {error}): save it as CSV"
        raise ArticleError(path_name(path), " ".join(cause.split())) from error


def _check_size(path: str, copy: IO[bytes]) -> None:
    """Refuse a small file that unpacks to more than fits into memory. Raises ArticleError, BadZipFile."""
    with ZipFile(copy) as archive:
        for part in archive.infolist():
            if part.file_size > _LARGEST:
                cause = f"has more than {_LARGEST >> 20} MB in {part.filename}: save it as CSV"
                raise ArticleError(path_name(path), cause)


def _articles(path: str, sheets: Iterable[ReadOnlyWorksheet], keys: Keys) -> Iterator[Article | ArticleError]:
    """Raises ArticleError."""
    headers, empty = list[str](), True
    for sheet in sheets:
        sheet.reset_dimensions()  # some programs write wrong dimensions, and cells beyond them would be lost
        rows = _rows(sheet)
        names = [_name(cell) for cell in next(rows, (0, []))[1]]
        if set(keys.of("text")).isdisjoint(names):
            headers += names
            continue
        check_once(path, names, keys)
        for number, cells in rows:
            empty = False
            row = dict(zip(names, cells, strict=False))  # a row ends with its last cell that is not empty
            yield _article(path, f"sheet {sheet.title}, row {number}", number, row, keys)
    if empty:
        shown = ", ".join(filter(None, headers))[:200]
        raise ArticleError(path_name(path), f"{missing(keys)} (columns: {shown})" if headers else "has no row")


def _article(path: str, place: str, number: int, row: dict[str, Any], keys: Keys) -> Article | ArticleError:
    try:
        return article(path, number, row, keys)
    except ValueError as error:
        return ArticleError(path_name(path), f"{place}: {error}")


def _rows(sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, list[Any]]]:
    """The rows that are not empty, each with its number."""
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [_value(cell) for cell in row]
        if any(cell not in (None, "") for cell in cells):
            yield number, cells


def _name(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _value(cell: Any) -> object:
    """The cell's value, or for a formula the value when the file was saved; None for an error such as #N/A."""
    value = cell.value
    if cell.data_type == "e":
        return None
    if isinstance(value, str):
        return unescape(value)  # characters that XML cannot contain are written as _x0001_
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value
