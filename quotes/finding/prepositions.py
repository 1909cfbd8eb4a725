"""Sources named by a preposition: "according to the report", "in the words of Roe"."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from quotes.grammar import functions, tags
from quotes.language import table, words

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _patterns() -> dict[str, list[tuple[str, ...]]]:
    """The words of each preposition, by the first one."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for pattern in table("sources")["prepositions"]:
        found.setdefault(pattern[0], []).append(tuple(pattern))
    return found


def first_words() -> Collection[str]:
    """The words, in lower case, with which a preposition may begin."""
    return _patterns().keys()


def preposition(first: Token) -> Token | None:
    """The last word of the preposition that begins at the token: **to** of "according to"; None if none does."""
    for pattern in _patterns().get(first.lower_, ()):
        end = first.i + len(pattern)
        if end < len(first.doc) and all(first.nbor(n).lower_ == word for n, word in enumerate(pattern)):
            return first.doc[end - 1]
    return None


def opens(token: Token) -> bool:
    """Whether such a preposition begins at the token: **according** to Roe, **in** the view of Roe."""
    return preposition(token) is not None


def opens_aside(token: Token) -> bool:
    """*e.g.* it is late, **according** to Roe: after a comma, it names the source of everything before."""
    return token.i > 0 and token.nbor(-1).text == "," and opens(token)


def named(last: Token) -> Token | None:
    """The head of the noun phrase after the preposition: the **report**; None for a measure: according to *value*."""
    noun = _noun_after(last)
    return None if noun is None or _is_measure(noun) else noun


def sorts(first: Token) -> bool:
    """Whether what looks like a source is not one: taxed **according** to their value."""
    last = preposition(first)
    noun = _noun_after(last) if last is not None else None
    return noun is not None and _is_measure(noun)


def _is_measure(noun: Token) -> bool:
    return noun.lemma_.lower() in words("sources", "measures")


def _noun_after(last: Token) -> Token | None:
    own = functions.dependent(last, "object of preposition")
    if own is not None:
        return own
    token = last.nbor()
    while token.head.i > token.i and token.pos_ not in tags.VERBAL and not _is_argument(token):
        token = token.head
    while functions.has(token, *_INNER) and token.head.i > token.i:
        token = token.head
    return token if token.pos_ in tags.NOMINAL else None


_INNER = ("compound", "flat", "possessor", "determiner", "adjective")


def _is_argument(token: Token) -> bool:
    return token.pos_ in tags.NOMINAL and token.head.pos_ in tags.VERBAL
