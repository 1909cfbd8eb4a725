"""Who made a document that speaks: *a report from Corvo Bank*, *the Harbor Post's report*.

The creator named beside a document is the source of what it says. In "the report said" the source is the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.grammar import functions, phrases
from quotes.language import words
from quotes.naming.name import Names
from quotes.words.kinds import DOCUMENT, GROUP, ORGANIZATION, PERSON, PLACE, UNKNOWN, bare, organization_sort
from quotes.words.nouns import describe, is_thing, singular

if TYPE_CHECKING:
    from spacy.tokens import Token


def creator(names: Names, document: Token) -> Token | None:
    """The head of the phrase that says who made a document; None where nobody is named beside it."""
    if document.i in names.at:
        return None
    if is_thing(document):
        return next(_makers(names, document), None)
    return next(_creators(names, document), None) if describe(document).type == DOCUMENT else None


def _makers(names: Names, thing: Token) -> Iterator[Token]:
    """Who made something that is not called a document: tests published by **the bank**, **the trust**'s response."""
    owner = functions.possessor(thing)
    if owner is not None and _owns(names, owner):
        yield owner
    for preposition, noun in _with_inner(thing):
        if preposition.lower_ in words("function_words", "makers") and _acts(names, noun):
            yield noun  # "a report by **the bank**", "a survey of ports by **the bank**"
    for verb in functions.dependents(thing, "participial modifier"):
        agent = functions.agent(verb)
        if agent is not None and verb.lemma_ in words("creators", "verbs") and _acts(names, agent):
            yield agent  # "data released by **the ministry**"


def _with_inner(thing: Token) -> Iterator[tuple[Token, Token]]:
    """The prepositions and nouns after the thing, and those that a parser has hung on what it is about."""
    for preposition, noun in functions.obliques(thing):
        yield preposition, noun
        if preposition.lower_ in words("descriptions", "inside", "part"):
            yield from functions.obliques(noun)


def _owns(names: Names, owner: Token) -> bool:
    """*e.g.* **the Harbor Post**'s report, **the central bank**'s survey."""
    return owner.i in names.at or describe(owner).type == ORGANIZATION


def _creators(names: Names, document: Token) -> Iterator[Token]:
    yield from _makers(names, document)
    for preposition, noun in functions.obliques(document):
        if preposition.lower_ in words("creators", "carriers") and _is_medium(names, noun):
            yield noun  # "a report in **the Harbor Post**"
    if singular(document) not in words("creators", "own") | words("where", "messages"):
        yield from _before(names, document)


def _acts(names: Names, noun: Token) -> bool:
    name = names.at.get(noun.i)
    if name is not None:
        return name.type != PLACE
    return describe(noun).type in (PERSON, GROUP, ORGANIZATION)


def _is_medium(names: Names, noun: Token) -> bool:
    """*e.g.* the Harbor **Post**, or an organization of no known kind; not **Facebook**, where anybody may write."""
    name = names.at.get(noun.i)
    if name is None or name.type not in (ORGANIZATION, UNKNOWN) or bare(noun) in words("where", "platforms"):
        return False
    return organization_sort(names.tokens.key(name)) in ("medium", None)


def _before(names: Names, document: Token) -> Iterator[Token]:
    """*e.g.* a **Corvo Bank** statement; not a Facebook post or a Corvo Bank e-mail, which anybody may write."""
    platforms = words("where", "platforms")
    for token in document.doc[phrases.phrase(document)[0] : document.i]:
        name = names.at.get(token.i)
        if name is not None and name.type == ORGANIZATION and bare(token) not in platforms:
            yield token
