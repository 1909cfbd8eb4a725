"""Where the phrase that says what somebody is ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.grammar import functions, phrases, tags
from quotes.language import words
from quotes.naming.role import is_office
from quotes.words import negation
from quotes.words.kinds import ORGANIZATION
from quotes.words.nouns import describe

if TYPE_CHECKING:
    from spacy.tokens import Token


def end_of(noun: Token) -> int:
    """Token index where the noun's phrase ends: before a comma, unless the comma is part of a list of offices.

    *e.g.* "the head of the port | , but", "the founder, owner and editor of the paper". A clause belongs to a noun that
    says little by itself: "a diver who checks piers", but "a retired harbor diver | who checks piers". After a body a
    clause with "that" does so always: "the shipping firm that owns the pier".
    """
    end = max(phrases.phrase(noun)[1], noun.i + 1)
    for token in noun.doc[noun.i + 1 : end]:
        if tags.is_tensed(token):  # "a critic | and would be a better mayor"
            return token.i - 1 if token.nbor(-1).pos_ == "CCONJ" else token.i
        if token.text == "," and not is_office(noun.doc[min(token.i + 1, len(noun.doc) - 1)]):
            return token.i
    is_alone = end == noun.i + 1 and not functions.dependents(noun, "adjective", "compound", "possessor")
    return past_clause(noun, end) if is_alone or describe(noun).type == ORGANIZATION else end


def past_clause(noun: Token, end: int) -> int:
    """*e.g.* a diver | **who checks piers**, two people | **who saw the file** until it was sold.

    `end`: token index where the phrase before the clause ends, which is returned where no such clause follows.
    """
    doc = noun.doc
    opens = words("pronouns", "restrictive" if describe(noun).type == ORGANIZATION else "personal")
    if end >= len(doc) or not tags.is_relative_word(doc[end]) or doc[end].lower_ not in opens:
        return end
    clause = next((t for t in (doc[end], *doc[end].ancestors) if functions.has(t, "relative clause")), None)
    if clause is None or not noun.i <= clause.head.i < end or _says_nothing(clause):
        return end
    others = [t.left_edge.i for t in functions.dependents(clause, "adverbial clause") if functions.is_finite(t)]
    inside = doc[end : min((i for i in others if i > clause.i), default=max(t.i for t in clause.subtree) + 1)]
    return next((t.i for t in inside if (t.is_punct and not tags.is_hyphen(t)) or t.is_space), inside.end)


def _says_nothing(clause: Token) -> bool:
    """*e.g.* a diver who **never sank**, who **says that piers last**, who **asked to stay unnamed**."""
    return negation.is_negated(clause) or bool(functions.dependents(clause, "clause", "open clause"))
