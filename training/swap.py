"""Other names in the same sentences, so that names are known by their place in the sentence and not by heart.

The news articles are of one election and a few people. Most of their passages get other persons and places, a full
name for a full name and a surname for a surname: "Ana Roldán ... Roldán" -> "Tom Breck ... Breck".
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from training.passages import Name, Passage

# Share of the passages that get other names.
SWAPPED = 0.7
# A place that is marked this often is hardly a mistake.
OFTEN = 3


@dataclass(frozen=True, slots=True)
class Pool:
    """Names to draw from, each kind once and in order: persons of a first name and a surname, and places."""

    persons: tuple[str, ...]
    places: tuple[str, ...]


def pool(passages: Iterable[Passage]) -> Pool:
    """The full names of persons and the places in these passages."""
    names = Counter((name.label, passage.text[name.start : name.end]) for passage in passages for name in passage.names)
    persons = sorted(text for label, text in names if label == "PERSON" and _is_full_name(text))
    places = sorted(text for label, text in names if label == "LOC" and text.istitle() and names[label, text] >= OFTEN)
    return Pool(tuple(persons), tuple(places))


def swapped(passages: Iterable[Passage], names: Pool, seed: int) -> Iterator[Passage]:
    """The passages, a share of them with other names."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for passage in passages:
        yield _swap(passage, names, chance) if chance.random() < SWAPPED else passage


def _swap(passage: Passage, names: Pool, chance: random.Random) -> Passage:
    drawn: dict[tuple[str, str], str] = {}
    text, moved, copied = "", list[Name](), 0
    for name in passage.names:
        old = passage.text[name.start : name.end]
        new = _draw(old, name.label, drawn, names, chance)
        text += passage.text[copied : name.start]
        moved.append(Name(len(text), len(text) + len(new), name.label))
        text += new
        copied = name.end
    return Passage(text + passage.text[copied:], tuple(moved))


def _draw(old: str, label: str, drawn: dict[tuple[str, str], str], names: Pool, chance: random.Random) -> str:
    """The other name for this one, the same one each time; organizations and names in capitals stay."""
    if label == "ORG" or old.isupper():
        return old
    key = (label, _surname(old) if label == "PERSON" else old)
    if key not in drawn:
        drawn[key] = chance.choice(names.persons if label == "PERSON" else names.places)
    return drawn[key] if label == "LOC" or " " in old else _surname(drawn[key])


def _surname(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


def _is_full_name(text: str) -> bool:
    words = text.split()
    return len(words) in (2, 3) and all(word.istitle() for word in words) and words[-1].isalpha()
