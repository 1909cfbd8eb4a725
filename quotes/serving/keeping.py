"""The file that keeps articles which are in no other: an article that was cut short while it was written is taken off.

Its records are written before the first decision on one of them, so nothing that somebody has decided is lost.
"""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from quotes.files import writing
from quotes.records import Attribution
from quotes.review.ledger import Decisions


def repair(path: str, decisions: Decisions) -> None:
    """Take the last article off the file if its last line is cut short. Raises OutputError."""
    file = Path(path)
    lines = file.read_bytes().splitlines(keepends=True)
    if not lines or lines[-1].endswith(b"\n") or _record(lines[-1]):
        return
    lines.pop()
    last = _record(lines[-1]) if lines else None
    while last and not decisions.in_article(last.doc) and _is_of(last, lines):
        lines.pop()
    with writing(path), file.open("r+b") as kept:
        kept.truncate(sum(map(len, lines)))
        os.fsync(kept.fileno())


def _is_of(article: Attribution, lines: list[bytes]) -> bool:
    """Whether the last line is a record of the same article."""
    found = _record(lines[-1]) if lines else None
    return found is not None and (found.doc, found.path) == (article.doc, article.path)


def _record(line: bytes) -> Attribution | None:
    try:
        return Attribution.model_validate_json(line)
    except ValidationError:
        return None
