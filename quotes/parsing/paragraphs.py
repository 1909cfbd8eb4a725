"""Text -> paragraphs, divided by empty lines or by single breaks, with lines wrapped at a column or not."""

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

# Prose is not wrapped at fewer columns, and longer lines are whole paragraphs.
_COLUMNS = range(40, 131)
# A line within a sentence may be shorter than the column by this share of it, since letters in a PDF differ in width.
_RAGGED = 1 / 8
# A column must explain at least this many breaks, this share of all breaks and this share of breaks before a lower-case
# letter; and at least this share of all breaks must be before a lower-case letter.
_FEWEST, _OF_ALL, _OF_LOWER, _LOWER = 2, 1 / 3, 2 / 3, 1 / 8


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's characters without white space and mail signs around them, and its indent."""

    start: int
    end: int
    indent: int


@dataclass(frozen=True, slots=True)
class _Turn:
    """A single break between two lines.

    Wrapping at any column from `least` to below `beyond` explains it: the first line fits, and the next word would not.
    `lower`: the second line begins in lower case. `apart`: a sentence ends before it, and the second line is a list
    item or indented.
    """

    least: int
    beyond: float
    lower: bool
    apart: bool


def paragraphs(text: str) -> list[Range]:
    """The paragraphs' character ranges, without the white space around them.

    An empty line ends a paragraph. So does a single line break, unless the next line begins in lower case, or the lines
    are wrapped at a column and the next word did not fit.
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
    """The lines that are not empty, without white space at their edges and without quoting signs of mail: > It fell."""
    for match in _LINE.finditer(text):
        end = strip(text, match.span(), "")[1]
        start = strip(text, (match.start(), end), ">")[0]
        if start < end:
            yield _Line(start, end, start - match.start())


def _turn(text: str, line: _Line, following: _Line) -> _Turn | None:
    """The break between two lines; None if there is an empty line."""
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
    """The column at which lines are wrapped: the smallest that explains most breaks; None if they are not wrapped."""
    lower = [turn for turn in turns if turn.lower]
    if len(lower) < max(1, _LOWER * len(turns)):
        return None
    of_all, of_lower = _explained(turns), _explained(lower)
    best = max(_COLUMNS, key=of_all)
    enough = of_all(best) >= max(_FEWEST, _OF_ALL * len(turns)) and of_lower(best) >= _OF_LOWER * len(lower)
    return best if enough else None


def _explained(turns: Sequence[_Turn]) -> Callable[[int], int]:
    """A function from a column to the number of breaks that it explains."""
    least, beyond = sorted(turn.least for turn in turns), sorted(turn.beyond for turn in turns)
    return lambda column: bisect_right(least, column) - bisect_right(beyond, column)


def laid_out(text: str, blocks: Sequence[Range]) -> str:
    """The text for the pipeline: with a line break between any two paragraphs and without breaks inside them.

    Its length is the same, so that offsets do not change.
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
