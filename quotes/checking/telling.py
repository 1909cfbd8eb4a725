"""Changes -> the differences of a line, with the characters of both sides."""

from __future__ import annotations

from collections.abc import Iterable

from quotes.checking.checked import Difference, QuotedWords, SaidWords
from quotes.checking.differing import Change
from quotes.checking.sources import Source
from quotes.checking.wording import Wording


def differences(text: str, wording: Wording, source: Source, changes: Iterable[Change]) -> tuple[Difference, ...]:
    """How a quotation, given as its text and words, differs from a source."""
    return tuple(_difference(text, wording, source, change) for change in changes)


def _difference(text: str, wording: Wording, source: Source, change: Change) -> Difference:
    start, end = wording.span(*change.quoted)
    said = None
    if change.said[0] < change.said[1]:
        words, spans = source.stretch([change.said])
        said = SaidWords(text=words, spans=spans)
    return Difference(
        kind=change.kind,
        quoted=QuotedWords(text=text[start:end], start=start, end=end),
        said=said,
        negation=change.negation,
        admitted=change.admitted,
    )
