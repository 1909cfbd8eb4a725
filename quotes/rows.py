"""JSON Lines -> articles: a row for each, read one at a time, however many there are."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import orjson

from quotes.article import LARGEST, Article, OnRead, from_text, opened, origin, path_name, stem
from quotes.errors import ArticleError
from quotes.records import ArticleInfo


def read(path: str, keys: Mapping[str, str], on_read: OnRead | None = None) -> Iterator[Article | ArticleError]:
    """The articles in the file, in order, or in the place of each row that is none, why. Empty lines are passed over.

    `keys` names the row's keys for the id, the text, and the fields of `ArticleInfo`. A row without an id has the
    file's name and the number of its line for one, *e.g.* news-7.

    Raises ArticleError where there is no row, or the file cannot be read on.
    """
    empty = True
    with opened(path, on_read) as file:
        for number, line in enumerate(_lines(file), 1):
            if number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise ArticleError(path_name(path), "is UTF-16: JSON Lines are UTF-8")
            if line.isspace():
                continue
            empty = False
            try:
                yield article(path, number, _row(line.removeprefix(codecs.BOM_UTF8)), keys)
            except ValueError as error:
                yield ArticleError(path_name(path), f"line {number}: {error}")
    if empty:
        raise ArticleError(path_name(path), "is empty")


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The file's lines; of one with more than `LARGEST` bytes, its beginning."""
    while line := file.readline(LARGEST + 1):
        yield line
        while len(line) > LARGEST and not line.endswith(b"\n"):
            line = file.readline(LARGEST + 1)


def _row(line: bytes) -> dict[str, Any]:
    """The object on a line. Raises ValueError."""
    if len(line) > LARGEST:
        raise ValueError(f"has more than {LARGEST >> 20} MB")
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise ValueError(f"is no JSON: {error.msg} (column {error.colno})") from error
    if not isinstance(row, dict):
        raise ValueError("is no JSON object")  # noqa: TRY004 - what is wrong is the file
    return row


def article(path: str, number: int, row: Mapping[str, Any], keys: Mapping[str, str]) -> Article:
    """The article of a row of the file, `number` counted from 1. Raises ValueError."""
    text = row.get(keys["text"])
    if not isinstance(text, str) or not text.strip():
        wrong = "no" if text is None else "no text in its" if isinstance(text, str) else "something else than text as"
        raise ValueError(f'has {wrong} "{keys["text"]}"')
    told = {field: _told(row, keys[field]) for field in ArticleInfo.model_fields}
    info = ArticleInfo(**told) if any(told.values()) else None
    return from_text(text, _told(row, keys["id"]) or f"{stem(path)}-{number}", origin(path), info)


def _told(row: Mapping[str, Any], key: str) -> str | None:
    """What the row says under the key, if anything; a number as its digits. Raises ValueError."""
    value = row.get(key)
    if isinstance(value, bool | list | dict):
        raise ValueError(f'"{key}" is neither text nor a number')  # noqa: TRY004 - what is wrong is the file
    return None if value is None else str(value) or None
