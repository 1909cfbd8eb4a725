"""A long paragraph -> the parts that are read by themselves: a text that lost its breaks is read as if it had them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.spans import Range

LONG = 600
"""Characters. Few paragraphs of news have as many, and the encoder learned from such as have fewer."""

_MOST = 2  # sentences, as in news; more where a quotation goes on

_END = re.compile(r"""([.?!…])["'”’»)\]]*(\s+)(?=["'“‘«(\[]?(\w))""")
_ABBREVIATED = 4  # letters at most: Gov. Lund, Oct. 5, Smith Inc. and others


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence's characters, and its quotations: whether any begins in it, one opens it, closes it, or is all of it.

    `asks`: it ends in another mark than a full stop, behind which “Why?” Erik Dahl said may go on.
    """

    start: int
    end: int
    quotes: bool
    opens: bool
    closes: bool
    whole: bool
    asks: bool


def parts(text: str, block: Range, quotations: Sequence[Range]) -> list[Range]:
    """The parts of a paragraph: sentences that belong together, cut outside all quotations.

    `quotations` are their ranges with their marks, in order.
    """
    found: list[list[_Sentence]] = []
    for sentence in _sentences(text, block, quotations):
        if found and _belongs(found[-1], sentence):
            found[-1].append(sentence)
        else:
            found.append([sentence])
    return [(part[0].start, part[-1].end) for part in found]


def _belongs(part: Sequence[_Sentence], following: _Sentence) -> bool:
    """Whether the next sentence goes on with the part, as most do in print.

    “It fell,” she said. | “Nobody was hurt.” but not: “It fell,” she said. | “It did,” said Erik Dahl.
    """
    last = part[-1]
    if following.opens:
        return following.whole and last.quotes and not last.closes
    if last.closes or last.opens:
        return last.closes and last.asks
    return len(part) < _MOST


def _sentences(text: str, block: Range, quotations: Sequence[Range]) -> Iterator[_Sentence]:
    starts = [start for start, _ in quotations]
    begin = block[0]
    for end, following in [*_ends(text, block, quotations, starts), (block[1], block[1])]:
        inside = quotations[bisect_left(starts, begin) : bisect_left(starts, end)]
        opens, closes = bool(inside) and inside[0][0] == begin, bool(inside) and inside[-1][1] == end
        asks = closes and text[begin:end].rstrip("\"'”’»)")[-1:] != "."
        yield _Sentence(begin, end, bool(inside), opens, closes, opens and inside[0][1] == end, asks)
        begin = following


def _ends(text: str, block: Range, quotations: Sequence[Range], starts: Sequence[int]) -> Iterator[Range]:
    """The white space between two sentences, outside quotations."""
    for match in _END.finditer(text, *block):
        gap = match.span(2)
        around = bisect_left(starts, gap[1]) - 1
        inside = around >= 0 and gap[1] < quotations[around][1]
        if not (inside or match[3].islower() or _is_abbreviated(text, match)):
            yield gap


def _is_abbreviated(text: str, match: re.Match[str]) -> bool:
    """*e.g.* Gov. Lund, J. R. Lund, the U.S. Senate; and some short names, behind which nothing need be cut."""
    at = match.start()
    word = re.split(r"\W", text[max(0, at - _ABBREVIATED - 1) : at])[-1]
    longest = _ABBREVIATED if text[match.end()].isalnum() else 1
    return match[1] == "." and 0 < len(word) <= longest and (word[0].isupper() or len(word) == 1)
