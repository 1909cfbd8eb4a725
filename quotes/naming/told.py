"""A description, and what its words say about whom it means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from quotes.grammar import functions, phrases
from quotes.language import words
from quotes.naming.entity import Facts
from quotes.naming.role import OFFICE
from quotes.words.nouns import Noun, is_age, is_bare, is_demonym, singular
from quotes.words.synonyms import parties

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Told:
    """A description and what it says.

    Attributes:
        lemma: the noun; content: its modifiers; both with synonyms as one word.
        places: the modifiers that name a place or a nationality.
        speaks: whether it stands for a speaker; person: whether it means a person; first: whether it is among the first
            sentences of the article.
    """

    token: Token
    noun: Noun
    lemma: str
    content: frozenset[str]
    places: frozenset[str]
    speaks: bool
    person: bool
    first: bool

    @cached_property
    def definite(self) -> bool:
        """*e.g.* **the** bank; not "a bank"."""
        return is_definite(self.token)

    @cached_property
    def bare(self) -> bool:
        """Whether the noun says only that it is a person: the **man**."""
        return is_bare(self.token)

    @cached_property
    def office(self) -> bool:
        """Whether it is an office, which one person at a time holds: the **mayor**."""
        offices = words("titles", "office", "words")
        return self.lemma in offices or singular(self.token) in offices

    @cached_property
    def tells_trait(self) -> bool:
        """Whether it says what only somebody just named is called: the **former** diver, the **60-year-old** cook."""
        origin = is_demonym(self.token) or self.token.lower_ in words("descriptions", "trait", "nouns")
        if origin or is_age(self.token):
            return True
        aged = not self.content.isdisjoint(words("descriptions", "age", "words"))
        return aged or (not self.office and not self.content.isdisjoint(words("descriptions", "trait", "words")))

    @cached_property
    def parties(self) -> frozenset[str]:
        """The parties that it names: the **Tory** leader."""
        return parties({*self.content, self.lemma})


def has_other_office(told: Told, facts: Facts) -> bool:
    """*e.g.* "the **neighbor**" for Mayor Ann Roe."""
    return told.lemma not in facts.heads and any(role.rank == OFFICE for role in facts.roles)


def is_definite(token: Token) -> bool:
    """*e.g.* **the** senator. The first word of the phrase counts, wherever the parser attached it."""
    definite = words("descriptions", "definite", "words")
    if any(t.lower_ in definite for t in functions.dependents(token, "determiner")):
        return True
    before = token.doc[token.left_edge.i : token.i]
    return any(t.lower_ in definite for t in before) and token.doc[phrases.phrase(token)[0]].lower_ in definite
