"""The people of a file, found by their names in constant time, however many they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from quotes.errors import PeopleError
from quotes.files import path_name
from quotes.people import file
from quotes.people.file import Row
from quotes.people.names import Naming, naming, spoken, without_initials
from quotes.people.nicknames import related
from quotes.words.kinds import PERSON


class Person(NamedTuple):
    """Somebody in a people file; `columns` has the text of the other columns by their names, in lower case."""

    id: str
    name: str
    aliases: tuple[str, ...]
    columns: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return self.name, *self.aliases


class People:
    """The people of a file. Iterating gives each `Person`, in the order of the file.

    Attributes:
        columns: the names of the other columns, in the order of the file.
    """

    def __init__(self, rows: Iterable[Row], path: str = "people") -> None:
        """Raises PeopleError for two people with one id; `path` names the file in the message."""
        self._persons = {each.id: each for each in map(_person, _by_id(rows, path).values())}
        self.columns = tuple(dict.fromkeys(name for person in self for name in person.columns))
        self._names = _Index()
        self._initials = _Index()
        for name, person in self._called():
            for words in spoken(name):
                short = without_initials(words)
                self._names.add(_form(words, name.suffix), person)
                if short != words:
                    self._initials.add(_form(short, name.suffix), person)

    @classmethod
    def read(cls, path: str | Path) -> People:
        """The people in a file (`quotes.people.file`). Raises PeopleError if it cannot be read."""
        return cls(file.read(path), path_name(path))

    def __len__(self) -> int:
        return len(self._persons)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._persons.values())

    def get(self, id_: str) -> Person | None:
        """The person with this id."""
        return self._persons.get(id_)

    def named(self, name: str) -> Sequence[Person]:
        """The people with this name in any spelling: one, or several namesakes.

        A nickname in a name counts as another given name. If nobody has exactly this name, initials that only one of
        two names has are ignored. Of several people, those whose name is spelled exactly like this are chosen.
        """
        asked = naming(name, PERSON)
        very = (self._names[_form(words, asked.suffix)] for words in spoken(asked))
        found = _together(very) or _together(self._but_for_initials(asked))
        text = _text(name)
        spelled = [person for person in found if text in map(_text, person.names)] if len(found) > 1 else []
        return spelled or found

    def similar(self, name: str) -> Sequence[Person]:
        """People who may be meant if nobody has the name: by the surname alone, or by a short form of a given name.

        *e.g.* Anna Lund for "Lund", Robert Lane for "Bob Lane".
        """
        given, *others = naming(name, PERSON).words
        if not others:
            return self._surnames[given]
        return _together(self._names[_form((form, *others), ())] for form in sorted(related(given)))

    def _but_for_initials(self, asked: Naming) -> Iterator[Sequence[Person]]:
        for words in spoken(asked):
            short = without_initials(words)
            found = self._initials if short == words else self._names
            yield found[_form(short, asked.suffix)]

    @cached_property
    def _surnames(self) -> _Index:
        found = _Index()
        for name, person in self._called():
            if len(name.words) > 1:
                found.add(name.words[-1], person)
        return found

    def _called(self) -> Iterator[tuple[Naming, Person]]:
        return ((naming(form, PERSON), person) for person in self for name in person.names for form in _written(name))


class _Index(dict[str, "list[Person]"]):
    """People by a text; an empty list for an unknown text."""

    def __missing__(self, key: str) -> list[Person]:
        return []

    def add(self, key: str, person: Person) -> None:
        known = self.get(key)
        if known is None:
            self[key] = [person]
        elif known[-1] is not person:
            known.append(person)


def _by_id(rows: Iterable[Row], path: str) -> dict[str, list[Row]]:
    """The rows of each person, with the row that has the name first. Raises PeopleError."""
    found: dict[str, list[Row]] = {}
    own: dict[str, Row] = {}
    for row in rows:
        if row.same == file.OPEN:
            continue
        id_ = row.name if row.same == file.NO else row.id
        if row.same == file.YES:
            found.setdefault(id_, []).append(row)
            continue
        if (other := own.setdefault(id_, row)) is not row:
            cause = (
                f'has the id of line {other.line}, "{id_}": if both are one person, write {file.YES} under '
                f'"{file.SAME}" here; if not, give each an id'
            )
            raise PeopleError(path, cause, row.line)
        found.setdefault(id_, []).insert(0, row)
    return found


def _person(rows: Sequence[Row]) -> Person:
    """The person with these rows: a value that is missing in the first may be in a later one."""
    first, *more = rows
    names = dict.fromkeys((*first.aliases, *(name for row in more for name in row.names)))
    names.pop(first.name, None)
    columns = first.others
    for row in more:
        columns = {**row.others, **{name: text for name, text in columns.items() if text or name not in row.others}}
    return Person(first.name if first.same == file.NO else first.id, first.name, tuple(names), columns)


def _written(name: str) -> tuple[str, ...]:
    """The name, and as it is spoken: Anna Lund for "Lund, Anna"."""
    last, comma, first = name.partition(",")
    return (name, f"{first} {last}") if comma else (name,)


def _form(words: Sequence[str], suffix: Sequence[str]) -> str:
    """Only the letters: Kim Jong-un is Kim Jong Un."""
    return ",".join(("".join(words), *suffix)) if suffix else "".join(words)


def _text(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def _together(found: Iterable[Iterable[Person]]) -> list[Person]:
    """All of the people, each once."""
    return list({person.id: person for persons in found for person in persons}.values())
