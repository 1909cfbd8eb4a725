"""Somebody who speaks at the start of an article without a name and is named later.

*e.g.* The pier will fall within a year, **a diver** has said. / **Jelena Lund**, who inspects piers, told reporters ...
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from quotes.grammar import functions, tags
from quotes.language import words
from quotes.naming.entity import Entity
from quotes.naming.known import Known
from quotes.naming.name import head_of
from quotes.naming.ranking import Candidate, Numbers, counted
from quotes.naming.register import Register
from quotes.naming.role import GUESS
from quotes.naming.salience import Salience
from quotes.naming.told import Told, has_other_office, is_definite
from quotes.words.kinds import PERSON
from quotes.words.nouns import Noun, is_bare, is_person_noun, singular
from quotes.words.synonyms import canonical_word

if TYPE_CHECKING:
    from spacy.tokens import Token

OPENING = "opening"  # the group of weights
SENTENCES = 3  # at the start of an article in which somebody may speak who is named only later
SOON = 3  # sentences after the subject of the first sentence in which whoever it means is named
AHEAD = 6  # sentences after the description in which the name may stand


class Openings:
    """Questions about the first nouns of an article."""

    def __init__(self, register: Register, known: Known, salience: Salience, speakers: Collection[int]) -> None:
        self._register, self._known, self._salience, self._speakers = register, known, salience, speakers
        self._first = {e: e.names[0].start for e in register.entities if e.names}

    def opens(self, token: Token, noun: Noun) -> bool:
        """*e.g.* The harbor is full, **a pilot** has said: a new speaker at the start of an article."""
        speaks = self.is_at_start(token) and token.i in self._speakers
        return speaks and not noun.plural and self._is_new(token)

    def opened(self, token: Token, noun: Noun) -> bool:
        """*e.g.* **Lund's harbor pilot** thought of leaving, *she* has said: somebody new who opens an article."""
        return self.is_at_start(token) and not noun.plural and not is_definite(token)

    def opens_body(self, token: Token, noun: Noun) -> bool:
        """*e.g.* **Drugmaker** closes plant; **A bank** will close: a body that the article may name later."""
        acts = token.i in self._speakers or functions.has(token, "subject", "passive subject")
        return acts and self.is_at_start(token) and not noun.plural and not is_definite(token)

    def is_at_start(self, token: Token) -> bool:
        """Whether it is in the first sentences of the article; a byline is none."""
        return token.i < self._start

    @cached_property
    def _start(self) -> int:
        """Token index of the end of the first sentences that have a verb."""
        doc = self._register.names.doc
        ends = (sentence.end for sentence in doc.sents if any(map(tags.is_tensed, sentence)))
        return next(islice(ends, SENTENCES - 1, None), len(doc))

    def _is_new(self, token: Token) -> bool:
        """*e.g.* **a pilot**; **Pilot** warns of fog, in a headline; **the mother** of a boy, if none was named."""
        if not is_definite(token):
            return True
        whole = next(functions.obliques(token), None) is not None
        return whole and not self._is_known(canonical_word(singular(token)), token.i)

    def _is_known(self, noun: str, before: int) -> bool:
        """Whether somebody named before has a role that is headed by the noun."""
        return any(self._first.get(entity, before) < before for entity in self._known.called(noun))

    def identified(self, token: Token, noun: Noun) -> Entity | None:
        """*e.g.* **The head of an old school** has fallen ill. Ann Roe, 51, ...: whom a report names only later.

        The first person named in the next sentences of whom nothing else says what they are.
        """
        if not self._leads(token, noun):
            return None
        here, sentence = self._salience.sentence[token.i], self._salience.sentence
        for entity in self._persons:
            facts, first = self._known.facts[entity], self._first[entity]
            if first < token.i or sentence[first] - here > SOON:
                return None
            fits = facts.sure is None or noun.gender in (None, facts.sure)
            known = any(role.rank != GUESS for role in facts.roles)
            if sentence[first] > here and not known and fits and len(entity.key) > 1:
                return entity if self.is_in_sentence(entity) else None
        return None

    def is_in_sentence(self, entity: Entity) -> bool:
        """Whether it has a part in the sentence that first names it; not the photographer: (**Ann Roe**/Corvo)."""
        head = head_of(self._register.names.doc, entity.names[0])
        return functions.has(head, "subject", "passive subject", "oblique", "possessor", "object", "agent")

    def _leads(self, token: Token, noun: Noun) -> bool:
        """Whether it is the subject of the report's first sentences, tells more than "a man", and has no rival."""
        if not self.is_at_start(token) or noun.type != PERSON or noun.plural or is_bare(token):
            return False
        if functions.dependent(token, "determiner", "possessor", "compound", "adjective") is None:
            return False  # a headline's **Mayor**
        if not functions.has(token, "subject", "passive subject") or functions.has(token.head, "relative clause"):
            return False
        return singular(token) not in words("descriptions", "person", "anonymous") and not any(
            _is_rival(other, token) for other in token.sent
        )

    @cached_property
    def _persons(self) -> list[Entity]:
        """The persons in the order in which they are first named."""
        persons = [e for e in self._first if self._known.facts[e].type == PERSON]
        return sorted(persons, key=lambda e: self._first[e])

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


def _is_rival(other: Token, token: Token) -> bool:
    """*e.g.* **A judge** has freed *a nurse*, **the mother** of *a girl* died: either may be named next."""
    if other.i == token.i or other.pos_ != "NOUN" or not is_person_noun(other):
        return False
    article = functions.dependent(other, "determiner")
    return article is not None and article.lower_ in words("descriptions", "article", "indefinite")
