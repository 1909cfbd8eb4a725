"""A text cut where marks begin and end (they may nest and overlap; the segments never do), and into its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby, pairwise
from typing import TypeVar

from quotes.language import words

T = TypeVar("T")

# The end of a sentence with its closing marks, before a capital; the word before it, to see what the stop ends.
_STOP = re.compile(r"(?P<word>[^\W\d_]*)[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z])")


def segments(
    length: int, marks: Iterable[tuple[int, int, T]], cuts: Iterable[int] = ()
) -> Iterator[tuple[int, int, tuple[T, ...]]]:
    """The text from end to end: start and end of each segment, and the labels of the marks on it, shortest mark first.

    A mark is start, end and label; parts outside the text are ignored. Offsets are half-open. `cuts` are additional
    places to cut.
    """
    within = [(max(0, start), min(end, length), label) for start, end, label in marks]
    by_length = sorted((mark for mark in within if mark[0] < mark[1]), key=lambda mark: mark[1] - mark[0])
    opening, closing = defaultdict(list), defaultdict(list)
    for rank, (start, end, _) in enumerate(by_length):
        opening[start].append(rank)
        closing[end].append(rank)
    edges = {0, length, *opening, *closing, *(cut for cut in cuts if 0 < cut < length)}
    lying: set[int] = set()
    for start, end in pairwise(sorted(edges)):
        lying.difference_update(closing[start])
        lying.update(opening[start])
        yield start, end, tuple(by_length[rank][2] for rank in sorted(lying))


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph: between blank lines, or each line if no line is blank."""
    lines = text.splitlines(keepends=True)
    apart = any(map(str.isspace, lines))
    found, position = [], 0
    for (blank, _), group in groupby(enumerate(lines), lambda n: (n[1].isspace(), None if apart else n[0])):
        start = position
        position += sum(len(line) for _, line in group)
        if not blank:
            found.append((start, position))
    return found


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a stretch of the text, on one line; several where it runs through several."""
    edges = _edges(text)
    return " ".join(text[edges[bisect_right(edges, start) - 1] : edges[bisect_left(edges, end)]].split())


@lru_cache(1)  # the records of an article stand together
def _edges(text: str) -> list[int]:
    """Where sentences and paragraphs begin and end, from the text's beginning to its end."""
    stops = (match.end() for match in _STOP.finditer(text) if not _is_short(match["word"]))
    return sorted({0, len(text), *stops, *(edge for bounds in paragraphs(text) for edge in bounds)})


def _is_short(word: str) -> bool:
    """Whether a stop after the word is a part of it: Mr. Lund, J. Lund, the U.S. Senate."""
    return len(word) == 1 or word.lower() in _titles()


@cache
def _titles() -> frozenset[str]:
    courtesy = (words("titles", "courtesy", group) for group in ("male", "female", "neutral"))
    return words("titles", "office", "words").union(*courtesy)
