"""Whom a third-person pronoun may mean, and the numbers that speak for and against each candidate.

Grammar rules some out: "he" is never an organization, "it" is never a person, and "him" in "Kos told him" is not Kos.
Everything that is a matter of degree is left to fitted weights (`ranking`).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quotes.grammar import functions
from quotes.grammar.layout import having
from quotes.language import words
from quotes.naming.entity import NEUTRAL, Entity, Facts
from quotes.naming.known import Known
from quotes.naming.ranking import Candidate, Numbers, Ranked, Weights, counted, ranked
from quotes.naming.register import Register
from quotes.naming.salience import INSIDE, OBJECT, OTHER, POSSESSOR, SUBJECT, Places, Salience, Trail, function_of
from quotes.words import pronouns
from quotes.words.kinds import DOCUMENT, GROUP, ORGANIZATION, PERSON, PLACE, UNKNOWN
from quotes.words.nouns import is_plural, may_mean

if TYPE_CHECKING:
    from spacy.tokens import Token

AHEAD = 2  # sentences after a pronoun in which its antecedent may first be named: "she says. **Mirela Stan**, 70, ..."
BESIDE = 3  # tokens after a noun in which its name may begin
ACT = 2  # sentences after a question or accusation in which it is answered
FAR = ("here", "before", "two before", "further")  # the last mention, in sentences before the pronoun's
TOLD = (OBJECT, OTHER)  # functions of the people who are told something
THING = Facts(UNKNOWN, None)  # what is known about a thing that is in no table


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun and what its position in the sentence says about it.

    Attributes:
        entry: the pronoun's row of the table.
        function: grammatical function, as `salience.function_of` gives it.
        speaks: whether it stands for a speaker; answers: with a verb of answering.
        around, judging: token indices of what its clause hangs on (`_around`, `_judging`).
        paragraph: the number of its paragraph.
    """

    token: Token
    entry: Mapping[str, Any]
    function: str
    speaks: bool
    answers: bool
    around: int
    judging: int
    paragraph: int

    @property
    def goes_on(self) -> bool:
        """*e.g.* she **insisted**: the one who asked a question may be the one who says more."""
        return self.token.head.lemma_ in words("pronouns", "insistence", "verbs")

    @property
    def gender(self) -> str | None:
        """male, female; None for it and they."""
        gender: str | None = self.entry.get("gender")
        return gender

    @property
    def group(self) -> str:
        """The group whose weights apply."""
        return _group(self.entry)


class Antecedents:
    """Questions about the pronouns of an article. Ask each one when everything before the pronoun has been read."""

    def __init__(self, register: Register, known: Known, salience: Salience, places: Places, weights: Weights) -> None:
        self._weights = weights
        self._register, self._known, self._salience, self._places = register, known, salience, places
        self._tokens = register.names.tokens
        self._firsts = sorted((e.names[0].start, n) for n, e in enumerate(register.entities) if e.names)
        self._starts = [start for start, _ in self._firsts]
        self._nouns = having(register.names.doc, "POS", ["NOUN"])
        self.things: dict[int, Entity | None] = {}

    def allows(self, token: Token, entity: Entity) -> bool:
        """Whether the pronoun can refer to the entity, by gender and number."""
        entry = pronouns.forms()[token.lower_]
        return self._may_be(entity, entry.get("gender"), _group(entry))

    def among(self, token: Token, entry: Mapping[str, Any], barred: Collection[Entity]) -> Ranked:
        """Everybody whom it may mean, the likeliest first. One candidate is that it means nobody in the article."""
        speaks = token.i in self._places.speakers
        clause, paragraph = (_around(token), _judging(token)), self._salience.paragraph(token.i)
        told = Pronoun(token, entry, function_of(token), speaks, _answers(token), *clause, paragraph)
        others = {*barred, *self._asked_about(token)}
        return ranked(told.group, self._candidates(told, others), self._weights[told.group])

    def _asked_about(self, token: Token) -> Iterator[Entity]:
        """*e.g.* Asked if **Kos** would stay, *she* said no: the one who answers a question is not named in it."""
        for clause in functions.dependents(token.head, "adverbial clause", "participial modifier"):
            if clause.i < token.i and clause.lemma_ in words("pronouns", "question", "verbs"):
                inside = range(clause.i, clause.right_edge.i + 1)
                named = (self._register.entity(self._tokens[i]) for i in inside if i in self._register.names.at)
                yield from filter(None, named)

    def _candidates(self, told: Pronoun, barred: Collection[Entity]) -> list[Candidate]:
        trails = self._salience.trails(told.token)
        gender, group = told.gender, told.group
        fits = {e: t for e, t in trails.items() if e not in barred and self._may_be(e, gender, group)}
        latest, spoke = next(iter(fits), None), self._salience.spoke_last(fits)
        found = [
            Candidate(e, self._numbers(told, e, trail, latest=e is latest, spoke=e is spoke))
            for e, trail in fits.items()
        ]
        found += [Candidate(e, self._ahead(told, e, far)) for e, far in self._named_later(told) if e not in barred]
        if group != "he":
            found += [Candidate(e, self._numbers(told, e, trail)) for e, trail in self._unlisted(told, trails)]
        return [*found, Candidate(None, _nobody(told))]

    def _may_be(self, entity: Entity, gender: str | None, group: str) -> bool:
        facts = self._known.facts[entity]
        if group == "he":
            fits = facts.sure is None or facts.sure == gender
            return fits and facts.type in (PERSON, UNKNOWN) and not entity.plural
        if group == "it":
            return facts.type in (ORGANIZATION, PLACE, DOCUMENT, UNKNOWN) and not entity.plural
        return facts.type != PERSON or facts.sure == NEUTRAL or (facts.sure is None and bool(entity.names))

    # --- numbers ----------------------------------------------------------------------------------

    def _numbers(
        self, told: Pronoun, entity: Entity, trail: Trail, *, latest: bool = False, spoke: bool = False
    ) -> Numbers:
        last = trail[0]
        far = self._salience.sentence[told.token.i] - last.sentence
        return counted(
            {
                "salience": math.log1p(trail.salience),
                FAR[min(far, len(FAR) - 1)]: True,
                "latest": latest,
                "same function": last.function == told.function,
                "in marks": last.index in self._places.quoted,
                "in content": last.index in self._places.said,
                "same pronoun": pronouns.forms().get(self._tokens[last.index].lower_) is told.entry,
                last.function: True,
                **self._by_paragraph(told, trail),
                **(self._by_topic(told, entity, trail) if told.gender else {}),
                **self._by_clause(told, trail),
                **(self._by_act(told, trail) if told.speaks or told.answers else {}),
                **(self._by_speech(told, trail, far, spoke=spoke) if told.speaks else {}),
                **self._kind(told, entity),
            }
        )

    def _by_paragraph(self, told: Pronoun, trail: Trail) -> Numbers:
        """Whether it is mentioned in the pronoun's paragraph, outside quotation marks, or how far before."""
        outside = next((o.paragraph for o in trail if o.index not in self._places.quoted), None)
        apart = 0 if outside is None else told.paragraph - outside
        return {"same paragraph": outside is not None and apart == 0, "paragraphs away": math.log1p(apart)}

    def _by_topic(self, told: Pronoun, entity: Entity, trail: Trail) -> Numbers:
        """Whether the paragraph before or the article is about this person, or the text speaks of a place."""
        here, topics = told.paragraph, self._salience.topics
        return {
            "topic before": here not in topics and self._salience.topic_before(here) is entity,
            "most mentioned, in a new paragraph": here not in topics and self._salience.most is entity,
            "somewhere inside": any(o.function == INSIDE for o in trail),
            "name beside it": not entity.names and self._has_name_beside(entity),
        }

    def _by_clause(self, told: Pronoun, trail: Trail) -> Numbers:
        """What verbs say about the entity: the main verbs nearby, and the word above the pronoun's clause."""
        here = self._salience.sentence[told.token.i]
        main = {o.sentence for o in trail if o.main}
        around = {o.function for o in trail if o.verb == told.around} if told.around >= 0 else ()
        return {
            "main subject here": here in main,
            "main subject before": here - 1 in main,
            "subject around": SUBJECT in around,
            "owner around": POSSESSOR in around,
            "judged for it": told.judging >= 0 and any(o.verb == told.judging and o.function == OBJECT for o in trail),
        }

    def _by_speech(self, told: Pronoun, trail: Trail, far: int, *, spoke: bool) -> Numbers:
        """Who spoke before, and who is named in what the pronoun says."""
        words = self._places.words.get(told.token.i, ())
        inside = [o.index in self._register.names.at for o in trail if o.index in words]
        return {
            "spoke last": spoke and far <= 1,
            "spoke last, further": spoke and far > 1,
            "has spoken": any(o.index in self._places.speakers for o in trail),
            "meant in its words": bool(inside) and not any(inside),
            "only in its words": len(inside) == len(trail),
            "named in its words": any(inside),
        }

    def _by_act(self, told: Pronoun, trail: Trail) -> Numbers:
        """Who asked, was asked or was accused before."""
        here = self._salience.sentence[told.token.i]
        return {
            "asked": told.speaks and not told.goes_on and self._in_act(trail, here, "question", OBJECT),
            "asker": told.speaks and not told.goes_on and self._in_act(trail, here, "question", SUBJECT),
            "accused, and answers": told.answers and self._in_act(trail, here, "accusation", OBJECT),
            "addressed, and answers": told.answers and self._is_told(trail, here),
            "main subject, and answers": told.answers and self._is_main(trail, here - 1),
        }

    def _ahead(self, told: Pronoun, entity: Entity, far: int) -> Numbers:
        """The numbers of somebody who is first named after the pronoun."""
        words = self._places.words.get(told.token.i, ())
        place = {
            "after, here": far == 0,
            "after, next": far > 0,
            "named in its words": any(name.start in words for name in entity.names[:1]),
        }
        return counted(place | self._kind(told, entity))

    def _kind(self, told: Pronoun, entity: Entity) -> Numbers:
        facts = self._known.facts.get(entity, THING)
        named = bool(entity.names)
        return {
            "named": named,
            "named, type unknown": named and facts.type == UNKNOWN,
            "thing": not named and facts.type == UNKNOWN,
            "several": facts.type == GROUP or entity.plural,
            "person": facts.type == PERSON and facts.sure != NEUTRAL,
            facts.type: facts.type in (ORGANIZATION, DOCUMENT, PLACE),
            "mentions": math.log1p(self._salience.counts[entity]),
            "sure gender": facts.sure == (told.gender or NEUTRAL),
        } | (_by_gender(facts, told.gender) if told.gender else {})

    def _has_name_beside(self, entity: Entity) -> bool:
        """*e.g.* the deputy **clerk**, Adv Ann Roe: a noun whose name no rule of appositions has found."""
        nouns, names = self._known.facts[entity].nominals, self._register.names
        if not nouns:
            return False
        after = range(nouns[-1].i + 1, min(nouns[-1].i + 1 + BESIDE, len(self._tokens)))
        first = next((i for i in after if i in names.at or self._tokens[i].pos_ not in {"PROPN", "PUNCT"}), -1)
        return names.person_at(first) is not None

    def _is_main(self, trail: Trail, sentence: int) -> bool:
        """Whether it was the subject of that sentence's main clause."""
        return any(o.main and o.sentence == sentence for o in trail)

    def _is_told(self, trail: Trail, here: int) -> bool:
        return any(here - o.sentence <= 1 and o.function in TOLD for o in trail)

    def _in_act(self, trail: Trail, here: int, act: str, function: str) -> bool:
        """*e.g.* Reiss asked **Crane**: whether it has this function of such a verb here or in the sentences before."""
        near = (o for o in trail if here - o.sentence <= ACT and o.function == function)
        return any(self._tokens[o.verb].lemma_ in words("pronouns", act, "verbs") for o in near)

    # --- who else ---------------------------------------------------------------------------------

    def _named_later(self, told: Pronoun) -> Iterator[tuple[Entity, int]]:
        """The entities that are first named within the next sentences, and how many sentences later."""
        if told.group != "he" and not told.speaks:
            return
        here, sentence = self._salience.sentence[told.token.i], self._salience.sentence
        for start, number in self._firsts[bisect_right(self._starts, told.token.i) :]:
            far = sentence[start] - here
            if far > AHEAD:
                return
            entity = self._register.entities[number]
            if self._may_be(entity, told.gender, told.group):
                yield entity, far

    def _unlisted(self, told: Pronoun, trails: Mapping[Entity, Trail]) -> Iterator[tuple[Entity, Trail]]:
        """Things that are in no table, from this sentence and the last: "the **bridge** fell, and *it* ..."."""
        here, plural = self._salience.sentence[told.token.i], told.group == "they"
        for n in range(bisect_left(self._nouns, told.token.i) - 1, -1, -1):
            i = self._nouns[n]
            if here - self._salience.sentence[i] > 1:
                return
            entity = self._thing(i)
            if entity is not None and entity.plural == plural and entity not in trails:
                yield entity, self._trail(self._tokens[i], entity, here)

    def _trail(self, noun: Token, entity: Entity, here: int) -> Trail:
        trail = Trail([self._salience.occurrence(noun, entity)])
        trail.salience = trail[0].weight * 0.5 ** (here - trail[0].sentence)
        return trail

    def _thing(self, i: int) -> Entity | None:
        """The thing that the noun at a token index means, the same for each pronoun; None if a table has the noun."""
        if i not in self.things:
            noun = self._tokens[i]
            is_listed = functions.has(noun, "compound", "flat") or may_mean(noun)
            self.things[i] = None if is_listed else Entity(UNKNOWN, plural=is_plural(noun))
        return self.things[i]


def _group(entry: Mapping[str, Any]) -> str:
    """The group whose weights apply: he (and she), it, they."""
    return "he" if "gender" in entry else "they" if entry["refers"][0] == GROUP else "it"


def _nobody(told: Pronoun) -> Numbers:
    """*e.g.* **It** was clear that ...; but not where "it" speaks: *it* was confident that ..., the bank said."""
    impersonal = told.group == "it" and pronouns.is_expletive(told.token)
    confident = told.speaks and functions.has(told.token, "subject")
    return counted(
        {
            "nobody": True,
            "nobody where it speaks": told.speaks,
            "nobody where impersonal": impersonal and not confident,
        }
    )


def _by_gender(facts: Facts, gender: str) -> Numbers:
    """What the article's own pronouns, and lists of first names, say for and against this gender."""
    own = facts.called[gender]
    return {
        "called so": math.log1p(own),
        "called otherwise": math.log1p(facts.called.total() - own),
        "only called otherwise": facts.called.total() > own == 0,
        "first name fits": facts.given == gender,
        "first name against": facts.given not in (None, gender),
    }


def _answers(token: Token) -> bool:
    """*e.g.* he **replied**; he **wrote** back."""
    verb = token.head
    return verb.lemma_ in words("pronouns", "answer", "verbs") or functions.has_particle(verb, "back")


def _around(token: Token) -> int:
    """The word above the pronoun's clause: Reed **said** that he ..., Reed's **claim** that he ...; -1 if none."""
    if not functions.has(token, "subject", "passive subject"):
        return -1
    clause = token.head
    return clause.head.i if functions.has(clause, "clause", "open clause", "participial modifier") else -1


def _judging(token: Token) -> int:
    """*e.g.* Boyd **attacked** Ode after *he* told voters ...: the verb that judges somebody for an act; -1 if none."""
    if not (functions.has(token, "subject") and functions.has(token.head, "adverbial clause")):
        return -1
    verb = token.head.head
    return verb.i if verb.lemma_ in words("pronouns", "judgement", "verbs") else -1
