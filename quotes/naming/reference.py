"""Who is meant: pronouns and descriptions, resolved in one pass through the article.

Each mention of somebody adds to that entity's salience: subjects more than objects, speakers more than those
spoken of, what stands in quotation marks little; it halves with every sentence (after Lappin and Leass 1994).
A pronoun goes to the most salient entity that its number and gender allow and that is no co-argument of its
verb; a description ("the magazine", "the senator") to the entity whose role or sort its noun names. Only the
last sentences are looked at, so the pass stays linear.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Literal

from quotes.grammar import functions, phrases
from quotes.grammar.layout import having
from quotes.language import words
from quotes.naming import roles
from quotes.naming.register import AFTER_NAME, Entity, Register, Role, noun_gender
from quotes.naming.titles import OFFICE
from quotes.words import pronouns
from quotes.words.kinds import DOCUMENT, GROUP, ORGANIZATION, PERSON, PLACE, UNKNOWN, Kind, Name, bare, head_of
from quotes.words.nouns import Noun, describe, is_age, is_bare, is_demonym, may_mean, singular
from quotes.words.synonyms import canonical, canonical_word

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WINDOW = 8  # sentences back; beyond it half-lives leave 1/256
LIMIT = 200  # mentions back, for texts without full stops
OBLIQUE = 2.0  # what has none of these functions
WEIGHTS = {
    "subject": 4.0, "passive subject": 4.0, "agent": 4.0, "object": 2.5, "indirect object": 2.5, "possessor": 2.0,
    "compound": 0.5, "flat": 0.5, "apposition": 0.5,
}  # fmt: skip
SPEAKER, UNNAMED, SAID, QUOTED = 2.0, 0.5, 0.5, 0.25  # factors: a speaker, nobody named, in something said, in marks
MAIN = 3  # namings that make an organization what an article is about
CLEAR = 2.0  # a description's best entity must be this much more salient than the next


Resolution = Literal["named", "alias", "pronoun", "description", "continued", "none"]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention of an entity: the index of its head token, its sentence's number, its weight."""

    index: int
    sentence: int
    entity: Entity
    weight: float


@dataclass(frozen=True, slots=True)
class Reference:
    """Whom a token refers to and how that was found; `type` where it is not the entity's own."""

    entity: Entity | None
    resolution: Resolution
    type: Kind | None = None


class Discourse:
    """The mentions of an article in text order, each with what it refers to."""

    def __init__(
        self, register: Register, speakers: Collection[int], said: Collection[int], quoted: Collection[int]
    ) -> None:
        """Token indices: `speakers` of their mentions, `said` of all that is inside contents, `quoted` inside marks."""
        self.register = register
        self.doc: Doc = register.doc
        roles.attach(register)
        self._by_role: dict[str, dict[Entity, None]] = defaultdict(dict)
        for entity in register.entities:
            for head in sorted(entity.heads()) if entity.kind == PERSON else ():
                self._by_role[canonical_word(head)].setdefault(entity)
        self.references: dict[int, Reference] = {}
        self._speakers, self._said, self._quoted = speakers, said, quoted
        self._occurrences: list[Occurrence] = []
        self._indices: list[int] = []
        self._unnamed: dict[str, Entity] = {}
        self._sentence = register.sentence
        nouns = having(self.doc, "POS", ("NOUN", "PROPN"))
        others = having(self.doc, "LOWER", words("descriptions", "age", "words") | pronouns.forms().keys())
        for i in sorted({*nouns, *others, *register.name_at}):
            self._read(register.tokens[i])

    def _read(self, token: Token) -> None:
        name = self.register.name_at.get(token.i)
        if name is not None:
            if token == head_of(self.doc, name):
                self._name(token, name)
        elif token.pos_ in {"NOUN", "PROPN"} or is_age(token):
            if token.i in self.register.meant or is_age(token) or may_mean(token):
                self._noun(token)
        elif pronouns.third_person(token) is not None and token.i not in self._quoted:
            reference = self.pronoun(token)
            self._note(token, reference)
            self._learn(token, reference.entity)

    def _note(self, token: Token, reference: Reference) -> None:
        self.references[token.i] = reference
        if reference.entity is not None:
            self._occurrences.append(
                Occurrence(token.i, self._sentence[token.i], reference.entity, self._weight(token, reference.entity))
            )
            self._indices.append(token.i)

    def _learn(self, token: Token, entity: Entity | None) -> None:
        """*e.g.* "**She** is a senior fellow": what a pronoun's predicate says."""
        if entity is not None and entity.kind == PERSON:
            for role in roles.predicates(token):
                self._add(entity, role)

    def _add(self, entity: Entity, role: Role) -> None:
        entity.learn(role)
        self._by_role[canonical_word(role.head)].setdefault(entity)

    def _weight(self, token: Token, entity: Entity) -> float:
        weight = _function_weight(token)
        if token.i in self._speakers:
            weight *= SPEAKER
        elif not entity.names:
            weight *= UNNAMED
        if token.i in self._quoted:
            return weight * QUOTED
        return weight * SAID if token.i in self._said else weight

    # --- names and nouns --------------------------------------------------------------------------

    def _name(self, token: Token, name: Name) -> None:
        entity = self.register.entity(token)
        if entity is None:
            self.references[token.i] = Reference(None, "none", name.kind)
        else:
            self._note(token, Reference(entity, "named" if self.register.is_full(name, entity) else "alias"))

    def _noun(self, token: Token) -> None:
        meant = self.register.meant.get(token.i)
        if meant is not None:
            self._note(token, Reference(meant, "named"))
        elif not functions.has(token, "compound", "flat"):
            self._note(token, self._describe(token, describe(token)))

    def _describe(self, token: Token, noun: Noun) -> Reference:
        found = self._described(token, noun)
        if found is not None:
            return found
        owned = self._body(token, noun)
        if owned is not None:
            return owned
        if noun.type == UNKNOWN:
            return Reference(None, "none", PERSON if is_age(token) else UNKNOWN)
        return Reference(self._unnamed_entity(token, noun), "none")

    def _unnamed_entity(self, token: Token, noun: Noun) -> Entity:
        """*e.g.* "a doctor" is a new one, "doctors" and "the doctor" the one before, if there was one."""
        label = singular(token) if noun.type != GROUP else token.lower_
        entity = self._unnamed.get(label)
        if entity is None or not (_is_definite(token) or noun.plural):
            entity = Entity(noun.type, gender=noun.gender, plural=noun.plural)
            self._unnamed[label] = entity
        if entity.nominal is None or not is_bare(token):
            entity.nominal = token
        return entity

    def _points_back(self, token: Token, noun: Noun) -> bool:
        return _is_definite(token) and not self._is_unnamed(token, noun)

    def _is_unnamed(self, token: Token, noun: Noun) -> bool:
        """*e.g.* "**the woman**" again, after "a woman" or "a female voter" that nobody names."""
        if noun.type != PERSON or not is_bare(token):
            return False
        label = singular(token)
        if label not in self._unnamed and noun.gender is not None:
            unnamed = [e for e in self._recent(token) if not e.names and e.kind == PERSON and e.gender == noun.gender]
            if unnamed:
                self._unnamed[label] = unnamed[0]
        return label in self._unnamed

    # --- descriptions -----------------------------------------------------------------------------

    def _described(self, token: Token, noun: Noun) -> Reference | None:
        person = noun.type == PERSON or is_age(token)
        report = token.i in self._speakers and not noun.plural  # **the report** said; not "defended the report"
        report = report and self._is_first_report(token)
        if not (person or noun.type == ORGANIZATION or report) or not self._points_back(token, noun):
            return None
        if person:
            return self._person_described(token, noun)
        if noun.type == ORGANIZATION:
            fitting = self._organizations(token, noun)
            return _reference(self._clearest(fitting, token) or self._most_named(fitting))
        medium = self._clearest([e for e in self._recent(token) if e.sort == "medium"], token)
        return Reference(medium, "description", DOCUMENT) if medium is not None else None

    def _is_first_report(self, token: Token) -> bool:
        """*e.g.* "..., the Post claimed. According to **the report**, ...": one spoken of before is meant first."""
        reports = words("descriptions", "document", "report")
        return singular(token) in reports and token.i <= self._first_report

    @cached_property
    def _first_report(self) -> int:
        """Token index of the first noun that means a report; beyond all where there is none."""
        reports = words("descriptions", "document", "report")
        tokens = self.register.tokens
        return next((t.i for t in tokens if t.pos_ == "NOUN" and singular(t) in reports), len(tokens))

    def _person_described(self, token: Token, noun: Noun) -> Reference | None:
        """By a role that has this noun and all that modifies it; a noun that gives the sex alone, by that."""
        content = canonical(self._content_words(token))
        known = self._by_role.get(canonical_word(singular(token)), {})
        fitting = [e for e in known if content <= _role_words(e) | _name_words(self.register, e)]
        if fitting:
            return _reference(self._clearest(fitting, token))
        if noun.gender is None and not is_age(token):
            speaks = token.i in self._speakers and is_demonym(token)
            epithet = speaks or singular(token) in words("descriptions", "epithet", "words")
            return self._epithet(token) if epithet else None
        persons = [e for e in self._recent(token) if e.kind == PERSON]
        if noun.gender is not None:
            persons = [e for e in persons if self._gender(e) in (noun.gender, None)]
        certain = [e for e in persons if self._gender(e) == noun.gender]
        return _reference(self._clearest(certain or persons, token))

    def _body(self, token: Token, noun: Noun) -> Reference | None:
        """*e.g.* Ortega's **campaign**, his **administration**."""
        owner = None if noun.sorts.isdisjoint(AFTER_NAME) else functions.possessor(token)
        known = self.references.get(owner.i) if owner is not None else None
        if known is None or known.entity is None or not known.entity.names:
            return None
        found = self.register.bodies(known.entity, noun.sorts)
        return Reference(found[0], "description") if found else None

    def _epithet(self, token: Token) -> Reference | None:
        """*e.g.* "Ortega may lose if **the Harbor Party nominee** ...": the only person of this and the last sentence.

        What the article says there is news of that person, and becomes a role.
        """
        here = self._sentence[token.i]
        latest = takewhile(lambda o: here - o.sentence <= 1, reversed(self._occurrences[-LIMIT:]))
        near = {o.entity for o in latest if o.entity.kind == PERSON}
        entity = near.pop() if len(near) == 1 else None
        if entity is None or not entity.names or any(role.rank == OFFICE for role in entity.roles.values()):
            return None
        role = roles.of_mention(token)
        if role is not None and self._content_words(token):
            self._add(entity, role)
        return Reference(entity, "description")

    def _organizations(self, token: Token, noun: Noun) -> list[Entity]:
        """Named ones of that sort, or with that noun in the name or a role; of no known sort if there is no other.

        "The shipping group" may be the only company of late, though nobody said that it ships; not "the rival group".
        """
        named = [e for e in self._recent(token) if e.kind == ORGANIZATION and e.names]
        lemma = singular(token)
        content = self._content_words(token)
        known = {e: _name_words(self.register, e) for e in named}
        by_word = [e for e in named if lemma in known[e] | _role_words(e) and len(known[e]) > 1]
        by_sort = [e for e in named if e.sort in noun.sorts]
        if content:
            found = [e for e in by_sort + by_word if content <= _name_words(self.register, e) | _role_words(e)]
            other = content & words("descriptions", "definite", "others")
            return found or (by_sort if len(by_sort) == 1 and "company" in noun.sorts and not other else [])
        if by_word or by_sort or not noun.sorts & {"company", "medium"}:
            return by_word or by_sort
        return [e for e in named if e.sort is None] or [e for e in self._recent(token) if self._may_be_a_firm(e)]

    def _may_be_a_firm(self, entity: Entity) -> bool:
        """*e.g.* "**Courier** wrote ... The magazine added": one word that a recognizer took for somebody's name."""
        nobody = entity.kind == PERSON and not entity.roles and self._gender(entity) is None
        return nobody and {name.end - name.start for name in entity.names} == {1}

    def _content_words(self, token: Token) -> frozenset[str]:
        """What modifies the noun, without what counts or points: "the **former harbor** chief" -> former, harbor.

        Places say nothing that a role must repeat: "the Ohio senator" may be "Sen. Ann Roe".
        """
        start, end = phrases.phrase(token)
        light = words("descriptions", "quantifier", "words") | words("descriptions", "inside", "prepositions")
        found = [t for t in self.doc[start:end] if t.i != token.i and t.is_alpha and bare(t) not in light]
        at = self.register.name_at
        return frozenset(bare(t) for t in found if t.i not in at or at[t.i].kind != PLACE)

    def _recent(self, token: Token) -> list[Entity]:
        """Entities mentioned in the window, in the order of their last mention, latest first."""
        return list(self._salience(token))

    def _clearest(self, entities: list[Entity], token: Token) -> Entity | None:
        """The one entity, or the clearly most salient one; None in doubt."""
        unique = list(dict.fromkeys(entities))
        if len(unique) < 2:
            return unique[0] if unique else None
        salience = self._salience(token)
        ranked = sorted(unique, key=lambda e: -salience.get(e, 0.0))
        first, second = (salience.get(e, 0.0) for e in ranked[:2])
        return ranked[0] if first > CLEAR * second else None

    def _most_named(self, entities: list[Entity]) -> Entity | None:
        """*e.g.* "**The company** said" where an article is about one company: named so far more than others."""
        counts = Counter(o.entity for o in self._occurrences if o.entity in entities)
        ranked = counts.most_common(2)
        others = sum(number for _, number in ranked[1:])
        return ranked[0][0] if ranked and ranked[0][1] >= max(MAIN, CLEAR * others) else None

    # --- pronouns ---------------------------------------------------------------------------------

    def pronoun(self, token: Token, exclude: Collection[Entity] = ()) -> Reference:
        """Whom he, she, it or they refers to; `exclude`: who is not meant (the quotation's speaker)."""
        entry = pronouns.third_person(token)
        if entry is None or (entry["refers"][0] == ORGANIZATION and pronouns.is_expletive(token)):
            return Reference(None, "none", UNKNOWN)
        barred = {*exclude, *self._coarguments(token)}
        salience = self._salience(token)
        kinds = {*entry["refers"], UNKNOWN}
        options = {e: s * self._fit(e, entry) for e, s in salience.items() if e.kind in kinds and e not in barred}
        best = max(options, key=lambda e: options[e], default=None)
        if best is None or options[best] <= 0.0:
            return Reference(None, "none", PERSON if "gender" in entry else UNKNOWN)
        if best.kind == UNKNOWN and "gender" in entry:
            best.kind = PERSON
        return Reference(best, "pronoun")

    def _fit(self, entity: Entity, entry: dict[str, Any]) -> float:
        """0 where number or gender forbid it; less than 1 where they, or the entity's kind, are not known."""
        refers, gender = entry["refers"], entry.get("gender")
        if entity.kind == UNKNOWN:
            return 0.3 if gender is None or self._gender(entity) in (None, gender) else 0.0
        if gender is not None:
            own = self._gender(entity)
            return 1.0 if own == gender else 0.6 if own is None else 0.0
        if entity.plural != (refers[0] == GROUP):
            return 0.4 if entity.kind == ORGANIZATION and refers[0] == GROUP else 0.0
        return 1.0

    def _gender(self, entity: Entity) -> str | None:
        if entity.names:
            return self.register.gender(entity)
        return entity.gender or next((g for head in sorted(entity.heads()) if (g := noun_gender(head))), None)

    def _coarguments(self, token: Token) -> set[Entity]:
        """*e.g.* in "**Kos** told *him*" he is not Kos."""
        if functions.has(token, "possessor") or functions.has(token, "subject", "passive subject"):
            return set()
        siblings = (self.references.get(child.i) for child in token.head.children if child.i < token.i)
        return {r.entity for r in siblings if r is not None and r.entity is not None}

    def _salience(self, token: Token) -> dict[Entity, float]:
        """Of every entity mentioned before the token within the window."""
        here = self._sentence[token.i]
        salience: dict[Entity, float] = defaultdict(float)
        last = bisect_left(self._indices, token.i) - 1
        for n in range(last, -1, -1):
            occurrence = self._occurrences[n]
            if here - occurrence.sentence > WINDOW or last - n > LIMIT:
                break
            salience[occurrence.entity] += occurrence.weight * 0.5 ** (here - occurrence.sentence)
        return salience


def _reference(entity: Entity | None) -> Reference | None:
    return None if entity is None else Reference(entity, "description")


def _is_definite(token: Token) -> bool:
    """*e.g.* **the** senator; the first word of the phrase counts, wherever the parser hung it."""
    definite = words("descriptions", "definite", "words")
    if any(t.lower_ in definite for t in functions.dependents(token, "determiner")):
        return True
    before = token.doc[token.left_edge.i : token.i]
    return any(t.lower_ in definite for t in before) and token.doc[phrases.phrase(token)[0]].lower_ in definite


def _function_weight(token: Token) -> float:
    while functions.has(token, "conjunct") and token.head.i != token.i:
        token = token.head
    found = functions.functions_of(token)
    return max((weight for function, weight in WEIGHTS.items() if function in found), default=OBLIQUE)


def _role_words(entity: Entity) -> frozenset[str]:
    found = {word for role in entity.roles.values() for word in (*role.nouns, role.head)}
    return frozenset(found) | canonical(found)


def _name_words(register: Register, entity: Entity) -> frozenset[str]:
    full = entity.full
    return frozenset() if full is None else frozenset(bare(t) for t in register.doc[full.start : full.end])
