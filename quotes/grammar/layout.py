"""Where the tokens, paragraphs and quotations of an article are: an index by character that all rules share."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from quotes.grammar import answers
from quotes.language import table
from quotes.parsing.marks import Marks, Quotation
from quotes.records import QuoteKind, kind_of
from quotes.spans import Range

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc, Token

STOPS = frozenset(".?!…")
_HEADLINE = 110  # characters, which hardly a headline has


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's characters, where its prose begins, its quotations, and whether it is page furniture."""

    span: Range
    prose: int
    quotations: tuple[Quotation, ...]
    boilerplate: bool


class Layout:
    """Look-ups by character in one doc; each takes a binary search.

    `headline_end` is the character at which the headline ends, 0 without one.
    """

    def __init__(self, doc: Doc, marks: Marks) -> None:
        self.doc = doc
        answers.keep(self, doc)
        self._tokens = list(doc)  # spaCy creates a new token object for each access
        self.text = "".join([token.text_with_ws for token in self._tokens])
        self.quotations = marks.quotations
        self._token_starts: list[int] = doc.to_array("IDX").tolist()
        self._is_word: list[bool] = np.any(doc.to_array(["IS_ALPHA", "LIKE_NUM"]), axis=1).tolist()
        self._is_space: list[int] = doc.to_array("IS_SPACE").tolist()
        self._kinds: dict[tuple[tuple[Range, ...], int | None], QuoteKind] = {}
        self._quotation_starts = [q.span[0] for q in marks.quotations]
        quoted = (i for q in marks.quotations for i in self.indices(q.inner))
        self._quoted = {i: self.quotation(self._token_starts[i]) for i in quoted}
        self.paragraphs = [self._paragraph(span) for span in marks.paragraphs]
        self._paragraph_starts = [p.span[0] for p in self.paragraphs]
        self.headline_end = self._headline_end()

    def _paragraph(self, span: Range) -> Paragraph:
        first, last = (bisect_left(self._quotation_starts, edge) for edge in span)
        dateline = _dateline().match(self.text, *span)
        prose = dateline.end() if dateline else span[0]
        return Paragraph(span, prose, self.quotations[first:last], is_boilerplate(self.text[slice(*span)]))

    def _headline_end(self) -> int:
        """Where the headline ends: a short first line without a stop, above others; 0 without one."""
        if len(self.paragraphs) < 2:
            return 0
        start, end = self.paragraphs[0].span
        return end if end - start <= _HEADLINE and self.text[end - 1] not in STOPS else 0

    def tokens(self, span: Range) -> list[Token]:
        """The tokens that begin inside the range, without white space."""
        return [self._tokens[i] for i in self.indices(span) if not self._is_space[i]]

    def indices(self, span: Range) -> range:
        """The indices of the tokens that begin inside the range, with white space."""
        first, last = (bisect_left(self._token_starts, edge) for edge in span)
        return range(first, last)

    def covered(self, span: Range) -> range:
        """The indices of the tokens that lie completely inside the range, with white space."""
        inside = self.indices(span)
        cut = inside and self._token_starts[inside[-1]] + len(self._tokens[inside[-1]]) > span[1]
        return inside[:-1] if cut else inside

    def paragraph(self, offset: int) -> Paragraph | None:
        """The paragraph at a character, None between paragraphs."""
        i = bisect_right(self._paragraph_starts, offset) - 1
        return self.paragraphs[i] if i >= 0 and offset < self.paragraphs[i].span[1] else None

    def quotation(self, offset: int) -> Quotation | None:
        """The quotation whose inside holds the character."""
        last = bisect_right(self._quotation_starts, offset)
        for q in reversed(self.quotations[max(0, last - 2) : last]):
            if q.inner[0] <= offset < q.inner[1]:
                return q
        return None

    def touching(self, span: Range) -> list[Quotation]:
        """The quotations that share a character with the range."""
        first = max(0, bisect_right(self._quotation_starts, span[0]) - 1)
        last = bisect_left(self._quotation_starts, span[1])
        return [q for q in self.quotations[first:last] if q.span[1] > span[0]]

    def kind(self, spans: tuple[Range, ...], cue: int | None = None) -> QuoteKind:
        """The kind, by `records.kind_of`, of the words in the ranges.

        Marks that also hold the cue (a character offset) belong to another quotation: “Roe said it fell,” he told us.
        """
        found = self._kinds.get((spans, cue))
        if found is None:
            found = self._kinds[spans, cue] = self._kind(spans, cue)
        return found

    def _kind(self, spans: tuple[Range, ...], cue: int | None) -> QuoteKind:
        if not any(map(self.touching, spans)):
            return "indirect"
        around = self.quotation(cue) if cue is not None else None
        words = [i for span in spans for i in self.indices(span) if self._is_word[i]]
        inside = sum(self._quoted.get(i) not in (None, around) for i in words)
        return kind_of(inside, len(words) - inside)


@cache
def _boilerplate() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in table("boilerplate")["paragraphs"]))


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(table("boilerplate")["dateline"])


def is_boilerplate(paragraph: str) -> bool:
    """*e.g.* "Read more about ...", "Jane Roe | Reuters", "Leave a Reply": text of the page, not of the article."""
    return _boilerplate().match(paragraph) is not None


def having(doc: Doc, attribute: str, values: Iterable[str]) -> list[int]:
    """The indices of the tokens whose attribute (LOWER, POS ...) has one of the values."""
    wanted = _numbers(frozenset(values), doc.vocab.strings)
    return [i for i, number in enumerate(_column(doc, attribute)) if number in wanted]


def _numbers(values: frozenset[str], strings: StringStore) -> frozenset[int]:
    """The numbers of these strings. They are kept: each article asks for the same words, and all stores agree."""
    found = _KEPT.get(values)
    if found is None:
        found = _KEPT[values] = frozenset(strings[value] for value in values)
    return found


_KEPT: dict[frozenset[str], frozenset[int]] = {}


@answers.once_for_all
def _column(doc: Doc, attribute: str) -> list[int]:
    """The attribute of each token, as a number."""
    column: list[int] = doc.to_array(attribute).tolist()
    return column
