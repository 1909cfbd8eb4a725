"""Words that a tokenizer splits at a hyphen: ex-minister, e-mail, runner-up.

Their pieces are found by characters. A tree says little of them: its pieces may be three subjects of one verb, or each
the other's modifier, by the habits of a treebank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_hyphen(token: Token) -> bool:
    """*e.g.* C**-**Vote, Kim**-**ho: a hyphen within a word."""
    return token.text == "-" and token.i > 0 and not (token.whitespace_ or token.nbor(-1).whitespace_)


def word(piece: Token) -> tuple[int, int]:
    """Token range of the word that the token is a piece of: **ex-minister** for "minister"; mostly the token alone."""
    doc, start, end = piece.doc, piece.i, piece.i + 1
    while start > 1 and _joins(doc[start - 1]):
        start -= 2
    while end + 1 < len(doc) and _joins(doc[end]):
        end += 2
    return start, end


def head(piece: Token) -> Token:
    """The last of the pieces that a tree hangs alike on one word: told an ex-**aide**, where "ex" is told, too."""
    last = piece.doc[word(piece)[1] - 1]
    return last if (last.head, last.dep) == (piece.head, piece.dep) else piece


def _joins(token: Token) -> bool:
    """A hyphen with a letter or digit on both sides; "said-“It" has none."""
    return (
        is_hyphen(token)
        and token.i + 1 < len(token.doc)
        and token.nbor(-1).text[-1].isalnum()
        and token.nbor().text[0].isalnum()
    )
