"""Somebody who speaks at the start of an article without a name and is named later.

*e.g.* The pier will fall within a year, **a diver** has said. / **Jelena Lund**, who inspects piers, told reporters ...
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from quotes.grammar import functions
from quotes.language import words
from quotes.naming.entity import Entity
from quotes.naming.known import Known
from quotes.naming.ranking import Candidate, Numbers, counted
from quotes.naming.register import Register
from quotes.naming.salience import Salience
from quotes.naming.told import Told, has_other_office, is_definite
from quotes.words.kinds import PERSON
from quotes.words.nouns import Noun

if TYPE_CHECKING:
    from spacy.tokens import Token

OPENING = "opening"  # the group of weights
SENTENCES = 3  # at the start of an article in which somebody may speak who is named only later
AHEAD = 6  # sentences after the description in which the name may stand


class Openings:
    """Questions about the first nouns of an article."""

    def __init__(self, register: Register, known: Known, salience: Salience, speakers: Collection[int]) -> None:
        self._register, self._known, self._salience, self._speakers = register, known, salience, speakers
        self._first = {e: e.names[0].start for e in register.entities if e.names}

    def opens(self, token: Token, noun: Noun) -> bool:
        """*e.g.* The harbor is full, **a pilot** has said: a new speaker at the start of an article."""
        near = self._salience.sentence[token.i] < SENTENCES and token.i in self._speakers
        new = functions.dependent(token, "determiner") is not None and not is_definite(token)
        return near and new and not noun.plural

    def opened(self, token: Token, noun: Noun) -> bool:
        """*e.g.* **Lund's harbor pilot** thought of leaving, *she* has said: somebody new who opens an article."""
        near = self._salience.sentence[token.i] < SENTENCES
        return near and not noun.plural and not is_definite(token)

    def candidates(self, told: Told) -> list[Candidate]:
        """Whom it may mean: those who speak in the next sentences, named there for the first time, and nobody."""
        here, sentence = self._salience.sentence[told.token.i], self._salience.sentence
        later = [i for i in sorted(self._speakers) if i > told.token.i and sentence[i] - here <= AHEAD]
        named = (self._register.entity(self._register.names.tokens[i]) for i in later)
        options = [e for e in dict.fromkeys(named) if e is not None and self._may_be(told, e)]
        alone = len(options) == 1
        found = [Candidate(e, self._numbers(told, e, first=e is options[0], alone=alone)) for e in options]
        anonymous = told.bare or told.lemma in words("descriptions", "person", "anonymous")
        return [*found, Candidate(None, counted({"nobody": True, "nobody where anonymous": anonymous}))]

    def _may_be(self, told: Told, entity: Entity) -> bool:
        facts = self._known.facts[entity]
        is_new = self._first.get(entity, -1) > told.token.i
        return is_new and facts.type == PERSON and (facts.sure is None or told.noun.gender in (None, facts.sure))

    def _numbers(self, told: Told, entity: Entity, *, first: bool, alone: bool) -> Numbers:
        facts = self._known.facts[entity]
        gender = told.noun.gender
        far = self._salience.sentence[self._first[entity]] - self._salience.sentence[told.token.i]
        return counted(
            {
                "speaks first": first,
                "speaks alone": alone,
                "next": far <= 2,
                "called so": told.lemma in facts.heads,
                "another office": has_other_office(told, facts),
                "some modifiers fit": not told.content.isdisjoint(facts.words | entity.words),
                "sex fits": gender is not None and facts.gender == gender,
                "sex does not fit": gender is not None and facts.gender not in (None, gender),
            }
        )
