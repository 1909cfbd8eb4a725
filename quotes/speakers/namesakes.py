"""Which names in many articles belong to one speaker. Only names are compared, and in doubt they stay apart.

A name means a fuller one if nothing else can be meant: "Jan Kos" means the only Jan Kos Jr. or Jan B. Kos, "Bob Lane"
the only Robert “Bob” Lane, "Kos" the only person with that surname, and a name of unknown type the only speaker with
that name. Given names are never matched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from quotes.language import words as listed
from quotes.people.names import Naming, spoken, without_initials
from quotes.words.kinds import PERSON, UNKNOWN


def meanings(namings: Iterable[Naming]) -> dict[Naming, Naming]:
    """Each naming with the one that it means: the fullest one of its speaker, often itself."""
    found: dict[Naming, Naming] = {}
    fuller: dict[Naming, set[Naming]] = defaultdict(set)  # the speakers that a shorter naming may mean
    for long in sorted(namings, key=fullness, reverse=True):
        means = long
        if len(fuller[long]) == 1:
            (only,) = fuller[long]
            means = long if only.sort == UNKNOWN else only  # Erik Lund may be a ship, which is not called Lund
        found[long] = means
        for short in _shorter(long):
            fuller[short].add(means)
    return found


def fullness(name: Naming) -> tuple[int, int, int, bool]:
    """A sort key that is greater than that of each naming that may mean this one."""
    return len(name.words), len(name.called), len(name.suffix), name.sort != UNKNOWN


def _shorter(name: Naming) -> Iterator[Naming]:
    """The namings that may mean this one; *e.g.* for Jan de Kos Jr.: Jan de Kos, de Kos Jr., de Kos, Kos Jr., Kos."""
    if name.sort != UNKNOWN:
        yield name._replace(sort="unknown")
    if name.sort == "other":
        return
    particles = listed("titles", "suffix", "particles")
    surnames = [name.words[n:] for n in range(1, len(name.words)) if particles.issuperset(name.words[n:-1])]
    for words in (*_full(name), *surnames):
        for suffix in {name.suffix, ()}:
            short = Naming(words, suffix, PERSON)
            if fullness(short) < fullness(name):
                yield short


def _full(name: Naming) -> Iterator[tuple[str, ...]]:
    """The words of the name with a given name: with its nickname, without initials, two of them written as one."""
    for words in spoken(name):
        yield words
        yield without_initials(words)
        for n in range(len(words) - 1 if len(words) > 2 else 0):
            yield (*words[:n], words[n] + words[n + 1], *words[n + 2 :])
