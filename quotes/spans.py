"""Half-open character ranges, and the little arithmetic that every stage needs of them.

A `Range` is (start, end) in code points of the article's text; `text[start:end]` is what it covers.
"""

from __future__ import annotations

from collections.abc import Iterable

Range = tuple[int, int]


def overlap(a: Range, b: Range) -> int:
    """How many characters both cover."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def covers(outer: Range, inner: Range) -> bool:
    """Whether every character of `inner` lies in `outer`."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def strip(text: str, span: Range, unwanted: str) -> Range:
    """The range without white space and `unwanted` characters at either edge; empty at its start if nothing is left."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in unwanted):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in unwanted):
        end -= 1
    return start, end


def merge(spans: Iterable[Range], gap: int = 0) -> list[Range]:
    """The ranges in order, those that overlap or lie at most `gap` characters apart made one."""
    merged: list[Range] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] <= gap:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def subtract(span: Range, holes: Iterable[Range]) -> list[Range]:
    """What is left of the range when the holes are cut out, in order."""
    left, position = [], span[0]
    for start, end in sorted(holes):
        if end <= position or start >= span[1]:
            continue
        if start > position:
            left.append((position, start))
        position = max(position, end)
    if position < span[1]:
        left.append((position, span[1]))
    return left
