"""Who is spoken of: an entity, and what the article has said of it. Both are values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quotes.naming.name import Name
from quotes.naming.role import Role
from quotes.records import SpeakerType
from quotes.words.synonyms import canonical

if TYPE_CHECKING:
    from spacy.tokens import Token


NEUTRAL = "neutral"  # the gender of somebody who uses they/them


@dataclass(frozen=True, slots=True, eq=False)
class Entity:
    """Somebody or something that the article speaks of: by name, or (`names` empty) by a noun phrase only.

    Two are the same only if they are one object.

    Attributes:
        type: what the names say; a role may tell more (`Facts.type`).
        names: all namings; `full` is the first of the fullest ones, `key` the words by which that is compared.
        gender: male or female, from a title or a noun; `given`: what the given name suggests.
        sort: of an organization: medium, company, campaign ...
    """

    type: SpeakerType
    names: tuple[Name, ...] = ()
    full: Name | None = None
    key: tuple[str, ...] = ()
    gender: str | None = None
    given: str | None = None
    sort: str | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the article has said of an entity up to some place.

    Attributes:
        sure: male or female by a title or a noun; or NEUTRAL.
        roles: what it says somebody is.
        nominal: the head of the noun phrase that says most of one without a name.
        called: how often the article's pronouns can mean this person alone, by their gender.
        given: what the given name suggests.
    """

    type: SpeakerType
    sure: str | None
    roles: tuple[Role, ...] = ()
    nominal: Token | None = None
    called: Counter[str] = field(default_factory=Counter)
    given: str | None = None

    @property
    def gender(self) -> str | None:
        """male, female or NEUTRAL, by what says it most surely: first names come last."""
        male, female = self.called["male"], self.called["female"]
        told = None if male == female else "male" if male > female else "female"
        return self.sure or told or self.given

    @property
    def words(self) -> frozenset[str]:
        """All words of the roles, each as it stands and by its meaning."""
        words = {word for role in self.roles for word in (*role.nouns, role.head)}
        return frozenset(words) | canonical(words)
