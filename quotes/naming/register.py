"""The register of an article: who is in it, under which names.

A person is found by full name, surname, given name or title; an organization by name, short name or acronym.
Namesakes are kept apart: Hillary and Bill Clinton are two entities, the Clinton campaign is a third, and a
surname that fits two people equally well names neither.

Built in time linear in the article: names are compared only with those that share their first or last word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from quotes.grammar import functions
from quotes.grammar.phrases import characters
from quotes.language import words
from quotes.naming import forms, initials, seconds
from quotes.naming.entity import Entity
from quotes.naming.forms import Form
from quotes.naming.name import Name, Names, Tokens, head_of
from quotes.records import SpeakerType
from quotes.spans import Range
from quotes.words.kinds import (
    AFTER_NAME,
    ORGANIZATION,
    PERSON,
    PLACE,
    UNKNOWN,
    given_gender,
    is_place,
    is_seat,
    is_title,
    organization_sort,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MANY = 50  # at most this many namesakes are compared
NEAR = 3  # sentences after which "Johnson" still means the Johnson just introduced
# "his **wife**, Clara Frey"; "Clara Frey, the old mayor's eldest **daughter**": how many tokens away the word may be
RELATIVE_BEFORE, RELATIVE_AFTER = 2, 6


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """The named entities of an article, in the order in which they were found, and the entity of each name."""

    names: Names
    entities: Sequence[Entity]
    _of: Mapping[Name, Entity]
    _bodies: Mapping[str, Sequence[Entity]]

    def named(self) -> Iterator[tuple[Name, Entity]]:
        """Each name in text order with its entity, without names that fit two equally well."""
        return ((name, self._of[name]) for name in self.names.all if name in self._of)

    def entity(self, token: Token) -> Entity | None:
        """The entity named at this token; None if there is no name or the name fits two equally well."""
        name = self.names.at.get(token.i)
        return None if name is None else self._of.get(name)

    def name_of(self, entity: Entity) -> Range | None:
        """Characters of the fullest name in the article."""
        return None if entity.full is None else characters(self.names.doc, entity.full.start, entity.full.end)

    def bodies(self, owner: Entity, sorts: frozenset[str]) -> list[Entity]:
        """*e.g.* "Ortega's campaign": the Ortega campaign, if the article uses that name anywhere."""
        return [body for body in self._bodies.get(owner.key[-1], ()) if body.sort in sorts]

    def is_full(self, name: Name, entity: Entity) -> bool:
        """Whether this naming is as full as the fullest one."""
        return self.names.tokens.key(name) == entity.key


def build(names: Names) -> Register:
    """The register of an article's names: full names first, then the surnames and given names that stand alone."""
    builder = _Builder(names)

    def fullness(name: Name) -> tuple[int, int, int]:
        """*e.g.* Donald James Holm before Donald J. Holm before Donald Holm."""
        key = names.tokens.key(name)
        return -len(key), sum(len(word) == 1 for word in key), name.start

    for name in sorted(names.all, key=fullness):
        builder.enter(name)
    for name in names.all:
        builder.settle(name)
    return builder.register()


@dataclass(slots=True, eq=False)
class _Draft:
    """An entity that names can still join. `latest`: token index of its last naming by surname."""

    type: SpeakerType
    names: list[Name]
    full: Name
    key: Form
    sort: str | None
    gender: str | None
    latest: int = -1

    @property
    def given(self) -> str | None:
        return given_gender(self.key[0]) if len(self.key) > 1 else None

    def entity(self, tokens: Tokens) -> Entity:
        words = frozenset(tokens.bare[self.full.start : self.full.end])
        return Entity(
            self.type, tuple(self.names), self.full, self.key, self.gender, self.given, self.sort, words=words
        )


class _Builder:
    def __init__(self, names: Names) -> None:
        self._names, self._doc, self._tokens = names, names.doc, names.tokens
        self._drafts: list[_Draft] = []
        self._of: dict[Name, _Draft] = {}
        self._by_word: dict[tuple[str, str], list[_Draft]] = defaultdict(list)
        self._by_form: dict[Form, list[_Draft]] = defaultdict(list)
        self._addressed: dict[str, Counter[str | None]] = defaultdict(Counter)
        self._second = seconds.find(names)
        for name in names.all:
            self._addressed[self._tokens.key(name)[-1]][_address(self._tokens, name)] += 1

    def register(self) -> Register:
        entities = {draft: draft.entity(self._tokens) for draft in self._drafts}
        bodies: dict[str, list[Entity]] = defaultdict(list)
        for entity in entities.values():
            if entity.sort in AFTER_NAME:
                bodies[entity.key[0]].append(entity)
        return Register(self._names, list(entities.values()), {n: entities[d] for n, d in self._of.items()}, bodies)

    # --- full names first, longest first: each joins the entity it abbreviates or starts a new one ---

    def enter(self, name: Name) -> None:
        form = self._tokens.key(name)
        if name.type == PERSON and len(form) == 1:
            return
        candidates = [draft for draft in self._similar(form) if self._is_same(name, form, draft)]
        exact = [draft for draft in candidates if draft.key == form]
        meant = self._introduced(name, form) or self._only(name, form, exact or candidates)
        if meant is not None:
            self._join(name, meant)
        elif not candidates or all(forms.begins(form, draft.key) for draft in candidates):
            self._found(name, form)  # "Corvo", beside Corvo Motors and Corvo Finance

    def _introduced(self, name: Name, form: Form) -> _Draft | None:
        """*e.g.* "Segas" once the article has had "the Harbor Athletics Federation (Segas)"."""
        full = self._second.get(form)
        draft = None if full is None else self._of.get(full)
        if draft is not None and (draft.type, name.type) == (PLACE, ORGANIZATION):
            draft.type = ORGANIZATION  # "Société de Torsby (STB)"
        return draft

    def _only(self, name: Name, form: Form, candidates: list[_Draft]) -> _Draft | None:
        """The one candidate; of several papers called the Post, the one named last before this."""
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        if any(draft.type != ORGANIZATION or forms.begins(form, draft.key) for draft in candidates):
            return None
        before = {n.start: draft for draft in candidates for n in draft.names if n.start < name.start}
        return before[max(before)] if before else None

    def _similar(self, form: Form) -> list[_Draft]:
        """Entities that the form may abbreviate."""
        return list(dict.fromkeys(d for place in forms.places(form) for d in self._by_form.get(place, [])[:MANY]))

    def _is_same(self, name: Name, form: Form, draft: _Draft) -> bool:
        if form == draft.key:
            return UNKNOWN in (name.type, draft.type) or name.type == draft.type or len(form) > 1
        if PERSON in (name.type, draft.type) and {name.type, draft.type} <= {PERSON, UNKNOWN}:
            return forms.abbreviates(form, draft.key)
        if draft.sort is not None and organization_sort(form) == draft.sort and form[:-1] == draft.key[:-1]:
            return draft.sort in AFTER_NAME  # the Ortega team, the Ortega campaign
        if is_seat(form) or is_seat(draft.key):
            return False  # "the House" is not the White House, and the White House is not a "White House Aide"
        if name.type == draft.type and name.type in (PLACE, UNKNOWN):
            return self._is_acronym(name, form, draft)  # the US, PISA
        if draft.type != ORGANIZATION or name.type not in (ORGANIZATION, UNKNOWN):
            return False
        same = forms.shortens(form, draft.key) or forms.turns(form, draft.key) or forms.is_party(form, draft.key)
        return same or self._is_acronym(name, form, draft)

    def _is_acronym(self, name: Name, form: Form, draft: _Draft) -> bool:
        """*e.g.* BHS, B.H.S., MoD."""
        word = self._tokens[name.start].text
        capitals = sum(map(str.isupper, word)) > 1 and word[-1] in f"{word[-1].upper()}."
        known = len(draft.key) == 1 and (organization_sort(form) is not None or is_place(form))  # "UN" is not Unilever
        return len(form) == 1 and capitals and not known and forms.is_acronym(form, draft.key)

    def _found(self, name: Name, form: Form) -> None:
        sort = organization_sort(form) if name.type != PERSON else None
        draft = _Draft(name.type, [name], name, form, sort, _address(self._tokens, name))
        self._drafts.append(draft)
        self._of[name] = draft
        self._by_word["last", form[-1]].append(draft)
        if form[0] != form[-1]:
            self._by_word["first", form[0]].append(draft)
        for place in forms.shortened(form):
            self._by_form[place].append(draft)
        for word in form[1:-1]:
            self._by_word["inner", word].append(draft)

    def _join(self, name: Name, draft: _Draft) -> None:
        if draft.type == UNKNOWN:
            draft.type = name.type
        self._of[name] = draft
        draft.names.append(name)
        draft.gender = draft.gender or _address(self._tokens, name)

    # --- then surnames and given names, in text order ---

    def settle(self, name: Name) -> None:
        form = self._tokens.key(name)
        if name in self._of or name.type != PERSON or len(form) > 1:
            return
        persons = self._persons_of(form[0])
        chosen = self._introduced(name, form) or self._likeliest(name, persons)
        if chosen is not None:
            self._join(name, chosen)
            chosen.latest = name.start
        elif not persons:
            self._settle_alone(name, form)

    def _persons_of(self, word: str) -> list[_Draft]:
        """Those with the word as surname; failing that within the name; failing that as given name."""
        for place in ("last", "inner", "first"):
            persons = [draft for draft in self._by_word[place, word][:MANY] if draft.type in (PERSON, UNKNOWN)]
            if persons:
                return persons
        return []

    def _settle_alone(self, name: Name, form: Form) -> None:
        firm = self._firm(name, form)
        if firm is not None:
            self._join(name, firm)
        else:
            self._found(name, form)

    def _firm(self, name: Name, form: Form) -> _Draft | None:
        """*e.g.* Corvo Foods Ltd closed. **Corvo** said ...: the company, if a recognizer took it for a person.

        So by the last word in an interview: Ann Roe talked to the Harbor Ledger. / **LEDGER**: Why?
        """
        if name.start and is_title(self._tokens[name.start - 1]):
            return None
        asking = [d for d in self._by_word["last", form[0]] if d.type == ORGANIZATION]
        if len(asking) == 1 and initials.is_before_colon(self._tokens, name.start):
            return asking[0]
        begun = [d for d in self._by_form["start", *form] if d.type == ORGANIZATION]
        firms = [d for d in begun if _is_shortened(d) and forms.begins(form, d.key)]
        return firms[0] if len(firms) == len(begun) == 1 else None

    def _likeliest(self, name: Name, candidates: list[_Draft]) -> _Draft | None:
        """Of several Clintons the one that the title fits, else the one last introduced or so called nearby.

        Failing that, the first whom the article named in full; None if it introduced them together.
        """
        fitting = self._fitting(name, candidates)
        ranked = [draft for draft in fitting if not _is_relative(self._doc, draft.full)] or fitting
        if len(ranked) < 2:
            return ranked[0] if ranked else None
        latest = max(ranked, key=lambda draft: self._fresh(draft, name))
        chosen = latest if self._fresh(latest, name) >= 0 else ranked[0]
        together = any(self._side_by_side(chosen, other) for other in ranked if other is not chosen)
        return None if together else chosen

    def _fitting(self, name: Name, candidates: list[_Draft]) -> list[_Draft]:
        """Those of the title's gender, else of the gender usual for this surname here, in the order of introduction."""
        wanted = _address(self._tokens, name)
        genders = {draft: draft.gender or draft.given for draft in candidates}
        fitting = [draft for draft in candidates if wanted is None or genders[draft] in (None, wanted)]
        usual = wanted or self._usual_gender(name)
        certain = [draft for draft in fitting if usual is not None and genders[draft] == usual]
        return sorted(certain or fitting, key=lambda draft: draft.full.start)

    def _fresh(self, draft: _Draft, name: Name) -> int:
        """Token index of its introduction or last naming by surname, if in one of the last sentences; else -1."""
        sentence, here = self._tokens.sentence, self._tokens.sentence[name.start]
        marks = [draft.latest]
        if _is_subject(self._doc, draft.full) and not _is_relative(self._doc, draft.full):
            marks.append(draft.full.start)
        near = [i for i in marks if 0 <= i < name.start and 1 <= here - sentence[i] <= NEAR]
        return max(near, default=-1)

    def _usual_gender(self, name: Name) -> str | None:
        """In an article with "Mr. Roe" and "Mrs. Roe", the gender of the one mentioned more often."""
        counts = self._addressed[self._tokens.key(name)[-1]]
        male, female = counts["male"], counts["female"]
        return None if male == female else "male" if male > female else "female"

    def _side_by_side(self, one: _Draft, other: _Draft) -> bool:
        """*e.g.* "Ann Roe and Jan Roe": introduced in one sentence."""
        return self._tokens.sentence[one.full.start] == self._tokens.sentence[other.full.start]


def _is_shortened(body: _Draft) -> bool:
    """Whether an article may call it by its first word alone: Corvo Foods, Corvo Lind, the Harbor Party."""
    return body.sort in ("company", None) or forms.is_of_party(body.key)


def _is_subject(doc: Doc, name: Name) -> bool:
    return functions.has(head_of(doc, name), "subject", "passive subject", "agent")


_CLAUSAL = {"AUX", "CCONJ", "VERB"}


def _is_relative(doc: Doc, name: Name) -> bool:
    """*e.g.* his **wife**, Clara Frey; Clara Frey, the mayor's **daughter**."""
    before = doc[max(0, name.start - RELATIVE_BEFORE) : name.start]
    after = takewhile(lambda token: token.pos_ not in _CLAUSAL, doc[name.end : name.end + RELATIVE_AFTER])
    return any(token.lower_ in words("descriptions", "person", "family") for token in (*before, *after))


def _address(tokens: Tokens, name: Name) -> str | None:
    """*e.g.* **Mrs.** Ortega -> female."""
    if name.start == 0:
        return None
    before = tokens.bare[name.start - 1]
    return next((g for g in ("male", "female") if before in words("titles", "courtesy", g)), None)
