"""Whom a description means: "the magazine", "the senator", "Ortega's campaign", "the report".

Numbers (`clues`) say how well each entity fits the noun and its modifiers, and how present it is. Fitted weights
(`ranking`) say who is the likeliest, or that nobody named in the article is meant. No method changes anything: what a
description says about the entity it means is part of the answer, for the pass to learn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from quotes.grammar import functions, phrases
from quotes.language import words
from quotes.naming import roles
from quotes.naming.clues import Clues, nobody
from quotes.naming.doubt import GUESSED, SURE, is_doubtful, likely, may_be_guessed
from quotes.naming.entity import Entity, Facts
from quotes.naming.known import Known
from quotes.naming.openings import OPENING, Openings
from quotes.naming.ranking import Candidate, Ranked, Reference, Weights, ranked
from quotes.naming.register import Register
from quotes.naming.role import GUESS, Role, says_trade
from quotes.naming.salience import Places, Salience, Trail
from quotes.naming.told import Told, is_definite
from quotes.words.kinds import AFTER_NAME, DOCUMENT, ORGANIZATION, PERSON, PLACE, UNKNOWN, bare
from quotes.words.nouns import Noun, describe, is_age, is_demonym, may_be_firm, singular
from quotes.words.synonyms import canonical, canonical_word

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Described:
    """Whom a description means, and the role that it gives, with whoever had no such role before."""

    reference: Reference
    gives: tuple[Entity, Role] | None = None


class Descriptions:
    """Questions about the nouns of an article. Ask each one when everything before the noun has been read."""

    def __init__(self, register: Register, known: Known, salience: Salience, places: Places, weights: Weights) -> None:
        self._weights = weights
        self._register, self._known, self._salience = register, known, salience
        self._places, self._speakers, self._said = places, places.speakers, places.words
        self._openings = Openings(register, known, salience, places.speakers)
        self._clues = Clues(register, known, salience, self._openings)

    @property
    def _facts(self) -> Mapping[Entity, Facts]:
        return self._known.facts

    def meant(self, token: Token, noun: Noun, unnamed: Entity | None, barred: Collection[Entity]) -> Described | None:
        """Whom a definite description means; None if the noun is not one that refers to somebody.

        `unnamed`: the entity without a name that was described by this noun before; `barred`: who cannot be meant.
        """
        firm = self._firm(token) if may_be_firm(token) else None
        if firm is not None:
            return Described(Reference(firm, "description"))
        person = noun.type == PERSON or is_age(token)
        if person and self._openings.opens(token, noun):
            later = self._named_later(self._told(token, noun, person=True))
            if later.reference.entity is not None or not is_definite(token):
                return later
        found = None if token.i in self._places.quoted else self._openings.identified(token, noun)
        if found is not None:
            return _identified(found, token)
        refers = person or noun.type == ORGANIZATION
        may_report = not refers and token.i in self._speakers and not noun.plural
        opens = refers and not person and self._openings.opens_body(token, noun)
        if not (refers or may_report) or not (opens or is_definite(token)):
            return None
        if may_report:
            return self._report(token) if self._is_first_report(token) else None
        told = self._told(token, noun, person=person)
        others = [*barred, *filter(None, [self._owner(token)])]
        group = "person" if person else "organization"
        among = ranked(group, self._candidates(told, unnamed, others), self._weights[group])
        best = among.candidates[0].entity
        if best is None or is_doubtful(among):
            reference = Reference(None, "none", PERSON if person else ORGANIZATION, among)
            return Described(reference, self._guess(told, among))
        reference = Reference(best, "description" if best.names else "none", among=among)
        return Described(reference, self._told_again(told, best, among.shares[0]) if best.names else None)

    def _firm(self, token: Token) -> Entity | None:
        """*e.g.* The pier's owner, Corvo Ltd, ... **The owner** said: the one organization in that role."""
        noun = canonical_word(singular(token))
        if not is_definite(token) or self._known.called(noun):
            return None
        firms = [e for e in self._register.entities if self._is_firm(e, noun)]
        return firms[0] if len(firms) == 1 else None

    def _is_firm(self, entity: Entity, role: str) -> bool:
        facts = self._facts[entity]
        return facts.type == ORGANIZATION and role in facts.heads

    def opening(self, token: Token) -> Described | None:
        """Whom the noun means that a speaking pronoun at the start of an article refers to; None if it is not new."""
        noun = describe(token)
        if noun.type != PERSON or not self._openings.opened(token, noun):
            return None
        return self._named_later(self._told(token, noun, person=True))

    def _named_later(self, told: Told) -> Described:
        """*e.g.* The pier will fall, **a diver** has said. Jelena Lund, who inspects piers, ..."""
        among = ranked(OPENING, self._openings.candidates(told), self._weights[OPENING])
        best = among.candidates[0].entity
        if best is None:
            return Described(Reference(None, "none", PERSON, among))
        return Described(Reference(best, "description", among=among), self._told_again(told, best, among.shares[0]))

    def _gives(self, told: Told, entity: Entity) -> tuple[Entity, Role] | None:
        said = told.token.i in self._places.quoted
        role = roles.of_mention(told.token) if not said and self._is_news(told, entity) else None
        return None if role is None else (entity, role)

    def _told_again(self, told: Told, entity: Entity, share: float) -> tuple[Entity, Role] | None:
        """*e.g.* Ann Roe, a diver, ... **The doctor** said: of less rank beside another role, if not surely hers."""
        given = self._gives(told, entity)
        if given is None or not self._facts[entity].roles or share >= SURE:
            return given
        return entity, replace(given[1], rank=GUESS)

    def _guess(self, told: Told, among: Ranked) -> tuple[Entity, Role] | None:
        """*e.g.* "**The minister** was late," where nobody is surely meant: the least sure role of the only likely one.

        Only of a subject, which more often than other nouns means somebody whom the article names.
        """
        entity = likely(among, self._weights[GUESSED]) if may_be_guessed(told.token) else None
        given = None if entity is None else self._gives(told, entity)
        return None if given is None else (given[0], replace(given[1], rank=GUESS))

    def _is_news(self, told: Told, entity: Entity) -> bool:
        """Whether a description says what neither a role nor the name does: not "the news agency" of a News Agency.

        An age and a nationality alone are not a role: "the 41-year-old", "the Italian".
        """
        if told.person:
            empty = is_age(told.token) or (is_demonym(told.token) and not told.content)
            return not empty and told.lemma not in self._facts[entity].heads
        return says_trade(told.token) and not {told.lemma, *told.content} <= entity.words

    def _told(self, token: Token, noun: Noun, *, person: bool) -> Told:
        words, places = self._modifiers(token)
        lemma = canonical_word(singular(token))
        first = self._openings.is_at_start(token)
        return Told(token, noun, lemma, canonical(words), places, token.i in self._speakers, person, first)

    def _named_by(self, speaker: Token) -> set[Entity | None]:
        """*e.g.* "**Anna Lund** wants to be mayor," *the clerk* said: a speaker rarely names themselves."""
        names = self._register.names
        return {self._register.entity(names.tokens[i]) for i in self._said.get(speaker.i, ()) if i in names.at}

    def _owner(self, token: Token) -> Entity | None:
        """*e.g.* **Corvo**'s parent company is not Corvo."""
        owner = functions.possessor(token)
        return None if owner is None else self._register.entity(owner)

    def _labeled(self, speaker: Token) -> Iterator[Entity | None]:
        """*e.g.* JUDGE ORR: ... / THE **DEFENDANT**: ...: two labels are two people."""
        names, labels = self._register.names, self._places.labels
        return (self._register.entity(names.tokens[i]) for i in labels if speaker.i in labels and i in names.at)

    @cached_property
    def _asking(self) -> frozenset[Entity]:
        """*e.g.* **POST**: Will the union strike?: the outlets that ask again and again, of which nobody speaks."""
        names = self._register.names
        labels = Counter(self._register.entity(names.tokens[i]) for i in self._places.labels if i in names.at)
        return frozenset(e for e, asked in labels.items() if e is not None and e.type == ORGANIZATION and asked > 1)

    def _candidates(self, told: Told, unnamed: Entity | None, barred: Collection[Entity]) -> list[Candidate]:
        trails = self._salience.trails(told.token)
        others = {*barred, *self._labeled(told.token), *self._asking}
        options = [e for e in self._options(told, trails, unnamed) if e not in others]
        found = {e: self._clues.numbers(told, e, trails.get(e), unnamed) for e in options}
        if told.person:
            spoke, named = self._salience.spoke_last(options), self._named_by(told.token)
            for e in options:
                found[e] |= self._clues.by_speech(told, e, spoke=e is spoke, named=e in named)
        return [*(Candidate(e, numbers) for e, numbers in found.items()), Candidate(None, nobody(told, unnamed))]

    def _options(self, told: Told, trails: Mapping[Entity, Trail], unnamed: Entity | None) -> Iterator[Entity]:
        """The entities of the last sentences, and those of the whole article to whom the noun has been applied.

        *e.g.* **A bank** will close, at the start: a body that is named soon after.
        """
        if told.person or told.definite:
            yield from (e for e in trails if self._may_be(told, e, unnamed))
        known = self._known.called(told.lemma) if told.person else self._register.entities
        for entity in known:
            far = entity not in trails and entity.names and self._may_be(told, entity, unnamed)
            if far and (told.person or self._is_of(told, entity) or self._comes(told, entity)):
                yield entity

    def _comes(self, told: Told, entity: Entity) -> bool:
        """*e.g.* **A bank** will close. | ... at **Corvo**: a body first named soon after the start."""
        return told.first and self._clues.is_soon(told, entity) and self._facts[entity].type == ORGANIZATION

    def _is_of(self, told: Told, entity: Entity) -> bool:
        return entity.sort in told.noun.sorts or self._clues.is_called(entity, told.lemma)

    def _may_be(self, told: Told, entity: Entity, unnamed: Entity | None) -> bool:
        facts = self._facts[entity]
        again = entity is unnamed or (told.noun.gender is not None and facts.gender == told.noun.gender)
        if entity.plural or not (entity.names or again):
            return False
        if told.person:
            fits = facts.sure is None or told.noun.gender in (None, facts.sure)
            return fits and facts.type in (PERSON, UNKNOWN)
        rival = not told.content.isdisjoint(words("descriptions", "definite", "others"))
        if rival and not told.content <= facts.words | entity.words:
            return False
        if not self._is_sort(told, entity):
            return False
        return facts.type in (ORGANIZATION, UNKNOWN) or self._clues.may_be_a_firm(entity)

    def _is_sort(self, told: Told, entity: Entity) -> bool:
        """*e.g.* "the committee" is not an agency, but any body may be "the company" or "the group"."""
        return entity.sort is None or "company" in told.noun.sorts or self._is_of(told, entity)

    def body(self, token: Token, noun: Noun, references: Mapping[int, Reference]) -> Reference | None:
        """*e.g.* Ortega's **campaign**, his **administration**."""
        owner = None if noun.sorts.isdisjoint(AFTER_NAME) else functions.possessor(token)
        known = references.get(owner.i) if owner is not None else None
        if known is None or known.entity is None or not known.entity.names:
            return None
        found = self._register.bodies(known.entity, noun.sorts)
        return Reference(found[0], "description") if found else None

    # --- organizations and what they publish ------------------------------------------------------

    def _report(self, token: Token) -> Described | None:
        """*e.g.* "..., the Post claimed. According to **the report**, ...": the Post; not "defended the report"."""
        media = [entity for entity in self._salience.recent(token) if entity.sort == "medium"]
        medium = self._salience.clearest(media, token)
        return None if medium is None else Described(Reference(medium, "description", DOCUMENT))

    def _is_first_report(self, token: Token) -> bool:
        """Whether it is the first report. A later "the report" means one that the article has mentioned before."""
        reports = words("descriptions", "document", "report")
        return singular(token) in reports and token.i <= self._first_report

    @cached_property
    def _first_report(self) -> int:
        """Token index of the first noun that means a report; the number of tokens if there is none."""
        reports = words("descriptions", "document", "report")
        tokens = self._register.names.tokens
        return next((t.i for t in tokens if t.pos_ == "NOUN" and singular(t) in reports), len(tokens))

    def _modifiers(self, token: Token) -> tuple[frozenset[str], frozenset[str]]:
        """The noun's modifiers without numbers and determiners: "the **former harbor** chief" -> former, harbor.

        Places come second, since the role may omit them: "the **Ohio** senator" may be "Sen. Ann Roe".
        """
        start, end = phrases.phrase(token)
        light = words("descriptions", "quantifier", "words") | words("descriptions", "inside", "prepositions")
        content = [t for t in token.doc[start:end] if t.i != token.i and t.is_alpha and bare(t) not in light]
        at, demonyms = self._register.names.at, words("places", "demonyms")
        places = {t for t in content if t.lower_ in demonyms or (t.i in at and at[t.i].type == PLACE)}
        own = [bare(token)] if is_demonym(token) else []
        return frozenset(bare(t) for t in content if t not in places), frozenset([*map(bare, places), *own])


def _identified(entity: Entity, noun: Token) -> Described:
    """*e.g.* **The head of an old school** has fallen ill. Ann Roe, 51, ...: the least sure role in a headline."""
    role = roles.of_mention(noun)
    if role is not None and functions.dependent(noun, "determiner", "possessor") is None:
        role = replace(role, rank=GUESS)
    return Described(Reference(entity, "description"), None if role is None else (entity, role))
