"""Records -> what of them stands in quotation marks, ready to be compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quotes.checking.wording import Wording, read
from quotes.parsing.marks import pair
from quotes.records import Attribution, Quote
from quotes.spans import Range, clipped, strip


class QuotedText(NamedTuple):
    """Words that claim to be literal, in one piece or several.

    `place` is where they stand in the article of their record, from the first character to the last.
    """

    text: str
    pieces: tuple[Range, ...]
    wording: Wording
    record: Attribution | None = None
    place: Range = (0, 0)


def quotations(record: Attribution) -> Iterator[QuotedText]:
    """All of a direct quote, or each part of a mixed one that stands in quotation marks, if there is a word in it."""
    quote = record.quote
    if quote.kind == "direct":
        yield from _worded(record, (0, len(quote.text)), pieces(quote), alone=record.is_asserted)
        return
    for each in pair(quote.text).quotations:
        start, end = strip(quote.text, each.inner, "")
        yield from _worded(record, (start, end), ((0, end - start),))


def _worded(record: Attribution, span: Range, parts: tuple[Range, ...], *, alone: bool = False) -> Iterator[QuotedText]:
    text = record.quote.text[slice(*span)]
    wording = read(text, parts, alone=alone)
    if wording.forms:
        spans = located(record.quote, span)
        yield QuotedText(text, parts, wording, record, (spans[0][0], spans[-1][1]))


def given(text: str) -> QuotedText:
    """Words that somebody asks for."""
    whole = ((0, len(text)),)
    return QuotedText(text, whole, read(text, whole, alone=True))


def pieces(quote: Quote) -> tuple[Range, ...]:
    """Where the pieces of a quote stand in its text, which is the pieces joined by one space."""
    found, at = list[Range](), 0
    for start, end in quote.spans:
        found.append((at, at + end - start))
        at += end - start + 1
    return tuple(found)


def located(quote: Quote, span: Range) -> tuple[Range, ...]:
    """Where a range of a quote's text stands in the article."""
    places = zip(pieces(quote), quote.spans, strict=True)
    parts = ((clipped(span, piece), start - piece[0]) for piece, (start, _) in places)
    return tuple((part[0] + moved, part[1] + moved) for part, moved in parts if part)
