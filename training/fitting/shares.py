"""Confidence from counts: how often each rule's finds are right on the training articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from statistics import mean

from evaluation.corpora import TRAIN, extract, read
from evaluation.gate import source
from evaluation.matching import Document
from evaluation.reliability import hits
from quotes import Attribution, Extractor
from quotes.choosing.confidence import keys
from quotes.choosing.weighing import SETTLED
from training.fitting import articles

# A key needs this many cases; its share is smoothed with this many cases from the next, wider key.
ENOUGH = 8
PULL = 6.0

# Articles of our own, in the form of the gate's sources: transcripts and signed quotations, of which the corpora have
# few, and pages that only look like these.
LAYOUTS = Path(__file__).parent / "layouts"


def shares(extractor: Extractor, corpora: Path) -> dict[str, tuple[float, int]]:
    """(share right, number of cases) for every key with enough cases, over the training articles.

    Attributions inside others are left out: PolNeAR annotates none, so it cannot say whether they are right. Finds that
    the layout decides, as in a transcript, are right or wrong for a whole article, so it counts as one case.
    """
    cases: dict[tuple[str, ...], list[float]] = defaultdict(list)
    every = chain(read(corpora / TRAIN), articles.linked(corpora), layouts())
    for document, found in extract(extractor, every):
        for record_keys, outcomes in _outcomes(document, found).items():
            settled = record_keys[-2] in SETTLED
            cases[record_keys] += [mean(outcomes)] if settled else outcomes
    return smoothed(cases)


def layouts() -> list[Document]:
    """The articles of `LAYOUTS`."""
    return source.read_all(LAYOUTS)


def _outcomes(document: Document, found: Sequence[Attribution]) -> dict[tuple[str, ...], list[bool]]:
    """Whether each find in one article is right, by their keys."""
    right = hits(document, found)
    outcomes: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for n, record in enumerate(found):
        if record.within is None:
            outcomes[_keys(record)].append(n in right)
    return outcomes


def _keys(record: Attribution) -> tuple[str, ...]:
    lemma, act = (record.cue.lemma, record.cue.act) if record.cue else ("", "")
    return keys(record.rule, lemma, act, record.quote.kind)


def smoothed(cases: Mapping[tuple[str, ...], Sequence[float]]) -> dict[str, tuple[float, int]]:
    """Shares by key, each smoothed with that of the next wider key, and the widest with one half."""
    seen: dict[str, list[float]] = defaultdict(list)
    wider: dict[str, str | None] = {}
    for names, outcomes in cases.items():
        for name, parent in zip(names, (*names[1:], None), strict=True):
            seen[name] += outcomes
            wider[name] = parent
    found: dict[str, tuple[float, int]] = {}

    def share(name: str | None) -> float:
        if name is None:
            return 0.5
        return (sum(seen[name]) + PULL * share(wider[name])) / (len(seen[name]) + PULL)

    for name in sorted(seen):
        if len(seen[name]) >= ENOUGH:
            found[name] = (share(name), len(seen[name]))
    return found


def write(path: Path, found: dict[str, tuple[float, int]]) -> None:
    """Write the shares as TOML, sorted, the number of cases beside each."""
    lines = [
        "# The share of each rule's finds that were right on PolNeAR train, wide-train, training/articles and",
        "# training/fitting/layouts, and of how many (turns, signatures: of how many articles with them).",
        "# Keys: rule: lemma; rule act kind; rule kind; rule.",
        "# Written by `python -m training.fitting calibrate`, never by hand.",
        "[share]",
        *(f'"{key}" = {share:.3f}  # of {count}' for key, (share, count) in found.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
