"""Whom a phrase introduces by name: *a guard* called Rex; As *mayor of Torsby*, Ann Roe ...; *A nurse*, Ann Roe ..."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.grammar import functions, phrases, tags
from quotes.language import table, words
from quotes.naming.name import Name, Names, head_of
from quotes.naming.role import PREDICATE, Role, is_office, make
from quotes.words.nouns import is_bare

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# "**A teacher at the old school of the port for years**, Ann Roe said so": how far before the comma it may begin.
OPENING = 15


def is_given(verb: Token, name: Token) -> bool:
    """Whether the verb gives somebody this name: a guard **called** Rex, a man who **goes** by Rex."""
    if name == verb:
        return _is_said_name(name)
    if functions.has(name, "apposition"):
        return name.head.lemma_ in words("introductions", "nouns")  # goes by the name **“Rex”**
    if name.head != verb:
        return False
    cases = functions.dependents(name, "case")
    if not cases:
        return tags.is_participle(verb) and verb.lemma_ in words("introductions", "participles")
    given = {verb.lemma_, *(noun.lemma_ for noun in functions.dependents(verb, "object"))}
    return any(
        not given.isdisjoint(words("introductions", "verbs", case.lower_))
        for case in cases
        if case.lower_ in table("introductions")["verbs"]
    )


def _is_said_name(name: Token) -> bool:
    """*e.g.* a guard whose name is **Rex**."""
    subject = functions.copula_subject(name)
    return subject is not None and subject.lemma_ in words("introductions", "nouns")


def by_name(names: Names, name: Name) -> Role | None:
    """*e.g.* a **night guard** called Rex, the **nurse**, identified as Ann Roe; not "a **man** called Rex"."""
    head = head_of(names.doc, name)
    verb = head if _is_said_name(head) else head.head
    noun = verb.head
    clause = ("participial modifier", "relative clause", *(["apposition"] if verb == head else []))
    introduces = functions.has(verb, *clause) and is_given(verb, head)
    end = verb.left_edge.i
    if functions.has(noun, "apposition") and not is_office(noun):
        noun, end = noun.head, noun.head.i + 1  # our **guide**, a gentle soul called Rex
    if not introduces or noun.i >= verb.i or not is_office(noun):
        return None
    start = next(t.i for t in names.doc[phrases.phrase(noun)[0] : noun.i + 1] if t.pos_ != "DET")
    return None if is_bare(noun) and end - start == 1 else make(names.doc, start, end, noun, PREDICATE)


def opening(head: Token, start: int, end: int) -> Role | None:
    """What opens the sentence before a comma and a name or pronoun: As **mayor of Torsby**, Ann Roe closed the port.

    `head`: of the name; `start` and `end`: its tokens, its titles included.
    """
    doc, comma = head.doc, start - 1
    if comma < 1 or doc[comma].text != ",":
        return None
    begin = next((t.i for t in reversed(doc[max(0, comma - OPENING) : comma]) if t.is_sent_start), comma)
    begin += doc[begin].pos_ == "ADV"  # **Once** a nurse, Ann Roe
    capacity = doc[begin].lower_ in words("function_words", "views")
    if begin + capacity >= comma or not (capacity or _is_loose(doc, begin, end)):
        return None
    noun = doc[begin + capacity : comma].root
    if not is_office(noun) or is_bare(noun) or _is_hypothetical(head.head):
        return None
    return make(doc, begin + capacity, comma, noun, PREDICATE)


def _is_loose(doc: Doc, begin: int, end: int) -> bool:
    """*e.g.* **A teacher for years**, Ann Roe said so; not "**A teacher**, Ann Roe said, was late"."""
    if doc[begin].lower_ not in words("descriptions", "article", "indefinite") or end + 1 >= len(doc):
        return False
    return tags.is_tensed(doc[end]) and not doc[end + 1].is_punct


def _is_hypothetical(verb: Token) -> bool:
    """*e.g.* As mayor, Ann Roe **would** close the port: she is not the mayor."""
    return any(map(tags.is_modal, functions.dependents(verb, "auxiliary")))
