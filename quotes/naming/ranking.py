"""Which of several is meant: candidates with numbers -> probabilities.

Each candidate's log odds are the sum of its numbers times weights. The weights were fitted on annotated articles by
`python -m training.fitting references` and are in data/references.toml.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.naming.entity import Entity
    from quotes.records import Resolution, SpeakerType

# The weights of each group of mentions, by the name of the number.
Weights = Mapping[str, Mapping[str, float]]
# What speaks for and against a candidate, by name; a number that is left out is 0.
Numbers = dict[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible meaning of a pronoun or description; `entity` is None for nobody in the article."""

    entity: Entity | None
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates, the likeliest first, and the probability of each, 0 to 1; `group` names the weights used."""

    group: str
    candidates: tuple[Candidate, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Whom a token refers to and how that was found; `type` is None where it is the entity's own.

    `among`: all candidates, where they were weighed.
    """

    entity: Entity | None
    resolution: Resolution
    type: SpeakerType | None = None
    among: Ranked | None = None


@cache
def weights() -> Weights:
    """The fitted weights of each group of mentions."""
    found: Weights = tomllib.loads((files("quotes") / "data" / "references.toml").read_text(encoding="utf-8"))
    return found


def counted(numbers: Numbers) -> Numbers:
    """The numbers that are not 0."""
    return {name: number for name, number in numbers.items() if number}


def odds(group: str, candidate: Candidate) -> Numbers:
    """What each number adds to the candidate's log odds."""
    by = weights()[group]
    return {name: by.get(name, 0.0) * number for name, number in candidate.numbers.items()}


def ranked(group: str, candidates: Sequence[Candidate], by: Mapping[str, float]) -> Ranked:
    """The candidates of one mention with their probabilities by the weights of its group."""
    worth = [sum(by.get(name, 0.0) * number for name, number in c.numbers.items()) for c in candidates]
    most = max(worth)
    parts = [math.exp(one - most) for one in worth]
    order = sorted(range(len(parts)), key=lambda n: -parts[n])
    whole = sum(parts)
    return Ranked(group, tuple(candidates[n] for n in order), tuple(parts[n] / whole for n in order))
