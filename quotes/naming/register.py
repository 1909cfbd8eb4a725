"""The register of an article: who is in it, under which names.

A person is found by full name, surname, given name or title; an organization by name, short name or acronym.
Namesakes are kept apart: Hillary and Bill Clinton are two entities, the Clinton campaign is a third, and a
surname that fits two of them equally well names neither.

Built in time linear in the article: names are compared only with those that share their first or last word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quotes.grammar import functions
from quotes.grammar.phrases import characters
from quotes.language import words
from quotes.naming.names import find_names
from quotes.words.kinds import (
    GROUP,
    ORGANIZATION,
    PERSON,
    UNKNOWN,
    Kind,
    Name,
    Tokens,
    given_gender,
    is_seat,
    organization_sort,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from quotes.spans import Range

# Sorts of organizations that go by several nouns after one name.
AFTER_NAME = frozenset({"campaign", "government"})
MANY = 50  # of namesakes, and of names before "the latter", no more are looked at
NEAR = 3  # sentences: how far back "Johnson" still means the Johnson just introduced


@dataclass(slots=True, eq=False)
class Role:
    """One phrase that says what somebody is.

    `rank`: 0 is an office, higher is less of one. `noun`: token index of its head, `head` that noun's lemma;
    `nouns`: all its words in lower case.
    """

    span: Range
    rank: int
    noun: int
    head: str
    nouns: frozenset[str]


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that the article speaks of: by name, or (`names` empty) by a noun phrase only."""

    kind: Kind
    names: list[Name] = field(default_factory=list)
    full: Name | None = None
    gender: str | None = None
    sort: str | None = None
    plural: bool = False
    roles: dict[tuple[frozenset[str], int], Role] = field(default_factory=dict)
    nominal: Token | None = None

    def learn(self, role: Role) -> None:
        """Keep a role; of several in the same words the first."""
        self.roles.setdefault((role.nouns, role.rank), role)

    def heads(self) -> set[str]:
        """The head nouns of its roles, as lemmas."""
        return {role.head for role in self.roles.values()}


class Register:
    """The named entities of an article and who each name is.

    Attributes:
        names, name_at: all names in text order, and by token index.
        sentence: the number of each token's sentence.
        meant: whom the head noun (token index) of a role means; filled by `roles.attach`.
        premodifiers, asides: the name that a token beside it describes, "**harbor spokesman** Jan Kos",
            "Jan Kos, **head of the port**"; filled there too.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.entities: list[Entity] = []
        self.tokens = Tokens(doc)
        self.names = find_names(self.tokens, doc)
        self.name_at: dict[int, Name] = {i: name for name in self.names for i in range(name.start, name.end)}
        self.meant: dict[int, Entity] = {}
        self.premodifiers: dict[int, Name] = {}
        self.asides: dict[int, Name] = {}
        self._of: dict[Name, Entity] = {}
        self._by_word: dict[tuple[str, str], list[Entity]] = defaultdict(list)
        self._by_form: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
        self._keys: dict[Entity, tuple[str, ...]] = {}
        self._short: dict[Entity, int] = {}
        self._searched: dict[Entity, tuple[int, int]] = {}  # how many names and roles were searched for a gender
        self.sentence = [n for n, sent in enumerate(doc.sents) for _ in range(len(sent))]
        for name in sorted(self.names, key=lambda n: (-len(self.tokens.key(n)), n.start)):
            self._enter(name)
        self._addressed: dict[str, Counter[str | None]] = defaultdict(Counter)
        for name in self.names:
            self._addressed[self.tokens.key(name)[-1]][address_gender(self.tokens, name)] += 1
        for name in self.names:
            self._settle(name)

    def entity(self, token: Token) -> Entity | None:
        """Whom the name at this token names; None where there is no name, or it fits two equally well."""
        name = self.name_at.get(token.i)
        return None if name is None else self._of.get(name)

    def name_of(self, entity: Entity) -> Range | None:
        """Characters of the fullest name, as it stands in the article."""
        return None if entity.full is None else characters(self.doc, entity.full.start, entity.full.end)

    def bodies(self, owner: Entity, sorts: frozenset[str]) -> list[Entity]:
        """*e.g.* "Ortega's campaign": the Ortega campaign, if the article calls it so anywhere."""
        surname = self._keys[owner][-1]
        named = (e for e in self._by_word["first", surname] if e.sort in sorts and e.sort in AFTER_NAME)
        return list(named)

    def is_full(self, name: Name, entity: Entity) -> bool:
        """Is this naming as full as the fullest one?"""
        return self.tokens.key(name) == self._keys[entity]

    # --- full names first, longest first: each joins the entity it abbreviates, or founds one ---

    def _enter(self, name: Name) -> None:
        form = self.tokens.key(name)
        if name.kind == PERSON and len(form) == 1:
            return
        candidates = [e for e in self._similar(form) if self._is_same(name, form, e)]
        if len(candidates) == 1:
            self._join(name, candidates[0])
        elif not candidates:
            self._found(name, form)

    def _similar(self, form: tuple[str, ...]) -> list[Entity]:
        """Entities that the form may abbreviate: by its two ends, by how they begin, by their acronym."""
        acronym = ("acronym", "".join(form).replace(".", ""))
        places = (("ends", form[0], form[-1]), ("start", *form), ("start", *form[:-1]), acronym)
        return list(dict.fromkeys(e for place in places for e in self._by_form.get(place, [])[:MANY]))

    def _is_same(self, name: Name, form: tuple[str, ...], entity: Entity) -> bool:
        full = self._keys[entity]
        if form == full:
            return UNKNOWN in (name.kind, entity.kind) or name.kind == entity.kind or len(form) > 1
        if PERSON in (name.kind, entity.kind) and {name.kind, entity.kind} <= {PERSON, UNKNOWN}:
            return _abbreviates(form, full)
        if entity.sort is not None and organization_sort(form) == entity.sort and form[:-1] == full[:-1]:
            return entity.sort in AFTER_NAME  # the Ortega team, the Ortega campaign
        if is_seat(form):
            return False  # the White House is no short form of what a recognizer made of "White House Press Secretary"
        if entity.kind != ORGANIZATION or name.kind not in (ORGANIZATION, UNKNOWN):
            return False
        return _is_short(form, full) or (
            len(form) == 1 and self.doc[name.start].text.isupper() and form[0].replace(".", "") == _acronym(full)
        )

    def _found(self, name: Name, form: tuple[str, ...]) -> None:
        entity = Entity(name.kind, [name], name, sort=organization_sort(form) if name.kind != PERSON else None)
        entity.plural = name.kind == GROUP
        self.entities.append(entity)
        self._keys[entity] = form
        self._of[name] = entity
        self._by_word["last", form[-1]].append(entity)
        if form[0] != form[-1]:
            self._by_word["first", form[0]].append(entity)
        for place in _shortened(form):
            self._by_form[place].append(entity)
        for word in form[1:-1]:
            self._by_word["inner", word].append(entity)

    def _join(self, name: Name, entity: Entity) -> None:
        if entity.kind == UNKNOWN:
            entity.kind = name.kind
        self._of[name] = entity
        entity.names.append(name)
        if entity.full is not None and self.tokens.key(name) == self._keys[entity] and name.start < entity.full.start:
            entity.full = name

    # --- then surnames and given names, in text order ---

    def _settle(self, name: Name) -> None:
        form = self.tokens.key(name)
        if name in self._of or name.kind != PERSON or len(form) > 1:
            return
        for place in ("last", "inner", "first"):
            known = self._by_word[place, form[0]][:MANY]
            candidates = [e for e in known if e.kind in (PERSON, UNKNOWN)]
            chosen = self._likeliest(name, candidates)
            if chosen is not None:
                self._join(name, chosen)
                self._short[chosen] = name.start
            if candidates:
                return
        self._found(name, form)

    def _likeliest(self, name: Name, candidates: list[Entity]) -> Entity | None:
        """Of several Clintons the one whom the title fits, else whom the last sentences introduced or meant by it.

        Failing that the first to whom the article gave a full name; None where it introduced them together.
        """
        wanted = address_gender(self.tokens, name)
        fitting = [e for e in candidates if wanted is None or self.gender(e) in (None, wanted)]
        usual = wanted or self._usual_gender(name)
        certain = [e for e in fitting if usual is not None and self.gender(e) == usual]
        ranked = sorted(certain or fitting, key=_introduction)
        if len(ranked) < 2:
            return ranked[0] if ranked else None
        latest = max(ranked, key=lambda e: self._fresh(e, name))
        chosen = latest if self._fresh(latest, name) >= 0 else ranked[0]
        together = any(self._side_by_side(chosen, other) for other in ranked if other is not chosen)
        return None if together else chosen

    def _fresh(self, entity: Entity, name: Name) -> int:
        """Token index of its introduction, or last naming by surname, if within the sentences just before; else -1."""
        here = self.sentence[name.start]
        marks = [self._short.get(entity, -1)]
        if _is_subject(self.doc, entity.full) and not _is_relative(self.doc, entity.full):
            marks.append(_introduction(entity))
        near = [i for i in marks if 0 <= i < name.start and 1 <= here - self.sentence[i] <= NEAR]
        return max(near, default=-1)

    def _usual_gender(self, name: Name) -> str | None:
        """In an article of "Mr. Roe" and "Mrs. Roe" the one it speaks of more often."""
        counts = self._addressed[self.tokens.key(name)[-1]]
        male, female = counts["male"], counts["female"]
        return None if male == female else "male" if male > female else "female"

    def _side_by_side(self, one: Entity, other: Entity) -> bool:
        """*e.g.* "Ann Roe and Jan Roe": introduced in one sentence."""
        starts = sorted((_introduction(one), _introduction(other)))
        return self.doc[starts[0]].sent.end > starts[1]

    def gender(self, entity: Entity) -> str | None:
        """male, female or None: from a title, a role noun or the given name, in this order."""
        seen = len(entity.names), len(entity.roles)
        if entity.gender is None and entity.kind in (PERSON, UNKNOWN) and self._searched.get(entity) != seen:
            self._searched[entity] = seen
            titles = (address_gender(self.tokens, name) for name in entity.names)
            roles = (noun_gender(role.head) for role in entity.roles.values())
            entity.gender = next((g for g in (*titles, *roles) if g is not None), None)
            full = self._keys[entity]
            if entity.gender is None and len(full) > 1:
                entity.gender = given_gender(full[0])
        return entity.gender


def _is_subject(doc: Doc, name: Name | None) -> bool:
    return name is not None and functions.has(doc[name.start : name.end].root, "subject", "passive subject", "agent")


def _is_relative(doc: Doc, name: Name | None) -> bool:
    """*e.g.* his **wife**, Clara Frey; Clara Frey, the mayor's **daughter**."""
    if name is None:
        return False
    around = (*doc[max(0, name.start - 2) : name.start], *doc[name.end : name.end + 6])
    return any(token.lower_ in words("descriptions", "person", "family") for token in around)


def _introduction(entity: Entity) -> int:
    """Token index of the first full name."""
    return entity.full.start if entity.full is not None else entity.names[0].start


def address_gender(doc: Tokens, name: Name) -> str | None:
    """*e.g.* **Mrs.** Ortega -> female."""
    if name.start == 0:
        return None
    before = doc.bare[name.start - 1]
    return next((g for g in ("male", "female") if before in words("titles", "courtesy", g)), None)


def noun_gender(lemma: str) -> str | None:
    """*e.g.* spokeswoman -> female; spokesman -> None, since it is used of women too."""
    return next((g for g in ("male", "female") if lemma in words("descriptions", "person", g)), None)


def _abbreviates(form: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """*e.g.* "J. Ortega", "Juan Ortega", "Juan Carlos" for "Juan Carlos Ortega": its words in order, from one end."""
    if form[-1] != full[-1] and form != full[: len(form)]:
        return False
    rest = iter(full)
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in rest) for word in form)


def _shortened(form: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Where a shorter form finds a name again: each word or initial with the last, each beginning, the acronym."""
    words_and_initials = {*form, *(word[0] for word in form)}
    ends = {("ends", word, form[-1]) for word in words_and_initials}
    starts = {("start", *form[:n]) for n in range(1, len(form))}
    return ends | starts | ({("acronym", _acronym(form))} if len(form) > 1 else set())


def _is_short(form: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """*e.g.* "the Post" for "The Harbor Post", "Corvo" for "Corvo Holdings"; not "Harbor" for "Harbor Fire Council"."""
    return len(form) < len(full) and (
        form == full[-len(form) :] or (form == full[: len(form)] and len(full) - len(form) == 1)
    )


def _acronym(form: tuple[str, ...]) -> str:
    """*e.g.* Bureau of Harbor Safety -> bhs."""
    return "".join(word[0] for word in form if word not in words("organizations", "acronym", "without"))
