"""What the encoder reads about attributions, token by token, and where a doc keeps it.

It is a second opinion: this head of the encoder learned from annotated articles what cues, sources and contents look
like. Pipelines without such a head have no reading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# Which part of an attribution a token is, in the terms of PARC and PolNeAR (Pareti 2016, Newell et al. 2018).
PARTS = ("O", "B-CUE", "I-CUE", "SOURCE", "CONTENT")
NOTHING, CUE, CUE_GOES_ON, SOURCE, CONTENT = range(len(PARTS))

# A token may be a part with at least this probability, even if something else is more likely.
POSSIBLE = 0.2

DEFAULT = "default"  # the included reader

_KEPT = "quotes.reading"  # in doc.user_data, which spaCy saves with the doc


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of N tokens.

    Attributes:
        parts: (N, 5), the probabilities of `PARTS`.
        links: (N,), for a content's token the token index of its cue, for a cue that of a token of its source; -1 for
            none.
        reader: which of our readers read it. Their probabilities mean different things, so the arbiter has weights for
            each.
    """

    parts: Floats
    links: Ints
    reader: str = DEFAULT

    @classmethod
    def empty(cls, count: int, reader: str = DEFAULT) -> Reading:
        """A reading of this many tokens without attributions."""
        parts = np.zeros((count, len(PARTS)), dtype=np.float32)
        parts[:, NOTHING] = 1
        return cls(parts, np.full(count, -1, dtype=np.int64), reader)

    @classmethod
    def joined(cls, readings: Sequence[Reading]) -> Reading:
        """The reading of several docs that are joined to one, all by one reader."""
        edges = np.cumsum([0, *(len(reading.links) for reading in readings[:-1])])
        links = [np.where(r.links < 0, -1, r.links + edge) for r, edge in zip(readings, edges, strict=True)]
        return cls(np.concatenate([r.parts for r in readings]), np.concatenate(links), readings[0].reader)

    def keep(self, doc: Doc) -> None:
        """Store the reading with its doc."""
        doc.user_data[_KEPT] = self.parts, self.links, self.reader


class Contents:
    """The tokens that are read as contents, by the cue that they belong to.

    All tokens of a run within a sentence belong to the cue that most of them are linked to.
    """

    def __init__(self, reading: Reading, starts: NDArray[np.bool_]) -> None:
        """`starts` (N,) is true for tokens that open a sentence."""
        tokens = np.flatnonzero(reading.parts.argmax(axis=1) == CONTENT)
        edges = [0, *(np.flatnonzero((np.diff(tokens) > 1) | starts[tokens[1:]]) + 1).tolist(), len(tokens)]
        found, links = tokens.tolist(), reading.links[tokens].tolist()
        self._by_cue: dict[int, list[int]] = defaultdict(list)
        for first, last in pairwise(edges):
            self._by_cue[_most(links[first:last])] += found[first:last]

    def of(self, cue: range) -> list[int]:
        """The tokens of the content whose cue is one of these tokens, in order."""
        return sorted(token for i in cue if i in self._by_cue for token in self._by_cue[i])


def _most(links: list[int]) -> int:
    """The most frequent link; of two equally frequent ones, the first in the text; -1 without links."""
    counts = Counter(links)
    return min(counts, key=lambda link: (-counts[link], link), default=-1)


def starts(doc: Doc) -> NDArray[np.bool_]:
    """(N,), true for tokens that open a sentence."""
    found: NDArray[np.bool_] = doc.to_array("SENT_START").astype(np.int64) == 1
    return found


def of(doc: Doc) -> Reading | None:
    """The reading that is stored with a doc; None if the pipeline has no such head."""
    kept = doc.user_data.get(_KEPT)
    return Reading(*kept) if kept is not None else None


def links(parts: Floats, scores: Floats) -> Ints:
    """The word that each of W words belongs to, counted from 1; 0 for none.

    `scores` (W, W + 1) rate each pair; column 0 is for none. A cue belongs to a source or to nothing, any other word to
    a cue.
    """
    cues, sources = parts[:, CUE] > POSSIBLE, parts[:, SOURCE] > POSSIBLE
    found = np.zeros(len(parts), dtype=np.int64)
    if cues.any():
        numbers = np.flatnonzero(cues)  # of few words: the scores of all others are not looked at
        found = 1 + numbers[scores[:, 1 + numbers].argmax(axis=1)]
        sources = np.concatenate(([0], 1 + np.flatnonzero(sources)))
        found[cues] = sources[scores[cues][:, sources].argmax(axis=1)]
    return found
