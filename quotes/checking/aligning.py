"""Which words of a quotation are which words of a source: the best chain of runs that both have in the same order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from quotes.checking.wording import Wording
from quotes.spans import Range

# A pair of words that is more frequent in a quotation is not looked for; a run is joined to one of so many before it.
_OFTEN, _BEFORE = 16, 100

# What a run must be worth, in words, to be joined to the one before it: so much for the gap, and so much for each word
# of the source that is skipped. Where something may be left out, skipped words cost little.
_GAP, _SKIPPED, _ADMITTED = 0.5, 0.15, 0.005

Pair = tuple[int, int]  # a word of the quotation, and the same word of the source


class _Shared(NamedTuple):
    """So many words that stand in a row in the cores of both, from these places on."""

    said: int
    quoted: int
    length: int

    def shortened(self, count: int) -> _Shared:
        """The run without its first words."""
        return _Shared(self.said + count, self.quoted + count, self.length - count)


def align(quotation: Wording, source: Wording, within: Range) -> list[Pair]:
    """The words that are in both, in order; `within` is the range of the source's words to look in.

    Words of the core that have no neighbour in common are not among them.
    """
    if quotation.forms == source.forms[slice(*within)]:
        return [(n, within[0] + n) for n in range(len(quotation.forms))]
    core, said = quotation.core, _within(source, within)
    runs = _chain(sorted(_runs([form for form, _ in core], [form for form, _ in said])), _breaks(quotation))
    pairs = [(core[run.quoted + n][1], said[run.said + n][1]) for run in runs for n in range(run.length)]
    return _with_ends(quotation, source, within, pairs) if pairs else []


def _with_ends(quotation: Wording, source: Wording, within: Range, pairs: list[Pair]) -> list[Pair]:
    """The pairs, with a word that stands alone behind the last ellipsis, or before the first: We tested … twice."""
    (first, begins), (last, ends) = pairs[0], pairs[-1]
    head, tail = quotation.forms[:first], quotation.forms[last + 1 :]
    before = range(begins - len(head), within[0] - 1, -1) if first in quotation.breaks else ()
    behind = range(ends + 1, within[1]) if last + 1 in quotation.breaks else ()
    at = next((n for n in before if source.forms[n : n + len(head)] == head), None)
    pairs = [*([] if at is None else [(n, at + n) for n in range(first)]), *pairs]
    at = next((n for n in behind if source.forms[n : n + len(tail)] == tail), None)
    return pairs if at is None else [*pairs, *((last + 1 + n, at + n) for n in range(len(tail)))]


def _within(source: Wording, within: Range) -> Sequence[tuple[str, int]]:
    first, end = (bisect_left(source.core, at, key=itemgetter(1)) for at in within)
    return source.core[first:end]


def _breaks(quotation: Wording) -> list[int]:
    """For each word of the core, before how many of them and of those before it something may be left out."""
    places = [n for _, n in quotation.core]
    marked = {bisect_left(places, at) for at in quotation.breaks}
    return list(accumulate(k in marked for k in range(len(places))))


def _runs(quoted: Sequence[str], said: Sequence[str]) -> Iterator[_Shared]:
    """All runs of two words and more."""
    places = defaultdict[tuple[str, str], list[int]](list)
    for n in range(len(quoted) - 1):
        places[quoted[n], quoted[n + 1]].append(n)
    growing: dict[int, _Shared] = {}  # by the word of the quotation that would go on with it
    for n in range(len(said) - 1):
        grown: dict[int, _Shared] = {}
        found = places.get((said[n], said[n + 1]), ())
        for at in found if len(found) <= _OFTEN else ():
            run = growing.pop(at, None)
            grown[at + 1] = run._replace(length=run.length + 1) if run else _Shared(n, at, 2)
        yield from growing.values()
        growing = grown
    yield from growing.values()


def _chain(runs: Sequence[_Shared], breaks: Sequence[int]) -> list[_Shared]:
    """The runs that are worth most together, in the order of both texts; where two overlap, the second is shortened."""
    best = list[
        tuple[float, _Shared, int]
    ]()  # what the chain up to each run is worth, what is used of it, the one before
    for run in runs:
        choice = (float(run.length), run, -1)
        for n, (worth, before, _) in enumerate(best[-_BEFORE:], max(0, len(best) - _BEFORE)):
            joined = _behind(before, run)
            if joined is not None:
                together = worth + joined.length - _cost(before, joined, breaks)
                choice = max(choice, (together, joined, n), key=itemgetter(0))
        best.append(choice)
    chain = list[_Shared]()
    at = max(range(len(best)), key=lambda n: best[n][0], default=-1)
    while at >= 0:
        _, run, at = best[at]
        chain.append(run)
    return chain[::-1]


def _behind(before: _Shared, run: _Shared) -> _Shared | None:
    """What of a run stands behind another one in both texts."""
    covered = max(before.said + before.length - run.said, before.quoted + before.length - run.quoted, 0)
    return run.shortened(covered) if covered < run.length else None


def _cost(before: _Shared, run: _Shared, breaks: Sequence[int]) -> float:
    last = before.quoted + before.length - 1
    left_out = run.said - (before.said + before.length)
    return _GAP + left_out * (_ADMITTED if breaks[run.quoted] > breaks[last] else _SKIPPED)
