"""What can go wrong, as one tree:

QuotesError
├── ArticleError     an input that cannot be read as an article: its path and the cause
├── ModelError       a pipeline that is missing or damaged, or lacks what attribution needs
├── LexiconError     a wrong entry in the language data: file, entry, field and what is wrong with it
├── RecordError      a record that its article does not prove: id, field and cause
├── PlaceError       a place or an id that an article does not have: the article and the cause
├── LinesError       an input that cannot be read as records: its path, the line and the cause
├── PeopleError      a people file that cannot be read: its path, the line and the cause
├── OutputError      an output that cannot be written: its path and the cause
├── BatchError       a batch, or a shard of it, that cannot go on: which, and the cause
└── ServeError       a server that cannot start, and the cause

Each message is one line, the arguments joined by a colon.
"""

from __future__ import annotations


class QuotesError(Exception):
    """The root: `except QuotesError` catches whatever this package raises on purpose."""

    def __str__(self) -> str:
        return ": ".join(map(str, self.args))


class ArticleError(QuotesError):
    """An input that cannot be read as an article."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(path, cause)
        self.path = path
        self.cause = cause


class ModelError(QuotesError):
    """A pipeline that is missing or damaged, or lacks what attribution needs."""


class LexiconError(QuotesError):
    """A wrong entry in the language data. The message names file, entry, field, what was found and what is allowed."""


class RecordError(QuotesError):
    """A record that its article does not prove."""

    def __init__(self, record: str, field: str, cause: str) -> None:
        super().__init__(record, field, cause)
        self.record = record
        self.field = field
        self.cause = cause


class PlaceError(QuotesError):
    """A place or an id that an article does not have."""

    def __init__(self, article: str, cause: str) -> None:
        super().__init__(article, cause)
        self.article = article
        self.cause = cause


class _LineError(QuotesError):
    def __init__(self, path: str, cause: str, line: int | None = None) -> None:
        super().__init__(path, *([] if line is None else [f"line {line}"]), cause)
        self.path = path
        self.cause = cause
        self.line = line


class LinesError(_LineError):
    """An input that cannot be read as records: all of it, or (`line`, from 1) from that line on."""


class PeopleError(_LineError):
    """A file that cannot be read as people, for what stands in it, or (`line`, from 1) in that line."""


class OutputError(QuotesError):
    """An output that cannot be written."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(path, cause)
        self.path = path
        self.cause = cause


class BatchError(QuotesError):
    """A batch, or a shard of it, that cannot go on."""


class ServeError(QuotesError):
    """A server that cannot start."""
