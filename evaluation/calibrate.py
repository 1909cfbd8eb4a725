"""Confidence from counts: how often each rule's finds are right on the training articles."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from types import ModuleType

from quotes import Attribution, Extractor
from quotes.confidence import keys

from evaluation.corpora import TRAIN, Document, extract, read

# A key needs this many cases to be trusted; smoothing pulls a share towards one half by two cases.
ENOUGH = 25


def shares(extractor: Extractor, corpora: Path, scorer: ModuleType, limit: int) -> dict[str, tuple[float, int]]:
    """(share right, number of cases) for every key with enough cases, over the first `limit` training articles."""
    cases: dict[str, list[int]] = defaultdict(list)
    for document, found in extract(extractor, read(corpora / TRAIN)[:limit]):
        right = hits(scorer, document, found)
        for n, record in enumerate(found):
            act = record.cue.act if record.cue else "none"
            for key in keys(record.rule, act, record.quote.kind, record.within is not None):
                cases[key].append(n in right)
            cases["all"].append(n in right)
    return {
        key: ((sum(seen) + 1) / (len(seen) + 2), len(seen))
        for key, seen in sorted(cases.items())
        if len(seen) >= ENOUGH
    }


def hits(scorer: ModuleType, document: Document, found: list[Attribution]) -> set[int]:
    """Numbers of the records whose speaker and content are both right, as the scorer's `relation` counts."""
    text = document["text"]
    gold = [scorer.Attribution(text, a["source"], a["cue"], a["content"], a) for a in document["attributions"]]
    gold = [a for a in gold if a.content]
    pred = [scorer.Attribution(text, _span(r.speaker), _span(r.cue), [list(s) for s in r.quote.spans]) for r in found]
    pairs = scorer.pairs(gold, pred, lambda a, b: scorer.iou(a.content, b.content) if a.content & b.content else 0)
    return {p for g, p, weight in pairs if weight >= 0.5 and (not gold[g].source or gold[g].heavy_source & pred[p].source)}


def _span(part: object) -> list[list[int]]:
    start, end = getattr(part, "start", None), getattr(part, "end", None)
    return [[start, end]] if start is not None and end is not None else []


def write(path: Path, found: dict[str, tuple[float, int]]) -> None:
    lines = [
        "# The share of each rule's finds that were right on PolNeAR train, and of how many; written by",
        "# `python -m evaluation calibrate`, never by hand. Keys: rule act kind, rule kind, rule; `nested` ones apart.",
        "[share]",
        *(f'"{key}" = {share:.3f}  # of {count}' for key, (share, count) in found.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
