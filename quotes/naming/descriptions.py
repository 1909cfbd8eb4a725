"""Whom a description means: "the magazine", "the senator", "Ortega's campaign", "the report".

A description goes to the entity whose role or sort its noun names, if one is clearly the most salient. Every method
is a question: what a description tells of whom it means is in the answer, for the pass to learn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from quotes.grammar import functions, phrases
from quotes.language import words
from quotes.naming import roles
from quotes.naming.entity import Entity, Facts, Reference
from quotes.naming.known import Known
from quotes.naming.register import Register
from quotes.naming.role import OFFICE, Role
from quotes.naming.salience import Places, Salience
from quotes.words.kinds import AFTER_NAME, DOCUMENT, ORGANIZATION, PERSON, PLACE, bare
from quotes.words.nouns import Noun, is_age, is_demonym, singular
from quotes.words.synonyms import canonical

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Described:
    """Whom a description means, and the role that it tells of somebody who had none."""

    reference: Reference
    role: Role | None = None


class Descriptions:
    """Questions about the nouns of an article, each asked when all before the noun has been read."""

    def __init__(self, register: Register, known: Known, salience: Salience, places: Places) -> None:
        self._register, self._known, self._salience = register, known, salience
        self._speakers = places.speakers

    @property
    def _facts(self) -> Mapping[Entity, Facts]:
        return self._known.facts

    def meant(self, token: Token, noun: Noun) -> Described | None:
        """Whom a definite description means; None if nobody whom the article names, or in doubt."""
        person = noun.type == PERSON or is_age(token)
        report = token.i in self._speakers and not noun.plural and self._is_first_report(token)
        if not (person or noun.type == ORGANIZATION or report) or not is_definite(token):
            return None
        if person:
            return self._person(token, noun)
        if noun.type == ORGANIZATION:
            fitting = self._organizations(token, noun)
            return _described(self._salience.clearest(fitting, token) or self._salience.most_named(fitting))
        return self._report(token)

    def body(self, token: Token, noun: Noun, references: Mapping[int, Reference]) -> Reference | None:
        """*e.g.* Ortega's **campaign**, his **administration**."""
        owner = None if noun.sorts.isdisjoint(AFTER_NAME) else functions.possessor(token)
        known = references.get(owner.i) if owner is not None else None
        if known is None or known.entity is None or not known.entity.names:
            return None
        found = self._register.bodies(known.entity, noun.sorts)
        return Reference(found[0], "description") if found else None

    # --- persons ----------------------------------------------------------------------------------

    def _person(self, token: Token, noun: Noun) -> Described | None:
        """By a role that has this noun and all that modifies it; a noun that gives the sex alone, by that."""
        content = canonical(self._content_words(token))
        known = self._known.called(singular(token))
        fitting = [e for e in known if content <= self._facts[e].words | self._register.words_of(e)]
        if fitting:
            return _described(self._salience.clearest(fitting, token))
        if noun.gender is not None or is_age(token):
            return _described(self._of_gender(token, noun.gender))
        return self._epithet(token) if self._is_epithet(token) else None

    def _of_gender(self, token: Token, gender: str | None) -> Entity | None:
        """*e.g.* "**The woman** said", "**the 59-year-old** said"; one of unknown gender if there is nobody else."""
        persons = [e for e in self._salience.recent(token) if self._facts[e].type == PERSON]
        if gender is not None:
            persons = [e for e in persons if self._facts[e].gender in (gender, None)]
        certain = [e for e in persons if self._facts[e].gender == gender]
        return self._salience.clearest(certain or persons, token)

    def _is_epithet(self, token: Token) -> bool:
        """*e.g.* **the nominee**; **the Norwegian**, but only where he speaks."""
        speaks = token.i in self._speakers and is_demonym(token)
        return speaks or singular(token) in words("descriptions", "epithet", "words")

    def _epithet(self, token: Token) -> Described | None:
        """*e.g.* "Ortega may lose if **the Harbor Party nominee** ...": the only person of this and the last sentence.

        What the article says there is news of that person, and becomes a role.
        """
        near = [e for e in self._salience.near(token) if self._facts[e].type == PERSON]
        if len(near) != 1 or not near[0].names or any(role.rank == OFFICE for role in self._facts[near[0]].roles):
            return None
        role = roles.of_mention(token) if self._content_words(token) else None
        return Described(Reference(near[0], "description"), role)

    # --- organizations and what they publish ------------------------------------------------------

    def _organizations(self, token: Token, noun: Noun) -> list[Entity]:
        """Named ones of that sort, or with that noun in the name or a role; of no known sort if there is no other.

        "The shipping group" may be the only company of late, though nobody said that it ships; not "the rival group".
        """
        recent = self._salience.recent(token)
        named = [e for e in recent if self._facts[e].type == ORGANIZATION and e.names]
        by_word = [e for e in named if self._is_called(e, singular(token))]
        by_sort = [e for e in named if e.sort in noun.sorts]
        content = self._content_words(token)
        if content:
            fitting = [e for e in by_sort + by_word if content <= self._register.words_of(e) | self._facts[e].words]
            other = content & words("descriptions", "definite", "others")
            return fitting or (by_sort if len(by_sort) == 1 and "company" in noun.sorts and not other else [])
        if by_word or by_sort or not noun.sorts & {"company", "medium"}:
            return by_word or by_sort
        return [e for e in named if e.sort is None] or [e for e in recent if self._may_be_a_firm(e)]

    def _is_called(self, entity: Entity, noun: str) -> bool:
        """*e.g.* "the **council**" for the Harbor Council; one word alone says nothing: "Council"."""
        name = self._register.words_of(entity)
        return len(name) > 1 and (noun in name or noun in self._facts[entity].words)

    def _may_be_a_firm(self, entity: Entity) -> bool:
        """*e.g.* "**Courier** wrote ... The magazine added": one word that a recognizer took for somebody's name."""
        facts = self._facts[entity]
        nobody = facts.type == PERSON and not facts.roles and facts.gender is None
        return nobody and {name.end - name.start for name in entity.names} == {1}

    def _report(self, token: Token) -> Described | None:
        """*e.g.* "..., the Post claimed. According to **the report**, ...": the medium; not "defended the report"."""
        media = [entity for entity in self._salience.recent(token) if entity.sort == "medium"]
        medium = self._salience.clearest(media, token)
        return None if medium is None else Described(Reference(medium, "description", DOCUMENT))

    def _is_first_report(self, token: Token) -> bool:
        """A report that the article has spoken of before is meant first."""
        reports = words("descriptions", "document", "report")
        return singular(token) in reports and token.i <= self._first_report

    @cached_property
    def _first_report(self) -> int:
        """Token index of the first noun that means a report; beyond all where there is none."""
        reports = words("descriptions", "document", "report")
        tokens = self._register.names.tokens
        return next((t.i for t in tokens if t.pos_ == "NOUN" and singular(t) in reports), len(tokens))

    def _content_words(self, token: Token) -> frozenset[str]:
        """What modifies the noun, without what counts or points: "the **former harbor** chief" -> former, harbor.

        Places say nothing that a role must repeat: "the Ohio senator" may be "Sen. Ann Roe".
        """
        start, end = phrases.phrase(token)
        light = words("descriptions", "quantifier", "words") | words("descriptions", "inside", "prepositions")
        content = [t for t in token.doc[start:end] if t.i != token.i and t.is_alpha and bare(t) not in light]
        at = self._register.names.at
        return frozenset(bare(t) for t in content if t.i not in at or at[t.i].type != PLACE)


def _described(entity: Entity | None) -> Described | None:
    return None if entity is None else Described(Reference(entity, "description"))


def is_definite(token: Token) -> bool:
    """*e.g.* **the** senator; the first word of the phrase counts, wherever the parser hung it."""
    definite = words("descriptions", "definite", "words")
    if any(t.lower_ in definite for t in functions.dependents(token, "determiner")):
        return True
    before = token.doc[token.left_edge.i : token.i]
    return any(t.lower_ in definite for t in before) and token.doc[phrases.phrase(token)[0]].lower_ in definite
