"""Whether a confidence of 0.8 is right eight times in ten: reliability by bin, and the expected calibration error.

Naeini, Cooper and Hauskrecht 2015 (https://ojs.aaai.org/index.php/AAAI/article/view/9602), ten bins of equal width.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

from evaluation.calibrate import hits
from evaluation.corpora import Document
from quotes import Attribution

BINS = 10
_WIDTH = 40  # characters of the plot


@dataclass(frozen=True, slots=True)
class Bin:
    """The finds with a confidence in [low, low + 1 / BINS): how many, their mean confidence, the share right."""

    low: float
    count: int
    confidence: float
    right: float


def outcomes(found: Iterable[tuple[Document, list[Attribution]]], scorer: ModuleType) -> Iterator[tuple[float, bool]]:
    """(confidence, right) of each record; those inside others are left out, as PolNeAR annotates none."""
    for document, records in found:
        right = hits(scorer, document, records)
        yield from ((record.confidence, n in right) for n, record in enumerate(records) if record.within is None)


def bins(found: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The bins that are not empty, from the least sure."""
    made = []
    for number in range(BINS):
        mine = [pair for pair in found if min(int(pair[0] * BINS), BINS - 1) == number]
        if mine:
            confidence, right = (sum(column) / len(mine) for column in zip(*mine, strict=True))
            made.append(Bin(number / BINS, len(mine), confidence, right))
    return made


def error(made: Sequence[Bin]) -> float:
    """The expected calibration error: the mean distance of confidence and share right, over all finds."""
    return sum(b.count * abs(b.confidence - b.right) for b in made) / max(1, sum(b.count for b in made))


def plot(made: Sequence[Bin]) -> Iterator[str]:
    """A line for each bin: a bar as long as the share right, and a mark where its confidence is."""
    for b in made:
        bar = list("█" * round(b.right * _WIDTH) + " " * (_WIDTH - round(b.right * _WIDTH) + 1))
        bar[round(b.confidence * _WIDTH)] = "|"
        yield f"  {b.low:.1f} {''.join(bar)} {b.right:.2f} of {b.count}"
