"""Quotation marks: which of them open, which close, and which have no partner.

This runs on characters, before the parse. Each paragraph is read alone, so that one stray mark never turns the rest of
an article inside out. Within a paragraph the marks get the cheapest reading: every mark may open, close or be alone,
and costs more if its look or its place speaks against that (`_COST`). The seeds need this: “It’s about that, “he told
reporters (an opening mark that closes), and “variety of options. “.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, zip_longest

from quotes.article import Diagnostic
from quotes.language import table
from quotes.parsing.paragraphs import paragraphs
from quotes.parsing.sections import LONG, parts
from quotes.spans import Range, strip


@dataclass(frozen=True, slots=True)
class Quotation:
    """The text between two marks: `span` includes the marks, `inner` does not (character ranges).

    If it is not `closed`, it ends with its paragraph. If its opening mark is lost, both ranges begin at the same place.
    """

    span: Range
    inner: Range
    closed: bool = True
    single: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """The paragraphs of a text, all its quotations in order (not nested within one kind of mark), and its errors."""

    paragraphs: tuple[Range, ...]
    quotations: tuple[Quotation, ...]
    diagnostics: tuple[Diagnostic, ...]


def pair(text: str) -> Marks:
    """Pair the quotation marks of a text. Linear in its length; never raises."""
    found: list[Quotation] = []
    wrong: list[Diagnostic] = []
    read: list[Range] = []
    blocks = list(_blocks(text))
    for (block, is_flat), (following, _) in zip_longest(blocks, blocks[1:], fillvalue=((len(text), len(text)), False)):
        goes_on = text[following[0] : following[0] + 1] in _signs("double")
        doubles, diagnostics = _doubles(text, block, goes_on=goes_on)
        own = sorted([*doubles, *_singles(text, block, doubles)], key=lambda q: q.span)
        found += own
        wrong += diagnostics
        read += parts(text, block, [q.span for q in own]) if is_flat else [block]
    return Marks(tuple(read), tuple(found), tuple(wrong))


def _blocks(text: str) -> Iterator[tuple[Range, bool]]:
    """The ranges that are paired alone: paragraphs, or pieces of paragraphs that lost their breaks; and if they did."""
    for paragraph in paragraphs(text):
        pieces = list(_reopened(text, paragraph))
        is_flat = len(pieces) > 1 or paragraph[1] - paragraph[0] > LONG
        yield from ((piece, is_flat) for piece in pieces)


def _reopened(text: str, block: Range) -> Iterator[Range]:
    """The paragraph, cut where a quotation continues after a lost paragraph break: “It fell. |“It broke,” he said."""
    marks = [mark.span() for mark in _pattern().finditer(text, *block)]
    places = [_place(text, block, mark) for mark in marks]
    start = block[0]
    for n in range(1, len(marks)):
        opens_again = places[n - 1 : n + 1] == [_OPEN, _OPEN] and places[n + 1 : n + 3] != [_CLOSE, _CLOSE]
        at = marks[n][0]
        if opens_again and _STOPPED.match(text, at - 2):
            yield strip(text, (start, at), "")
            start = at
    yield start, block[1]


_STOPPED = re.compile(r"[.?!…]\s")


def answers(text: str, quotations: Sequence[Quotation]) -> Iterator[Range]:
    """The ranges between a question and the answer right after it: “Who paid?”| |“I did,” said Roe.

    `quotations`: all of one paragraph. Each range goes from the closing to the opening mark.
    """
    for asked, answer in pairwise(quotations):
        between = (asked.span[1], answer.span[0])
        if asked.closed and text[slice(*asked.inner)].rstrip().endswith("?") and not text[slice(*between)].strip():
            yield between


@cache
def _signs(sort: str, *looks: str) -> frozenset[str]:
    marks = table("marks")[sort]
    return frozenset(sign for look in looks or marks for sign in marks[look])


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(sorted(_signs("double")))) + "]|``|''")


@cache
def _single_pattern() -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(sorted(_signs("single")))) + "]")


# Costs of a reading, in arbitrary units; only their order matters. A mark that looks the wrong way round is likelier
# than a superfluous mark, and that is likelier than a quotation that never ends, unless this paragraph or the next one
# opens with a mark: that is how long quotations are set. A quotation inside another is likelier than two marks that
# look the wrong way round: “She said “no,” so I left.”
_COST = {
    "look": 2.0,
    "place": 1.5,
    "loose": 2.5,
    "stray": 3.0,
    "inch": 0.5,
    "lost": 0.4,
    "nested": 2.2,
    "unclosed": 4.0,
    "at start": 2.5,
    "goes on": 1.0,
}

_OPEN, _CLOSE, _STRAY = "open", "close", "stray"
_DEEPER = {_OPEN: 1, _CLOSE: -1, _STRAY: 0}
_DEEPEST = 2


def _doubles(text: str, block: Range, *, goes_on: bool) -> tuple[list[Quotation], list[Diagnostic]]:
    marks = list(_with_lost(text, block, [m.span() for m in _pattern().finditer(text, *block)]))
    if not marks:
        return [], []
    roles = _cheapest(text, block, marks, goes_on)
    found: list[Quotation] = []
    opened: list[Range] = []
    for mark, role in zip(marks, roles, strict=True):
        if role == _OPEN:
            opened.append(mark)
        elif role == _CLOSE:
            start = opened.pop()
            found += [] if opened else [Quotation((start[0], mark[1]), (start[1], mark[0]))]
    if opened and opened[0][1] < block[1]:
        found.append(Quotation((opened[0][0], block[1]), (opened[0][1], block[1]), closed=False))
    return found, list(_wrong(text, marks, roles, opened if not goes_on else []))


def _with_lost(text: str, block: Range, marks: list[Range]) -> Iterator[Range]:
    """The marks, and an empty range where a quotation with a lost mark may begin: |It fell,” she said."""
    before: Range | None = None
    for mark in marks:
        open_before = before is not None and _place(text, block, before) != _CLOSE
        if not open_before and _ends_speech(text, block, mark):
            start = _lost(text, block, before, mark)
            yield from [] if start is None else [(start, start)]
        yield mark
        before = mark


def _ends_speech(text: str, block: Range, mark: Range) -> bool:
    """Whether the mark closes after a comma or stop and does not look like an opening mark or an inch sign."""
    closes = _place(text, block, mark) == _CLOSE and _look(text, mark) != _OPEN
    return closes and text[mark[0] - 1] in ",.?!…" and not text[mark[0] - 2 : mark[0] - 1].isdigit()


def _lost(text: str, block: Range, before: Range | None, mark: Range) -> int | None:
    """Where the quotation that the mark closes may begin.

    That is the paragraph's start; in a long paragraph, or after another quotation, it is the last sentence's start.
    """
    if before is None and block[1] - block[0] <= LONG:
        return block[0]
    start = before[1] if before is not None else block[0]
    sentences = [stop.end() for stop in _STOPPED.finditer(text, start, mark[0])]
    return sentences[-1] if sentences else None


def _wrong(text: str, marks: list[Range], roles: list[str], unclosed: list[Range]) -> Iterator[Diagnostic]:
    """Diagnostics for the marks of a paragraph in these roles."""
    lost = {marks[n + 1] for n, mark in enumerate(marks) if mark[0] == mark[1] and roles[n] == _OPEN}
    for mark, role in zip(marks, roles, strict=True):
        sign = text[slice(*mark)]
        if mark in lost or (sign and role == _STRAY and not _is_inch(text, mark)):
            yield Diagnostic("stray-mark", f"quotation mark {sign} without a partner", *mark)
        elif role != _STRAY and _look(text, mark) not in (None, role):
            yield Diagnostic("wrong-mark", f"quotation mark {sign} used to {role}", *mark)
    for mark in unclosed:
        yield Diagnostic("unclosed-mark", f"quotation mark {text[slice(*mark)]} is never closed", *mark)


def _cheapest(text: str, block: Range, marks: list[Range], goes_on: bool) -> list[str]:
    """The role of each mark in the cheapest reading: a Viterbi search over how many quotations are open."""
    steps: list[dict[int, tuple[str, int]]] = []
    costs = {0: 0.0}
    for mark in marks:
        prices = {role: _price(text, block, mark, role) for role in _DEEPER}
        options: dict[int, list[tuple[float, str, int]]] = {}
        for depth, cost in costs.items():
            for role, price in prices.items():
                extra = _COST["nested"] if role == _OPEN and depth else 0.0
                options.setdefault(depth + _DEEPER[role], []).append((cost + price + extra, role, depth))
        chosen = {depth: min(ways) for depth, ways in options.items() if 0 <= depth <= _DEEPEST}
        costs = {depth: way[0] for depth, way in chosen.items()}
        steps.append({depth: (way[1], way[2]) for depth, way in chosen.items()})
    never = _COST["goes on" if goes_on else "at start" if _begins(text, block, marks) else "unclosed"]
    depth = min(costs, key=lambda d: (costs[d] + d * never, d))
    roles = []
    for step in reversed(steps):
        role, depth = step[depth]
        roles.append(role)
    return roles[::-1]


def _begins(text: str, block: Range, marks: list[Range]) -> bool:
    """Whether the last mark opens a paragraph's only quotation, or a sentence: He said: |“We told them."""
    start, end = marks[-1]
    before = text[block[0] : start].rstrip()
    if not before:
        return len(marks) == 1
    spaced = text[start - 1].isspace() and _look(text, marks[-1]) != _CLOSE
    return spaced and before[-1] in ".?!…:" and text[end : end + 1].isupper()


def _price(text: str, block: Range, mark: Range, role: str) -> float:
    if mark[0] == mark[1]:
        return {_OPEN: _COST["lost"], _STRAY: 0.0}.get(role, math.inf)
    if role == _STRAY:
        return _COST["inch" if _is_inch(text, mark) else "stray"]
    look = _look(text, mark)
    place = _place(text, block, mark)
    spaced = mark[0] > block[0] and text[mark[0] - 1].isspace() and (mark[1] == block[1] or text[mark[1]].isspace())
    return (
        _COST["look"] * (look not in (None, role))
        + _COST["place"] * (place not in (None, role))
        + _COST["loose"] * spaced
    )


def _look(text: str, mark: Range) -> str | None:
    sign = text[slice(*mark)]
    if sign in _signs("double", "open") or sign == "``":
        return _OPEN
    return _CLOSE if sign in _signs("double", "close") or sign == "''" else None


def _place(text: str, block: Range, mark: Range) -> str | None:
    """The role by neighbours: between space and word a mark opens; between word and space it closes."""
    before = text[mark[0] - 1] if mark[0] > block[0] else " "
    after = text[mark[1]] if mark[1] < block[1] else " "
    left = before.isspace() or before in "([{—–-/" or before in _signs("single", "open")
    right = after.isspace() or after in ")]}.,;:!?—–-/"
    return None if left == right else _OPEN if left else _CLOSE


def _is_inch(text: str, mark: Range) -> bool:
    """*e.g.* a 5' 11" man: a straight mark right after a digit."""
    return text[slice(*mark)] in _signs("double", "neutral") | {"''"} and text[mark[0] - 1 : mark[0]].isdigit()


def _singles(text: str, block: Range, doubles: list[Quotation]) -> list[Quotation]:
    """Quotations in single marks outside all doubles, ‘...’, as some publishers use them, without apostrophes."""
    found: list[Quotation] = []
    marks = [match.start() for match in _single_pattern().finditer(text, *block)]
    if not marks:
        return found
    curly, straight = _Ends(text, block, marks, "close"), _Ends(text, block, marks, "neutral")
    starts = [q.span[0] for q in doubles]
    position = block[0]
    for opening in filter(lambda i: _opens(text, block, i), marks):
        around = bisect_right(starts, opening) - 1
        inside = around >= 0 and opening < doubles[around].span[1]
        if opening < position or inside:
            continue
        closing = (curly if text[opening] in _signs("single", "open") else straight).of(opening)
        if closing is not None:
            found.append(Quotation((opening, closing + 1), (opening + 1, closing), single=True))
            position = closing + 1
    return found


def _opens(text: str, block: Range, i: int) -> bool:
    """Whether a single mark is after a space, comma or colon and before a letter: ‘Yes; not ’90s, not don’t."""
    return (
        text[i] in _signs("single", "open", "neutral")
        and (i == block[0] or text[i - 1].isspace() or text[i - 1] in "([—–,:")
        and text[i + 1 : i + 2].isalpha()
    )


class _Ends:
    """Where single marks with this look may close in a paragraph; each look-up takes a binary search."""

    def __init__(self, text: str, block: Range, marks: list[int], look: str) -> None:
        spaced = [i for i in marks if i > block[0] and text[i - 1].isspace()]
        own = [i for i in marks if i > block[0] and text[i] in _signs("single", look)]
        self._opening = [i for i in spaced if text[i] in _signs("single", "open")]
        self._again = [i for i in own if text[i - 1].isspace() and text[i + 1 : i + 2].isalpha()]
        self._closing = [
            i for i in own if not text[i - 1].isspace() and (text[i - 1] in ",.!?" or not text[i + 1 : i + 2].isalnum())
        ]
        self._at_stop = [i for i in self._closing if text[i - 1] in ",.!?" or text[i + 1 : i + 2] in (",", ".")]

    def of(self, opening: int) -> int | None:
        """The closing mark: at a stop or comma if there is one (‘The horses’ stable,’), else after a word.

        It is not after a mark that opens again: 'it is late'. 'We know,' he said. But: 'rock 'n' roll,' he said.
        """
        first = _next(self._closing, opening + 1)
        if first is None or (_next(self._opening, opening + 1) or first) < first:
            return None
        best = _next(self._at_stop, first)
        again = [i for i in (_next(self._opening, first), _next(self._again, first)) if i is not None]
        return first if best is None or min(again, default=best) < best else best


def _next(positions: list[int], start: int) -> int | None:
    """The first of the sorted positions from `start` on."""
    n = bisect_left(positions, start)
    return positions[n] if n < len(positions) else None
