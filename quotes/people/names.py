"""Names in a form for comparison: spellings of one name are equal, different names are not."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from anyascii import anyascii

from quotes.language import table
from quotes.language import words as listed
from quotes.records import SpeakerType
from quotes.words.kinds import PERSON, UNKNOWN

_COURTESY = ("male", "female", "neutral")
_WORDS = 1 << 16  # words whose forms are cached, since names share most of their words

# "Bob" in Robert "Bob" Lane, and in Robert (Bob) Lane; not the apostrophe in O'Neal
_NICKNAME = re.compile(r"""(?<!\S)(?:["“”«]([^"“”«»]+)["”»]|['‘]([^'‘’]+)['’]|\(([^()]+)\))(?!\S)""")
_SIGNS = re.compile(r"[\W_]+")


class Naming(NamedTuple):
    """A name for comparison: words and suffixes in the form of `bare`; a person or something else.

    `called` has the words of a nickname in the name, in quotation marks or brackets.
    """

    words: tuple[str, ...]
    suffix: tuple[str, ...]
    sort: Literal["person", "unknown", "other"]
    called: tuple[str, ...] = ()


def naming(name: str, kind: SpeakerType) -> Naming:
    """*e.g.* "Mr. Jan Kos, Jr.", a person -> (jan, kos), (jr)."""
    if kind not in (PERSON, UNKNOWN):
        return Naming(_divided(name), (), "other")  # Lady Harbor Holdings, a company, has no title
    nickname = _NICKNAME.search(name, 1)  # after the given name
    called = _divided(next(filter(None, nickname.groups()))) if nickname else ()
    found = _divided(_NICKNAME.sub(" ", name) if nickname else name)
    start, end = 0, len(found)
    while start < end - 1 and found[start] in _courtesies():
        start += 1
    while end > start + 1 and found[end - 1] in _suffixes():
        end -= 1
    return Naming(found[start:end], found[end:], kind, called)


@lru_cache(_WORDS)
def bare(word: str) -> str:
    """The word in lower case, without accents and marks, and in one of the spellings that another script allows.

    *e.g.* "O’Neal" and "O'Neal" -> "oneal", "J.P." -> "jp", "Zelenskiy" and "Zelenskyy" -> "zelensky".
    """
    whole = unicodedata.normalize("NFKC", word).casefold()
    if not whole.isascii():
        whole = anyascii(whole).casefold()
    found = _SIGNS.sub("", whole)
    last = _endings().get(found[-2:])
    return found if last is None or len(found) < _LONG_ENOUGH else found[:-2] + last


def spoken(name: Naming) -> list[tuple[str, ...]]:
    """The words of the name, once for each given name: Robert “Bob” Lane is Robert Lane, Bob Lane, Robert Bob Lane."""
    words, nickname = name.words, name.called
    if not nickname:
        return [words]
    return [words, (*nickname, *words[1:]), (words[0], *nickname, *words[1:])]


def without_initials(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without single letters between the first and the last: (jan, b, kos) -> (jan, kos)."""
    if len(words) < 3:
        return words
    return (words[0], *[word for word in words[1:-1] if len(word) > 1], words[-1])


_LONG_ENOUGH = 4  # letters: "Kii" is too short to lose an ending


def _divided(name: str) -> tuple[str, ...]:
    return tuple(filter(None, map(bare, name.replace(",", " ").split()))) or (name,)


@cache
def _courtesies() -> frozenset[str]:
    return frozenset(bare(word) for gender in _COURTESY for word in listed("titles", "courtesy", gender))


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(map(bare, listed("titles", "suffix", "words")))


@cache
def _endings() -> dict[str, str]:
    """*e.g.* iy -> y."""
    return {form: one for one, forms in table("spellings")["endings"].items() for form in forms}
