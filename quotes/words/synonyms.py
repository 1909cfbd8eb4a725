"""Words that say the same about somebody: nominee and candidate, Sen. and senator, GOP and Republican."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from quotes.language import table


def canonical(found: Collection[str]) -> frozenset[str]:
    """The words, each replaced by the one that stands for its synonyms."""
    return frozenset(map(canonical_word, found))


def canonical_word(word: str) -> str:
    """The word that stands for its synonyms, in lower case."""
    return _same().get(word, word)


def parties(found: Collection[str]) -> frozenset[str]:
    """The parties that the words, in lower case, name: the **Tory** leader, Ann Roe (**R**-Ohio)."""
    firsts = (word.partition("-")[0] for word in found)
    return frozenset(_parties()[first] for first in firsts if first in _parties())


@cache
def _parties() -> dict[str, str]:
    groups: dict[str, list[str]] = table("descriptions")["party"]
    return {word: label for label, members in groups.items() for word in members}


@cache
def _same() -> dict[str, str]:
    short: dict[str, str] = dict(table("titles")["office"]["full"])
    groups: dict[str, list[str]] = table("descriptions")["same"]
    same = {word: label for label, members in groups.items() for word in members}
    return same | {abbreviation: same.get(full, full) for abbreviation, full in short.items()}
