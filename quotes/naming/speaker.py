"""The speaker of one statement, made from a mention and what it refers to: name, type, resolution, roles."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quotes.grammar import functions
from quotes.grammar.phrases import characters
from quotes.language import words
from quotes.naming import role, roles
from quotes.naming.entity import Entity, Facts
from quotes.naming.lists import both, listed
from quotes.naming.name import head_of
from quotes.naming.ranking import Numbers, Ranked, Reference
from quotes.naming.reference import References
from quotes.naming.register import Register
from quotes.naming.roles import Roles
from quotes.records import Resolution, SpeakerType
from quotes.spans import Range
from quotes.words.kinds import GROUP, ORGANIZATION, PERSON, PLACE, UNKNOWN
from quotes.words.nouns import are_agents, describe, is_age, is_bare, is_plural

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is known about how a speaker's name and role were found."""

    name: Numbers = field(default_factory=dict)
    role: Numbers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it.

    Attributes:
        span: the mention's characters; for a continued quotation, the speaker's last mention before it.
        name: the fullest proper name in the article, as written there, without title; None if none or in doubt.
        type: person, organization, group, place, document or unknown.
        resolution: how the name was found: named, alias, pronoun, description, continued or none.
        role: characters of the best phrase that says what the speaker is.
        roles: characters of all such phrases, the best included, in text order.
        among: all candidates, where they were weighed.
        grounds: what is known about how the name and the role were found, for `certainty` to make probabilities of.
    """

    span: Range
    name: str | None
    type: SpeakerType
    resolution: Resolution
    role: Range | None
    roles: tuple[Range, ...] = ()
    among: Ranked | None = field(default=None, compare=False)
    grounds: Grounds = field(default_factory=Grounds)


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """Everybody in an article: the names, the roles beside them, and whom each mention means.

    `text` is the article's, kept because spaCy rebuilds `doc.text` on each access. `quoted`: the tokens in quotation
    marks.
    """

    text: str
    register: Register
    roles: Roles
    references: References
    quoted: Collection[int]


def nobody(span: Range, type_: SpeakerType) -> Speaker:
    """A mention that says nothing but a type: "some", "who"."""
    return unnamed(span, type_, "none", None)


def unnamed(span: Range, type_: SpeakerType, resolution: Resolution, phrase: Range | None) -> Speaker:
    """Somebody without a name, with the phrase that says what they are."""
    return Speaker(span, None, type_, resolution, phrase, () if phrase is None else (phrase,))


def known_as(cast: Cast, mention: Token, reference: Reference, span: Range) -> Speaker:
    """Whom a mention refers to, as the article as a whole knows them."""
    found = _known_as(cast, mention, reference, span)
    return found if reference.among is None else replace(found, among=reference.among)


def _known_as(cast: Cast, mention: Token, reference: Reference, span: Range) -> Speaker:
    entity = reference.entity
    if entity is None:
        type_ = reference.type or UNKNOWN
        type_ = GROUP if type_ == UNKNOWN and are_agents(mention) else type_
        return unnamed(span, type_, "none", mention_role(cast, mention, type_))
    type_ = reference.type or cast.references.facts[entity].type
    name = cast.register.name_of(entity)
    if name is None:
        return _without_name(cast, mention, entity, type_, reference.resolution, span)
    entities = [entity] if type_ in (PERSON, ORGANIZATION) else []
    return _named(cast, span, cast.text[slice(*name)], type_, reference.resolution, entities)


def _without_name(
    cast: Cast, mention: Token, entity: Entity, type_: SpeakerType, resolution: Resolution, span: Range
) -> Speaker:
    facts = cast.references.facts[entity]
    noun = _nominal(entity, facts, mention)
    phrase = role.best(facts.roles) or (mention_role(cast, noun, type_) if noun is not None else None)
    return unnamed(span, type_, resolution if mention.pos_ == "PRON" else "none", phrase)


def _nominal(entity: Entity, facts: Facts, mention: Token) -> Token | None:
    """*e.g.* **Port officials** said ... The officials added: the last noun that says what they are."""
    before = [noun for noun in facts.nominals if noun.i <= mention.i] or facts.nominals[:1]
    if mention.pos_ == "PRON" or (is_bare(mention) and not entity.plural):
        return before[-1] if before else None
    fuller = [noun for noun in before if _says_more(noun)] if role.is_anaphor(mention) else []
    return fuller[-1] if fuller else mention


def _says_more(noun: Token) -> bool:
    """*e.g.* the **port** officials, a pilot **at Torsby**; not "young Friends for Clean Harbors", a name."""
    joints = words("descriptions", "inside", "affiliation") | words("descriptions", "inside", "prepositions")
    after = (preposition.lower_ in joints for preposition, other in functions.obliques(noun) if other.i > noun.i)
    return (bool(role.modifiers(noun)) or any(after)) and (noun.is_sent_start or not noun.is_title)


def _named(
    cast: Cast, span: Range, name: str | None, type_: SpeakerType, resolution: Resolution, entities: Iterable[Entity]
) -> Speaker:
    """`entities`: those whose roles are given."""
    known = [one for entity in entities for one in cast.references.facts[entity].roles]
    return Speaker(span, name, type_, resolution, role.best(known), role.every(known))


def several(cast: Cast, mention: Token, span: Range) -> Speaker | None:
    """*e.g.* **Sens. Ann Roe and Jan Kos**: a group, its name from the first to the last, with the roles of all."""
    doc = cast.register.names.doc
    names = listed(cast.register.names, mention)
    resolution: Resolution = "named" if len(names) > 1 else "description"
    if len(names) < 2 and len(names := both(cast.register.names, mention)) < 2:
        return _named(cast, span, None, GROUP, "none", _meant(cast, [mention])) if _has_company(mention) else None
    start, end = characters(doc, names[0].start, names[-1].end)
    heads = [head_of(doc, name) for name in names if name.type in (PERSON, ORGANIZATION)]
    return _named(cast, span, cast.text[start:end], GROUP, resolution, _meant(cast, heads))


def _meant(cast: Cast, mentions: Iterable[Token]) -> list[Entity]:
    """Whom the mentions refer to, without those of whom nobody knows."""
    found = (cast.references.at.get(mention.i) for mention in mentions)
    return [reference.entity for reference in found if reference is not None and reference.entity is not None]


def _has_company(mention: Token) -> bool:
    """*e.g.* **Kos** and his colleagues, **he** and others: one person and more without a name, in that one's role."""
    if mention.pos_ not in {"PROPN", "PRON"}:
        return False
    others = (noun for noun in functions.dependents(mention, "conjunct") if noun.i > mention.i and noun.pos_ == "NOUN")
    return any(is_plural(noun) or describe(noun).type in (GROUP, ORGANIZATION) for noun in others)


def mention_role(cast: Cast, noun: Token, type_: SpeakerType) -> Range | None:
    """The role in an unnamed mention itself; None for "the agency" alone and for documents."""
    if type_ in (ORGANIZATION, PLACE) and role.points_back(noun):
        return None
    if type_ not in (PERSON, GROUP, ORGANIZATION, PLACE) or noun.i in cast.register.names.at:
        return None
    if noun.pos_ in {"PRON", "DET"} or is_age(noun):
        return None
    phrase = roles.of_mention(noun) or roles.of_anybody(noun)
    return None if phrase is None else _with_body(cast, noun, phrase.span)


def _with_body(cast: Cast, noun: Token, span: Range) -> Range:
    """*e.g.* **Department for** Transport spokesman: with the whole name of the body, which the parse cut in two."""
    names, first = cast.register.names, noun
    while first.idx > span[0]:
        first = first.nbor(-1)
    owner = names.at.get(first.i)
    if owner is None and first == noun and (before := names.at.get(noun.i - 1)) is not None:
        owner = before if before.start <= noun.head.i < before.end else None
    if owner is None or owner.type != ORGANIZATION:
        return span
    return characters(names.doc, owner.start, owner.end)[0], span[1]
