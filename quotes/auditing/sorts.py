"""What sort of source somebody is: an official, an expert, a resident ..., by the words of data/en/sorts.toml.

No parse is needed: the noun that counts is the last one known before a preposition or a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from quotes.language import table, words
from quotes.words.nouns import of_plural

UNNAMED, UNKNOWN, NOBODY, ORGANIZATION, DOCUMENT = "unnamed", "unknown", "nobody", "organization", "document"

# Those that no word tells; they come after those of the table.
_OTHERS = {
    ORGANIZATION: "Other organizations and places",
    DOCUMENT: "Documents and studies",
    UNKNOWN: "Named, no role that tells",
    UNNAMED: "Not named, no word that tells",
    NOBODY: "Nobody: the text does not say who speaks",
}

_PEOPLE = "resident"  # the sort of Norwegians

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*|[,;:()–—]")


class _Noun(NamedTuple):
    """The sort of a noun; where it is `open`, the body that a role names may be of another."""

    sort: str
    open: bool


def titles() -> dict[str, str]:
    """Each sort with its title, in the order of the table."""
    return {name: str(entry["title"]) for name, entry in table("sorts")["sort"].items()} | _OTHERS


class Sorted(NamedTuple):
    """A sort, and whether words tell it, not only what is usual: most chairmen are of companies."""

    sort: str
    sure: bool


@lru_cache(1 << 14)  # roles are repeated
def told(text: str) -> Sorted | None:
    """The sort of whoever is called by these words, *e.g.* expert for "a law professor"; None if no word tells."""
    if _party().fullmatch(text):
        return Sorted(next(iter(titles())), sure=True)  # R-Ohio is somebody in politics
    parts = list(_parts(text))
    for number, part in enumerate(parts):
        for found in _found(part, _heads()):
            return _of_noun(part, found, list(chain.from_iterable(parts[number + 1 :])))
    return _by_body(text)


def _by_body(text: str) -> Sorted | None:
    """The sort by a word for a body alone: in the Torsby Leader, a newspaper, nobody leads."""
    body = _body((), list(chain.from_iterable(_parts(text))))
    return Sorted(body, sure=False) if body else None


def _of_noun(part: Sequence[str], found: tuple[int, int, _Noun], later: Sequence[str]) -> Sorted | None:
    """The sort by a noun and its place in a part of the text."""
    start, end, noun = found
    behind = part[end:]
    if noun.sort == _PEOPLE and not words("sorts", "vague", "words").isdisjoint(behind):
        return None
    if own := _body((), behind):  # public sector **unions**
        return Sorted(own, sure=True)
    body = _body([*behind, *later], part[:start]) if noun.open else None
    return Sorted(body or noun.sort, sure=body is not None or not noun.open)


def sort_of_source(role: str | None, roles: str | None, name: str | None, mention: str | None, kind: str | None) -> str:
    """The sort of a record's speaker, by the columns of its row; `kind` is the speaker's type."""
    if mention is None:
        return NOBODY
    if kind == DOCUMENT:
        return DOCUMENT
    is_body = kind in ("organization", "place")
    found = [told(text) for text in (role, *(roles or "").split("; ")) if text]
    if name is None or kind not in ("person", "unknown"):
        found += [(_by_body if is_body else told)(text) for text in (mention, name) if text]
    known = [each for each in found if each]
    if known:
        return next((each for each in known if each.sure), known[0]).sort
    return ORGANIZATION if is_body else UNKNOWN if name else UNNAMED


def _parts(text: str) -> Iterator[list[str]]:
    """The words in lower case between commas and prepositions: deputy mayor, trade, torsby."""
    full, ends = table("titles")["office"]["full"], words("sorts", "ends", "words")
    part: list[str] = []
    for match in _WORD.finditer(_joined(text.lower())):
        word = match.group()
        if word in ends or not word[0].isalnum():
            yield part
            part = []
        else:
            part.append(full.get(word, word))
    yield part


def _joined(text: str) -> str:
    for prefix in words("sorts", "joined", "words"):
        text = text.replace(f"{prefix}-", prefix)
    return text


def _found(part: Sequence[str], book: Mapping[str, _Noun]) -> Iterator[tuple[int, int, _Noun]]:
    """The known words and pairs of words with their ranges in the part, from the last to the first."""
    for end in range(len(part), 0, -1):
        for start in (max(0, end - 2), end - 1):
            known = next((form for form in _singular(" ".join(part[start:end])) if form in book), None)
            if known is not None:
                yield start, end, book[known]
                break


def _body(after: Sequence[str], before: Sequence[str]) -> str | None:
    """The sort of the body that is named: the first one after the noun, or the last one before it."""
    first = next(reversed([noun for *_, noun in _found(after, _bodies())]), None)
    found = first or next((noun for *_, noun in _found(before, _bodies())), None)
    return found and found.sort


def _singular(word: str) -> tuple[str, ...]:
    """The word, and what it may be the plural of."""
    others = (word.removesuffix(end) + str(one) for end, one in table("sorts")["plural"].items() if word.endswith(end))
    return word, of_plural(word), *others


@cache
def _heads() -> Mapping[str, _Noun]:
    entries = table("sorts")["sort"].items()
    found = dict.fromkeys(words("places", "demonyms"), _Noun(_PEOPLE, open=False))
    found |= {word: _Noun(sort, open=True) for sort, entry in entries for word in entry.get("open", ())}
    return found | {word: _Noun(sort, open=False) for sort, entry in entries for word in entry.get("heads", ())}


@cache
def _bodies() -> Mapping[str, _Noun]:
    """The words of a sort's own list go before those of the kinds, and the first sort that has a word keeps it."""
    entries = table("sorts")["sort"].items()
    found = {word: _Noun(sort, open=False) for sort, entry in entries for word in entry.get("bodies", ())}
    for sort, entry in entries:
        for kind in entry.get("kinds", ()):
            for word in _kind(kind):
                found.setdefault(word, _Noun(sort, open=False))
    return found


def _kind(kind: str) -> Iterator[str]:
    names = table("organizations")
    yield from names["known"].get(kind, ())
    yield from names["sort"].get(kind, ())
    yield from table("descriptions")["organization"].get(kind, ())


@cache
def _party() -> re.Pattern[str]:
    return re.compile(str(table("titles")["party"]["pattern"]))
