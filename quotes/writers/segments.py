"""A text cut where marks begin and end. Marks may nest and overlap; the segments never do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import TypeVar

T = TypeVar("T")


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
