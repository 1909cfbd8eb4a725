"""A long paragraph -> parts that are read alone, so that a text without paragraph breaks is read as if it had them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from quotes.language import words
from quotes.spans import Range

LONG = 600
"""Characters. Few paragraphs of news are longer, and the encoder learned from shorter ones."""

_CLOSING = "\"'”’»)]"
_END = re.compile(rf"""([.?!…])[{re.escape(_CLOSING)}]*(\s+)(?=["'“‘«(\[]?(\w))""")
_ABBREVIATED = 4  # letters at most: Gov. Lund, Oct. 5, Smith Inc. and others


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence's characters; whether words follow a quotation in it, and whether it is one quotation as a whole."""

    start: int
    end: int
    told: bool
    whole: bool


def parts(text: str, block: Range, quotations: Sequence[Range]) -> list[Range]:
    """The parts of a paragraph: its sentences, each with the quotations that continue it.

    “It fell,” she said. “Nobody was hurt.” is one part; “It fell,” she said. | “It did,” said Erik Dahl. are two.
    `quotations`: ranges of the quotations with their marks, in order.
    """
    found: list[Range] = []
    told = False
    for sentence in _sentences(text, block, quotations):
        if told and sentence.whole:
            found[-1] = found[-1][0], sentence.end
        else:
            found.append((sentence.start, sentence.end))
        told = sentence.told
    return found


def _sentences(text: str, block: Range, quotations: Sequence[Range]) -> Iterator[_Sentence]:
    starts = [start for start, _ in quotations]
    begin = block[0]
    for end, following in [*_ends(text, block, quotations, starts), (block[1], block[1])]:
        inside = quotations[bisect_left(starts, begin) : bisect_left(starts, end)]
        yield _Sentence(begin, end, told=bool(inside) and inside[-1][1] < end, whole=(begin, end) in inside[:1])
        begin = following


def _ends(text: str, block: Range, quotations: Sequence[Range], starts: Sequence[int]) -> Iterator[Range]:
    """The white space between two sentences, outside quotations; not in “Why?” Erik Dahl asked."""
    stops = (match for match in _END.finditer(text, *block) if not (match[3].islower() or _is_abbreviated(text, match)))
    gaps = [*(match.span(2) for match in stops), *(match.span() for match in _heading().finditer(text, *block))]
    for gap in sorted(gaps):
        around = bisect_left(starts, gap[1]) - 1
        end = quotations[around][1] if around >= 0 else block[0]
        if end <= gap[0] and not (end == gap[0] and _asks(text, gap)):
            yield gap


def _asks(text: str, gap: Range) -> bool:
    """Whether words follow a closing mark that does not come after a full stop."""
    before = text[max(0, gap[0] - _ABBREVIATED) : gap[0]].rstrip(_CLOSING)
    return not before.endswith(".") and text[gap[1]].isalnum()


@cache
def _heading() -> re.Pattern[str]:
    """The white space after a heading whose break is lost: Bridge to Close | The mayor has said; not at The Hague."""
    articles = "|".join(word.capitalize() for word in sorted(words("descriptions", "article", "words")))
    return re.compile(rf"(?<=[^\W\d_]{{2}})\s+(?=(?:{articles})\s+[a-z])")


def _is_abbreviated(text: str, match: re.Match[str]) -> bool:
    """*e.g.* Gov. Lund, J. R. Lund, the U.S. Senate. It includes some short names, where a missed cut does no harm."""
    at = match.start()
    word = re.split(r"\W", text[max(0, at - _ABBREVIATED - 1) : at])[-1]
    longest = _ABBREVIATED if text[match.end()].isalnum() else 1
    return match[1] == "." and 0 < len(word) <= longest and (word[0].isupper() or len(word) == 1)
