"""A people file -> rows: CSV or JSON Lines; each row is a person or has more names of one.

Its columns: `name`; `aliases`, divided by `;` or `|` (in JSON also a list); `id` (by default the name); and `same`: yes
in another row of the person with this id, no for somebody else, ? if it is not decided. Other columns are kept
unchanged. A row without any text is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

from pydantic_core import to_json

from quotes.article import Diagnostic
from quotes.errors import ArticleError, PeopleError
from quotes.files import path_name
from quotes.inputs import rows
from quotes.inputs.delimited import Rows, row
from quotes.inputs.encoding import SURROGATE
from quotes.inputs.formats import tell
from quotes.inputs.paths import InputFormat
from quotes.inputs.text import opened

NAME, ALIASES, ID, SAME = COLUMNS = ("name", "aliases", "id", "same")
YES, NO, OPEN = "yes", "no", "?"
_DIVIDERS = re.compile("[;|]")

Cells = Mapping[str, object]


class Row(NamedTuple):
    """A row of a people file; `line` is the line on which it begins, from 1, and `others` are its other columns."""

    line: int
    name: str
    aliases: tuple[str, ...]
    id: str
    same: str
    others: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return self.name, *self.aliases


def read(path: str | Path) -> Iterator[Row]:
    """The rows of the file in order; "-" is standard input, and gzip is unpacked.

    Raises PeopleError, when it gets there, for a row that cannot be read.
    """
    name = path_name(path)
    try:
        with opened(path) as file:
            kind = tell(str(path), file.peek(), (NAME,))
            if kind not in _READERS:
                wanted = f"save it as CSV whose first line has a column {NAME}, or as JSON Lines"
                raise PeopleError(name, f"looks like {kind.value}: {wanted}")
            yield from _rows(name, _READERS[kind](str(path), file))
    except ArticleError as error:
        raise PeopleError(name, error.cause) from error


def _rows(path: str, found: Iterable[tuple[int, Cells]]) -> Iterator[Row]:
    empty = True
    for line, cells in found:
        try:
            row = _row(line, cells)
        except ValueError as error:
            raise PeopleError(path, str(error), line) from error
        if row is not None:
            empty = False
            yield row
    if empty:
        raise PeopleError(path, "has no person")


def _row(line: int, cells: Cells) -> Row | None:
    """The row; None if it has no text. Raises ValueError."""
    aliases = _aliases(cells.get(ALIASES))
    told = {column: _text(value) for column, value in cells.items() if column != ALIASES}
    name, id_, same = (told.pop(column, "") for column in (NAME, ID, SAME))
    if same.casefold() not in ("", YES, NO, OPEN):
        raise ValueError(f'has "{same}" as "{SAME}", which may be {YES}, {NO}, {OPEN} or nothing')
    if name:
        return Row(line, name, aliases, id_ or name, same.casefold(), told)
    if aliases or id_ or same or any(told.values()):
        raise ValueError("has no name")
    return None


def _aliases(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list) else _DIVIDERS.split(_text(value))
    return tuple(filter(None, map(_text, given)))


def _text(value: object) -> str:
    """The value on one line; as JSON if it is neither text nor a number. Raises ValueError for a lone surrogate."""
    if not value:
        return ""
    text = " ".join((str(value) if isinstance(value, str) else to_json(value).decode()).split())
    if not text.isascii() and SURROGATE.search(text):
        raise ValueError("holds a lone surrogate, which is half a character")
    return text


def _check(path: str, line: int, wrong: tuple[Diagnostic, ...]) -> None:
    """Raises PeopleError for a wrong encoding, since a name that is decoded by a guess may be wrong."""
    if wrong:
        raise PeopleError(path, "is not UTF-8: save the file as UTF-8 (in a spreadsheet: CSV UTF-8)", line)


# --- readers ----------------------------------------------------------------------------------------------------------


def _csv(path: str, file: BufferedReader) -> Iterator[tuple[int, Cells]]:
    name = path_name(path)
    table = Rows(path, file, (NAME,))
    columns = [column.casefold() for column in table.header()]
    _check(name, 1, table.diagnostics)
    if NAME not in columns:
        raise PeopleError(name, f'has no column "{NAME}" (columns: {", ".join(columns)[:200]})')
    if twice := next((column for column in columns if column and columns.count(column) > 1), None):
        raise PeopleError(name, f'has two columns "{twice}"')
    for line, cells in table:
        _check(name, line, table.diagnostics)
        try:
            told = row(columns, cells)
        except ValueError as error:
            raise PeopleError(name, str(error), line) from error
        told.pop("", None)  # a column without a name
        yield line, told


def _jsonl(path: str, file: BufferedReader) -> Iterator[tuple[int, Cells]]:
    name = path_name(path)
    for line, (text, wrong) in enumerate(rows.lines(path, file), 1):
        _check(name, line, wrong)
        if text.isspace():
            continue
        try:
            found = rows.parsed(text.rstrip("\r\n"))
        except ValueError as error:
            raise PeopleError(name, str(error), line) from error
        if not isinstance(found, dict):
            raise PeopleError(name, "is not a JSON object", line)
        yield line, {key.strip().casefold(): value for key, value in found.items()}


_READERS = {InputFormat.CSV: _csv, InputFormat.JSONL: _jsonl}
