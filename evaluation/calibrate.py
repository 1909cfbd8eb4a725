"""Confidence from counts: how often each rule's finds are right on the training articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from evaluation.corpora import TRAIN, Document, extract, read
from quotes import Attribution, Extractor
from quotes.choosing.confidence import keys

# A key needs this many cases to be trusted, and its share is pulled towards that of the next, wider key by this many.
ENOUGH = 8
PULL = 6.0


def shares(extractor: Extractor, corpora: Path, scorer: ModuleType) -> dict[str, tuple[float, int]]:
    """(share right, number of cases) for every key with enough cases, over the training articles.

    Attributions inside others are left out: PolNeAR annotates none, so it cannot say whether they are right.
    """
    cases: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for document, found in extract(extractor, read(corpora / TRAIN)):
        right = hits(scorer, document, found)
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


def hits(scorer: ModuleType, document: Document, found: list[Attribution]) -> set[int]:
    """Numbers of the records whose speaker and content are both right, as the scorer's `relation` counts."""
    gold, pred = annotated(scorer, document["text"], document["attributions"]), predicted(scorer, document, found)
    pairs = scorer.pairs(gold, pred, lambda a, b: scorer.iou(a.content, b.content) if a.content & b.content else 0)
    met = {p for g, p, weight in pairs if weight >= 0.5 and same_source(gold[g], pred[p])}
    return met | {p for p, record in enumerate(found) if record.cue is None and _goes_on(gold, pred[p])}


def annotated(scorer: ModuleType, text: str, attributions: Iterable[Any]) -> list[Any]:
    """What people annotated in a text, as the scorer has it, without what has no content."""
    gold = (scorer.Attribution(text, a["source"], a["cue"], a["content"], a) for a in attributions)
    return [a for a in gold if a.content]


def predicted(scorer: ModuleType, document: Document, records: Iterable[Attribution]) -> list[Any]:
    """A document's records as the scorer has them, in their order."""
    text = document["text"]
    return [scorer.Attribution(text, _span(r.speaker), _span(r.cue), [list(s) for s in r.quote.spans]) for r in records]


def same_source(gold: Any, pred: Any) -> bool:
    """Whether the predicted speaker is the annotated one; any is where none is annotated."""
    return not gold.source or bool(gold.heavy_source & pred.source)


def _goes_on(gold: list[Any], pred: Any) -> bool:
    """A quotation without a cue is in PolNeAR a further piece of the attribution before it, never one of its own."""
    return any(pred.content <= a.content and same_source(a, pred) for a in gold)


def _span(part: object) -> list[list[int]]:
    """A record's part as the scorer's spans; none where there is no part."""
    start, end = getattr(part, "start", None), getattr(part, "end", None)
    return [[start, end]] if start is not None and end is not None else []


def write(path: Path, found: dict[str, tuple[float, int]]) -> None:
    """Write the shares as TOML, sorted, the number of cases beside each."""
    lines = [
        "# The share of each rule's finds that were right on PolNeAR train, and of how many; written by",
        "# `python -m evaluation calibrate`, never by hand. Keys: rule: lemma; rule act kind; rule kind; rule.",
        "[share]",
        *(f'"{key}" = {share:.3f}  # of {count}' for key, (share, count) in found.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
