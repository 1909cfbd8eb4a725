"""Rows -> articles: JSON Lines, read one at a time, and JSON that is one article or an array of articles."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BufferedReader
from typing import Any

from quotes.article import Article, Diagnostic
from quotes.errors import ArticleError
from quotes.files import origin, path_name, stem
from quotes.inputs.encoding import SURROGATE, encoding_of, from_text, to_text
from quotes.inputs.keys import ADDRESSES, Keys
from quotes.inputs.paths import is_url
from quotes.inputs.text import LARGEST
from quotes.records import KNOWN_BY, ArticleInfo


class Number(str):
    """A number as its row writes it, with all its digits."""

    __slots__ = ()


def read_lines(path: str, file: BufferedReader, keys: Keys) -> Iterator[Article | ArticleError]:
    """The articles in JSON Lines, in order, and an error for each row that is not one. Empty lines are skipped.

    A row without an id gets one from the file's name and the number of its line, *e.g.* news-7.

    Raises ArticleError if there is no row, the rest of the file cannot be read, or it holds records.
    """
    empty = True
    for number, (line, diagnostics) in enumerate(lines(path, file), 1):
        if line.isspace():
            continue
        empty = False
        try:
            yield article(path, number, parsed(line.rstrip("\r\n")), keys, diagnostics)
        except ValueError as error:
            yield ArticleError(path_name(path), f"line {number}: {error}")
    if empty:
        raise ArticleError(path_name(path), "is empty")


def read_whole(path: str, file: BufferedReader, keys: Keys) -> Iterator[Article | ArticleError]:
    """The articles in JSON that is one object or an array of objects, and errors as in `read_lines`.

    Raises ArticleError if it is not JSON, and as `read_lines` does.
    """
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ArticleError(
            path_name(path),
            f"is JSON of more than {LARGEST >> 20} MB: convert it to JSON Lines, which may be of any size",
        )
    text, diagnostics = to_text(data)
    try:
        found = parsed(text) if text.strip() else []
    except ValueError as error:
        raise ArticleError(path_name(path), str(error)) from error
    items = found if isinstance(found, list) else [found]
    for number, item in enumerate(items, 1):
        try:
            yield article(path, number, item, keys, diagnostics)
        except ValueError as error:
            yield ArticleError(path_name(path), f"item {number}: {error}" if items is found else str(error))
    if not items:
        raise ArticleError(path_name(path), "is empty")


def lines(path: str, file: BufferedReader) -> Iterator[tuple[str, tuple[Diagnostic, ...]]]:
    """The lines of a file with their line ends, each decoded like a text file, with its diagnostics.

    A line with more than `LARGEST` characters is cut there. Raises ArticleError if the file is not in the encoding that
    its byte order mark announces.
    """
    mark, encoding = encoding_of(file.peek())
    file.read(len(mark))
    stray = "surrogateescape" if encoding == "utf-8" else "strict"  # bytes that are not UTF-8 become lone surrogates
    text = io.TextIOWrapper(file, encoding, stray, newline="")
    try:
        while line := text.readline(LARGEST + 1):
            yield to_text(line.encode("utf-8", "surrogateescape")) if SURROGATE.search(line) else (line, ())
            while len(line) > LARGEST and not line.endswith(("\n", "\r")):
                line = text.readline(LARGEST + 1)
    except UnicodeDecodeError as error:
        message = f"is not {encoding.upper()}, which its byte order mark announces: save it as UTF-8"
        raise ArticleError(path_name(path), message) from error


def parsed(text: str) -> Any:
    """The value of the JSON, with each number as it is written; NaN is read as None. Raises ValueError."""
    if len(text) > LARGEST:
        raise ValueError(f"has more than {LARGEST >> 20} MB")
    try:
        return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        raise ValueError(f"is not JSON: {error.msg} ({place})") from error
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error


def article(path: str, number: int, row: Any, keys: Keys, diagnostics: tuple[Diagnostic, ...] = ()) -> Article:
    """The article in a row of the file. `number` is counted from 1; `diagnostics` are those of the whole row.

    Raises ValueError if the row is not an article, ArticleError if it is a record.
    """
    if not isinstance(row, dict):
        raise ValueError("is not a JSON object")  # noqa: TRY004 - the file is wrong, not a type in the program
    if row.keys() >= KNOWN_BY:
        what = "holds attributions, not articles: quotes show, report, export and serve read them"
        raise ArticleError(path_name(path), what)
    text = _text(row, keys)
    told = {field: _told(row, keys, field) for field in ArticleInfo.model_fields}
    info = ArticleInfo(**told) if any(told.values()) else None
    found = from_text(text, _told(row, keys, "id") or f"{stem(path)}-{number}", origin(path), info)
    row_wide = tuple(Diagnostic(d.code, f"in the article's row: {d.message}") for d in diagnostics)
    return replace(found, diagnostics=(*row_wide, *found.diagnostics))


def _text(row: Mapping[str, Any], keys: Keys) -> str:
    """Raises ValueError."""
    there = [key for key in keys.of("text") if row.get(key) is not None]
    texts = [key for key in there if isinstance(row[key], str) and not isinstance(row[key], Number)]
    for key in texts:
        if row[key].strip():
            return _checked(row[key], key)
    if texts:
        raise ValueError(f'has no text in its "{texts[0]}"')
    if there:
        raise ValueError(f'has something other than text as "{there[0]}"')
    raise ValueError(missing(keys))


def missing(keys: Keys) -> str:
    """The message if the text's key is missing."""
    named = keys.named.get("text")
    return f'has no "{named}"' if named else "has no text under a known key: name its key with --field text=KEY"


def check_once(path: str, names: Sequence[str], keys: Keys) -> None:
    """Raises ArticleError if two columns of a table may hold the same."""
    if twice := next((name for name in names if name in keys.all() and names.count(name) > 1), None):
        raise ArticleError(path_name(path), f'has two columns "{twice}"')


def _told(row: Mapping[str, Any], keys: Keys, field: str) -> str | None:
    """The row's value for the field, if it has one. A known key that the user did not name may mean something else.

    Raises ValueError.
    """
    for key in keys.of(field):
        value = plain(row.get(key))
        if value is None and field in keys.named:
            raise ValueError(f'"{key}" is neither text nor a number')
        if value and (key not in ADDRESSES or is_url(value) or field in keys.named):
            return _checked(value, key)
    return None


def plain(value: object) -> str | None:
    """Text, a number or a date as text; "" for an empty value, None for anything else."""
    if value is None or (isinstance(value, float | Decimal) and math.isnan(value)):
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, str | int | float | date) and not isinstance(value, bool) else None


def _checked(text: str, key: str) -> str:
    """Raises ValueError for a lone surrogate, which cannot be encoded."""
    if found := SURROGATE.search(text):
        raise ValueError(f'"{key}" holds a lone surrogate (U+{ord(found.group()):04X}) at offset {found.start()}')
    return text
