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
from quotes.words.nouns import describe, singular

if TYPE_CHECKING:
    from spacy.tokens import Token


def creator(names: Names, document: Token) -> Token | None:
    """The head of the phrase that says who made a document; None where nobody is named beside it."""
    if document.i in names.at or describe(document).type != DOCUMENT:
        return None
    return next(_creators(names, document), None)


def _creators(names: Names, document: Token) -> Iterator[Token]:
    owner = functions.possessor(document)
    if owner is not None and owner.i in names.at:
        yield owner  # "**the Harbor Post**'s report"
    for preposition, noun in functions.obliques(document):
        if _tells_creator(names, preposition, noun):
            yield noun  # "a report by **the bank**"
    for verb in functions.dependents(document, "participial modifier"):
        agent = functions.agent(verb)
        if agent is not None and verb.lemma_ in words("creators", "verbs") and _acts(names, agent):
            yield agent  # "data released by **the ministry**"
    if singular(document) not in words("creators", "own") | words("where", "messages"):
        yield from _before(names, document)


def _tells_creator(names: Names, preposition: Token, noun: Token) -> bool:
    """*e.g.* a report **by the bank**, a report **in the Harbor Post**."""
    if preposition.lower_ in words("function_words", "makers"):
        return _acts(names, noun)
    return preposition.lower_ in words("creators", "carriers") and _is_medium(names, noun)


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
