"""The arbiter's weights, fitted on articles that the encoder's reading was not learned from.

Logistic regression, one for each group of alternatives: what stands on marks, on the parse, on the reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.matching import HALF, Marked, annotated, marked, overlap, same_source
from quotes import Extractor, extract
from quotes.choosing import arbiter, weighing
from quotes.finding.proposal import Proposal
from quotes.grammar import phrases
from quotes.parsing import marks, parse
from training.trees import Article

# The thresholds that are tried.
STEPS = np.arange(0.2, 0.6, 0.01)


@dataclass(frozen=True, slots=True)
class Case:
    """One alternative: its group, the numbers of `weighing.NAMES`, and whether it is right."""

    group: str
    numbers: tuple[float, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Cases:
    """The alternatives of each cue, and how many attributions people found."""

    cues: list[list[Case]]
    wanted: int


def cases(extractor: Extractor, articles: Iterable[Article]) -> Cases:
    """The alternatives in these articles, judged by what people annotated."""
    found, wanted = list[list[Case]](), 0
    for article in articles:
        text, gold = article.text, annotated(article.text, article.attributions)
        wanted += len(gold)
        paired = marks.pair(text)
        proposed = extract.propose(parse.parse(extractor.nlp, text, paired), paired)
        found += [list(_judged(proposed, some, gold)) for some in arbiter.alternatives(proposed)]
    return Cases(found, wanted)


def _judged(proposed: arbiter.Proposals, alternatives: Sequence[Proposal], gold: Sequence[Marked]) -> Iterator[Case]:
    layout, evidence = proposed.layout, proposed.evidence
    if evidence is None:
        raise ValueError("the pipeline does not read attributions")
    for p in alternatives:
        text = layout.text
        found = marked(text, _mention(p), [p.span] if p.span else [], p.content)
        right = any(overlap(a.content, found.content) >= HALF and same_source(a, found) for a in gold)
        yield Case(weighing.group(p), weighing.numbers(layout, p, evidence), right)


def _mention(p: Proposal) -> list[tuple[int, int]]:
    if p.speaker is None:
        return []
    start, end = phrases.phrase(p.speaker)
    last = p.speaker.doc[end - 1]
    return [(p.speaker.doc[start].idx, last.idx + len(last))]


def fit(found: Cases) -> weighing.Weights:
    """The weights under which the alternatives' probabilities are likeliest, and the least probability that pays."""
    from sklearn.linear_model import LogisticRegression

    by_group = {}
    for group in weighing.GROUPS:
        mine = [case for cue in found.cues for case in cue if case.group == group]
        model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=2000)
        model.fit(np.array([case.numbers for case in mine]), np.array([case.right for case in mine]))
        by_group[group] = tuple(model.coef_[0].tolist())
    return weighing.Weights(by_group, _least(found, by_group))


def _least(found: Cases, by_group: dict[str, tuple[float, ...]]) -> float:
    """Half of the best F1 that a threshold can give: below that a record costs more than it brings.

    After Lipton, Elkan and Naryanaswamy 2014 (https://arxiv.org/abs/1402.1892), for probabilities that hold; the F1 of
    these cases itself is flat over a wide range of thresholds, and its best one a matter of chance.
    """
    best = [max((_likelihood(case, by_group), case.right) for case in cue) for cue in found.cues]

    def f1(least: float) -> float:
        kept = [right for probability, right in best if probability >= least]
        return 2 * sum(kept) / (len(kept) + found.wanted)

    return max(map(f1, STEPS)) / 2


def _likelihood(case: Case, by_group: dict[str, tuple[float, ...]]) -> float:
    return weighing.likelihood(by_group[case.group], case.numbers)


def write(path: Path, found: weighing.Weights) -> None:
    """Write the weights as TOML."""
    lines = [
        "# What each piece of evidence is worth to the arbiter, fitted by `python -m training.fitting calibrate`.",
        "",
        "# What is less probable is left out.",
        f"least = {found.least:.2f}",
    ]
    for group, numbers in found.by_group.items():
        lines += ["", f"[{group}]"]
        lines += [f'"{name}" = {number:.3f}' for name, number in zip(weighing.NAMES, numbers, strict=True)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
