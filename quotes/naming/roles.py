"""What the article says somebody is: before the name, in apposition, in a predicate, or in the mention itself.

Every role is a character range of the text. Appositions and predicates keep "the" or "a" ("the secretary of
agriculture"); phrases before a name and mentions without a name lose it ("senior campaign official").
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.grammar import functions, phrases, tags
from quotes.language import words
from quotes.naming import appositions, extent, introduced, joint, preceding, titles
from quotes.naming.entity import Entity
from quotes.naming.name import Name, Names, head_of
from quotes.naming.register import Register
from quotes.naming.role import HONORIFIC, PREDICATE, RELATIVE, Beside, Role, is_office, make, rank, says_what, says_who
from quotes.records import SpeakerType
from quotes.words import negation
from quotes.words.kinds import GROUP, ORGANIZATION, PERSON, UNKNOWN, bare
from quotes.words.nouns import describe, is_bare, is_partitive, is_plural, is_team, part_of
from quotes.words.times import before_time

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True, eq=False)
class Roles:
    """What stands beside the names of an article.

    Attributes:
        of: the roles of each named entity; of several in the same words, the first.
        persons: the entities that an office shows to be persons, though the names alone do not say so.
        bodies: the entities that a noun beside them shows to be organizations: "**brokerage** Lund Roe".
        meant: whom the head noun (token index) of a role refers to: "the **minister** of trade, Mr. Kos, said".
        premodifiers: the name that a token right before it describes: "**harbor spokesman** Jan Kos".
        asides: the name that a token after it describes: "Jan Kos, **head of the port**".
    """

    of: Mapping[Entity, tuple[Role, ...]]
    persons: frozenset[Entity]
    bodies: frozenset[Entity]
    meant: Mapping[int, Entity]
    premodifiers: Mapping[int, Name]
    asides: Mapping[int, Name]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around one name: the phrase before it, the phrases after it, and the roles in them, by kind."""

    before: Beside | None
    after: list[Beside]
    kinds: list[Role]
    offices: list[Role]
    others: list[Role]


def find(register: Register) -> Roles:
    """The roles that stand beside the names, in text order."""
    of: dict[Entity, dict[tuple[frozenset[str], int], Role]] = {}
    persons: set[Entity] = set()
    bodies: set[Entity] = set()
    meant: dict[int, Entity] = {}
    premodifiers: dict[int, Name] = {}
    asides: dict[int, Name] = {}
    for name, entity in register.named():
        type_ = _type(entity, persons, bodies)
        is_open = type_ == ORGANIZATION or (entity.gender is None and entity not in of)
        around = _around(register.names, name, type_, _kinds(register.names, name, type_) if is_open else [])
        if around.kinds and entity.type != ORGANIZATION:
            bodies.add(entity)
        elif around.offices and entity.type == UNKNOWN:
            persons.add(entity)
        premodifiers.update(dict.fromkeys(around.before.tokens if around.before is not None else (), name))
        asides.update(dict.fromkeys((i for aside in around.after for i in aside.tokens), name))
        for role in (*around.kinds, *around.offices, *around.others):
            of.setdefault(entity, {}).setdefault(role.words, role)
            meant.setdefault(role.noun, entity)
    known = {entity: tuple(roles.values()) for entity, roles in of.items()}
    return Roles(known, frozenset(persons), frozenset(bodies), meant, premodifiers, asides)


def _type(entity: Entity, persons: Collection[Entity], bodies: Collection[Entity]) -> SpeakerType:
    """The type known so far. An entity with an office is a person."""
    if entity in bodies:
        return ORGANIZATION
    return PERSON if entity in persons else entity.type


def _kinds(names: Names, name: Name, type_: SpeakerType) -> list[Role]:
    """*e.g.* **Brokerage** Lund Roe, Corvo **news agency**, Lund Roe, **a broker**: what shows an organization."""
    questions = (titles.body, titles.trailing, appositions.body, preceding.body_before)
    return _given(question(names, name, type_) for question in questions)


def _around(names: Names, name: Name, type_: SpeakerType, kinds: list[Role]) -> _Around:
    """`type_`: the type known so far; `kinds`: what shows that it is an organization."""
    doc, head = names.doc, head_of(names.doc, name)
    type_ = ORGANIZATION if kinds else type_
    may_have_title = type_ in {PERSON, UNKNOWN}
    before = titles.before(names, name) if may_have_title else None
    after, inverted = [], None
    if may_have_title or type_ == ORGANIZATION:
        after = appositions.after(names, name)
        start = before.tokens.start if before and before.tokens else name.start
        inverted = preceding.before(names, name, start) or (
            introduced.opening(head, start, name.end) if may_have_title else None
        )
    letters = _letters(doc, name) if may_have_title else ()
    title = None if before is None else before.role
    offices = _given([title, *letters, *(aside.role for aside in after), inverted])
    is_person = type_ == PERSON or (type_ == UNKNOWN and bool(offices))
    of_person = _of_person(names, name) if is_person else []
    says = says_what if type_ == ORGANIZATION else says_who
    clauses = (role for token in names.tokens[name.start : name.end] for role in _relative(doc, token, says))
    return _Around(before, after, kinds, offices, [*of_person, *clauses, *predicates(head, says)])


def _of_person(names: Names, name: Name) -> list[Role]:
    """Roles that only persons have, but that do not prove that an entity is a person."""
    alone = [
        titles.party(names.doc, name),
        titles.honorific(names, name),
        appositions.affiliation(names, name),
        appositions.acting(names, name),
        introduced.by_name(names, name),
    ]
    return [*joint.roles(names, name), *_given(alone)]


def _given(roles: Iterable[Role | None]) -> list[Role]:
    return [role for role in roles if role is not None]


def _letters(doc: Doc, name: Name) -> Iterator[Role]:
    """*e.g.* Tom Lund **MP** said."""
    for token in doc[name.end : appositions.past_letters(doc, name.end)]:
        level = rank(token, token.i, token.i + 1) if is_office(token) else HONORIFIC
        yield make(doc, token.i, token.i + 1, token, level)


Says = Callable[["Token"], bool]


# --- in the sentence -------------------------------------------------------------------------------


def _relative(doc: Doc, head: Token, says: Says) -> Iterator[Role]:
    """*e.g.* Kos, **who heads the port authority**; who is **a critic of the plan**; who became **mayor** in May."""
    for clause in functions.dependents(head, "relative clause"):
        own = functions.subject(clause) or functions.passive_subject(clause)
        if own is not None and not tags.is_relative_word(own):
            continue  # Kos, **whose wife** is a judge
        if (
            clause.pos_ == "VERB"
            and tags.is_present(clause)
            and clause.lemma_ in words("descriptions", "occupation", "verbs")
        ):
            inside = [t.i for t in clause.subtree]
            who = next((i for i in inside if tags.is_relative_word(doc[i])), clause.i)
            end = extent.past_clause(head, who)
            yield make(doc, who, end if end > clause.i else inside[-1] + 1, clause, RELATIVE)
        elif clause.lemma_ in words("descriptions", "occupation", "become"):
            yield from _become(clause, says)
        elif (office := _served_as(clause)) is not None:
            yield make(doc, phrases.phrase(office)[0], extent.end_of(office), office, PREDICATE)
        else:
            yield from _predicate(clause, says)


def _served_as(verb: Token) -> Token | None:
    """*e.g.* Kos, who follows shipping as **an analyst at Corvo**; not: who saw Roe as a leader, who began as one."""
    if verb.lemma_ not in words("descriptions", "occupation", "serve"):
        return None
    acted_on = functions.direct_object(verb)
    office = functions.oblique(verb, *words("function_words", "views"))
    if office is None or office.i < verb.i or not is_office(office) or is_bare(office):
        return None
    if negation.is_negated(verb) or _is_hypothetical(verb):
        return None
    return None if acted_on is not None and (acted_on.ent_type_ == "PERSON" or acted_on.pos_ == "PRON") else office


def predicates(subject: Token, says: Says = says_who) -> Iterator[Role]:
    """*e.g.* Jan Kos is **a senior fellow at the institute**; she became **mayor** in May.

    `says`: whether a noun says what the subject is.
    """
    verb = subject.head
    if not functions.has(subject, "subject", "passive subject") or verb.i == subject.i:
        return
    if functions.copula_subject(verb) == subject:
        yield from _predicate(verb, says)
    elif (office := _served_as(verb)) is not None:
        yield make(verb.doc, phrases.phrase(office)[0], extent.end_of(office), office, PREDICATE)
    elif verb.lemma_ in words("descriptions", "occupation", "become") or _gives_office(verb):
        yield from _become(verb, says)


def _gives_office(verb: Token) -> bool:
    """*e.g.* She was **elected** mayor in May; not: She was not elected mayor."""
    given = verb.lemma_ in words("descriptions", "occupation", "appoint") and functions.is_passive(verb)
    return given and not negation.is_negated(verb) and not _is_hypothetical(verb)


def _is_hypothetical(verb: Token) -> bool:
    """*e.g.* She **would** serve as mayor."""
    return any(map(tags.is_modal, functions.dependents(verb, "auxiliary")))


def _become(verb: Token, says: Says) -> Iterator[Role]:
    for noun in functions.dependents(verb, "predicate", "open clause", "object"):
        if says(noun):
            yield make(verb.doc, phrases.phrase(noun)[0], extent.end_of(noun), noun, PREDICATE)


_CLAUSAL = {"VERB", "AUX", "PRON", "SCONJ", "SPACE"}


def _predicate(noun: Token, says: Says) -> Iterator[Role]:
    """A noun for a person as predicate, without its clause's subject and copula; nothing under "not" or "would"."""
    verb = noun.head if functions.has(noun, "predicate") else noun
    if not says(noun) or (is_bare(noun) and is_office(noun)) or negation.is_negated(verb) or _is_hypothetical(verb):
        return
    copula = functions.dependent(noun, "copula")
    start = noun.i
    first = copula.i if copula is not None else -1
    while start - 1 > first and noun.is_ancestor(noun.doc[start - 1]) and noun.doc[start - 1].pos_ not in _CLAUSAL:
        start -= 1
    yield make(noun.doc, start, extent.end_of(noun), noun, PREDICATE)


# --- mentions without a name ----------------------------------------------------------------------


def of_mention(noun: Token) -> Role | None:
    """*e.g.* "two **former harbor officials**", "his **lawyer**": without numbers, determiners and possessives.

    None if nothing is left that says what they are.
    """
    doc = noun.doc
    part = part_of(noun) if is_partitive(noun) and not is_team(noun) else None
    if part is not None and (is_plural(part) or describe(part).type == GROUP):
        return of_mention(part)
    start, end = phrases.phrase(noun)
    copula = functions.dependent(noun, "copula")
    start = max(start, after_case(noun), copula.i + 1 if copula is not None and copula.i < noun.i else 0)
    while start < noun.i and (
        bare(doc[start]) in words("descriptions", "quantifier", "words") or _is_light(doc[start])
    ):
        start += 1
    verbs = (t.i for t in doc[noun.i + 1 : end] if tags.is_tensed(t))
    end = before_time(noun, next(verbs, end))
    if start == noun.i and end == noun.i + 1 and is_bare(noun):
        return None
    return make(doc, start, end, noun, PREDICATE)


def of_anybody(noun: Token) -> Role | None:
    """*e.g.* "two **people who know the port**": what a clause says of certain people; not "people who know" it."""
    is_certain = any(t.i < noun.i for t in functions.dependents(noun, "determiner", "number"))
    end = extent.past_clause(noun, noun.i + 1)
    return make(noun.doc, noun.i, end, noun, PREDICATE) if is_certain and end > noun.i + 1 else None


def after_case(noun: Token) -> int:
    """Token index after the noun's preposition: "according to **an aide**"."""
    cases = [c.right_edge.i + 1 for c in functions.dependents(noun, "case") if c.i < noun.i]
    return max((i for i in cases if i <= noun.i), default=0)


def _is_light(token: Token) -> bool:
    """Numbers, possessive pronouns and their like before a noun: "**three** officials", "**his** lawyer"."""
    return (
        token.pos_ in {"DET", "NUM", "ADP", "ADV", "CCONJ", "SCONJ"}
        or tags.is_possessive_pronoun(token)
        or tags.is_relative_word(token)
        or token.is_punct
        or token.is_space
    )
