"""Many quotations, made ready so that a source shows at once where one of them may stand in it.

The pairs of neighbouring words in a quotation's core lead from a source to the quotations: the sources are read once,
none is kept, and their number costs no memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from quotes.checking.wording import Wording
from quotes.spans import Range

_REACH = 400  # words of a source that an ellipsis or an interruption may leave out
_SLACK = 8  # words beside as many and a half as the quotation has
_SHORT = 5  # a quotation with fewer words is there with all its pairs, or not at all
_SHARE, _FEWEST = 0.2, 2  # of a longer one's pairs, those that must be near each other
_COMMON, _OF_ALL = 30, 200  # pairs of more quotations than this, or than one in so many, lead nowhere ...
_RAREST = 2  # ... unless they are the rarest that a quotation has
_TRIES = 3  # places in a source where one quotation may stand

_Numbers = NDArray[np.int64]


class Index:
    """Where quotations may stand in a source."""

    def __init__(self, quotations: Sequence[Wording]) -> None:
        self._quotations = quotations
        self._ids: dict[str, int] = {}
        self._exact = defaultdict[str, list[int]](list)  # the quotations without a pair, by their first word
        pairs = [self._pairs_of(number, each) for number, each in enumerate(quotations)]
        self._base = len(self._ids) + 1
        keys = np.array([left * self._base + right for own in pairs for left, right in own], np.int64)
        owners = np.repeat(np.arange(len(pairs)), [len(own) for own in pairs])
        kept = _telling(keys, owners, max(_COMMON, len(pairs) // _OF_ALL))
        keys, owners = keys[kept], owners[kept]
        order = np.argsort(keys, kind="stable")
        self._keys, starts = np.unique(keys[order], return_index=True)
        self._starts = np.append(starts, len(keys))  # of each key the first place in `_owners`
        self._owners = owners[order]
        self._least = self._needed(np.bincount(owners, minlength=len(pairs)))
        self._width = np.array([len(each.core) * 3 // 2 + _SLACK for each in quotations], np.int64)

    def places(self, source: Wording) -> Iterator[tuple[int, Range]]:
        """Each quotation that may be there, by its number, with the range of the source's words to look in."""
        yield from self._exact_places(source)
        owners, at = self._hits(source)
        width = len(source.core) + int(self._width.max(initial=0)) + 1
        keys = np.sort(owners * width + at)
        owners, at = np.divmod(keys, width)
        near = np.searchsorted(keys, keys + self._width[owners], side="right") - np.arange(len(keys))
        enough = near >= self._least[owners]
        hits = zip(owners[enough].tolist(), at[enough].tolist(), near[enough].tolist(), strict=True)
        for owner, own in groupby(hits, key=itemgetter(0)):
            for place in _best([(n, count) for _, n, count in own], int(self._width[owner])):
                yield owner, self._around(self._quotations[owner], source, place)

    def _pairs_of(self, number: int, quotation: Wording) -> set[tuple[int, int]]:
        """The different pairs of a quotation, as ids of words from 1."""
        ids = [self._ids.setdefault(form, len(self._ids) + 1) for form, _ in quotation.core]
        places = [n for _, n in quotation.core]
        whole = {n for n, edges in enumerate(pairwise(places)) if not quotation.is_broken(*edges)}
        if not whole and quotation.forms:
            self._exact[quotation.forms[0]].append(number)
        return {pair for n, pair in enumerate(pairwise(ids)) if n in whole}

    def _needed(self, pairs: _Numbers) -> _Numbers:
        """How many pairs of each quotation must be near each other, by how many lead to it."""
        short = np.array([len(each.core) < _SHORT for each in self._quotations], bool)
        some = np.maximum(np.minimum(pairs, _FEWEST), np.ceil(_SHARE * pairs).astype(np.int64))
        return np.where(short, pairs, some)

    def _exact_places(self, source: Wording) -> Iterator[tuple[int, Range]]:
        found = Counter[int]()
        for at, form in enumerate(source.forms):
            for number in self._exact.get(form, ()):
                forms = self._quotations[number].forms
                if found[number] < _TRIES and source.forms[at : at + len(forms)] == forms:
                    found[number] += 1
                    yield number, (at, at + len(forms))

    def _hits(self, source: Wording) -> tuple[_Numbers, _Numbers]:
        """The quotation and the place in the source's core of each pair that both have."""
        ids = np.array([self._ids.get(form, 0) for form, _ in source.core], np.int64)
        keys = ids[:-1] * self._base + ids[1:]
        where = np.searchsorted(self._keys, keys)
        known = np.flatnonzero(np.append(self._keys, -1)[where] == keys)
        first, end = self._starts[where[known]], self._starts[where[known] + 1]
        counts = end - first
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return self._owners[np.repeat(first, counts) + within], np.repeat(known, counts)

    def _around(self, quotation: Wording, source: Wording, place: int) -> Range:
        """The words where the quotation may begin and end, if some of it stands at a place in the source's core."""
        at = source.core[place][1]
        reach = 2 * len(quotation.forms) + _SLACK + (_REACH if quotation.breaks else 0)
        return max(0, at - reach), min(len(source.forms), at + reach)


def _telling(keys: _Numbers, owners: _Numbers, common: int) -> NDArray[np.bool_]:
    """Which pairs lead to their owners: those that few others have, and the rarest of each."""
    _, where, counts = np.unique(keys, return_inverse=True, return_counts=True)
    shared = counts[where]
    order = np.lexsort((shared, owners))
    sizes = np.bincount(owners)
    rank = np.empty(len(keys), np.int64)
    rank[order] = np.arange(len(keys)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return (shared <= common) | (rank < _RAREST)


def _best(hits: Sequence[tuple[int, int]], width: int) -> list[int]:
    """The places with most pairs near them, that are not near each other."""
    most = max(count for _, count in hits)
    found = list[int]()
    for place, count in hits:
        if count == most and len(found) < _TRIES and (not found or place > found[-1] + width):
            found.append(place)
    return found
