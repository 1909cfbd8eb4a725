"""The tokens that are read as one content -> its pieces: those that belong together, each to the end of its phrase."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from quotes.grammar import functions

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quotes.grammar.layout import Layout

# Of many pieces only the longest are kept: what is said is rarely interrupted more than twice.
_PIECES = 3
# A shorter piece, in words, must be an argument of the cue or stand beside it: it is rarely what was said.
_SHORT = 3


def together(layout: Layout, cue: Token, runs: Iterable[list[int]]) -> list[list[int]]:
    """The runs of tokens that belong to one content, in the order of the text."""
    near = _within_reach(layout, cue, list(runs))
    longest = max(map(len, near), default=0)
    kept = [run for run in near if len(run) >= _SHORT or longest < _SHORT or _belongs(run, cue)]
    largest = sorted(range(len(kept)), key=lambda n: -len(kept[n]))[:_PIECES]
    return [kept[n] for n in sorted(largest)]


def _within_reach(layout: Layout, cue: Token, runs: list[list[int]]) -> list[list[int]]:
    """Those in the cue's sentence; those beyond only as speech in marks that goes on.

    “We won,” he said. **“They lost.”** But: he said that they won. | “They lost.”
    """
    sentence = cue.sent
    own = [run for run in runs if sentence.start <= run[0] < sentence.end]
    if not own or any(_is_quoted(layout, run) for run in own):
        return [run for run in runs if run in own or not own or _is_quoted(layout, run)]
    return own


def _is_quoted(layout: Layout, run: list[int]) -> bool:
    return all(layout.quotation(layout.doc[i].idx) is not None for i in (run[0], run[-1]) if not layout.doc[i].is_punct)


def _belongs(run: list[int], cue: Token) -> bool:
    """*e.g.* **The plan** was dismissed **as a joke**: what the cue is said of; or a word right beside the cue."""
    words = [cue.doc[i] for i in run]
    return run[-1] + 1 == cue.i or any(functions.has(t, "passive subject", "subject") and t.head == cue for t in words)
