"""What the encoder's reading says of a proposal, as numbers that the arbiter weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from quotes import grammar
from quotes.reading import CONTENT, CUE, CUE_GOES_ON, SOURCE, Contents, Reading, starts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from quotes.frames import Proposal
    from quotes.layout import Layout

FEATURES = (
    "cue",  # probability of a cue where the proposal has its own; 0 without one
    "no cue",
    "source",  # the same of the speaker
    "no speaker",
    "linked",  # whether the cue belongs to that speaker, or both reading and proposal have none
    "content",  # mean probability of a content over the proposal's words
    "edges",  # of its first and last word
    "leak",  # of the words beside these, which are no part of it
    "shared",  # words that the proposal and the content read at its cue share, of all in either
    "length",  # logarithm of the number of words
)


class Evidence:
    """The reading of one doc, ready to be asked about any number of proposals."""

    def __init__(self, layout: Layout, reading: Reading) -> None:
        self._layout = layout
        self._reading = reading
        self._content = reading.parts[:, CONTENT]
        self._cue = reading.parts[:, CUE] + reading.parts[:, CUE_GOES_ON]
        self._words: NDArray[np.bool_] = layout.doc.to_array(["IS_SPACE", "IS_PUNCT"]).max(axis=1) == 0
        self._contents = Contents(reading, starts(layout.doc))

    def features(self, p: Proposal) -> NDArray[np.float64]:
        """The numbers of `FEATURES`."""
        pieces = [self._layout.indices(piece) for piece in p.content]
        mine = np.concatenate([np.arange(piece.start, piece.stop) for piece in pieces])
        mine = mine[self._words[mine]]
        cue = self._layout.indices(p.span) if p.span else range(0)
        probable = self._content[mine]
        return np.array(
            [
                self._cue[cue.start : cue.stop].max() if cue else 0.0,
                not cue,
                *self._speaker(p, cue),
                probable.mean() if len(mine) else 0.0,
                (probable[0] + probable[-1]) / 2 if len(mine) else 0.0,
                self._leak(pieces),
                self._shared(mine, cue),
                np.log1p(len(mine)),
            ],
            dtype=np.float64,
        )

    def _speaker(self, p: Proposal, cue: range) -> tuple[Any, bool, bool]:
        """The features from `source` to `linked`."""
        link = self._link(cue)
        if p.speaker is None:
            return 0.0, True, link < 0
        start, end = grammar.phrase(p.speaker)
        return self._reading.parts[start:end, SOURCE].max(initial=0.0), False, start <= link < end

    def _link(self, cue: range) -> int:
        """The token of the source that the cue is read with; -1 if none."""
        if not cue:
            return -1
        first = cue.start + int(self._reading.parts[cue.start : cue.stop, CUE].argmax())
        return int(self._reading.links[first])

    def _leak(self, pieces: Sequence[range]) -> float:
        """The mean over the two words around the proposal; an article's edge counts as no content."""
        before = next((i for i in range(pieces[0].start - 1, -1, -1) if self._words[i]), None)
        after = next((i for i in range(pieces[-1].stop, len(self._words)) if self._words[i]), None)
        return float(sum(self._content[i] for i in (before, after) if i is not None) / 2)

    def _shared(self, mine: NDArray[np.int64], cue: range) -> float:
        if not cue or not len(mine):
            return 0.0
        read = self._contents.of(cue)
        read = read[self._words[read]]
        both = len({*mine.tolist()} & {*read.tolist()})
        return both / (len(mine) + len(read) - both)
