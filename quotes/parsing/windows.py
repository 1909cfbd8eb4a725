"""Doc -> windows: what the encoder reads at once, a paragraph or a part of a long one.

A window is read alone, so that other paragraphs, or other documents of a batch, cannot change what is found in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from quotes.parsing.pieces import LOOKS, Pieces

if TYPE_CHECKING:
    from spacy.tokens import Doc

Ints = NDArray[np.int64]

LONGEST, OVERLAP = 256, 64  # pieces: as in training, and the default for reading

_NEWLINE = LOOKS.index("newline")
_EDGE = LOOKS.index("other")


@dataclass(frozen=True, slots=True)
class Window:
    """Words of one paragraph as the encoder reads them.

    Shapes, with P pieces and W words: `pieces` and `looks` (P,), `firsts` (W,) the index of each word's first piece,
    `tokens` (W,) its token index in the doc. `own` is the half-open range of words whose annotation comes from this
    window; the windows of a doc own each word once, in order.
    """

    tokens: Ints
    pieces: Ints
    looks: Ints
    firsts: Ints
    own: tuple[int, int]


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while its words are gathered: parallel lists for words and for pieces."""

    tokens: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)
    looks: list[int] = field(default_factory=list)

    def add(self, pieces: list[int], look: int) -> None:
        self.pieces += pieces
        self.looks += [look] * len(pieces)


def windows(doc: Doc, pieces: Pieces, longest: int, overlap: int) -> Iterator[list[Window]]:
    """The windows of each paragraph. White space is in no window.

    `longest` is the number of pieces in a window, without its two edges. Two windows of one paragraph share at least
    `overlap` pieces, so that each word is read with some context on both sides.
    """
    for paragraph in _paragraphs(doc, pieces):
        yield [_window(paragraph, *part, pieces) for part in _parts(paragraph, longest, overlap)]


def _paragraphs(doc: Doc, pieces: Pieces) -> Iterator[_Paragraph]:
    """Paragraphs with at least one word. A single line break may be just wrapping: it becomes a piece of its own."""
    starts = doc.to_array("SENT_START").tolist() if doc.has_annotation("SENT_START") else None
    follows = doc.to_array("SPACY").tolist()
    found = _Paragraph()
    spaced = True
    for index, text in enumerate([word.text for word in doc]):
        if text.isspace():
            breaks = text.count("\n") > 1 or (
                "\n" in text and starts is not None and index + 1 < len(doc) and starts[index + 1] == 1
            )
            if breaks and found.tokens:
                yield found
                found = _Paragraph()
            elif "\n" in text and found.tokens:
                found.add([pieces.newline], 2 * _NEWLINE)
            spaced = True
            continue
        numbers, look = pieces(text)
        found.tokens.append(index)
        found.firsts.append(len(found.pieces))
        found.add(numbers, 2 * look + spaced)
        spaced = bool(follows[index])
    if found.tokens:
        yield found


def _parts(paragraph: _Paragraph, longest: int, overlap: int) -> Iterator[tuple[int, int, int, int]]:
    """Word ranges of the windows and of their own words; two windows divide their overlap in its middle."""
    words, firsts = len(paragraph.tokens), [*paragraph.firsts, len(paragraph.pieces)]
    start = owned = 0
    while True:
        end = start + 1
        while end < words and firsts[end + 1] - firsts[start] <= longest:
            end += 1
        if end == words:
            yield start, end, owned, end
            return
        following = end - 1
        while following > start + 1 and firsts[end] - firsts[following] < overlap:
            following -= 1
        middle = (following + end) // 2
        yield start, end, owned, middle
        start, owned = following, middle


def _window(paragraph: _Paragraph, start: int, end: int, owned: int, until: int, pieces: Pieces) -> Window:
    first = paragraph.firsts[start]
    last = paragraph.firsts[end] if end < len(paragraph.firsts) else len(paragraph.pieces)
    return Window(
        tokens=np.asarray(paragraph.tokens[start:end], dtype=np.int64),
        pieces=np.asarray([pieces.opening, *paragraph.pieces[first:last], pieces.closing], dtype=np.int64),
        looks=np.asarray([2 * _EDGE, *paragraph.looks[first:last], 2 * _EDGE], dtype=np.int64),
        firsts=np.asarray(paragraph.firsts[start:end], dtype=np.int64) - first + 1,
        own=(owned - start, until - start),
    )
