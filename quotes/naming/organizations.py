"""Organizations by their words: *the Ortega campaign*, *the Danish government*, *the Harbor and Coast Commission*."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from quotes.grammar import tags
from quotes.grammar.layout import having
from quotes.language import words
from quotes.naming.name import Name, Tokens
from quotes.words.kinds import AFTER_NAME, ORGANIZATION, PERSON, SORTS

if TYPE_CHECKING:
    from spacy.tokens import Doc


def _with_body(tokens: Tokens, name: Name) -> Name:
    """*e.g.* the **Ortega campaign**, the **Ortega administration**: the organization, not Ortega."""
    if name.end == len(tokens) or tokens[name.end].lower_ not in _first_words():
        return name
    for length in (2, 1):
        tail = tokens[name.end : name.end + length]
        body = " ".join(token.lower_ for token in tail)
        if len(tail) == length and body in _bodies() and not tail[0].is_sent_start:
            return Name(name.start, name.end + length, ORGANIZATION)
    return name


def governments(doc: Doc) -> Iterator[Name]:
    """*e.g.* the **Danish government**: a body after a capitalised adjective."""
    for i in having(doc, "LOWER", _bodies()):
        before = doc[max(0, i - 1)]
        if before.pos_ == "ADJ" and before.is_title and not before.is_sent_start:
            yield Name(before.i, i + 1, ORGANIZATION)


def whole(tokens: Tokens, name: Name) -> Name:
    """*e.g.* the **Harbor and Coast Commission**: after "the" or a possessive, a name that ends so has all of "and"."""
    name = _with_body(tokens, name)
    if name.type == PERSON or tokens[name.end - 1].lower_ not in _sort_words():
        return name
    start = name.start
    while start and (
        (tokens[start - 1].text[0].isupper() and tokens[start - 1].pos_ in {"PROPN", "ADJ", "NOUN"})
        or _is_joint(tokens, start - 1)
    ):
        start -= 1
    name = Name(name.start, _tail(tokens, name.end), ORGANIZATION)
    bounded = start and (tokens[start - 1].pos_ == "DET" or tags.is_possessive_mark(tokens[start - 1]))
    return Name(start, name.end, ORGANIZATION) if bounded else name


def _tail(tokens: Tokens, end: int) -> int:
    """*e.g.* Harbor Center **for Coastal Research**: token index at which it ends."""
    inside = words("descriptions", "inside", "prepositions")
    if (
        end + 1 < len(tokens)
        and tokens[end].lower_ in inside
        and tokens[end + 1].pos_ == "PROPN"
        and tokens[end + 1].text[0].isupper()
    ):
        end += 1
        while end < len(tokens) and tokens[end].pos_ == "PROPN" and tokens[end].text[0].isupper():
            end += 1
    return end


def _is_joint(tokens: Tokens, i: int) -> bool:
    return (
        tokens[i].pos_ == "CCONJ"
        and i > 0
        and tokens[i - 1].text[0].isupper()
        and tokens[i - 1].pos_ in {"PROPN", "ADJ", "NOUN"}
    )


@cache
def _sort_words() -> frozenset[str]:
    return frozenset().union(*(words("organizations", "sort", sort) for sort in SORTS))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(body.partition(" ")[0] for body in _bodies())


@cache
def _bodies() -> frozenset[str]:
    sorts = (words("descriptions", "organization", sort) for sort in AFTER_NAME)
    return words("organizations", "after-name", "words").union(*sorts)
