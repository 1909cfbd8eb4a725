"""What words say about a name: whether it is a person's, an organization's or a place's.

Only characters and word lists are used, not the parse. The types of speakers are the record's.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from quotes.grammar import tags
from quotes.language import endings, table, words

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSON: Literal["person"] = "person"
ORGANIZATION: Literal["organization"] = "organization"
GROUP: Literal["group"] = "group"
PLACE: Literal["place"] = "place"
DOCUMENT: Literal["document"] = "document"
UNKNOWN: Literal["unknown"] = "unknown"

PUBLIC = ("agency", "panel", "court", "house", "force", "authority")  # sorts of public bodies
AFTER_NAME = ("campaign", "government")  # sorts with several nouns after one name: the Ortega campaign, Ortega's team
SORTS = ("medium", "company", *PUBLIC, "society", "school")


def bare(token: Token) -> str:
    """*e.g.* "Sen." -> "sen", "U.S." -> "u.s", "O’Neal" -> "o'neal"."""
    return bare_word(token.lower_)


def bare_word(word: str) -> str:
    """The same for a word in lower case."""
    return word.rstrip(".").replace("’", "'")


def is_title(token: Token) -> bool:
    """*e.g.* **Mr.** Ortega, **Senator** Ortega, **DS** Ortega."""
    return is_courtesy(token) or is_office_title(token)


def is_office_title(token: Token) -> bool:
    """*e.g.* **Senator** Ortega, **DS** Ortega; not "a **senator**", nor **Ds**."""
    if not token.text[:1].isupper():
        return False
    word = bare(token)
    return word in words("titles", "office", "words") or (
        token.is_upper and word in words("titles", "office", "capitals")
    )


def is_courtesy(token: Token) -> bool:
    """*e.g.* **Mr.** Ortega, **Dr.** Ortega."""
    return token.text[:1].isupper() and bare(token) in _courtesies()


def is_letters(token: Token) -> bool:
    """*e.g.* Amir Khan **QC** said: letters after a name that are not part of it."""
    return (token.is_upper or "." in token.text) and bare(token) in words("titles", "letters", "words")


def is_party(text: str) -> bool:
    """*e.g.* Ann Roe (**R-Ohio**): a lawmaker's party and state."""
    return _party_pattern().fullmatch(text) is not None


@cache
def _party_pattern() -> re.Pattern[str]:
    return re.compile(table("titles")["party"]["pattern"])


def is_initials(token: Token) -> bool:
    """*e.g.* **V.K.** Sethi; not the **U.S.**"""
    letters = token.text.split(".")
    return (
        len(letters) > 1
        and all(len(t) == 1 and t.isupper() for t in letters[:-1])
        and not (letters[-1] or is_place((bare(token),)))
    )


@cache
def _courtesies() -> frozenset[str]:
    return frozenset().union(*(words("titles", "courtesy", g) for g in ("male", "female", "neutral")))


@lru_cache(1024)
def organization_sort(name: tuple[str, ...]) -> str | None:
    """*e.g.* Corvo **Bank** -> company, the Harbor **Times** -> medium, CNN -> medium."""
    text = " ".join(name).replace(".", "")
    for sort in known_sorts("known"):
        if text in words("organizations", "known", sort):
            return sort
    joined = not words("organizations", "acronym", "without").isdisjoint(name)  # the Food **and** Drug Administration
    for sort in AFTER_NAME:
        if len(name) > 1 and not joined and name[-1] in words("descriptions", "organization", sort):
            return sort
    for sort in SORTS:
        if len(name) > 1 and name[-1] in words("organizations", "sort", sort):
            return sort
        if any(word in words("organizations", "sort", sort) for word in _before_part(name)):
            return sort
    return None


def _before_part(name: tuple[str, ...]) -> tuple[str, ...]:
    """*e.g.* **Ministry** of Trade, the Torsby **Department** of Health, Harbor **Center** for Peace: what it is."""
    joints = words("descriptions", "inside", "prepositions")
    return next((name[i - 1 : i] for i in range(1, len(name) - 1) if name[i] in joints), ())


def is_body(token: Token) -> bool:
    """*e.g.* the Justice **Department**, General **Motors**, King **County**: the capitalised last word of a body."""
    return token.text[:1].isupper() and bare(token) in _bodies()


def is_surname_too(word: str) -> bool:
    """*e.g.* Dallas **Church**: whether a body's last word, given in lower case, may also end a person's name."""
    return word in words("organizations", "surname", "words")


@cache
def _bodies() -> frozenset[str]:
    return frozenset().union(*(words("organizations", "sort", sort) for sort in SORTS))


def known_sorts(part: str) -> list[str]:
    """The sorts that a table of organizations.toml lists, in its order."""
    return list(table("organizations")[part])


@cache
def well_known() -> tuple[tuple[str, ...], ...]:
    """The known names of several words, in the form in which names are compared: Liberal Democrats, Supreme Court."""
    names = {name for sort in known_sorts("known") for name in words("organizations", "known", sort)}
    return tuple(tuple(name.split()) for name in sorted(names) if " " in name)


def is_place(name: tuple[str, ...]) -> bool:
    """*e.g.* **Denmark**, **Oslo**, **Ohio**."""
    return " ".join(name) in _places()


@cache
def _places() -> frozenset[str]:
    return frozenset().union(*(words("places", part) for part in ("countries", "capitals", "states")))


def is_seat(name: tuple[str, ...]) -> bool:
    """*e.g.* the **Kremlin**, the **White House**: a building that stands for an institution."""
    return " ".join(name) in words("organizations", "seat", "words")


def is_people(token: Token) -> bool:
    """*e.g.* **Republicans**, **Norwegians**: a capitalised plural of persons."""
    return _is_people(token.text, token.lower_, plural=tags.is_plural_form(token))


@lru_cache(4096)
def _is_people(text: str, lower: str, *, plural: bool) -> bool:
    if lower in words("organizations", "people", "words") or _are_letters(text, lower):
        return True
    return (
        plural and text[0].isupper() and (lower.endswith(endings("organizations", "people")) or are_inhabitants(lower))
    )


def are_inhabitants(plural: str) -> bool:
    """*e.g.* **Icelanders**, New **Zealanders**: inhabitants, by the last word of the place."""
    ends = words("organizations", "people", "inhabitants")
    return any(plural.removesuffix(end) in _last_words_of_places() for end in ends if plural.endswith(end))


@cache
def _last_words_of_places() -> frozenset[str]:
    return frozenset(place.rpartition(" ")[2] for place in _places())


def _are_letters(text: str, lower: str) -> bool:
    """*e.g.* Danish **MEPs**, several **QCs**."""
    return text[:-1].isupper() and lower[:-1] in words("titles", "letters", "words")


def given_gender(word: str) -> str | None:
    """male, female or None for a given name in lower case: a hint, never a fact."""
    if word in words("names", "male"):
        return "male"
    return "female" if word in words("names", "female") else None
