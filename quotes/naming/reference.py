"""Who is meant: pronouns and descriptions, resolved in one pass through the article.

A pronoun goes to the likeliest entity that its number and gender allow and that is not a co-argument of its
verb; a description ("the magazine", "the senator") to the likeliest entity that its noun and modifiers fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quotes.grammar import functions, tags
from quotes.grammar.layout import having
from quotes.language import words
from quotes.naming import introduced, ranking, roles
from quotes.naming.antecedents import Antecedents
from quotes.naming.descriptions import Descriptions
from quotes.naming.entity import Entity, Facts
from quotes.naming.known import Known
from quotes.naming.name import Name, head_of
from quotes.naming.ranking import Reference, Weights
from quotes.naming.register import Register
from quotes.naming.roles import Roles
from quotes.naming.salience import Places, Salience
from quotes.naming.told import is_definite
from quotes.words import pronouns
from quotes.words.kinds import GROUP, PERSON, UNKNOWN
from quotes.words.nouns import Noun, describe, is_age, is_person_noun, may_mean, singular

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True, eq=False)
class References:
    """Whom the tokens of an article refer to, by index, and everything the article says about each entity."""

    at: Mapping[int, Reference]
    facts: Mapping[Entity, Facts]
    antecedents: Antecedents

    def pronoun(self, token: Token, exclude: Entity | None = None) -> Reference:
        """Whom a pronoun in quotation marks refers to (the pass skips those). `exclude`: the quotation's speaker."""
        barred = set() if exclude is None else {exclude}
        found = _pronoun(self.antecedents, token, barred | _coarguments(token, self.at), self.facts)
        is_known = found.entity is None or found.entity in self.facts
        return found if is_known else replace(found, entity=None, resolution="none")


def resolve(register: Register, roles: Roles, places: Places, weights: Weights | None = None) -> References:
    """The mentions of an article in text order, each with what it refers to. `weights`: other ones than the fitted."""
    reading = _Pass(register, roles, places, ranking.weights() if weights is None else weights)
    names = register.names
    heads = {head_of(names.doc, name).i for name in names.all}
    nouns = having(names.doc, "POS", tags.NOUN_LIKE)
    others = having(names.doc, "LOWER", words("descriptions", "age", "words") | pronouns.forms().keys())
    for i in sorted(heads | ({*nouns, *others} - names.at.keys())):
        reading.read(names.tokens[i])
    return reading.references()


class _Pass:
    """One reading of an article. What it learns on the way is kept here and nowhere else."""

    def __init__(self, register: Register, roles: Roles, places: Places, weights: Weights) -> None:
        self._register, self._roles, self._places = register, roles, places
        self._known = Known(register, roles, places.quoted)
        self._salience = Salience(register.names.tokens.sentence, places)
        self._antecedents = Antecedents(register, self._known, self._salience, places, weights)
        self._descriptions = Descriptions(register, self._known, self._salience, places, weights)
        self._references: dict[int, Reference] = {}
        self._unnamed: dict[str, Entity] = {}

    def references(self) -> References:
        return References(self._references, self._known.facts, self._antecedents)

    def read(self, token: Token) -> None:
        name = self._register.names.at.get(token.i)
        if name is not None:
            self._note(token, self._named(token, name))
        elif token.pos_ in {"NOUN", "PROPN"} or is_age(token):
            if token.i in self._roles.meant or may_mean(token) or is_age(token):
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
        """Resolve it, and learn its predicate as a role: "**She** is a senior fellow"."""
        barred = self._coarguments(token)
        if functions.has(token, "possessor") and is_person_noun(token.head):
            barred |= self._described_by(token)
        reflexive = self._reflexive(token)
        if reflexive is not None:
            self._references[token.i] = reflexive
            return
        reference = self._opening(token, _pronoun(self._antecedents, token, barred, self._known.facts))
        entity = reference.entity
        if entity is not None and entity not in self._known.facts:
            self._known.adopt(entity)
        self._note(token, reference)
        if entity is not None and reference.type == PERSON:
            self._known.learn_person(entity)
        if entity is not None and self._known.facts[entity].type == PERSON:
            opening = introduced.opening(token, token.i, token.i + 1)
            for role in (*roles.predicates(token), *([] if opening is None else [opening])):
                self._known.learn(entity, role)

    def _opening(self, token: Token, found: Reference) -> Reference:
        """*e.g.* **Lund's harbor pilot** thought of leaving, *she* has said. / **Jelena Orr**, 44, told the ..."""
        if found.entity is None or found.entity.names or token.i not in self._places.speakers:
            return found
        nouns = self._known.facts[found.entity].nominals if found.entity in self._known.facts else ()
        meant = self._descriptions.opening(nouns[0]) if nouns else None
        if meant is None or meant.reference.entity is None:
            return found
        if meant.gives is not None:
            self._known.learn(*meant.gives)
        return replace(meant.reference, resolution="pronoun")

    def _reflexive(self, token: Token) -> Reference | None:
        """*e.g.* **Kos** backed Lind and distanced *himself* from Roe; Kos *himself* said."""
        subject = pronouns.subject_of_reflexive(token)
        found = None if subject is None else self._references.get(subject.i)
        if found is None or found.entity is None or not self._antecedents.allows(token, found.entity):
            return None
        return Reference(found.entity, "pronoun")

    # --- nouns ------------------------------------------------------------------------------------

    def _noun(self, token: Token) -> None:
        meant = self._roles.meant.get(token.i)
        if meant is not None:
            self._note(token, Reference(meant, "named"))
        elif not functions.has(token, "compound", "flat"):
            self._note(token, self._described(token, describe(token)))

    def _described(self, token: Token, noun: Noun) -> Reference:
        before = self._unnamed.get(_label(token, noun))
        barred = self._coarguments(token) | self._described_by(token)
        described = self._descriptions.meant(token, noun, before, barred)
        among = None if described is None else described.reference.among
        if described is not None and described.gives is not None:
            self._known.learn(*described.gives)
        if described is not None and described.reference.entity not in (None, before):
            return described.reference
        owned = self._descriptions.body(token, noun, self._references)
        if owned is not None:
            return owned
        if noun.type == UNKNOWN:
            return Reference(None, "none", PERSON if is_age(token) else UNKNOWN, among)
        return Reference(self._unnamed_entity(token, noun, before), "none", among=among)

    def _coarguments(self, token: Token) -> set[Entity]:
        """Nobody for an aside: the ice may melt in **Corvo**'s tests, according to *the company*."""
        aside = token.i in self._places.speakers and functions.has(token, "oblique")
        return set() if aside else _coarguments(token, self._references)

    def _described_by(self, token: Token) -> set[Entity]:
        """*e.g.* Ada Roe, **the senator**'s daughter; **his** aide Jan Kos: whom the phrase around it describes."""
        beside = (self._roles.asides.get(token.i), self._roles.premodifiers.get(token.i))
        entities = (self._register.entity(self._register.names.tokens[name.start]) for name in beside if name)
        return {entity for entity in entities if entity is not None}

    def _unnamed_entity(self, token: Token, noun: Noun, before: Entity | None) -> Entity:
        """*e.g.* "a doctor" is a new entity; "doctors" and "the doctor" are the last such one, if there was one."""
        entity = before
        if entity is None or not (noun.plural or is_definite(token)):
            entity = self._known.introduce(noun)
        self._unnamed[_label(token, noun)] = entity
        self._known.mention(entity, token)
        return entity


def _label(token: Token, noun: Noun) -> str:
    """The key by which somebody without a name is recognized again: a doctor, the **doctor**."""
    return singular(token) if noun.type != GROUP else token.lower_


def _pronoun(antecedents: Antecedents, token: Token, barred: set[Entity], facts: Mapping[Entity, Facts]) -> Reference:
    """Whom he, she, it or they refers to, as a person if nothing said so before. `barred`: who cannot be meant."""
    entry = pronouns.third_person(token)
    if entry is None:
        return Reference(None, "none", UNKNOWN)
    among = antecedents.among(token, entry, barred)
    best = among.candidates[0].entity
    if best is None:
        return Reference(None, "none", PERSON if "gender" in entry else UNKNOWN, among)
    is_news = "gender" in entry and facts[best].type == UNKNOWN
    return Reference(best, "pronoun", PERSON if is_news else None, among)


def _coarguments(token: Token, references: Mapping[int, Reference]) -> set[Entity]:
    """*e.g.* in "**Kos** told *him*" he is not Kos; nor is *the loser* in "**Kos** would like to name *the loser*"."""
    if functions.has(token, "possessor") or functions.has(token, "subject", "passive subject"):
        return set()
    beside = [child for child in token.head.children if child.i < token.i]
    doer = _understood_subject(token.head)
    found = (references.get(other.i) for other in (*beside, *([doer] if doer is not None else ())))
    return {r.entity for r in found if r is not None and r.entity is not None}


def _understood_subject(verb: Token) -> Token | None:
    """Who does what an infinitive says: **Kos** wants to *leave*, Kos told **Roe** to *leave*."""
    if not functions.has(verb, "open clause") or functions.subject(verb) is not None:
        return None
    above = verb.head
    told = functions.indirect_object(above) or functions.direct_object(above)
    return told or functions.subject(above) or _understood_subject(above)
