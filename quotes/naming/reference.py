"""Who is meant: pronouns and descriptions, resolved in one pass through the article.

A pronoun goes to the most salient entity that its number and gender allow and that is not a co-argument of its
verb; a description ("the magazine", "the senator") to the entity whose role or sort its noun names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quotes.grammar import functions, tags
from quotes.grammar.layout import having
from quotes.language import words
from quotes.naming import roles
from quotes.naming.descriptions import Descriptions, is_definite
from quotes.naming.entity import Entity, Facts, Reference
from quotes.naming.known import Known
from quotes.naming.name import Name, head_of
from quotes.naming.register import Register
from quotes.naming.roles import Roles
from quotes.naming.salience import Places, Salience
from quotes.words import pronouns
from quotes.words.kinds import GROUP, ORGANIZATION, PERSON, UNKNOWN
from quotes.words.nouns import Noun, describe, is_age, is_bare, may_mean, singular

if TYPE_CHECKING:
    from spacy.tokens import Token

# How well a pronoun fits whom little is known of; 1.0 is a perfect fit.
UNKNOWN_TYPE = 0.3  # "Torsby fell. **It** rose again.": a person, an organization, a place?
UNKNOWN_GENDER = 0.6  # "Robin Holm left. **She** was tired."
THEY_OF_ONE = 0.4  # "Corvo Bank closed. **They** said ..."


@dataclass(frozen=True, slots=True, eq=False)
class References:
    """Whom the tokens of an article refer to, by their index, and all that it says of each entity."""

    at: Mapping[int, Reference]
    facts: Mapping[Entity, Facts]
    _salience: Salience

    def pronoun(self, token: Token, exclude: Entity | None = None) -> Reference:
        """Whom a pronoun in quotation marks refers to, which the pass leaves out; not to the quotation's speaker."""
        barred = set() if exclude is None else {exclude}
        return _pronoun(token, self.at, self.facts, self._salience, barred)


def resolve(register: Register, roles: Roles, places: Places) -> References:
    """The mentions of an article in text order, each with what it refers to."""
    reading = _Pass(register, roles, places)
    names = register.names
    nouns = having(names.doc, "POS", tags.NOUN_LIKE)
    others = having(names.doc, "LOWER", words("descriptions", "age", "words") | pronouns.forms().keys())
    for i in sorted({*nouns, *others, *names.at}):
        reading.read(names.tokens[i])
    return reading.references()


class _Pass:
    """One reading of an article. What it learns on the way is here, and nowhere else."""

    def __init__(self, register: Register, roles: Roles, places: Places) -> None:
        self._register, self._roles, self._places = register, roles, places
        self._known = Known(register, roles)
        self._salience = Salience(register.names.tokens.sentence, places)
        self._descriptions = Descriptions(register, self._known, self._salience, places)
        self._references: dict[int, Reference] = {}
        self._unnamed: dict[str, Entity] = {}

    def references(self) -> References:
        return References(self._references, self._known.facts, self._salience)

    def read(self, token: Token) -> None:
        name = self._register.names.at.get(token.i)
        if name is not None:
            if token == head_of(token.doc, name):
                self._note(token, self._named(token, name))
        elif token.pos_ in {"NOUN", "PROPN"} or is_age(token):
            if token.i in self._roles.meant or is_age(token) or may_mean(token):
                self._noun(token)
        elif pronouns.third_person(token) is not None and token.i not in self._places.quoted:
            self._pronoun(token)

    def _note(self, token: Token, reference: Reference) -> None:
        self._references[token.i] = reference
        if reference.entity is not None:
            self._salience.note(token, reference.entity)

    def _named(self, token: Token, name: Name) -> Reference:
        entity = self._register.entity(token)
        if entity is None:
            return Reference(None, "none", name.type)
        return Reference(entity, "named" if self._register.is_full(name, entity) else "alias")

    def _pronoun(self, token: Token) -> None:
        """Its predicate tells of whom it refers to: "**She** is a senior fellow"."""
        reference = _pronoun(token, self._references, self._known.facts, self._salience)
        self._note(token, reference)
        entity = reference.entity
        if entity is not None and reference.type == PERSON:
            self._known.learn_person(entity)
        if entity is not None and self._known.facts[entity].type == PERSON:
            for role in roles.predicates(token):
                self._known.learn(entity, role)

    # --- nouns ------------------------------------------------------------------------------------

    def _noun(self, token: Token) -> None:
        meant = self._roles.meant.get(token.i)
        if meant is not None:
            self._note(token, Reference(meant, "named"))
        elif not functions.has(token, "compound", "flat"):
            self._note(token, self._described(token, describe(token)))

    def _described(self, token: Token, noun: Noun) -> Reference:
        unnamed = self._unnamed_person(token, noun)
        described = self._descriptions.meant(token, noun) if unnamed is None else None
        if described is not None:
            if described.role is not None and described.reference.entity is not None:
                self._known.learn(described.reference.entity, described.role)
            return described.reference
        owned = self._descriptions.body(token, noun, self._references)
        if owned is not None:
            return owned
        if noun.type == UNKNOWN:
            return Reference(None, "none", PERSON if is_age(token) else UNKNOWN)
        return Reference(self._unnamed_entity(token, noun, unnamed), "none")

    def _unnamed_person(self, token: Token, noun: Noun) -> Entity | None:
        """*e.g.* "**the woman**" again, after "a woman" or "a female voter" that nobody names."""
        if noun.type != PERSON or not is_bare(token) or not is_definite(token):
            return None
        before = self._unnamed.get(singular(token))
        if before is not None or noun.gender is None:
            return before
        unnamed = (entity for entity in self._salience.recent(token) if not entity.names)
        facts = self._known.facts
        return next((e for e in unnamed if facts[e].type == PERSON and facts[e].gender == noun.gender), None)

    def _unnamed_entity(self, token: Token, noun: Noun, before: Entity | None) -> Entity:
        """*e.g.* "a doctor" is a new one, "doctors" and "the doctor" the one before, if there was one."""
        label = singular(token) if noun.type != GROUP else token.lower_
        entity = before or self._unnamed.get(label)
        if entity is None or not (entity is before or noun.plural or is_definite(token)):
            entity = self._known.introduce(noun)
        self._unnamed[label] = entity
        self._known.mention(entity, token)
        return entity


def _pronoun(
    token: Token,
    references: Mapping[int, Reference],
    facts: Mapping[Entity, Facts],
    salience: Salience,
    exclude: Collection[Entity] = (),
) -> Reference:
    """Whom he, she, it or they refers to; its type where nothing said so before. `exclude`: who is not meant."""
    entry = pronouns.third_person(token)
    if entry is None or (entry["refers"][0] == ORGANIZATION and pronouns.is_expletive(token)):
        return Reference(None, "none", UNKNOWN)
    barred = {*exclude, *_coarguments(token, references)}
    types = {*entry["refers"], UNKNOWN}
    options = {
        entity: weight * _fit(entity, facts[entity], entry)
        for entity, weight in salience.before(token).items()
        if facts[entity].type in types and entity not in barred
    }
    best = max(options, key=lambda entity: options[entity], default=None)
    if best is None or options[best] <= 0.0:
        return Reference(None, "none", PERSON if "gender" in entry else UNKNOWN)
    is_news = facts[best].type == UNKNOWN and "gender" in entry
    return Reference(best, "pronoun", PERSON if is_news else None)


def _fit(entity: Entity, facts: Facts, entry: dict[str, Any]) -> float:
    """0 where number or gender forbid it; less than 1 where they, or the entity's type, are not known."""
    gender, several = entry.get("gender"), entry["refers"][0] == GROUP
    if gender is not None and facts.gender not in (None, gender):
        return 0.0
    if facts.type == UNKNOWN:
        return UNKNOWN_TYPE
    if gender is not None:
        return 1.0 if facts.gender == gender else UNKNOWN_GENDER
    if entity.plural == several:
        return 1.0
    return THEY_OF_ONE if facts.type == ORGANIZATION and several else 0.0


def _coarguments(token: Token, references: Mapping[int, Reference]) -> set[Entity]:
    """*e.g.* in "**Kos** told *him*" he is not Kos."""
    if functions.has(token, "possessor") or functions.has(token, "subject", "passive subject"):
        return set()
    siblings = (references.get(child.i) for child in token.head.children if child.i < token.i)
    return {r.entity for r in siblings if r is not None and r.entity is not None}
