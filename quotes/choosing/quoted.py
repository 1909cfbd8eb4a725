"""Which cue each quotation belongs to, by its marks: no other cue may take it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quotes.finding.proposal import Proposal
    from quotes.spans import Range

# The finds of these rules are based on quotation marks.
DIRECT = frozenset({"quote-first", "cue-first", "signature", "colon"})


class Quoted:
    """The quotations of an article that have a cue, in the order of the text."""

    def __init__(self, rules: Iterable[Proposal]) -> None:
        self._all = sorted((piece, p.cue.i) for p in rules if p.rule in DIRECT and p.cue for piece in p.content)
        self._ends = [end for (_, end), _ in self._all]

    def is_of_another(self, piece: Range, cue: Token) -> bool:
        """Whether a part of it belongs to another cue: “We sell,” **said** Roe, and |“not now,”| said Kos."""
        behind = range(bisect_right(self._ends, piece[0]), len(self._all))
        near = takewhile(lambda quoted: quoted[0][0] < piece[1], map(self._all.__getitem__, behind))
        return any(owner != cue.i for _, owner in near)
