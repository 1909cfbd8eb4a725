"""What a noun stands for, as far as it decides whether it can be spoken to or judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.grammar import tags
from quotes.language import words
from quotes.words import nouns
from quotes.words.kinds import DOCUMENT, GROUP, ORGANIZATION, PERSON

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMES = {"PERSON": "person's name", "ORG": "organization's name"} | dict.fromkeys(("LOC", "GPE"), "place's name")
# Sorts that neither speak nor listen.
THINGS = frozenset({DOCUMENT, "occasion", "pronoun of a thing", "thing"})


def sort(noun: Token) -> str:
    """*e.g.* "person", "organization's name", "occasion", "thing"."""
    if noun.pos_ == tags.PRONOUN:
        return _pronoun(noun)
    if noun.ent_type_ in _NAMES:
        return _NAMES[noun.ent_type_]
    found = nouns.describe(noun).type
    if found in {PERSON, GROUP, ORGANIZATION, DOCUMENT}:
        return found
    if nouns.singular(noun) in words("where", "nouns"):
        return "occasion"
    is_capital = noun.text[:1].isupper() and not noun.is_sent_start  # Harbor Radio's Morning **Hour**
    return "name" if noun.pos_ == "PROPN" or is_capital else "thing"


def _pronoun(noun: Token) -> str:
    if tags.is_relative_word(noun):
        return "relative"
    is_person = tags.is_personal_pronoun(noun) and noun.lower_ not in words("pronouns", "things")
    return "pronoun" if is_person or noun.lower_ in _anybody() else "pronoun of a thing"


def _anybody() -> frozenset[str]:
    return words("pronouns", "indefinite", "person") | words("pronouns", "indefinite", "group")


def acts(noun: Token) -> bool:
    """Whether the noun stands for somebody who can act, as far as the words tell."""
    return sort(noun) not in THINGS
