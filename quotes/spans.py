"""Half-open character ranges and the arithmetic with them that every stage needs.

A `Range` is (start, end) in code points of the article's text; it covers `text[start:end]`.
"""

from __future__ import annotations

from collections.abc import Iterable

Range = tuple[int, int]


def overlap(a: Range, b: Range) -> int:
    """How many characters both ranges cover."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def covers(outer: Range, inner: Range) -> bool:
    """Whether every character of `inner` lies in `outer`."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def clipped(piece: Range, limits: Range) -> Range | None:
    """The part of the range within the limits; None if there is none."""
    start, end = max(piece[0], limits[0]), min(piece[1], limits[1])
    return (start, end) if start < end else None


def strip(text: str, span: Range, unwanted: str) -> Range:
    """The range without white space and `unwanted` characters at either edge; empty at its start if nothing is left."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in unwanted):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in unwanted):
        end -= 1
    return start, end


def joined(spans: Iterable[Range]) -> tuple[Range, ...]:
    """The ranges in order, without empty ones; ranges that overlap or touch are merged."""
    found: list[Range] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return tuple(found)
