"""What can go wrong, as one tree:

QuotesError
├── ArticleError     an input that cannot be read as an article: its path and the cause
├── ModelError       a pipeline that is missing, or lacks what attribution needs
├── LexiconError     a wrong entry in the language data: file, entry, field and what is wrong with it
├── RecordError      a record that its article does not prove: id, field and cause
├── LineError        a line that is no record: the file, the line's number and the cause
└── OutputError      an output that cannot be written: its path and the cause

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
    """A pipeline that is missing, or lacks what attribution needs."""


class LexiconError(QuotesError):
    """A wrong entry in the language data. The message names file, entry, field, what was found and what is allowed."""


class RecordError(QuotesError):
    """A record that its article does not prove."""

    def __init__(self, record: str, field: str, cause: str) -> None:
        super().__init__(record, field, cause)
        self.record = record
        self.field = field
        self.cause = cause


class LineError(QuotesError):
    """A line of a file that is no record; without a number, a file that cannot be read."""

    def __init__(self, path: str, number: int | None, cause: str) -> None:
        super().__init__(*(part for part in (path, f"line {number}" if number else None, cause) if part))
        self.path = path
        self.number = number
        self.cause = cause


class OutputError(QuotesError):
    """An output that cannot be written."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(path, cause)
        self.path = path
        self.cause = cause
