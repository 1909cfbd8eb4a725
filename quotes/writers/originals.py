"""The article behind a record, where its file is at hand and still is what the record was made from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from quotes.article import read
from quotes.errors import ArticleError, RecordError
from quotes.records import Attribution, check

TextOf = Callable[[str], str | None]

_LARGEST = 16 << 20  # bytes: no article has more, and a record's path may name any file


def proven(record: Attribution, text_of: TextOf) -> str | None:
    """The article's text, if its file is still what the record was made from; `text_of` gives that of a path."""
    text = text_of(record.path) if record.path else None
    try:
        if text is not None:
            check(record, text)
    except RecordError:
        return None
    return text


def text_at(path: str) -> str | None:
    """The text of the file, if there is one that may be an article; no pipe or device is waited for."""
    try:
        file = Path(path)
        return read(path).text if file.is_file() and file.stat().st_size <= _LARGEST else None
    except (ArticleError, OSError, ValueError):
        return None
