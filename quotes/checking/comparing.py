"""A quotation against a passage of a source: verbatim, altered, there in part, or not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from quotes.checking.aligning import Pair, align
from quotes.checking.differing import Change, passage
from quotes.checking.wording import Wording, without_negation
from quotes.spans import Range

Verdict = Literal["verbatim", "altered", "partial", "not found"]

# A quotation with fewer words than this is altered by a negation alone: "a big problem" alters no "big mistake".
_SHORT = 5
# So much of the words beyond the first two may differ in what is altered.
_SHARE, _FIRST = 0.4, 2
# So many words in a row are a part of a quotation, if they are this share of it.
_RUN, _PART = 5, 0.25


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a source has of a quotation: `pieces` are half-open ranges of the source's words, in order."""

    verdict: Verdict
    similarity: float
    pieces: tuple[Range, ...]
    changes: tuple[Change, ...]


def compare(quotation: Wording, source: Wording, within: Range) -> Comparison | None:
    """The quotation against what the source has in a range of its words; None if it is not there."""
    pairs = [(q, s) for q, s in align(quotation, source, within) if quotation.forms[q] == source.forms[s]]
    if not pairs:
        return None
    found = passage(quotation, source, pairs)
    said = sum(n not in source.added for piece in found.pieces for n in range(*piece))
    words = max(len(quotation.forms), said)
    wrong = [change for change in found.changes if change.admitted is None]
    differing = sum(change.size for change in wrong)
    told = sum(max(map(len, _without_negations(quotation, source, change))) for change in wrong)
    verdict = _verdict(quotation, source, wrong, pairs, altered=told <= _SHARE * (words - _FIRST))
    return verdict and Comparison(verdict, max(0.0, 1 - differing / words), found.pieces, found.changes)


def _verdict(
    quotation: Wording, source: Wording, wrong: Sequence[Change], pairs: Sequence[Pair], *, altered: bool
) -> Verdict | None:
    if not wrong:
        return "verbatim"
    if len(quotation.core) < _SHORT:
        sides = (_without_negations(quotation, source, change) for change in wrong)
        return "altered" if all(left == right for left, right in sides) else None
    if altered:
        return "altered"
    return "partial" if _longest_run(pairs) >= max(_RUN, _PART * len(quotation.forms)) else None


def _without_negations(quotation: Wording, source: Wording, change: Change) -> tuple[list[str], list[str]]:
    """The words of both sides without negations, which must not make a quotation be *not found*."""
    left, right = quotation.forms[slice(*change.quoted)], source.forms[slice(*change.said)]
    return [*filter(None, map(without_negation, left))], [*filter(None, map(without_negation, right))]


def _longest_run(pairs: Sequence[Pair]) -> int:
    longest = length = 1
    for before, pair in pairwise(pairs):
        length = length + 1 if pair == (before[0] + 1, before[1] + 1) else 1
        longest = max(longest, length)
    return longest
