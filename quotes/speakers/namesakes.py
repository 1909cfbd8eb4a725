"""Which names in many articles belong to one speaker. Only names are compared, and in doubt they stay apart.

A name means a fuller one if nothing else can be meant: "Jan Kos" means the only Jan Kos Jr., "Kos" the only person with
that surname, and a name of unknown type the only speaker with that name. Given names are never matched.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from quotes.language import words as listed
from quotes.records import SpeakerType
from quotes.words.kinds import PERSON, UNKNOWN

_COURTESY = ("male", "female", "neutral")


class Naming(NamedTuple):
    """A name for comparison: words and suffixes in lower case without punctuation; a person or something else."""

    words: tuple[str, ...]
    suffix: tuple[str, ...]
    sort: Literal["person", "unknown", "other"]


def naming(name: str, kind: SpeakerType) -> Naming:
    """*e.g.* "Mr. Jan Kos, Jr.", a person -> (jan, kos), (jr)."""
    found = tuple(filter(None, map(_bare, name.replace(",", " ").split()))) or (name,)
    if kind not in (PERSON, UNKNOWN):
        return Naming(found, (), "other")  # Lady Harbor Holdings, a company, has no title
    start, end = 0, len(found)
    while start < end - 1 and any(found[start] in listed("titles", "courtesy", gender) for gender in _COURTESY):
        start += 1
    while end > start + 1 and found[end - 1] in listed("titles", "suffix", "words"):
        end -= 1
    return Naming(found[start:end], found[end:], kind)


def meanings(namings: Iterable[Naming]) -> dict[Naming, Naming]:
    """Each naming with the one that it means: the fullest one of its speaker, often itself."""
    found: dict[Naming, Naming] = {}
    fuller: dict[Naming, set[Naming]] = defaultdict(set)  # the speakers that a shorter naming may mean
    for long in sorted(namings, key=_fullness, reverse=True):
        means = long
        if len(fuller[long]) == 1:
            (only,) = fuller[long]
            means = long if only.sort == UNKNOWN else only  # Erik Lund may be a ship, which is not called Lund
        found[long] = means
        for short in _shorter(long):
            fuller[short].add(means)
    return found


def _bare(word: str) -> str:
    """*e.g.* "O’Neal" and "O'Neal" -> "oneal", "J.P." -> "jp"."""
    whole = unicodedata.normalize("NFKC", word).casefold()
    return "".join(c for c in whole if unicodedata.category(c)[0] != "P" and unicodedata.category(c) != "Cf")


def _fullness(name: Naming) -> tuple[int, int, bool]:
    """A sort key that is greater than that of each naming that may mean this one."""
    return len(name.words), len(name.suffix), name.sort != UNKNOWN


def _shorter(name: Naming) -> Iterator[Naming]:
    """The namings that may mean this one; *e.g.* for Jan de Kos Jr.: Jan de Kos, de Kos Jr., de Kos, Kos Jr., Kos."""
    if name.sort != UNKNOWN:
        yield name._replace(sort="unknown")
    if name.sort == "other":
        return
    particles = listed("titles", "suffix", "particles")
    if name.suffix:
        yield Naming(name.words, (), PERSON)
    for start in range(1, len(name.words)):
        if particles.issuperset(name.words[start:-1]):
            yield Naming(name.words[start:], name.suffix, PERSON)
            yield Naming(name.words[start:], (), PERSON)
