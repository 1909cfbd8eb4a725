"""Records to JSON Lines: bytes, one record per line. They never pass through a console."""

from __future__ import annotations

import re

from pydantic_core import to_json

from quotes.records import Model

# Delete and the C1 controls, which may control a terminal, and the two separators that some readers take for line ends.
# In a line of JSON they occur only in strings, where an escape means the same.
_UNSAFE = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]")


def line(record: Model) -> bytes:
    """The record's line, with its line end."""
    return dump(record) + b"\n"


def dump(value: object) -> bytes:
    """The value as JSON on one line, without characters that act or end the line early."""
    return _UNSAFE.sub(_escape, to_json(value))


def _escape(match: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(match.group().decode("utf-8"))
