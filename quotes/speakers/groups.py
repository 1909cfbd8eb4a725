"""Under what a speaker's records are counted, and which of these keys are one speaker: by id, then by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from quotes.people.names import Naming
from quotes.speakers.namesakes import fullness, meanings

Article = tuple[str, str | None, str]
"""The file that its records stand in, its path, its id: 1.txt of Monday's run is not 1.txt of Tuesday's."""


class Named(NamedTuple):
    """A speaker by name, and by the id of a people file if the record has one."""

    naming: Naming
    id: str | None


class Unnamed(NamedTuple):
    """A source by what its article calls it."""

    article: Article
    mention: str


Key = Named | Unnamed


def groups(keys: Iterable[Key]) -> list[list[Key]]:
    """The keys by speaker, in the order of first appearance; in each group, that of the fullest name is first.

    Keys with one id are one speaker. A name without an id is the speaker whose name it is or means (`namesakes`), if
    there is only one.
    """
    known = list(dict.fromkeys(keys))
    homes = _Homes(key for key in known if isinstance(key, Named))
    found: dict[object, list[Key]] = {}
    for key in known:
        found.setdefault(homes.of(key) if isinstance(key, Named) else key, []).append(key)
    return [sorted(group, key=_first) for group in found.values()]


def speakers_of(keys: Iterable[Key]) -> int:
    """How many speakers the keys stand for."""
    return len(groups(keys))


class _Homes:
    """For each named key the id or the naming that its group has in common."""

    def __init__(self, keys: Iterable[Named]) -> None:
        self._ids: dict[Naming, set[str]] = defaultdict(set)
        namings = {}
        for naming, id_ in keys:
            namings[naming] = True
            if id_ is not None:
                self._ids[naming].add(id_)
        self._means = meanings(namings)

    def of(self, key: Named) -> str | Naming:
        if key.id is not None:
            return key.id
        full = self._means[key.naming]
        found: set[str | Naming] = {*self._ids.get(key.naming, ()), *(self._ids.get(full) or [full])}
        return found.pop() if len(found) == 1 else key.naming


def _first(key: Key) -> tuple[bool, tuple[int, ...]]:
    """Less for what tells more of a speaker: an id, and a fuller name."""
    if isinstance(key, Unnamed):
        return True, ()
    return key.id is None, tuple(-number for number in fullness(key.naming))
