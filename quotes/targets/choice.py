"""Which candidate is the target: each one's numbers times weights, nobody's being 0.

The weights were fitted on annotated articles by `python -m training.fitting targets` and stand in data/targets.toml.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from quotes.choosing.verdict import Aim
from quotes.grammar.layout import Layout
from quotes.records import TargetKind
from quotes.targets.candidates import candidates
from quotes.targets.extent import extent
from quotes.targets.numbers import known

if TYPE_CHECKING:
    from quotes.finding.cues import CueToken
    from quotes.finding.proposal import Proposal

Weights = Mapping[str, Mapping[str, float]]

KINDS: tuple[TargetKind, ...] = ("addressee", "object")
LEAST = 0.5  # there is a target if that is likelier than none


@cache
def fitted() -> Weights:
    """The weights of each kind, by the names of what is known."""
    return tomllib.loads((files("quotes") / "data" / "targets.toml").read_text(encoding="utf-8"))


def choose(layout: Layout, p: Proposal, found: Mapping[int, CueToken]) -> tuple[Aim | None, float]:
    """The likeliest target of an attribution, if there is one, and the probability that this answer is right.

    `found` has the lexicon's cues by token index.
    """
    among = candidates(layout, p, found) if p.content else []
    if not among:
        return None, fitted()["nobody"]["without a candidate"]
    shares = probabilities(fitted(), known(layout, p, among))
    n, both = max(enumerate(shares), key=lambda share: sum(share[1]))
    if sum(both) < LEAST:
        return None, 1 - sum(map(sum, shares))
    noun, kind = among[n].noun, KINDS[both.index(max(both))]
    return Aim(noun, kind, extent(noun, kind, p)), max(both)


def probabilities(weights: Weights, described: Sequence[Iterable[str]]) -> list[tuple[float, ...]]:
    """For each candidate the probability of each of `KINDS`; what they lack to 1 is nobody's."""
    worth = [tuple(sum(weights[kind].get(name, 0.0) for name in names) for kind in KINDS) for names in described]
    parts = [tuple(map(math.exp, odds)) for odds in worth]
    whole = 1 + sum(map(sum, parts))
    return [tuple(part / whole for part in each) for each in parts]
