"""Annotated names in another look each time that they are read.

Some passages get other persons (as Dai and Adel replace mentions, https://aclanthology.org/2020.coling-main.343), so
that these are known by their place in a sentence; organizations and places are known by heart, as they should be. Some
are set in other letters, and short ones are put together.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from training.passages import Name, Passage

# Shares of the passages that get other persons, small letters, capitals.
SWAPPED = 0.35
LOWERED = 0.05
RAISED = 0.03
# How many passages are joined, drawn again each time, and up to how many characters they count as short.
TOGETHER = (1, 1, 2, 3, 4)
SHORT = 200
# Of this many names drawn, one with as many words as the old one replaces it.
DRAWN = 12


def varied(passages: Sequence[Passage], seed: int) -> list[Passage]:
    """The passages in the look of this seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    persons = _persons(passages)
    swapped = (_swapped(p, persons, chance) if chance.random() < SWAPPED else p for p in _together(passages, chance))
    return [_lettered(passage, chance.random()) for passage in swapped]


def _persons(passages: Iterable[Passage]) -> list[str]:
    """All names of persons, each once, in order."""
    return sorted({p.text[name.start : name.end] for p in passages for name in p.names if name.label == "PERSON"})


def _together(passages: Sequence[Passage], chance: random.Random) -> Iterator[Passage]:
    """The passages, short neighbours with a space between them."""
    first = 0
    while first < len(passages):
        last, most = first + 1, first + chance.choice(TOGETHER)
        while last < min(most, len(passages)) and len(passages[last - 1].text) < SHORT:
            last += 1
        yield _row(passages[first:last])
        first = last


def _row(passages: Sequence[Passage]) -> Passage:
    starts = [0]
    for passage in passages[:-1]:
        starts.append(starts[-1] + len(passage.text) + 1)
    names = (_moved(p.names, start) for p, start in zip(passages, starts, strict=True))
    return Passage(" ".join(p.text for p in passages), tuple(chain.from_iterable(names)))


def _moved(names: Iterable[Name], by: int) -> Iterator[Name]:
    return (Name(name.start + by, name.end + by, name.label) for name in names)


def _swapped(passage: Passage, persons: Sequence[str], chance: random.Random) -> Passage:
    """The passage with another name for each person, the same one each time."""
    drawn = dict[str, str]()
    text, moved, copied = "", list[Name](), 0
    for name in passage.names:
        old = passage.text[name.start : name.end]
        if old not in drawn:
            drawn[old] = _another(old, persons, chance) if name.label == "PERSON" else old
        text += passage.text[copied : name.start]
        moved.append(Name(len(text), len(text) + len(drawn[old]), name.label))
        text += drawn[old]
        copied = name.end
    return Passage(text + passage.text[copied:], tuple(moved))


def _another(old: str, persons: Sequence[str], chance: random.Random) -> str:
    some = chance.choices(persons, k=DRAWN)
    return min(some, key=lambda new: abs(new.count(" ") - old.count(" ")))


def _lettered(passage: Passage, drawn: float) -> Passage:
    """The passage in small letters or capitals, if the number drawn will have it and no letter becomes two."""
    if drawn < LOWERED:
        text = passage.text.lower()
    elif drawn < LOWERED + RAISED:
        text = passage.text.upper()
    else:
        return passage
    return Passage(text, passage.names) if len(text) == len(passage.text) else passage
