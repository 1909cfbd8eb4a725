"""Which of very many quotations may have the same words, without comparing each with each.

Quotations that share a shingle, some words in a row, are a pair. Where few share one, each is paired with each; where
many do, each is paired with the longest of them: the pairs grow with the words, not with the square of the quotations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

SHINGLE = 3  # words
_FEW = 6  # quotations that are paired each with each
_SHARED = 0.3  # of the shingles of the shorter one, those that a pair shares
_FACTOR, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(29)  # of a multiplicative hash

_Numbers = NDArray[np.int64]


def pairs(texts: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The pairs of texts that share enough: the number of the shorter one, and of the longer; the later of equals.

    A text is given as its words, each as a number. One with fewer words than a shingle is in no pair.
    """
    lengths = np.array([len(text) for text in texts], np.int64)
    keys, owners = _shingles(texts, lengths)
    linked = np.concatenate([np.zeros(0, np.int64), *_linked(keys, owners, len(texts))])
    found, counts = np.unique(linked, return_counts=True)
    left, right = np.divmod(found, max(1, len(texts)))
    enough = counts >= _SHARED * (np.minimum(lengths[left], lengths[right]) - SHINGLE + 1)
    for first, second in zip(left[enough].tolist(), right[enough].tolist(), strict=True):
        yield (first, second) if lengths[first] < lengths[second] else (second, first)


def _shingles(texts: Sequence[Sequence[int]], lengths: _Numbers) -> tuple[NDArray[np.uint64], _Numbers]:
    """The shingles of all texts as hashes, in order, with the texts that have them, the longest first."""
    words = np.fromiter((word for text in texts for word in text), np.uint64, int(lengths.sum()))
    owners = np.repeat(np.arange(len(texts)), lengths)
    count = max(0, len(words) - SHINGLE + 1)
    keys = np.zeros(count, np.uint64)
    for n in range(SHINGLE):
        keys = (keys ^ words[n : n + count]) * _FACTOR
        keys ^= keys >> _SHIFT
    whole = owners[:count] == owners[SHINGLE - 1 :][:count]
    keys, owners = keys[whole], owners[:count][whole]
    order = np.lexsort((owners, -lengths[owners], keys))
    keys, owners = keys[order], owners[order]
    again = (keys[1:] == keys[:-1]) & (owners[1:] == owners[:-1])  # a text that has a shingle twice
    once = np.append(True, ~again)[: len(keys)]
    return keys[once], owners[once]


def _linked(keys: NDArray[np.uint64], owners: _Numbers, count: int) -> Iterator[_Numbers]:
    """The pairs of texts, each as one number, once for each shingle that links them."""
    _, starts, sizes = np.unique(keys, return_index=True, return_counts=True)
    first, size = np.repeat(starts, sizes), np.repeat(sizes, sizes)
    at = np.arange(len(keys))
    many = (size > _FEW) & (at > first)
    yield _coded(owners[first[many]], owners[at[many]], count)
    for step in range(1, _FEW):
        few = (size <= _FEW) & (at - first >= step)
        yield _coded(owners[at[few] - step], owners[at[few]], count)


def _coded(left: _Numbers, right: _Numbers, count: int) -> _Numbers:
    """Pairs of `count` texts, of which the lower one leads."""
    return np.minimum(left, right) * count + np.maximum(left, right)
