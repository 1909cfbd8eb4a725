"""A record for its reviewer: its context in the article, and its row of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.text import Text

from quotes.inputs.originals import Original
from quotes.records import Attribution
from quotes.review.ledger import Decisions
from quotes.review.telling import told
from quotes.spans import Range, joined
from quotes.writers.table import join, print_line, rows
from quotes.writers.visible import visible

if TYPE_CHECKING:
    from rich.console import Console

_AROUND = 160  # characters of the article before and after each part of the record
_HALF_A_WORD = re.compile(r"\S*\s+")

_ABSENT = "the article's text is not at hand: --texts DIR, if quotes extract --save-text DIR kept it"
_CHANGED = "the article is not as it was when this was found in it"

_DISPUTED = "reviewers disagree; the last decision counts"

_STYLES = {
    "quote": "green",
    "speaker": "bold underline",
    "cue": "cyan",
    "role": "magenta",
    "target": "blue",
    "when": "underline",
    "where": "underline",
}


def show(console: Console, record: Attribution, original: Original, place: str) -> None:
    """Print the place in the review, the article's words around the record if they are at hand, and the record."""
    console.print()
    article = record.path or record.doc
    title = record.article.title if record.article else None
    print_line(console, " · ".join([place, *map(visible, filter(None, (article, title)))]), "bold")
    if original.text is not None:
        console.print(context(record, original.text), overflow="fold")
    else:
        print_line(console, _CHANGED if original.changed else _ABSENT, "dim")
    console.print(rows([record], console.width))


def decided(console: Console, record: Attribution, decisions: Decisions) -> None:
    """Print the decision of each reviewer; one that does not count is of a record that has changed since."""
    counting = decisions.all(record)
    if decisions.is_disputed(record):
        print_line(console, _DISPUTED, "yellow")
    for decision in counting:
        print_line(console, visible(told(decision, record)), "yellow")
    if not counting and (last := decisions.last(record)):
        print_line(console, f"before it changed: {visible(told(last, record))}", "yellow")


def context(record: Attribution, text: str) -> Text:
    """The passages of the article that the record is about, with its parts in their styles."""
    parts = [(span, "quote") for span in record.quote.spans]
    parts += [((part.start, part.end), name) for name in _STYLES if (part := getattr(record, name)) and name != "quote"]
    around = joined((max(0, start - _AROUND), min(len(text), end + _AROUND)) for (start, end), _ in parts)
    return join(" … ", *(_stretch(text, span, parts) for span in around))


def _stretch(text: str, span: Range, parts: list[tuple[Range, str]]) -> Text:
    shown = Text()
    for start, end in _pieces(_whole_words(text, span), parts):
        styles = [_STYLES[name] for inside, name in parts if inside[0] <= start < inside[1]]
        shown.append(visible(text[start:end]), " ".join(styles) or "dim")
    return shown


def _whole_words(text: str, span: Range) -> Range:
    """The range without parts of words at its edges."""
    start, end = span
    if start and (half := _HALF_A_WORD.match(text, start, start + _AROUND)):
        start = half.end()
    if end < len(text):
        end = max(text.rfind(" ", end - _AROUND, end), end - _AROUND)
    return start, end


def _pieces(span: Range, parts: list[tuple[Range, str]]) -> Iterator[Range]:
    """The range, cut where a part begins or ends."""
    edges = {edge for inside, _ in parts for edge in inside if span[0] < edge < span[1]}
    cuts = sorted({*span, *edges})
    return pairwise(cuts)
