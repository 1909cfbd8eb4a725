"""The tokens that are read as one content -> the pieces that really belong together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from quotes.grammar import functions, tags

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from quotes.grammar.layout import Layout

# Of many pieces only the longest are kept: what is said is rarely interrupted more than twice.
_PIECES = 3
# A piece of fewer words must be the subject of the cue or stand right before it.
_LONG = 3
_APART = 2  # sentences from one piece to the next: a whole sentence is between them

Run = list[int]  # the indices of tokens that follow each other


def together(layout: Layout, cue: int, runs: Sequence[Run], sentence: Sequence[int]) -> list[Run]:
    """The runs that belong to one content, in the order of the text. `sentence`: each token's sentence number."""
    near = _in_speech(layout, _beside(runs, cue, sentence), sentence[cue], sentence)
    kept = [run for run in near if len(run) >= _LONG or _belongs(layout, run, cue)] or near
    longest = sorted(range(len(kept)), key=lambda n: -len(kept[n]))[:_PIECES]
    return [kept[n] for n in sorted(longest)]


def rounded(doc: Doc, run: Run, free: Callable[[int], bool]) -> Run:
    """The run, extended to the first and last word of its phrases as far as the tokens around it are free.

    *e.g.* **a** | plan to close the bridge over the | **river**; not: the bridge, | *which*.
    """
    start, end = run[0], run[-1] + 1
    while start and free(start - 1) and _leads(doc[start - 1], start, end):
        start -= 1
    while end < len(doc) and free(end) and _goes_on(doc, start, end):
        end += 1
    return [*range(start, run[0]), *run, *range(run[-1] + 1, end)]


def _leads(token: Token, start: int, end: int) -> bool:
    """*e.g.* **the** | plan; **Anna** | Lund; **her** | plan: a word before its noun."""
    return functions.has(token, *_BEFORE) and start <= token.head.i < end


def _goes_on(doc: Doc, start: int, end: int) -> bool:
    """*e.g.* after the | **storm**; Anna | **Lund**; the end | **of** the storm."""
    last, token = doc[end - 1], doc[end]
    if token.is_punct or token.is_space:
        return False
    if functions.has(last, *_BEFORE, "case") and last.head.i >= end:
        return True
    if start <= token.head.i < end:
        return functions.has(token, "flat")
    noun = token.head
    return functions.has(token, "case") and start <= noun.head.i < end and noun.head.pos_ in tags.NOUN_LIKE


_BEFORE = ("determiner", "adjective", "compound", "possessor", "number")


def _beside(runs: Sequence[Run], cue: int, sentence: Sequence[int]) -> list[Run]:
    """The runs around the cue without a whole sentence between any two; if there are none, the nearest run."""
    pieces = sorted([*runs, [cue]])
    first = last = pieces.index([cue])
    while first > 0 and sentence[pieces[first][0]] - sentence[pieces[first - 1][-1]] < _APART:
        first -= 1
    while last + 1 < len(pieces) and sentence[pieces[last + 1][0]] - sentence[pieces[last][-1]] < _APART:
        last += 1
    kept = [piece for piece in pieces[first : last + 1] if piece != [cue]]
    return kept or [min(runs, key=lambda run: min(abs(run[0] - cue), abs(run[-1] - cue)))]


def _in_speech(layout: Layout, runs: list[Run], own: int, sentence: Sequence[int]) -> list[Run]:
    """The runs in the cue's sentence, `own`; in other sentences only quotations that continue a quotation in this one.

    *e.g.* “We won,” he said. **“They lost.”** But: he said that they won. | “They lost.”
    """
    inside = [run for run in runs if sentence[run[0]] <= own <= sentence[run[-1]]]
    if not inside:
        return runs
    speaks = any(_is_quoted(layout, run) for run in inside)
    return [run for run in runs if run in inside or (speaks and _is_quoted(layout, run))]


def _is_quoted(layout: Layout, run: Run) -> bool:
    doc = layout.doc
    first = next((i for i in run if not doc[i].is_punct), None)
    last = next((i for i in reversed(run) if not doc[i].is_punct), None)
    return all(i is not None and layout.quotation(doc[i].idx) is not None for i in (first, last))


def _belongs(layout: Layout, run: Run, cue: int) -> bool:
    """Whether a short run belongs to the cue: **The plan** was dismissed; **Sad** he said."""
    said_of = (layout.doc[i] for i in run)
    return run[-1] + 1 == cue or any(
        functions.has(t, "passive subject", "subject") and t.head.i >= cue for t in said_of
    )
