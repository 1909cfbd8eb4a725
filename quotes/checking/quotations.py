"""Records -> what of them stands in quotation marks, ready to be compared."""

from __future__ import annotations

from typing import NamedTuple

from quotes.checking.wording import Wording, read
from quotes.parsing.marks import pair
from quotes.records import Attribution, Quote
from quotes.spans import Range


class Quotation(NamedTuple):
    """Words that claim to be literal, and the record that they are from, if they are from one."""

    text: str
    wording: Wording
    record: Attribution | None = None


def quotations(record: Attribution) -> list[Quotation]:
    """All of a direct quote, or each part of a mixed one that stands in quotation marks, if there is a word in it."""
    quote = record.quote
    if quote.kind == "direct":
        return _worded(quote.text, read(quote.text, pieces(quote), alone=record.is_asserted), record)
    marked = [quote.text[slice(*each.inner)].strip() for each in pair(quote.text).quotations]
    return [found for text in marked for found in _worded(text, read(text), record)]


def _worded(text: str, wording: Wording, record: Attribution) -> list[Quotation]:
    return [Quotation(text, wording, record)] if wording.forms else []


def given(text: str) -> Quotation:
    """Words that somebody asks for."""
    return Quotation(text, read(text, alone=True))


def pieces(quote: Quote) -> list[Range]:
    """Where the pieces of a quote stand in its text, which is the pieces joined by one space."""
    found, at = list[Range](), 0
    for start, end in quote.spans:
        found.append((at, at + end - start))
        at += end - start + 1
    return found
