"""Roles that several people share: *Residents* Ann Roe and Jan Kos; Ann Roe and Jan Kos, both *nurses in Oslo*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.grammar import functions, hyphens, phrases
from quotes.language import words
from quotes.naming import titles
from quotes.naming.extent import end_of
from quotes.naming.lists import conjuncts
from quotes.naming.name import Name, Names, head_of
from quotes.naming.role import OFFICE, TITLE, Role, is_office, make
from quotes.words.nouns import is_person_noun, is_plural, singular

if TYPE_CHECKING:
    from spacy.tokens import Token


def roles(names: Names, name: Name) -> list[Role]:
    """The roles that a person has together with those who are named in the same list."""
    everybody = _list(names, name)
    if len(everybody) < 2:
        return []
    found = (_before(names, everybody), _after(names, everybody))
    return [role for role in found if role is not None]


def _list(names: Names, name: Name) -> list[Name]:
    """The persons of the list that has the name, in text order, found by the parse."""
    head = head_of(names.doc, name)
    lead = head.head if functions.has(head, "conjunct") and head.head.i in names.at else head
    persons = {names.person_at(token.i) for token in (lead, *conjuncts(lead))}
    return sorted((p for p in persons if p is not None), key=lambda person: person.start)


def _before(names: Names, everybody: list[Name]) -> Role | None:
    """*e.g.* **Sens.** Ann Roe and Jan Kos, **Presidents** Roe and Kos, **residents** Ann Roe and Jan Kos."""
    doc, first = names.doc, everybody[0]
    end = titles.before_marks(doc, first)
    noun = doc[end - 1] if end else None
    if noun is None:
        return None
    start = titles.modifiers(names, hyphens.word(noun)[0])
    if is_office(noun) and titles.is_of_several(noun):
        return make(doc, start, end, noun, TITLE)
    if not (is_person_noun(noun) and is_plural(noun) and _are_one_phrase(noun, head_of(doc, first))):
        return None
    return make(doc, start, end, noun, TITLE if start == noun.i and _is_title(noun) else OFFICE)


def _is_title(noun: Token) -> bool:
    """*e.g.* **Representatives** Roe and Kos: no more than "Rep." before one of them; not **Residents** Roe and Kos."""
    return noun.text[0].isupper() and singular(noun) in words("titles", "office", "words")


def _are_one_phrase(noun: Token, name: Token) -> bool:
    """Whether the noun describes the name: not "told **residents** Ann Roe had left".

    In "**Residents** Ann Roe and Jan Kos left" a parser may hang both on the verb.
    """
    beside = noun.head == name.head and functions.functions_of(noun) == functions.functions_of(name)
    return beside or functions.are_attached(noun, name)


def _after(names: Names, everybody: list[Name]) -> Role | None:
    """*e.g.* Ann Roe and Jan Kos, both **nurses in Oslo**, said."""
    doc, end = names.doc, everybody[-1].end
    if end >= len(doc) or doc[end].text != ",":
        return None
    for name in everybody:
        for noun in functions.appositions(head_of(doc, name)):
            start = phrases.phrase(noun)[0]
            if start == end + 1 and noun.i not in names.at and is_person_noun(noun) and is_plural(noun):
                start = next(t.i for t in doc[start:] if t.i == noun.i or t.pos_ not in {"DET", "NUM"})
                return make(doc, start, end_of(noun), noun, OFFICE)
    return None
