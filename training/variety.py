"""Annotated names in another look each time they are read.

Some passages get other persons (as Dai and Adel replace mentions, https://aclanthology.org/2020.coling-main.343), so
that the network recognizes persons by their place in a sentence; it should know organizations and places by heart.
Some passages get another letter case, and short ones are joined.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from training.passages import Name, Passage

# Shares of the passages that get other persons, lower case, capitals.
SWAPPED = 0.35
LOWERED = 0.05
RAISED = 0.03
# How many passages are joined, drawn at random each time, and up to how many characters a passage is short.
TOGETHER = (1, 1, 2, 3, 4)
SHORT = 200
# This many names are drawn, and one with as many words as the old name replaces it.
DRAWN = 12


def varied(passages: Sequence[Passage], seed: int) -> list[Passage]:
    """The passages in the look of this seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    persons = _persons(passages)
    swapped = (_swapped(p, persons, chance) if chance.random() < SWAPPED else p for p in _together(passages, chance))
    return [_lettered(passage, chance.random()) for passage in swapped]


def _persons(passages: Iterable[Passage]) -> list[str]:
    """All different names of persons, sorted."""
    return sorted({p.text[name.start : name.end] for p in passages for name in p.names if name.label == "PERSON"})


def _together(passages: Sequence[Passage], chance: random.Random) -> Iterator[Passage]:
    """The passages, with short neighbours joined by a space."""
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
    """The passage with another name for each person, the same one everywhere in it."""
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
    """The passage in lower case or capitals, depending on the number drawn, unless a letter would become two."""
    if drawn < LOWERED:
        text = passage.text.lower()
    elif drawn < LOWERED + RAISED:
        text = passage.text.upper()
    else:
        return passage
    return Passage(text, passage.names) if len(text) == len(passage.text) else passage
