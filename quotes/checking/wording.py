"""Text -> its words as they are compared, each with its place.

Case, typographic marks, dashes, hyphens, white space and paragraphs are not part of a word: “Well-known,” is well and
known. Offsets are half-open, in code points of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from html import unescape
from operator import itemgetter
from typing import Literal
from unicodedata import normalize

from quotes.language import table, words
from quotes.spans import Range

Admission = Literal["ellipsis", "brackets", "interruption"]

_HIDDEN = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphens, and what has no width
_LETTER = rf"[^\W_][\u0300-\u036f{_HIDDEN}]*"
_APOSTROPHE = "(?:['’‘ʼ`]|&(?:#0?39|apos|[lr]squo|#821[67]);)"
_WORD = re.compile(
    rf"(?P<number>\d+(?:[.,]\d+)*(?!\w))|(?P<initials>(?:[^\W\d_]\.){{2,}})"
    rf"|(?P<word>(?:\[(?:{_LETTER})+\])?(?:{_LETTER})+(?:\[(?:{_LETTER})+\])?(?:{_APOSTROPHE}(?:{_LETTER})+)*)"
    r"|(?P<sign>[$€£¥%&])"
)
_UNSEEN = re.compile(f"[{_HIDDEN}\\[\\].,]")
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_SIC = re.compile(r"\[\s*+(?P<sic>sic)\s*+[.!]?\s*+\]", re.IGNORECASE)
_STAGE = re.compile(r"\(\s*+\w++[\s.]*+(?:\w++[\s.]*+)?\)")  # a transcriber's remark: (Applause.), (ph)
_STOP = re.compile(r"[.?!…:]")


@dataclass(frozen=True)
class Wording:
    """The words of a text, in order.

    Attributes:
        forms: each word as it is compared.
        spans: where each stands in the text.
        added: the places of those in brackets, which an editor put there.
        breaks: before which words something may be left out, and what admits it.
        stops: after which words a sentence ends.
        pauses: after which words any sign stands.
        alone: the article says nothing around a quotation that could have its negation: she did not “test every bolt”.
    """

    forms: tuple[str, ...]
    spans: tuple[Range, ...]
    added: frozenset[int]
    breaks: dict[int, Admission]
    stops: frozenset[int]
    pauses: frozenset[int]
    alone: bool

    @cached_property
    def core(self) -> tuple[tuple[str, int], ...]:
        """The words by which a passage is found, with their places: without negations, and without an editor's words.

        A lost “not” must not hide the passage that it was lost from.
        """
        bare = ((without_negation(form), n) for n, form in enumerate(self.forms) if n not in self.added)
        return tuple((form, n) for form, n in bare if form)

    def is_broken(self, left: int, right: int) -> bool:
        """Whether something may be left out between two words."""
        return any(left < at <= right for at in self.breaks)

    def span(self, first: int, end: int) -> Range:
        """The characters from the word `first` up to the word `end`, which is not one of them; empty if none is."""
        if first < end:
            return self.spans[first][0], self.spans[end - 1][1]
        at = self.spans[first - 1][1] if first else 0
        return at, at


def read(
    text: str, pieces: Iterable[Range] | None = None, *, alone: bool = False, labels: Sequence[Range] | None = None
) -> Wording:
    """The words of a text, or of pieces of it, between which something may be left out.

    A piece that begins in lower case goes on with the sentence of the one before it, and nothing may be left out: “We
    tested,” she said, “every bolt.” With `labels`, the text is a
    source's: its labels, LUND:, and short remarks in round brackets, (Applause.), are by whoever wrote the words down.
    """
    reading = _Reading(text, _editorial(text, labels))
    for number, piece in enumerate([(0, len(text))] if pieces is None else pieces):
        if number and not text[piece[0]].islower():
            reading.breaks[len(reading.forms)] = "interruption"
        reading.add(piece)
    return reading.wording(alone=alone)


class _Reading:
    """The words so far."""

    def __init__(self, text: str, editorial: Sequence[Range]) -> None:
        self.forms, self.spans = list[str](), list[Range]()
        self.added, self.stops, self.pauses = set[int](), set[int](), set[int]()
        self.breaks: dict[int, Admission] = {}
        self._text, self._editorial = text, editorial

    def add(self, piece: Range) -> None:
        """Read on with a piece of the text."""
        last = piece[0]
        for match in _words(self._text, *piece):
            self._between(self._text[last : match.start()], at_start=last == piece[0])
            if _in_brackets(match, self._editorial):
                self.added.add(len(self.forms))
            self.forms.append(_form(match))
            self.spans.append(match.span())
            last = match.end()
        self._between(self._text[last : piece[1]], at_start=True)

    def _between(self, signs: str, *, at_start: bool) -> None:
        """What stands between two words, or before the first and behind the last of a piece."""
        last = len(self.forms) - 1
        if not signs or signs.isspace():
            return
        self.pauses.add(last)
        if not at_start and _ELLIPSIS.search(signs):
            self.breaks[last + 1] = "ellipsis"
        if _STOP.search(signs):
            self.stops.add(last)

    def wording(self, *, alone: bool) -> Wording:
        """All of it."""
        added, stops, pauses = map(frozenset, (self.added, self.stops, self.pauses))
        return Wording(tuple(self.forms), tuple(self.spans), added, self.breaks, stops, pauses, alone)


def is_negation(form: str) -> bool:
    """*e.g.* not, never, don't, cannot."""
    return without_negation(form) != form


@cache
def without_negation(form: str) -> str:
    """*e.g.* did for didn't, "" for not; any other word is itself."""
    without: dict[str, str] = table("negation")["negator"]["without"]
    if form in without:
        return without[form]
    ending: str = table("negation")["negator"]["ending"]
    return "" if form in words("negation", "negator", "words") else form.removesuffix(ending)


def _words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words, without the remark of an editor that a word before it is as it was said: [sic]."""
    remarks = {match.start("sic") for match in _SIC.finditer(text, start, end)}
    return (match for match in _WORD.finditer(text, start, end) if match.start() not in remarks)


def _form(match: re.Match[str]) -> str:
    found = match.group()
    if found.isascii() and found.isalnum():
        return found.lower()
    plain = re.sub(_APOSTROPHE, "'", unescape(found) if "&" in found[:-1] else found)
    if match.lastgroup == "number":
        return plain.replace(",", "")
    return normalize("NFKC", _UNSEEN.sub("", plain)).casefold()


def _editorial(text: str, labels: Sequence[Range] | None) -> list[Range]:
    found = [match.span() for match in _BRACKETS.finditer(text)]
    if labels is not None:
        found += [match.span() for match in _STAGE.finditer(text) if not _denies(match.group())]
    return sorted([*found, *(labels or ())])


def _denies(remark: str) -> bool:
    return any(is_negation(word.casefold()) for word in re.findall(r"[\w’']+", remark))


def _in_brackets(match: re.Match[str], editorial: Sequence[Range]) -> bool:
    """Whether an editor put the word there, or a part of it that is more than a capital letter: test[ed], not [T]he."""
    at = bisect_right(editorial, match.start(), key=itemgetter(0)) - 1
    if at >= 0 and match.end() <= editorial[at][1]:
        return True
    return "[" in match.group() and not re.match(r"\[\w\]\w", match.group())
