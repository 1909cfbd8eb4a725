"""What is known about each entity so far: the only state that grows while the pass goes through an article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from quotes.language import words
from quotes.naming import genders
from quotes.naming.entity import NEUTRAL, Entity, Facts
from quotes.naming.register import Register
from quotes.naming.role import Role, is_anaphor
from quotes.naming.roles import Roles
from quotes.words.kinds import ORGANIZATION, PERSON
from quotes.words.nouns import Noun, is_bare
from quotes.words.synonyms import canonical_word

if TYPE_CHECKING:
    from spacy.tokens import Token


class Known:
    """Facts about the entities. `facts` is read-only; only the methods change it."""

    def __init__(self, register: Register, roles: Roles, quoted: Collection[int]) -> None:
        """`quoted`: the tokens in quotation marks; pronouns there are not evidence of gender."""
        called = genders.told(register, quoted)
        facts = {entity: _facts(entity, roles, called.get(entity, Counter())) for entity in register.entities}
        self._facts = facts
        self._by_noun: dict[str, dict[Entity, None]] = defaultdict(dict)
        for entity, known in facts.items():
            for role in known.roles if known.type == PERSON else ():
                self._by_noun[canonical_word(role.head)].setdefault(entity)

    @property
    def facts(self) -> Mapping[Entity, Facts]:
        """What is known so far."""
        return self._facts

    def called(self, noun: str) -> Collection[Entity]:
        """The persons with a role that is headed by the noun or by a synonym."""
        return self._by_noun.get(canonical_word(noun), {}).keys()

    def learn(self, entity: Entity, role: Role) -> None:
        """Add a person's role; of several in the same words the first is kept."""
        facts = self._facts[entity]
        if all(role.words != known.words for known in facts.roles):
            sure = facts.sure or noun_gender(role.head)
            self._facts[entity] = replace(facts, sure=sure, roles=(*facts.roles, role))
        self._by_noun[canonical_word(role.head)].setdefault(entity)

    def learn_person(self, entity: Entity) -> None:
        """Note that an entity is a person, as after "he" when nothing said so before."""
        self._facts[entity] = replace(self._facts[entity], type=PERSON)

    def introduce(self, noun: Noun) -> Entity:
        """A new entity without a name."""
        entity = Entity(noun.type, gender=noun.gender, plural=noun.plural)
        self._facts[entity] = Facts(noun.type, noun.gender)
        return entity

    def adopt(self, entity: Entity) -> None:
        """Start to keep facts about a thing that is in no table, because "it" refers to it."""
        self._facts[entity] = Facts(entity.type, None)

    def mention(self, entity: Entity, noun: Token) -> None:
        """Note a mention of an entity without a name that says what it is: not "the man" or "the agency" alone."""
        facts = self._facts[entity]
        if not (facts.nominals and (is_bare(noun) or is_anaphor(noun))):
            self._facts[entity] = replace(facts, nominals=(*facts.nominals, noun))


def _facts(entity: Entity, roles: Roles, called: Counter[str]) -> Facts:
    """The facts at the start. Sure gender: from a title, else from declared they/them, else from a role's noun."""
    known = roles.of.get(entity, ())
    type_ = PERSON if entity in roles.persons else ORGANIZATION if entity in roles.bodies else entity.type
    sure = entity.gender or (NEUTRAL if called[NEUTRAL] else _gender(known))
    return Facts(type_, sure, known, called=called, given=entity.given)


def _gender(roles: Collection[Role]) -> str | None:
    return next((gender for role in roles if (gender := noun_gender(role.head)) is not None), None)


def noun_gender(lemma: str) -> str | None:
    """*e.g.* spokeswoman -> female; spokesman -> None, since it is used of women too."""
    return next((g for g in ("male", "female") if lemma in words("descriptions", "person", g)), None)
