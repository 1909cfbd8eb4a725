"""The phrase before a name: *harbor spokesman* Jan Kos, *secretary of state* Jan Kos, *CNN's* Jan Kos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from quotes.grammar import functions, hyphens
from quotes.grammar.phrases import characters
from quotes.language import table, words
from quotes.naming.register import Register, Role
from quotes.words.kinds import ORGANIZATION, PERSON, Name, bare, is_courtesy, is_title
from quotes.words.nouns import is_person_noun, is_plural, singular

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Ranks of roles, best first.
OFFICE, PREDICATE, RELATIVE, AFFILIATION, TITLE, PARTY = range(6)


def make(doc: Doc, start: int, end: int, head: Token, level: int) -> Role:
    """The role over a token range, white space and marks at its edges left out; a token stays."""
    while start < end - 1 and _is_edge(doc[start]):
        start += 1
    while end - 1 > start and _is_tail(doc[end - 1]):
        end -= 1
    if start and doc[start - 1].is_quote and sum(t.is_quote for t in doc[start:end]) % 2:
        start -= 1  # the **“czar” of roads**
    start = hyphens.word(doc[start])[0]  # **ex**-minister, **then**-mayor
    nouns = frozenset(bare(t) for t in doc[start:end] if t.is_alpha or "." in t.text or "-" in t.text)
    return Role(characters(doc, start, end), level, head.i, head.lemma_.lower().rstrip("."), nouns)


def _is_tail(token: Token) -> bool:
    """What no role ends with: marks, a possessive ending, "author **of**"; a stop may belong to "Sen."."""
    return token.is_space or token.tag_ == "POS" or token.pos_ == "ADP" or (token.is_punct and token.text[-1] != ".")


def _is_edge(token: Token) -> bool:
    """What no role begins with: marks, "his", "now", "another"; an article it may."""
    counts = bare(token) in words("descriptions", "quantifier", "words") - words("descriptions", "article", "words")
    if counts and token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "ADP":
        return False  # "**one** of the lawyers"
    return token.is_space or token.is_quote or token.is_punct or token.tag_ in {"PRP$", "RB"} or counts


def before(register: Register, name: Name) -> Iterator[Role]:
    """*e.g.* **Harbor spokesman** Jan Kos, **secretary of state** Jan Kos, **CNN's** Jan Kos."""
    doc, end = register.doc, name.start
    while end and _is_between(doc[end - 1]):
        end -= 1
    if end == 0:
        return
    last = doc[end - 1]
    if end > 1 and _is_possessive(last):
        owner = register.name_at.get(end - 2)
        if owner is not None and owner.kind == ORGANIZATION:
            yield make(doc, owner.start, owner.end, doc[end - 2], AFFILIATION)
    elif is_office(last) or (last.pos_ == "ADJ" and last.is_lower and is_person_noun(last)):
        yield _premodifier(register, name, end, last)
    else:
        head = _of_phrase(doc, end)
        if head is not None:
            yield _premodifier(register, name, end, head)


def _premodifier(register: Register, name: Name, end: int, head: Token) -> Role:
    """The phrase before a name up to the token index `end`; all its tokens mean the one who is named."""
    start = _modifiers(register, head.i)
    while end - 1 > start and register.doc[end - 1].text.endswith(".") and is_office(register.doc[end - 2]):
        end -= 1  # "**panel chairman** Rep. Jan Kos"
    entity = register.entity(register.doc[name.start])
    if entity is not None:
        register.premodifiers.update(dict.fromkeys(range(start, name.start), name))
    return make(register.doc, start, end, head, rank(head, start, end))


def _is_between(token: Token) -> bool:
    """What may stand between role and name: "spokesman **Mr.** Kos", “national reporter**”** Jan Kos, a stray space."""
    if token.is_space:
        return "\n" not in token.text
    if token.text == "." and token.i and not token.nbor(-1).whitespace_ and is_title(token.nbor(-1)):
        return True  # "Sens" and "." are two tokens
    return is_courtesy(token) or (token.is_quote and not _is_possessive(token))


def _is_possessive(token: Token) -> bool:
    """*e.g.* CNN**'s** Jan Kos, the Harbor News**'** Jan Kos: taggers take the latter for a quotation mark."""
    return token.tag_ == "POS" or (
        token.text in {"'", "’"}
        and token.i > 0
        and token.nbor(-1).lower_.endswith("s")
        and not token.nbor(-1).whitespace_
    )


def is_office(token: Token) -> bool:
    """A noun that says what a person is: *mayor*, *Sen.*, *spokesman*."""
    if token.text[0].isupper() and bare(token) in words("titles", "office", "words"):
        return True
    adjective = token.pos_ == "ADJ" and singular(token) in words("descriptions", "person", "adjectives")
    return is_person_noun(token) and not adjective and not is_plural(token)


def rank(head: Token, start: int, end: int) -> int:
    """What a phrase is worth: an office most; less a lone abbreviation ("Rep."), what one is to others, a party."""
    if end - start == 1 and head.text.endswith("."):
        return TITLE
    if f"{singular(head)}s" in words("organizations", "people", "words"):
        return PARTY  # "Governor Paul Reyes, a Democrat"
    return PREDICATE if singular(head) in words("descriptions", "person", "relations") else OFFICE


def _modifiers(register: Register, head: int) -> int:
    """Token index at which the phrase begins whose last word is `head`: its modifiers to the left.

    *e.g.* "the **former Harbor Party** chairman", "**Ortega's** lawyer"; the name of another person ends it.
    """
    doc, start = register.doc, head
    while start and _modifies(register, doc[start - 1], doc[start]):
        start -= 1
    while start < head and (
        doc[start].tag_ == "POS"
        or doc[start].is_punct
        or bare(doc[start]) in words("descriptions", "quantifier", "words")
    ):
        start += 1
    return start


def _modifies(register: Register, token: Token, right: Token) -> bool:
    name = register.name_at.get(token.i)
    if token.is_space and "\n" not in token.text:
        return True
    if token.is_space or right.is_sent_start or token.lower_ in words("time", "nouns"):
        return False
    if name is not None and name.kind == PERSON and register.name_at.get(right.i) is not name:
        # "**Ortega's** lawyer", "**Ortega** spokesman"
        return right.tag_ == "POS" or (right.pos_ in {"NOUN", "PROPN", "ADJ"} and right.i not in register.name_at)
    if is_person_noun(token) and is_plural(token):
        return False
    if (
        right.text.endswith(".")
        and is_title(right)
        and token.pos_ == "NOUN"
        and token.is_lower
        and not is_person_noun(token)
    ):
        return token.lower_ in words("titles", "office", "lower")  # "**state** Sen.", not "helped **force** Sen."
    if token.pos_ == "CCONJ":
        return is_person_noun(right) and token.i > 0 and is_person_noun(token.nbor(-1))
    return (
        token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
        or (token.is_upper and len(token) > 1)
        or token.tag_ in {"POS", "HYPH", "JJ", "AFX"}
        or (token.tag_ == "VBN" and functions.has(token, "adjective", "compound"))
        or (token.text in {"-", "–"} and not token.whitespace_)
        or (token.pos_ == "ADV" and right.text in {"-", "–"})
    )


def _of_phrase(doc: Doc, end: int) -> Token | None:
    """*e.g.* **Secretary** of State Jan Kos: the office whose "of" phrase (four words) ends before the name."""
    for i in range(end - 1, max(end - 6, 0), -1):
        if doc[i].lower_ in words("descriptions", "inside", "prepositions"):
            return doc[i - 1] if i < end - 1 and is_office(doc[i - 1]) else None
        if doc[i].pos_ not in {"NOUN", "PROPN", "ADJ", "DET"}:
            return None
    return None


def shared(register: Register, head: Token) -> Iterator[Role]:
    """*e.g.* **Sens.** Ann Roe and Jan Kos: the second of a list has the plural title of the first."""
    first = head.head
    if not functions.has(head, "conjunct") or first.i not in register.name_at:
        return
    lead = register.name_at[first.i]
    before = lead.start
    while before and _is_between(register.doc[before - 1]):
        before -= 1
    title = register.doc[before - 1] if before else None
    if title is not None and is_office(title) and (bare(title).endswith("s") or is_plural(title)):
        start = _modifiers(register, title.i)
        yield make(register.doc, start, title.i + 1, title, TITLE)


def party(doc: Doc, name: Name) -> Iterator[Role]:
    """*e.g.* Ann Roe (**R-Ohio**)."""
    if name.end + 1 >= len(doc) or doc[name.end].text != "(":
        return
    closing = next((t.i for t in doc[name.end + 1 : name.end + 8] if t.text == ")"), None)
    inside = doc[name.end + 1 : closing] if closing is not None else None
    if inside and _party_pattern().fullmatch(inside.text):
        start, end = inside.start_char, inside.end_char
        yield Role((start, end), PARTY, inside.start, inside.text.lower(), frozenset())


def _party_pattern() -> re.Pattern[str]:
    data: Any = table("titles")
    return re.compile(data["party"]["pattern"])
