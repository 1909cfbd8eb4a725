"""Confidence from counts: how often each rule's finds are right on the training articles."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from evaluation.corpora import TRAIN, extract, read
from evaluation.reliability import hits
from quotes import Attribution, Extractor
from quotes.choosing.confidence import keys

# A key needs this many cases to be trusted, and its share is pulled towards that of the next, wider key by this many.
ENOUGH = 8
PULL = 6.0


def shares(extractor: Extractor, corpora: Path) -> dict[str, tuple[float, int]]:
    """(share right, number of cases) for every key with enough cases, over the training articles.

    Attributions inside others are left out: PolNeAR annotates none, so it cannot say whether they are right.
    """
    cases: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for document, found in extract(extractor, read(corpora / TRAIN)):
        right = hits(document, found)
        for n, record in enumerate(found):
            if record.within is None:
                cases[_keys(record)].append(n in right)
    return smoothed(cases)


def _keys(record: Attribution) -> tuple[str, ...]:
    lemma, act = (record.cue.lemma, record.cue.act) if record.cue else ("", "")
    return keys(record.rule, lemma, act, record.quote.kind)


def smoothed(cases: dict[tuple[str, ...], list[bool]]) -> dict[str, tuple[float, int]]:
    """Shares by key, each pulled towards its next wider key's, the widest towards one half."""
    seen: dict[str, list[bool]] = defaultdict(list)
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
        "# The share of each rule's finds that were right on PolNeAR train, and of how many; written by",
        "# `python -m training.fitting calibrate`, never by hand. Keys: rule: lemma; rule act kind; rule kind; rule.",
        "[share]",
        *(f'"{key}" = {share:.3f}  # of {count}' for key, (share, count) in found.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
