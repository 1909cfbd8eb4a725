"""CSV and TSV -> articles: one for each row below the header, read one at a time."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from io import BufferedReader

from quotes.article import Article, Diagnostic
from quotes.errors import ArticleError
from quotes.files import path_name
from quotes.inputs.formats import begin, delimiter
from quotes.inputs.keys import Keys
from quotes.inputs.rows import article, check_once, lines, missing
from quotes.inputs.text import LARGEST


def read(path: str, file: BufferedReader, keys: Keys) -> Iterator[Article | ArticleError]:
    """The articles in the table, in order, and an error for each row that is not one (`inputs.rows.article`).

    A row is named by the number of the line on which it begins.

    Raises ArticleError if there is no row, or no column with texts, or at a row that is so broken that the start of the
    next row is unknown.
    """
    table = Rows(path, file, keys.of("text"))
    names = _checked(path, table.header(), keys)
    empty = True
    for number, cells in table:
        empty = False
        try:
            yield article(path, number, row(names, cells), keys, table.diagnostics)
        except ValueError as error:
            yield ArticleError(path_name(path), f"line {number}: {error}")
    if empty:
        raise ArticleError(path_name(path), "has no row below its header")


def _checked(path: str, names: list[str], keys: Keys) -> list[str]:
    """The names of the columns. Raises ArticleError if there is no column with texts, or there are two."""
    if not set(keys.of("text")) & set(names):
        shown = ", ".join(names)[:200]
        raise ArticleError(path_name(path), f"{missing(keys)} (columns: {shown})")
    check_once(path, names, keys)
    return names


def row(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells by the names of their columns. Raises ValueError where there are more or fewer of them."""
    if len(cells) != len(names):
        raise ValueError(f"does not fit the header (cells: {len(cells)}, columns: {len(names)})")
    return dict(zip(names, cells, strict=True))


class Rows:
    """The rows of a file with the number of the line on which each begins.

    `columns` are what a column that is looked for may be called: they tell by which sign the cells are divided.
    """

    def __init__(self, path: str, file: BufferedReader, columns: Collection[str]) -> None:
        self._path = path
        divided_by = delimiter(begin(file.peek()), columns)
        self._lines = lines(path, file)
        self._reader = csv.reader(self._decoded(), delimiter=divided_by, strict=True)
        self._wrong: dict[str, Diagnostic] = {}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Diagnostics for the lines of the last row, each of them once, since a row may have many lines."""
        return tuple(self._wrong.values())

    def header(self) -> list[str]:
        """The names of the columns, in the first row. Raises ArticleError if there is none."""
        _, cells = next(iter(self), (0, []))
        if not cells:
            raise ArticleError(path_name(self._path), "is empty")
        return [name.strip() for name in cells]

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that are not empty. Raises ArticleError."""
        while True:
            self._wrong = {}
            number = self._reader.line_num + 1
            try:
                cells = self._next()
            except csv.Error as error:
                cause = f"line {number}: is not CSV: {error}; this row and the rest are not read"
                raise ArticleError(path_name(self._path), cause) from error
            if cells is None:
                return
            if cells:
                yield number, cells

    def _next(self) -> list[str] | None:
        before = csv.field_size_limit(LARGEST)  # the limit is global
        try:
            return next(self._reader, None)
        finally:
            csv.field_size_limit(before)

    def _decoded(self) -> Iterator[str]:
        for line, diagnostics in self._lines:
            if len(line) > LARGEST:
                raise csv.Error(f"more than {LARGEST >> 20} MB in a line")
            for diagnostic in diagnostics:
                self._wrong.setdefault(diagnostic.message, diagnostic)
            yield line
