"""Text -> its paragraphs, however its lines are broken: by empty lines, by single breaks, or wrapped at a column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotes.spans import Range, strip

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2029]")
_BREAKS = re.compile(r"[\n\r\x0b\x0c\x85\u2029][\s>]*")
_STOP = re.compile(r"""[.?!…:]["'”’)\]]*\Z""")
_ITEM = re.compile(r"[-*•·–] |\d{1,2}[.)] ")

# Nobody wraps prose at fewer columns, and lines that are longer are paragraphs.
_COLUMNS = range(40, 131)
# What a line that ends no sentence may fall short of the column, as a share of it: letters of a PDF differ in width.
_RAGGED = 1 / 8
# A column explains so many breaks at least, so many of all and of those before lower case; and so many are such.
_FEWEST, _OF_ALL, _OF_LOWER, _LOWER = 2, 1 / 3, 2 / 3, 1 / 8


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's characters without what is around them, and how far it is indented."""

    start: int
    end: int
    indent: int


@dataclass(frozen=True, slots=True)
class _Turn:
    """A single break between two lines.

    The columns from `least` on and below `beyond` explain it: the first line fits in, the next word no more. `lower`:
    the second line goes on in lower case. `apart`: it is set off from a sentence that ends before, as an item of a
    list or by its indent.
    """

    least: int
    beyond: float
    lower: bool
    apart: bool


def paragraphs(text: str) -> list[Range]:
    """The paragraphs' character ranges, without the white space around them.

    An empty line ends one. A single line break does unless the next line goes on in lower case, or the lines are
    wrapped at a column and the next word had no more room.
    """
    lines = list(_lines(text))
    turns = [_turn(text, *pair) for pair in pairwise(lines)]
    column = _column([turn for turn in turns if turn is not None])
    found: list[Range] = []
    for line, turn in zip(lines, [None, *turns], strict=False):
        if turn is not None and _is_wrapped(turn, column):
            found[-1] = found[-1][0], line.end
        else:
            found.append((line.start, line.end))
    return found


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not empty, without white space at their edges and without the signs of mail: > It fell."""
    for match in _LINE.finditer(text):
        end = strip(text, match.span(), "")[1]
        start = strip(text, (match.start(), end), ">")[0]
        if start < end:
            yield _Line(start, end, start - match.start())


def _turn(text: str, line: _Line, following: _Line) -> _Turn | None:
    """None where an empty line divides the two."""
    if len(_BREAK.findall(text, line.end, following.start)) > 1:
        return None
    length, end = line.end - line.start, following.end
    word = next((i for i in range(following.start, end) if text[i].isspace()), end) - following.start
    filled = length + 1 + word
    stops = _STOP.search(text, max(line.start, line.end - 4), line.end) is not None
    apart = following.indent > line.indent or _ITEM.match(text, following.start) is not None
    beyond = filled if stops else filled / (1 - _RAGGED)
    return _Turn(length, beyond, text[following.start].islower(), stops and apart)


def _is_wrapped(turn: _Turn, column: int | None) -> bool:
    return turn.lower or (column is not None and turn.least <= column < turn.beyond and not turn.apart)


def _column(turns: Sequence[_Turn]) -> int | None:
    """The column that the lines are wrapped at: the least of those that explain most breaks; None where none does."""
    lower = [turn for turn in turns if turn.lower]
    if len(lower) < max(1, _LOWER * len(turns)):
        return None
    of_all, of_lower = _explained(turns), _explained(lower)
    best = max(_COLUMNS, key=of_all)
    enough = of_all(best) >= max(_FEWEST, _OF_ALL * len(turns)) and of_lower(best) >= _OF_LOWER * len(lower)
    return best if enough else None


def _explained(turns: Sequence[_Turn]) -> Callable[[int], int]:
    """How many breaks a column explains, by the column."""
    least, beyond = sorted(turn.least for turn in turns), sorted(turn.beyond for turn in turns)
    return lambda column: bisect_right(least, column) - bisect_right(beyond, column)


def laid_out(text: str, blocks: Sequence[Range]) -> str:
    """The text as the pipeline is to read it: with a line break between two paragraphs and none inside one.

    As long as it was, so that no offset changes.
    """
    made, last = list[str](), 0
    for start, end in blocks:
        between = text[last:start]
        made.append(between if "\n" in between or not made else between[:-1] + "\n")
        made.append(_BREAKS.sub(_blank, text[start:end]))
        last = end
    return "".join([*made, text[last:]])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
