"""Annotated articles in other looks, since scraped pages lose breaks, spaces and capitals.

Tokens keep their annotation; only white space and letter case change.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from spacy.tokens import Doc

from quotes.parsing import marks, parse
from training.gold import UNKNOWN, Gold, Ints

if TYPE_CHECKING:
    from spacy.tokens import Token

# Shares of the articles without breaks between paragraphs, without space beside marks, in small letters. Wrapped lines
# and single breaks are undone before the encoder reads.
FLAT, TIGHT, LOWERED = 0.2, 0.05, 0.05
_MARKS = frozenset("\"“”'‘’")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A token of the new doc: its text, whether a space follows, and the index of the old token."""

    text: str
    spaced: bool
    was: int


Look = Callable[[Doc], Iterator[_Piece]]


def varied(doc: Doc, gold: Gold, chance: random.Random) -> tuple[Doc, Gold]:
    """The article unchanged or in a random look."""
    drawn = chance.random()
    for share, look in ((FLAT, flat), (TIGHT, tight), (LOWERED, lowered)):
        if drawn < share:
            return relaid(doc, gold, look)
        drawn -= share
    return doc, gold


def flat(doc: Doc) -> Iterator[_Piece]:
    """All paragraphs joined to one."""
    return (_Piece(t.text, _spaced(t) or _breaks_after(t), t.i) for t in doc if not _breaks(t))


def tight(doc: Doc) -> Iterator[_Piece]:
    """Without spaces beside quotation marks."""
    for token in doc:
        beside = token.text in _MARKS or (token.i + 1 < len(doc) and doc[token.i + 1].text in _MARKS)
        yield _Piece(token.text, _spaced(token) and not beside, token.i)


def lowered(doc: Doc) -> Iterator[_Piece]:
    """In lower case."""
    return (_Piece(t.lower_ if len(t.lower_) == len(t) else t.text, _spaced(t), t.i) for t in doc)


def _spaced(token: Token) -> bool:
    return bool(token.whitespace_)


def _breaks(token: Token) -> bool:
    return token.is_space and "\n" in token.text


def _breaks_after(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and _breaks(token.nbor())


def relaid(doc: Doc, gold: Gold, look: Look) -> tuple[Doc, Gold]:
    """The article in a look, with the sentence starts that follow from its layout, and its annotation."""
    pieces = list(look(doc))
    built = Doc(doc.vocab, words=[piece.text for piece in pieces], spaces=[piece.spaced for piece in pieces])
    parse.settle(built, marks.pair(built.text))
    was = [piece.was for piece in pieces]
    now = np.full(len(doc), UNKNOWN, dtype=np.int64)
    now[was] = np.arange(len(was))
    moved = Gold(**{name: getattr(gold, name)[was] for name in Gold.__slots__})
    return built, replace(moved, heads=_moved(moved.heads, now), links=_moved(moved.links, now))


def _moved(tokens: Ints, now: Ints) -> Ints:
    """The token indices in the new doc."""
    return np.where(tokens == UNKNOWN, UNKNOWN, now[np.maximum(tokens, 0)])
