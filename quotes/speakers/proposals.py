"""The persons of many articles as rows of a people file, with those names beside each that may be another of theirs.

A surname alone is nobody's row: in the next article, it may be another's.
What is proposed is never done: Bob Lane may be Robert Lane, Ida Clark may be a misprint of Ida Clarke, and may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from jellyfish import damerau_levenshtein_distance, metaphone

from quotes.language import words as listed
from quotes.people.file import OPEN, Row
from quotes.people.known import People
from quotes.people.names import Naming, naming, without_initials
from quotes.people.nicknames import related
from quotes.speakers.groups import Key, Named
from quotes.speakers.profiles import Profile
from quotes.speakers.registry import Registry
from quotes.words.kinds import PERSON

WHY, ROLES = "why", "roles"  # further columns, for whoever decides
_ROLES = 3  # that are shown

Words = tuple[str, ...]


def proposed(registry: Registry, rows: Sequence[Row] = ()) -> Iterator[Row]:
    """The rows of a people file, as they are; then those of the persons who are not in it, most quoted first.

    A name that may be another one of exactly one person is a row with that person's id that is not decided.
    """
    yield from rows
    people, mains = People(rows), _Mains()
    told = {name for row in rows for name in row.names}
    groups = [(profile, keys) for profile, keys in registry.speakers() if profile.type == PERSON and any(_full(keys))]
    for profile, keys in groups:
        if profile.id is not None:
            mains.add(keys, profile.id)
    following: dict[str, list[Row]] = {}
    for profile, keys in groups:
        row = _row(profile, keys)
        if people.get(row.id) or row.name in told or people.named(row.name):
            continue
        found = mains.alike(keys) if profile.id is None else []
        if len(found) == 1:
            id_, why = found[0]
            following.setdefault(id_, []).append(row._replace(id=id_, same=OPEN, others={**row.others, WHY: why}))
        else:
            following.setdefault(row.id, []).insert(0, row)
            mains.add(keys, row.id)
    for group in following.values():
        yield from group


def _row(profile: Profile, keys: Sequence[Key]) -> Row:
    name = profile.name or ""
    roles = "; ".join(role.text for role in profile.roles[:_ROLES])
    return Row(0, name, tuple(_aliases(profile, keys)), profile.id or name, "", {WHY: "", ROLES: roles})


def _aliases(profile: Profile, keys: Sequence[Key]) -> Iterator[str]:
    """The other full names under which the records were counted; a surname alone may be anybody's elsewhere."""
    home, *others = dict.fromkeys(key.naming for key in keys if isinstance(key, Named))
    wanted = {other._replace(sort=PERSON) for other in others if _is_full(other.words)} - {home._replace(sort=PERSON)}
    for variant in profile.variants:
        found = naming(variant, PERSON)
        if found in wanted:
            wanted.remove(found)
            yield variant


class _Mains:
    """The persons so far, found in constant time by what another name of theirs may be like."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, Words], dict[tuple[str, Naming], None]] = {}

    def add(self, keys: Iterable[Key], id_: str) -> None:
        """Enter a person under all full names."""
        for name in _full(keys):
            for way in _WAYS:
                for form in way.entered(name):
                    self._known.setdefault((way.why, (*form, *name.suffix)), {})[id_, name] = None

    def alike(self, keys: Iterable[Key]) -> list[tuple[str, str]]:
        """The ids of those whom the names may mean, each with the first reason."""
        found: dict[str, str] = {}
        for name in _full(keys):
            for way in _WAYS:
                for form in way.asked(name):
                    for id_, other in self._known.get((way.why, (*form, *name.suffix)), ()):
                        if way.holds(name.words, other.words):
                            found.setdefault(id_, way.why)
        return list(found.items())


def _full(keys: Iterable[Key]) -> Iterator[Naming]:
    return (key.naming for key in keys if isinstance(key, Named) and _is_full(key.naming.words))


def _is_full(words: Words) -> bool:
    """Whether there is more than a surname, such as *de Kos*."""
    return len(words) > 1 and words[0] not in listed("titles", "suffix", "particles")


# --- what two names of one person may have in common ------------------------------------------------------------------


class _Way(NamedTuple):
    """What a name is entered under, what another one of the same person asks for, and what both must be."""

    why: str
    entered: Callable[[Naming], list[Words]]
    asked: Callable[[Naming], list[Words]]
    holds: Callable[[Words, Words], bool] = lambda _, __: True


def _nicknames(name: Naming) -> list[Words]:
    given, *others = without_initials(name.words)
    return [(form, *others) for form in sorted(related(given))]


def _middle(name: Naming, *, asked: bool = False) -> Words:
    """First and last word; one of the two names has others between them."""
    return (_mark(asked != (len(name.words) > 2)), name.words[0], name.words[-1])


def _initial(name: Naming, *, asked: bool = False) -> Words:
    """The first letter; one of the two names has no more of the given name."""
    given, *others = without_initials(name.words)
    return (_mark(asked != (len(given) > 1)), given[0], *others)


def _mark(more: bool) -> str:
    return "more" if more else "less"


def _sounds(name: Naming) -> list[Words]:
    """The name with one word as it sounds."""
    words = name.words
    long = [n for n, word in enumerate(words) if len(word) >= _LONG_ENOUGH]
    return [(*words[:n], f"={metaphone(words[n])}", *words[n + 1 :]) for n in long]


_LONG_ENOUGH, _FAR = 4, 2  # letters: Metaphone has no vowels, and one consonant for D and T, so Dan is Tony


def _is_near(one: Words, other: Words) -> bool:
    return all(damerau_levenshtein_distance(*pair) <= _FAR for pair in zip(one, other, strict=True))


def _order(name: Naming) -> list[Words]:
    return [tuple(sorted(name.words))]


_WAYS = (
    _Way("short form of the given name", _nicknames, lambda name: [without_initials(name.words)]),
    _Way("middle name", lambda name: [_middle(name)], lambda name: [_middle(name, asked=True)]),
    _Way("initial", lambda name: [_initial(name)], lambda name: [_initial(name, asked=True)]),
    _Way("sounds alike", _sounds, _sounds, _is_near),
    _Way("order of the words", _order, _order),
)
