"""Quotation marks: which opens, which closes, and which has no partner.

Runs on characters, before the parse. Each paragraph is read on its own, so that one stray mark never
turns the rest of an article inside out. Within a paragraph the marks get the cheapest reading: every mark
may open, close or stand alone, at a price for a look or a place that speaks against it (`_COST`). The seeds
need this: “It’s about that, “he told reporters (an opening mark that closes), and “variety of options. “.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from quotes.article import Diagnostic
from quotes.language import table
from quotes.spans import Range, strip

_NEWLINE = r"(?:\r\n|[\n\r\x0b\x0c\x85\u2029])"
_BREAK = re.compile(rf"{_NEWLINE}(?:[^\S\r\n]*+{_NEWLINE}\s*+|\s*+(?![a-z]))")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between marks. `span` holds the marks, `inner` what is between them (character ranges)."""

    span: Range
    inner: Range
    closed: bool = True
    single: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """All quotations of a text in order (none inside another of its sort), and what was wrong with the marks."""

    quotations: tuple[Quotation, ...]
    diagnostics: tuple[Diagnostic, ...]


def pair(text: str) -> Marks:
    """Pair the quotation marks of a text. Linear in its length; never raises."""
    found: list[Quotation] = []
    wrong: list[Diagnostic] = []
    blocks = paragraphs(text)
    for number, block in enumerate(blocks):
        after = blocks[number + 1][0] if number + 1 < len(blocks) else len(text)
        doubles, diagnostics = _doubles(text, block, goes_on=text[after : after + 1] in _signs("double"))
        found += doubles
        wrong += diagnostics
        found += _singles(text, block, doubles)
    return Marks(tuple(sorted(found, key=lambda q: q.span)), tuple(wrong))


def paragraphs(text: str) -> list[Range]:
    """The paragraphs' character ranges, without the white space around them.

    An empty line ends one; a single line break does unless the next line goes on in lower case (text wrapped at a
    fixed width).
    """
    edges = [0, *(edge for m in _BREAK.finditer(text) for edge in m.span()), len(text)]
    blocks = (strip(text, (start, end), "") for start, end in zip(edges[::2], edges[1::2], strict=True))
    return [block for block in blocks if block[0] < block[1]]


@cache
def _signs(sort: str, *looks: str) -> frozenset[str]:
    marks = table("marks")[sort]
    return frozenset(sign for look in looks or marks for sign in marks[look])


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(sorted(_signs("double")))) + "]|``|''")


# Prices of a reading, in arbitrary units; what matters is their order. A mark that looks the other way
# round is likelier than a mark too many, and a mark too many likelier than a quotation that never ends,
# but for a paragraph that opens with its mark, or whose successor does: that is how long quotations are set.
_COST = {
    "look": 2.0,
    "place": 1.5,
    "loose": 2.5,
    "stray": 3.0,
    "inch": 0.5,
    "unclosed": 4.0,
    "at start": 2.5,
    "goes on": 1.0,
}

_OPEN, _CLOSE, _STRAY = "open", "close", "stray"


def _doubles(text: str, block: Range, *, goes_on: bool) -> tuple[list[Quotation], list[Diagnostic]]:
    marks = [m.span() for m in _pattern().finditer(text, *block)]
    if not marks:
        return [], []
    roles = _cheapest(text, block, marks, goes_on)
    found: list[Quotation] = []
    wrong: list[Diagnostic] = []
    opened: Range | None = None
    for mark, role in zip(marks, roles, strict=True):
        if role == _STRAY:
            if not _is_inch(text, mark):
                wrong.append(Diagnostic("stray-mark", f"quotation mark {text[slice(*mark)]} without a partner", *mark))
            continue
        if _look(text, mark) not in (None, role):
            wrong.append(Diagnostic("wrong-mark", f"quotation mark {text[slice(*mark)]} used to {role}", *mark))
        if role == _OPEN:
            opened = mark
        elif opened is not None:
            found.append(Quotation((opened[0], mark[1]), (opened[1], mark[0])))
            opened = None
    if opened is not None and opened[1] < block[1]:
        found.append(Quotation((opened[0], block[1]), (opened[1], block[1]), closed=False))
        if not goes_on:
            wrong.append(Diagnostic("unclosed-mark", f"quotation mark {text[slice(*opened)]} is never closed", *opened))
    return found, wrong


def _cheapest(text: str, block: Range, marks: list[Range], goes_on: bool) -> list[str]:
    """The role of each mark in the cheapest reading: a Viterbi search over two states, outside and inside."""
    steps: list[dict[bool, tuple[str, bool]]] = []
    costs = {False: 0.0}
    for mark in marks:
        options: dict[bool, list[tuple[float, str, bool]]] = {}
        for inside, cost in costs.items():
            role = _CLOSE if inside else _OPEN
            options.setdefault(not inside, []).append((cost + _price(text, block, mark, role), role, inside))
            options.setdefault(inside, []).append((cost + _price(text, block, mark, _STRAY), _STRAY, inside))
        chosen = {state: min(ways) for state, ways in options.items()}
        costs = {state: way[0] for state, way in chosen.items()}
        steps.append({state: (way[1], way[2]) for state, way in chosen.items()})
    only_first = len(marks) == 1 and marks[0][0] == block[0]
    costs[True] = (
        costs.get(True, float("inf")) + _COST["goes on" if goes_on else "at start" if only_first else "unclosed"]
    )
    state = min(costs, key=lambda s: (costs[s], s))
    roles = []
    for step in reversed(steps):
        role, state = step[state]
        roles.append(role)
    return roles[::-1]


def _price(text: str, block: Range, mark: Range, role: str) -> float:
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
    """What the neighbours say: a mark after a space and before a word opens, after a word and before a space closes."""
    before = text[mark[0] - 1] if mark[0] > block[0] else " "
    after = text[mark[1]] if mark[1] < block[1] else " "
    left = before.isspace() or before in "([{—–-/" or before in _signs("single", "open")
    right = after.isspace() or after in ")]}.,;:!?—–-/"
    return None if left == right else _OPEN if left else _CLOSE


def _is_inch(text: str, mark: Range) -> bool:
    """*e.g.* a 5' 11" man: a straight mark right after a digit."""
    return text[slice(*mark)] in _signs("double", "neutral") | {"''"} and text[mark[0] - 1 : mark[0]].isdigit()


def _singles(text: str, block: Range, doubles: list[Quotation]) -> list[Quotation]:
    """Quotations in single marks outside all doubles, ‘...’, as some publishers use them. Apostrophes do not count."""
    found: list[Quotation] = []
    marks = [i for i in range(*block) if text[i] in _signs("single")]
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
    """Single marks after a space and before a letter: ‘Yes; not ’90s, not don’t."""
    return (
        text[i] in _signs("single", "open", "neutral")
        and (i == block[0] or text[i - 1].isspace() or text[i - 1] in "([—–")
        and text[i + 1 : i + 2].isalpha()
    )


class _Ends:
    """Where the single marks of a paragraph that look so may close; each look-up is a binary search."""

    def __init__(self, text: str, block: Range, marks: list[int], look: str) -> None:
        spaced = [i for i in marks if i > block[0] and text[i - 1].isspace()]
        own = [i for i in marks if i > block[0] and text[i] in _signs("single", look)]
        self._opening = [i for i in spaced if text[i] in _signs("single", "open")]
        self._again = [i for i in own if text[i - 1].isspace() and text[i + 1 : i + 2].isalpha()]
        self._closing = [i for i in own if not text[i - 1].isspace() and not text[i + 1 : i + 2].isalnum()]
        self._at_stop = [i for i in self._closing if text[i - 1] in ",.!?" or text[i + 1 : i + 2] in (",", ".")]

    def of(self, opening: int) -> int | None:
        """The single mark that closes: at a stop or comma if there is one (‘The horses’ stable,’), else after a word.

        Not beyond one that opens again: 'it is late'. 'We know,' he said; yet 'rock 'n' roll,' he said.
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
