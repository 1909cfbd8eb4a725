"""Words that a tokenizer splits at a hyphen: ex-minister, e-mail, runner-up.

The pieces are found by their characters. The tree is little help: by the habits of a treebank, the pieces may be three
subjects of one verb, or modify each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_hyphen(token: Token) -> bool:
    """*e.g.* C**-**Vote, Kim**-**ho: a hyphen within a word."""
    return not token.whitespace_ and token.text == "-" and token.i > 0 and not token.nbor(-1).whitespace_


def word(piece: Token) -> tuple[int, int]:
    """Token range of the whole word around a piece: **ex-minister** for "minister"; usually the token alone."""
    doc, start, end = piece.doc, piece.i, piece.i + 1
    while start > 1 and _joins(doc[start - 1]):
        start -= 2
    if piece.whitespace_:  # as most words: no hyphen follows
        return start, end
    while end + 1 < len(doc) and _joins(doc[end]):
        end += 2
    return start, end


def head(piece: Token) -> Token:
    """The last of the pieces that share a head and function: told an ex-**aide**, where "ex" is an object, too."""
    last = piece.doc[word(piece)[1] - 1]
    return last if (last.head, last.dep) == (piece.head, piece.dep) else piece


def _joins(token: Token) -> bool:
    """Whether it is a hyphen with a letter or digit on both sides; not in "said-“It"."""
    return (
        is_hyphen(token)
        and token.i + 1 < len(token.doc)
        and token.nbor(-1).text[-1].isalnum()
        and token.nbor().text[0].isalnum()
    )
