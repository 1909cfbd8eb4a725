"""What speaks for and against whoever a description may mean: how well its words fit, and how present somebody is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from quotes.language import words
from quotes.naming.entity import Entity
from quotes.naming.known import Known
from quotes.naming.openings import Openings
from quotes.naming.ranking import Numbers, counted
from quotes.naming.register import Register
from quotes.naming.salience import SUBJECT, Salience, Trail
from quotes.naming.told import Told, has_other_office
from quotes.words.kinds import ORGANIZATION, PERSON, PUBLIC, UNKNOWN, given_gender
from quotes.words.nouns import is_age, is_demonym

if TYPE_CHECKING:
    from spacy.tokens import Token

AHEAD = 6  # sentences after a description in which the entity it means may first be named


class Clues:
    """The numbers of the entities of an article. Ask for them when everything before the description has been read."""

    def __init__(self, register: Register, known: Known, salience: Salience, openings: Openings) -> None:
        self._known, self._salience, self._openings = known, salience, openings
        self._first = {e: e.names[0].start for e in register.entities if e.names}

    def numbers(self, told: Told, entity: Entity, trail: Trail | None, unnamed: Entity | None) -> Numbers:
        """What speaks for and against the entity; `trail`: its mentions of the last sentences, if there are any."""
        return counted(
            {
                **self._fit(told, entity, unnamed),
                **(self._personal(told, entity) if told.person else self._sorted(told, entity)),
                **self._presence(told, entity, trail),
            }
        )

    def by_speech(self, told: Told, entity: Entity, *, spoke: bool, named: bool) -> Numbers:
        """Who spoke last, and who is named in what the description says. An organization may well name itself."""
        return counted(
            {
                "most named": entity is self._salience.most,
                "named in its words": named,
                "spoke last": spoke,
                "spoke last, where it speaks": spoke and told.speaks,
                "topic": self._is_topic(told, entity),
            }
        )

    def _fit(self, told: Told, entity: Entity, unnamed: Entity | None) -> Numbers:
        """How well the noun and its modifiers fit the entity."""
        facts = self._known.facts[entity]
        every, called = facts.words | entity.words, told.lemma in facts.heads
        content = told.content - {told.lemma}
        shared = content & every
        return {
            "called so": called,
            "called so, and all modifiers fit": called and content <= every,
            "some modifiers fit": bool(shared) and not content <= every,
            "modifiers do not fit": bool(content) and not shared and not told.tells_trait,
            "all modifiers fit, for a body": not told.person and bool(shared) and content <= every and not called,
            "unnamed": not entity.names,
            "unnamed by the same noun": entity is unnamed,
            "from there": bool(told.places & every),
            "not from there": bool(told.places) and not told.places & every,
            "of another party": bool(told.parties and facts.parties) and not told.parties & facts.parties,
        }

    def _personal(self, told: Told, entity: Entity) -> Numbers:
        gender, token, facts = told.noun.gender, told.token, self._known.facts[entity]
        return {
            "sex fits": gender is not None and facts.gender == gender,
            "sex does not fit": gender is not None and facts.gender not in (None, gender),
            "first name against": gender is not None and facts.given not in (None, gender),
            "epithet": told.lemma in words("descriptions", "epithet", "words"),
            "demonym": is_demonym(token),
            "age": is_age(token),
            "trait": told.tells_trait,
            "of the same party": bool(told.parties & facts.parties),
            "bare": told.bare,
            "bare, others near": told.bare and len(self._near(token)) > 1,
            "no role so far": not facts.roles,
            "another office": has_other_office(told, facts),
            "another office, by office": told.office and has_other_office(told, facts),
            "type unknown": facts.type == UNKNOWN,
        }

    def _is_topic(self, told: Told, entity: Entity) -> bool:
        """Whether its paragraph so far, else the one before, is about the entity."""
        here, topics = self._salience.paragraph(told.token.i), self._salience.topics
        return (topics[here] if here in topics else self._salience.topic_before(here)) is entity

    def _sorted(self, told: Told, entity: Entity) -> Numbers:
        sorts, none = told.noun.sorts, entity.sort is None
        firm = bool(sorts & {"company", "medium"})
        return {
            "of the sort": entity.sort in sorts,
            "of another sort": not none and entity.sort not in sorts,
            "of no known sort": none and not firm,
            "firm or medium of no known sort": none and firm,
            "public body of no known sort": none and not sorts.isdisjoint(("government", *PUBLIC)),
            "in the name": self.is_called(entity, told.lemma),
            "perhaps a firm": self.may_be_a_firm(entity),
        }

    def _presence(self, told: Told, entity: Entity, trail: Trail | None) -> Numbers:
        """Where the article mentions it, and how often."""
        here, first = self._salience.sentence[told.token.i], self._first.get(entity, -1)
        later = first > told.token.i
        often = {"mentions": math.log1p(self._salience.counts[entity])}
        if trail is None:
            soon = self.is_soon(told, entity)
            opens = soon and told.first and not told.person
            return {
                **often,
                "long ago": not later,
                "not yet": later,
                "not yet, but soon": soon,
                "after the start": opens,
                "next after the start": opens and entity is self._next_body(told.token.i),
            }
        far = here - trail[0].sentence
        paragraph = self._salience.paragraph(told.token.i)
        return {
            **often,
            "same paragraph": told.person and any(o.paragraph == paragraph for o in trail),
            "salience": math.log1p(trail.salience),
            "here": far == 0,
            "before": far == 1,
            "two before": far == 2,
            "further": far > 2,
            "latest": trail[0].index == self._salience.latest,
            "subject before": any(o.function == SUBJECT and here - o.sentence == 1 for o in trail),
        }

    def is_soon(self, told: Told, entity: Entity) -> bool:
        """Whether the entity is first named in one of the next sentences."""
        first, sentence = self._first.get(entity, -1), self._salience.sentence
        return first > told.token.i and sentence[first] - sentence[told.token.i] <= AHEAD

    def _next_body(self, after: int) -> Entity | None:
        """The organization that is first named next, in a sentence; not the agency in a dateline."""
        later = (e for e, start in self._first.items() if start > after and e.type == ORGANIZATION)
        inside = filter(self._openings.is_in_sentence, sorted(later, key=self._first.__getitem__))
        return next(inside, None)

    def _near(self, token: Token) -> list[Entity]:
        return [e for e in self._salience.near(token) if self._known.facts[e].type == PERSON]

    def is_called(self, entity: Entity, noun: str) -> bool:
        """*e.g.* the "**council**" for the Harbor Council. A name of one word, "Council", proves nothing."""
        return len(entity.words) > 1 and (noun in entity.words or noun in self._known.facts[entity].words)

    def may_be_a_firm(self, entity: Entity) -> bool:
        """*e.g.* "**Courier** wrote ... The magazine added": one word that a recognizer took for a surname."""
        facts = self._known.facts[entity]
        unknown = facts.type == PERSON and not facts.roles and facts.gender is None
        alone = {name.end - name.start for name in entity.names} == {1}
        return unknown and alone and given_gender(entity.key[0]) is None


def nobody(told: Told, unnamed: Entity | None) -> Numbers:
    """What speaks for and against nobody in the article."""
    return counted(
        {
            "nobody": True,
            "nobody where it speaks": told.speaks,
            "nobody with modifiers": bool(told.content),
            "nobody again": unnamed is not None,
            "nobody of its sex": told.noun.gender is not None,
            "nobody at the start": told.first and not told.person,
            "nobody, not definite": not told.person and not told.definite,
        }
    )
