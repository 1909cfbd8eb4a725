"""Which attribution is inside the content of which."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from quotes.finding.proposal import Proposal
from quotes.spans import Range, covers


def hosts(found: Sequence[Proposal]) -> list[int | None]:
    """For each proposal the number of the innermost other one whose content holds its cue and content.

    Proposals come in order of their start, so one pass is enough, with a stack of those that may still hold something.
    """
    holders: list[int | None] = []
    stack: list[int] = []
    for n, p in enumerate(found):
        whole = _extent(p)
        stack = [m for m in stack if found[m].content[-1][1] > whole[0]]
        inside = [m for m in stack if _holds(found[m], p, whole)]
        holders.append(inside[-1] if inside else None)
        stack.append(n)
    return holders


def _extent(p: Proposal) -> Range:
    spans = [*p.content, p.span] if p.span else list(p.content)
    return min(s for s, _ in spans), max(e for _, e in spans)


def _holds(outer: Proposal, inner: Proposal, whole: Range) -> bool:
    last = bisect_right(outer.content, whole[0], key=itemgetter(0)) - 1  # the only piece that can hold it
    return last >= 0 and covers(outer.content[last], whole) and outer.content != inner.content
