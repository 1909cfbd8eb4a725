"""Whether a confidence of 0.8 is right eight times in ten: reliability by bin, and the expected calibration error.

Naeini, Cooper and Hauskrecht 2015 (https://ojs.aaai.org/index.php/AAAI/article/view/9602), ten bins of equal width.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evaluation.corpora import Found, compared
from evaluation.matching import HALF, Document, Marked, by_content, pairs, right_parts, same_source
from quotes import Attribution

Outcome = tuple[float, bool]  # a confidence, and whether what it is of is right

BINS = 10
_WIDTH = 40  # characters of the plot


@dataclass(frozen=True, slots=True)
class Bin:
    """The finds with a confidence in [low, low + 1 / BINS): how many, their mean confidence, the share right."""

    low: float
    count: int
    confidence: float
    right: float


def outcomes(found: Iterable[Found]) -> Iterator[Outcome]:
    """(confidence, right) of each record; those inside others are left out, as PolNeAR annotates none."""
    for document, records in found:
        right = hits(document, records)
        yield from ((record.confidence, n in right) for n, record in enumerate(records) if record.within is None)


def parts(found: Iterable[Found]) -> dict[str, list[Outcome]]:
    """(confidence, right) of each name, role and target, also where none is given, of the annotated contents found."""
    told: dict[str, list[Outcome]] = {"name": [], "role": [], "target": []}
    for document, records in found:
        gold, marked = compared(document, records)
        for g, f, weight in pairs(gold, marked, by_content):
            wanted, given, record = gold[g].links, marked[f].links, records[f]
            if weight < HALF or wanted is None or given is None or record.speaker is None:
                continue
            sure = (record.speaker.confidence, record.role_confidence, record.target_confidence)
            for part, confidence, right in zip(told, sure, right_parts(wanted, given), strict=True):
                if confidence is not None:
                    told[part].append((confidence, right))
    return told


def hits(document: Document, records: Sequence[Attribution]) -> set[int]:
    """Numbers of the records whose speaker and content are both right, by the scorer's `relation`."""
    gold, found = compared(document, records)
    matched = pairs(gold, found, by_content)
    met = {f for g, f, weight in matched if weight >= HALF and same_source(gold[g], found[f])}
    return met | {f for f, record in enumerate(records) if record.cue is None and _goes_on(gold, found[f])}


def _goes_on(gold: Sequence[Marked], found: Marked) -> bool:
    """Whether it continues an attribution: in PolNeAR, a quotation without a cue is a piece of the previous one."""
    return any(found.content <= a.content and same_source(a, found) for a in gold)


def bins(found: Sequence[Outcome]) -> list[Bin]:
    """The bins that are not empty, the lowest confidence first."""
    made = []
    for number in range(BINS):
        mine = [pair for pair in found if min(int(pair[0] * BINS), BINS - 1) == number]
        if mine:
            confidence, right = (sum(column) / len(mine) for column in zip(*mine, strict=True))
            made.append(Bin(number / BINS, len(mine), confidence, right))
    return made


def error(made: Sequence[Bin]) -> float:
    """The expected calibration error: the mean distance between confidence and share right, over all finds."""
    return sum(b.count * abs(b.confidence - b.right) for b in made) / max(1, sum(b.count for b in made))


def plot(made: Sequence[Bin]) -> Iterator[str]:
    """A line for each bin: a bar with the length of the share right, and a mark at the bin's confidence."""
    for b in made:
        bar = list("█" * round(b.right * _WIDTH) + " " * (_WIDTH - round(b.right * _WIDTH) + 1))
        bar[round(b.confidence * _WIDTH)] = "|"
        yield f"  {b.low:.1f} {''.join(bar)} {b.right:.2f} of {b.count}"
