"""Times: Friday, last week, this year; and the limits of a time that a parser attached to a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.grammar import functions, tags
from quotes.language import words

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_time(noun: Token) -> bool:
    """*e.g.* Friday, last **week**, this **year**."""
    return noun.lemma_.lower() in words("time", "nouns") or noun.lower_ in words("time", "nouns")


def after_time(noun: Token, first: int) -> int:
    """Where a phrase from `first` really begins: dismissed **this year** | three plans, if it includes a time."""
    before = (t for t in functions.dependents(noun, "adverbial noun") if t.right_edge.i < noun.i)
    times = (t for t in before if t.left_edge.i == first)
    return next((t.right_edge.i + 1 for t in times if is_when(t)), first)


def is_when(noun: Token) -> bool:
    """Whether it is just a time: **this year**, all **night**, two **hours**; not "a dry summer", "the days of war"."""
    plain = (
        functions.has(t, "determiner", "number", "punctuation") or t.lower_ in words("time", "adjectives")
        for t in noun.children
    )
    return is_time(noun) and all(plain)


def time_beside(noun: Token) -> tuple[Token, Token] | None:
    """*e.g.* Two senators **on Thursday** accused him: preposition and noun that a parser attached to the speaker."""
    found = ((case, time) for case, time in functions.obliques(noun) if case.i > noun.i and time.right_edge.i == time.i)
    times = ((c, t) for c, t in found if c.lower_ in words("time", "prepositions") and is_time(t))
    return next(((c, t) for c, t in times if t.i + 1 < len(t.doc) and t.nbor().pos_ in {*tags.VERBAL, "ADV"}), None)


def before_time(noun: Token, end: int) -> int:
    """Where a phrase that ends at the token `end` really ends: two senators | **on Thursday**."""
    beside = time_beside(noun)
    return end if beside is None else min(end, beside[0].i)
