"""The articles that records were made from, where their files are at hand and still prove them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from quotes.article import read
from quotes.errors import ArticleError, RecordError
from quotes.records import Attribution, check

_LARGEST = 16 << 20  # bytes: no article has more, and a record's path may name any file


def text_at(path: str) -> str | None:
    """The text of the file, if there is one that may be an article; no pipe or device is waited for."""
    try:
        file = Path(path)
        return read(path).text if file.is_file() and file.stat().st_size <= _LARGEST else None
    except (ArticleError, OSError, ValueError):
        return None


class Originals:
    """Looks for the articles of records, `text_of` giving the text at a path.

    The last one is kept: an article's records stand together.
    """

    def __init__(self, text_of: Callable[[str], str | None] = text_at) -> None:
        self._text_of = lru_cache(1)(text_of)

    def text(self, record: Attribution) -> str | None:
        """The article's text, if its file is still what the record was made from."""
        text = self._text_of(record.path) if record.path else None
        try:
            if text is not None:
                check(record, text)
        except RecordError:
            return None
        return text
