"""Where tokens, sentences, paragraphs and quotations of one article lie: the index that the rules share."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from quotes.language import table
from quotes.marks import Marks, Quotation, paragraphs
from quotes.spans import Range, covers

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

STOPS = frozenset(".?!…")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's characters, its quotations in order, and whether it is furniture of the page and no prose."""

    span: Range
    quotations: tuple[Quotation, ...]
    boilerplate: bool


class Layout:
    """Look-ups by character over one doc; each costs a binary search."""

    def __init__(self, doc: Doc, marks: Marks) -> None:
        self.doc = doc
        self.text = doc.text
        self.quotations = marks.quotations
        self._token_starts = [token.idx for token in doc]
        self._quotation_starts = [q.span[0] for q in marks.quotations]
        self.paragraphs = [self._paragraph(span) for span in paragraphs(self.text)]
        self._paragraph_starts = [p.span[0] for p in self.paragraphs]

    def _paragraph(self, span: Range) -> Paragraph:
        first, last = (bisect_left(self._quotation_starts, edge) for edge in span)
        return Paragraph(span, self.quotations[first:last], is_boilerplate(self.text[slice(*span)]))

    def tokens(self, span: Range) -> list[Token]:
        """The tokens that begin inside the range, white space left out."""
        first, last = (bisect_left(self._token_starts, edge) for edge in span)
        return [token for token in self.doc[first:last] if not token.is_space]

    def paragraph(self, offset: int) -> Paragraph | None:
        """The paragraph at a character, None between paragraphs."""
        i = bisect_right(self._paragraph_starts, offset) - 1
        return self.paragraphs[i] if i >= 0 and offset < self.paragraphs[i].span[1] else None

    def quotation(self, offset: int) -> Quotation | None:
        """The quotation whose inside holds the character."""
        i = bisect_right(self._quotation_starts, offset) - 1
        while i >= 0 and i >= bisect_right(self._quotation_starts, offset) - 2:
            q = self.quotations[i]
            if q.inner[0] <= offset < q.inner[1]:
                return q
            i -= 1
        return None

    def touching(self, span: Range) -> list[Quotation]:
        """The quotations that share a character with the range."""
        first = max(0, bisect_right(self._quotation_starts, span[0]) - 1)
        last = bisect_left(self._quotation_starts, span[1])
        return [q for q in self.quotations[first:last] if q.span[1] > span[0]]

    def kind(self, spans: tuple[Range, ...]) -> str:
        """direct: all words inside quotation marks (a tenth may not be); mixed: some; indirect: none."""
        inside = outside = 0
        for span in spans:
            for token in self.tokens(span):
                if token.is_alpha or token.like_num:
                    if self.quotation(token.idx) is not None:
                        inside += 1
                    else:
                        outside += 1
        if not inside:
            return "indirect"
        return "direct" if outside <= 0.1 * inside else "mixed"

    def is_quoted(self, span: Range) -> bool:
        return any(covers(q.inner, span) for q in self.touching(span))


@cache
def _boilerplate() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in table("boilerplate")["paragraphs"]))


def is_boilerplate(paragraph: str) -> bool:
    """*e.g.* "Read more about ...", "Jane Roe | Reuters", "Leave a Reply": the page speaks there, not the article."""
    return _boilerplate().match(paragraph) is not None
