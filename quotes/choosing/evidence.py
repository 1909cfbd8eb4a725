"""What the encoder's reading says about a proposal, as numbers for the arbiter."""

from __future__ import annotations

import math
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from quotes.grammar import phrases
from quotes.parsing.reading import CONTENT, CUE, CUE_GOES_ON, SOURCE, Contents, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotes.finding.proposal import Proposal
    from quotes.grammar.layout import Layout

FEATURES = (
    "cue",  # probability of a cue at the proposal's cue; 0 without one
    "no cue",
    "source",  # probability of a source at the speaker; 0 without one
    "no speaker",
    "linked",  # whether the cue belongs to that speaker, or both reading and proposal have none
    "content",  # mean probability of a content over the proposal's words
    "edges",  # mean probability at its first and last word
    "leak",  # mean probability at the two words around it
    "shared",  # share of words that are in both the proposal and the content read at its cue, of all in either
    "length",  # logarithm of the number of words
)


class Evidence:
    """The reading of one doc, prepared for questions about any number of proposals.

    Words are numbered from 0; marks and white space have no number.
    """

    def __init__(self, layout: Layout, reading: Reading, contents: Contents) -> None:
        self._layout = layout
        self.reader = reading.reader
        self._links: list[int] = reading.links.tolist()
        self._contents = contents
        self._opens: list[float] = reading.parts[:, CUE].tolist()
        self._cue: list[float] = (reading.parts[:, CUE] + reading.parts[:, CUE_GOES_ON]).tolist()
        self._source: list[float] = reading.parts[:, SOURCE].tolist()
        marks = np.any(layout.doc.to_array(["IS_SPACE", "IS_PUNCT"]), axis=1)
        self._is_word: list[bool] = (~marks).tolist()
        # `_content` is indexed by word number; `_number`, the count of words before a token, by token index.
        self._content: list[float] = reading.parts[~marks, CONTENT].tolist()
        self._until = list(accumulate(self._content, initial=0.0))
        self._number = list(accumulate(self._is_word, initial=0))

    def features(self, p: Proposal) -> tuple[float, ...]:
        """The numbers of `FEATURES`."""
        pieces = [self._layout.indices(piece) for piece in p.content]
        mine = [words for piece in pieces if (words := self._words(piece))]
        count = sum(map(len, mine))
        total = sum(self._until[words.stop] - self._until[words.start] for words in mine)
        cue = self._layout.indices(p.span) if p.span else range(0)
        return (
            max(self._cue[cue.start : cue.stop]) if cue else 0.0,
            not cue,
            *self._speaker(p, cue),
            total / count if count else 0.0,
            (self._content[mine[0][0]] + self._content[mine[-1][-1]]) / 2 if mine else 0.0,
            self._leak(self._words(range(pieces[0].start, pieces[-1].stop))),
            self._shared(pieces, count, cue),
            math.log1p(count),
        )

    def cue(self, token: int) -> float:
        """The probability that the token is read as a cue, or as part of one."""
        return self._cue[token]

    def _words(self, tokens: range) -> range:
        """The numbers of the words among the tokens."""
        return range(self._number[tokens.start], self._number[tokens.stop])

    def _speaker(self, p: Proposal, cue: range) -> tuple[float, bool, bool]:
        """The features from `source` to `linked`."""
        link = self._link(cue)
        if p.speaker is None:
            return 0.0, True, link < 0
        start, end = phrases.phrase(p.speaker)
        return max(self._source[start:end], default=0.0), False, start <= link < end

    def _link(self, cue: range) -> int:
        """The token of the source that the reading links to the cue; -1 if none."""
        return self._links[max(cue, key=self._opens.__getitem__)] if cue else -1

    def _leak(self, words: range) -> float:
        """The mean over the two words around the proposal; beyond an article's edge it is 0."""
        around = (n for n in (words.start - 1, words.stop) if 0 <= n < len(self._content))
        return sum(self._content[n] for n in around) / 2

    def _shared(self, pieces: Sequence[range], count: int, cue: range) -> float:
        if not cue or not count:
            return 0.0
        read = [i for i in self._contents.of(cue) if self._is_word[i]]
        both = sum(bisect_left(read, piece.stop) - bisect_left(read, piece.start) for piece in pieces)
        return both / (count + len(read) - both)
