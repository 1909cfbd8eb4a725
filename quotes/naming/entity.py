"""Somebody or something in an article, and what the article has said about them. Both are immutable values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from quotes.naming.name import Name
from quotes.naming.role import Role
from quotes.records import SpeakerType
from quotes.words.synonyms import canonical, canonical_word, parties

if TYPE_CHECKING:
    from spacy.tokens import Token


NEUTRAL = "neutral"  # the gender of somebody who uses they/them


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """Somebody or something that the article mentions: by name, or (if `names` is empty) by a noun phrase only.

    Entities are compared by identity.

    Attributes:
        type: the type by the names; a role may say more (`Facts.type`).
        names: all namings; `full` is the first of the fullest ones, `key` the words by which that one is compared.
        gender: male or female, by a title or a noun; `given`: what the given name suggests.
        sort: for an organization: medium, company, campaign ...
        words: the words of the fullest name, in lower case.
    """

    type: SpeakerType
    names: tuple[Name, ...] = ()
    full: Name | None = None
    key: tuple[str, ...] = ()
    gender: str | None = None
    given: str | None = None
    sort: str | None = None
    plural: bool = False
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """What the article has said about an entity up to some place in it.

    Attributes:
        sure: male or female by a title or a noun; or NEUTRAL.
        roles: what the article says somebody is.
        nominals: the heads of the noun phrases that say what an entity without a name is, in text order.
        called: by gender, how often a pronoun of the article can only mean this person.
        given: what the given name suggests.
    """

    type: SpeakerType
    sure: str | None
    roles: tuple[Role, ...] = ()
    nominals: tuple[Token, ...] = ()
    called: Counter[str] = field(default_factory=Counter)
    given: str | None = None

    @property
    def gender(self) -> str | None:
        """male, female or NEUTRAL, by the surest evidence: first names come last."""
        male, female = self.called["male"], self.called["female"]
        told = None if male == female else "male" if male > female else "female"
        return self.sure or told or self.given

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the roles, as written and in the form that stands for their synonyms."""
        words = {word for role in self.roles for word in (*role.nouns, role.head)}
        return frozenset(words) | canonical(words)

    @cached_property
    def heads(self) -> frozenset[str]:
        """The nouns of the roles, in the form that stands for their synonyms."""
        return frozenset(canonical_word(role.head) for role in self.roles)

    @cached_property
    def parties(self) -> frozenset[str]:
        """The parties that the roles name: the **Republican** senator, Ann Roe (**R**-Ohio)."""
        return parties(self.words)
