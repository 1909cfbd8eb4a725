"""A role: one phrase that says what somebody is, and its rank among other roles."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from quotes.grammar import functions, hyphens, tags
from quotes.grammar.phrases import characters
from quotes.language import words
from quotes.spans import Range
from quotes.words.kinds import ORGANIZATION, bare, is_office_title
from quotes.words.nouns import describe, is_person_noun, is_plural, may_be_firm, of_plural, part_of, singular

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Ranks of roles, best first.
OFFICE, PREDICATE, AFFILIATION, TITLE, RELATIVE, PARTY, HONORIFIC, GUESS = range(8)


@dataclass(frozen=True, slots=True)
class Role:
    """One phrase that says what somebody is.

    `rank`: 0 is an office, the best; higher is worse. `noun`: token index of its head; `head`: that noun's lemma;
    `nouns`: all its words in lower case.
    """

    span: Range
    rank: int
    noun: int
    head: str
    nouns: frozenset[str]

    @property
    def words(self) -> tuple[frozenset[str], int]:
        """Equal for two roles that say the same."""
        return self.nouns, self.rank


@dataclass(frozen=True, slots=True)
class Beside:
    """A role that stands beside a name, and the indices of its tokens, each of which refers to the named person."""

    role: Role
    tokens: range


def best(roles: Collection[Role]) -> Range | None:
    """The fullest phrase of the best rank; of two equally full ones, the first in the text."""
    fullest = min(roles, key=lambda r: (r.rank, -len(r.nouns), r.span), default=None)
    return None if fullest is None else fullest.span


def every(roles: Collection[Role]) -> tuple[Range, ...]:
    """All phrases that say what somebody is, in text order."""
    return tuple(sorted({role.span for role in roles}))


def make(doc: Doc, start: int, end: int, head: Token, level: int) -> Role:
    """The role over a token range without white space and marks at its edges; at least one token is kept."""
    while start < end - 1 and _is_edge(doc[start]):
        start += 1
    while end - 1 > start and _is_tail(doc[end - 1]):
        end -= 1
    if start and doc[start - 1].is_quote and sum(t.is_quote for t in doc[start:end]) % 2:
        start -= 1  # the **“czar” of roads**
    start = hyphens.word(doc[start])[0]  # **ex**-minister, **then**-mayor
    clause = (t.i for t in doc[head.i + 1 : end] if tags.is_relative_word(t))  # a diver | **who checks piers**
    nouns = frozenset(bare(t) for t in doc[start : next(clause, end)] if t.is_alpha or "." in t.text or "-" in t.text)
    return Role(characters(doc, start, end), level, head.i, head.lemma_.lower().rstrip("."), nouns)


def _is_tail(token: Token) -> bool:
    """Whether a role cannot end with it: marks, a possessive ending, "author **of**". A stop may belong to "Sen."."""
    return (
        token.is_space
        or tags.is_possessive_mark(token)
        or token.pos_ == "ADP"
        or (token.is_punct and token.text[-1] != ".")
    )


def _is_edge(token: Token) -> bool:
    """Whether a role cannot begin with it: marks, "his", "now", "another"; it can begin with an article."""
    counts = bare(token) in words("descriptions", "quantifier", "words") - words("descriptions", "article", "words")
    if counts and token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "ADP":
        return False  # "**one** of the lawyers"
    light = counts or tags.is_possessive_pronoun(token) or tags.is_plain_adverb(token)
    light = light or tags.is_relative_possessor(token)  # **whose** sister Ann Roe
    light = light or token.lower_ in words("pronouns", "reflexive")  # Ann Roe, **herself** a nurse
    return token.is_space or token.is_quote or token.is_punct or light


def is_office(token: Token) -> bool:
    """A noun that says what a person is: *mayor*, *Sen.*, *spokesman*."""
    if is_office_title(token):
        return True
    alone = token.pos_ == "ADJ" and functions.dependent(token, "determiner") is None  # a **senior** at Oslo High
    adjective = alone and singular(token) in words("descriptions", "person", "adjectives")
    return is_person_noun(token) and not adjective and not is_plural(token)


@cache
def _adherents() -> frozenset[str]:
    """*e.g.* a **Democrat**: the singular of words for groups of people."""
    return frozenset(map(of_plural, words("organizations", "people", "words")))


def is_adherent(token: Token) -> bool:
    """*e.g.* **Republican** Ann Roe: a word for one of a group, before a name often taken for an adjective."""
    return token.text[0].isupper() and singular(token) in _adherents()


def is_body(token: Token) -> bool:
    """A common noun that says what an organization is: *bank*, *think tank*, *carmaker*."""
    return token.pos_ == "NOUN" and describe(token).type == ORGANIZATION


def is_anaphor(noun: Token) -> bool:
    """Whether it only points back: **the agency**, **the other agency**.

    Not so: "the **port** agency", "the company **behind the plan**".
    """
    definite, others = (words("descriptions", "definite", part) for part in ("words", "others"))
    complements = words("descriptions", "definite", "complements")
    if any(preposition.lower_ in complements for preposition, _ in functions.obliques(noun)):
        return False
    return any(t.lower_ in definite for t in noun.lefts) and all(t.lower_ in others for t in modifiers(noun))


def is_generic(noun: Token) -> bool:
    """*e.g.* **the agency**: an anaphor that says nothing; but "**the charity**", "the **port** agency" do."""
    return is_anaphor(noun) and singular(noun) in words("descriptions", "generic", "words")


def says_trade(noun: Token) -> bool:
    """*e.g.* the **watchdog**, the **port** agency: it says what the organization is; not "the agency"."""
    return not is_anaphor(noun) or singular(noun) in words("descriptions", "trade", "words")


def points_back(noun: Token) -> bool:
    """*e.g.* **The bank** said: one that has been named; not **the military**, **the board**."""
    return is_anaphor(noun) and (is_generic(noun) or not describe(noun).sorts.isdisjoint(("company", "medium")))


def modifiers(noun: Token) -> list[Token]:
    """*e.g.* the **port** agency, the **city's** bank; not "**their** bank"."""
    found = functions.dependents(noun, "adjective", "compound", "possessor", "participial modifier")
    return [modifier for modifier in found if not tags.is_possessive_pronoun(modifier)]


def is_new_body(noun: Token) -> bool:
    """*e.g.* **Its parent company**, Corvo, said; **The charity**, Corvo, said; not **The company**, Corvo, said."""
    return is_body(noun) and says_trade(noun)


def is_one_of(noun: Token, *, organization: bool) -> bool:
    """*e.g.* **one** of the port's editors; for an organization, **one** of the largest banks."""
    part = part_of(noun) if noun.lower_ in words("pronouns", "indefinite", "person") else None
    if part is None or not organization:
        return part is not None and is_person_noun(part)
    return part.pos_ == "NOUN" and bool(describe(part).sorts)


def says_who(noun: Token) -> bool:
    """Whether it says what a person is: a **mayor**, **one** of the mayors."""
    return is_office(noun) or is_one_of(noun, organization=False)


def says_what(noun: Token) -> bool:
    """Whether it says what an organization is: an Oslo **bank**, the port's **owner**, **one** of the banks.

    Not so: "the bank".
    """
    return is_new_body(noun) or may_be_firm(noun) or is_one_of(noun, organization=True)


def rank(head: Token, start: int, end: int) -> int:
    """The rank of a phrase: an office is best; a lone abbreviation ("Rep."), a relation and a party are worse."""
    if end - start == 1 and head.text.endswith("."):
        return TITLE
    if singular(head) in _adherents():
        return PARTY  # "Governor Paul Reyes, a Democrat"
    return PREDICATE if singular(head) in words("descriptions", "person", "relations") else OFFICE
