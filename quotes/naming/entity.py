"""Who is spoken of: an entity, what the article has said of it, and a reference to it. All of them values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.naming.name import Name
from quotes.naming.role import Role
from quotes.records import Resolution, SpeakerType
from quotes.words.synonyms import canonical

if TYPE_CHECKING:
    from spacy.tokens import Token


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
    """What the article has said of an entity up to some place: its type, gender, roles.

    `nominal`: the head of the noun phrase that says most of one without a name.
    """

    type: SpeakerType
    gender: str | None
    roles: tuple[Role, ...] = ()
    nominal: Token | None = None

    @property
    def words(self) -> frozenset[str]:
        """All words of the roles, each as it stands and by its meaning."""
        words = {word for role in self.roles for word in (*role.nouns, role.head)}
        return frozenset(words) | canonical(words)


@dataclass(frozen=True, slots=True)
class Reference:
    """Whom a token refers to and how that was found; `type` where it is not the entity's own."""

    entity: Entity | None
    resolution: Resolution
    type: SpeakerType | None = None
