"""Scores -> structures: sentence starts, the best dependency tree of a sentence, names. Numbers only, no spaCy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# A longer sentence is cut where it is most likely to end, since the search for a tree takes quadratic time.
LONGEST_SENTENCE = 400

# Where "no name" leads by this much, no path through the other tags can win.
_CERTAIN = 8.0

_NEVER = -1e9


def sentences(starts: Floats, settled: Ints) -> Iterator[tuple[int, int]]:
    """Half-open word ranges of the sentences in a paragraph of W words.

    `starts` (W,) are log odds that a word starts a sentence; `settled` (W,) is 1 where it does, -1 where it does not
    and 0 where it is not known. The first word of a paragraph always starts one.
    """
    likely = np.where(settled == 0, starts > 0, settled > 0)
    edges = [0, *(1 + np.flatnonzero(likely[1:])).tolist(), len(starts)]
    for start, end in pairwise(edges):
        yield from _cut(starts, start, end)


def _cut(starts: Floats, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        half = start + LONGEST_SENTENCE // 2
        cut = half + int(starts[half : start + LONGEST_SENTENCE].argmax())
        yield start, cut
        start = cut
    yield start, end


def tree(scores: Floats) -> Ints:
    """The heads (W,) of the best tree with one root: 0 for the root, n + 1 for a word whose head is word n.

    `scores` (W, W + 1) rate each head of each word; column 0 is the root. Usually the best heads of the words are a
    tree. If not, the algorithm of Chu and Liu (1965) and Edmonds (1967) finds the best one.
    """
    square = np.full((len(scores) + 1, len(scores) + 1), _NEVER)
    square[1:] = scores
    np.fill_diagonal(square, _NEVER)
    heads = square[1:].argmax(axis=1).tolist()
    if _cycle(heads):
        heads = _arborescence(square)[1:]
    toll = 1.0
    while heads.count(0) > 1:
        # charge more and more for a root: the first best tree with a single root is the best one of all such trees
        square[1:, 0] -= toll
        heads = _arborescence(square)[1:]
        toll *= 2
    return np.asarray(heads, dtype=np.int64)


def _cycle(heads: Sequence[int]) -> list[int]:
    """Words (from 1) of a cycle among these heads; empty if they are a tree."""
    seen = [0] * (len(heads) + 1)
    for start in range(1, len(heads) + 1):
        word = start
        while word and not seen[word]:
            seen[word] = start
            word = heads[word - 1]
        if word and seen[word] == start:
            return _around(word, heads)
    return []


def _around(word: int, heads: Sequence[int]) -> list[int]:
    found, at = [word], heads[word - 1]
    while at != word:
        found.append(at)
        at = heads[at - 1]
    return found


def _arborescence(scores: NDArray[np.float64]) -> list[int]:
    """Heads of the best tree over nodes 0 to N - 1, rooted in 0, from (N, N) scores `[word, head]`; heads[0] is 0.

    A cycle is contracted to one node, its first word; a tree over the rest is found; and the cycle is broken where the
    tree enters it. One matrix is used for all steps: a thousand quotation marks make hundreds of nested cycles.
    """
    scores = scores.copy()
    heads = scores.argmax(axis=1)
    heads[0] = 0
    taken = []
    while cycle := _cycle(heads[1:].tolist()):
        members = np.asarray(cycle)
        node, others = members[0], members[1:]
        lost = scores[members] - scores[members, heads[members]][:, None]
        into, out = lost.argmax(axis=0), scores[:, members].argmax(axis=1)
        taken.append((members, heads[members], into, out))
        scores[:, node] = scores[:, members].max(axis=1)
        scores[node] = lost.max(axis=0)
        scores[node, members] = scores[others] = scores[:, others] = _NEVER
        heads[np.isin(heads, others)] = node
        heads[others] = 0
        heads[node] = scores[node].argmax()
    for members, around, into, out in reversed(taken):
        governor, dependents = heads[members[0]], np.flatnonzero(heads == members[0])
        heads[dependents] = members[out[dependents]]
        heads[members] = around
        heads[members[into[governor]]] = governor
    found: list[int] = heads.tolist()
    return found


class NameTags:
    """The tags of names: "O", then B-, I-, L- and U- (begin, inside, last, unit) for each label in the order given."""

    def __init__(self, tags: Sequence[str]) -> None:
        self.tags = list(tags)
        self._outside = self.tags.index("O")
        self._allowed = np.array([[_follows(a, b) for b in tags] for a in tags])
        self._open = np.array([tag[0] in "BI" for tag in tags])
        self._enters = np.array([_follows("O", tag) for tag in tags])
        self._alone = self._enters & ~self._open  # what a single word between others can be

    def spans(self, scores: Floats) -> list[tuple[int, int, str]]:
        """Names as half-open word ranges with their label, from (W, tags) scores of consecutive words."""
        others = np.delete(scores, self._outside, axis=1).max(axis=1)
        doubtful = np.flatnonzero(others > scores[:, self._outside] - _CERTAIN)
        if not len(doubtful):
            return []
        gaps = np.flatnonzero(np.diff(doubtful) > 1)
        starts, ends = doubtful[[0, *(gaps + 1)]].tolist(), (doubtful[[*gaps, -1]] + 1).tolist()
        alone = np.where(self._alone, scores[starts], _NEVER).argmax(axis=1).tolist()
        found: list[tuple[int, int, str]] = []
        for start, end, tag in zip(starts, ends, alone, strict=True):
            if end - start > 1:
                found += self._run(scores, start, end)
            elif tag != self._outside:
                found.append((start, end, self.tags[tag][2:]))
        return found

    def _run(self, scores: Floats, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """The best path of tags in which every name is complete (Viterbi)."""
        best = np.where(self._enters, scores[start], _NEVER)
        back = []
        for row in scores[start + 1 : end]:
            steps = np.where(self._allowed, best[:, None], _NEVER)
            back.append(steps.argmax(axis=0))
            best = steps.max(axis=0) + row
        path = [int(np.where(self._open, _NEVER, best).argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        first = start
        for word, tag in enumerate((self.tags[number] for number in reversed(path)), start=start):
            if tag[0] in "BU":
                first = word
            if tag[0] in "LU":
                yield first, word + 1, tag[2:]


def _follows(before: str, tag: str) -> bool:
    if before[0] in "BI":
        return tag[0] in "IL" and tag[2:] == before[2:]
    return tag[0] in "OBU"
