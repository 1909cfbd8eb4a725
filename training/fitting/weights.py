"""The arbiter's weights, fitted on articles that the encoder has not learned from.

It is a logistic regression for each group of alternatives: those based on marks, on the parse, or on the reading.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path

import numpy as np

from evaluation import reliability
from evaluation.matching import HALF, Document, Marked, annotated, marked, overlap, same_source
from evaluation.reliability import Outcome
from quotes import Extractor, extract
from quotes.choosing import arbiter, weighing
from quotes.finding.proposal import Proposal
from quotes.finding.reader import RULE
from quotes.grammar import phrases
from quotes.parsing import marks, parse

# Thresholds to try.
STEPS = np.arange(0.2, 0.6, 0.01)
# What a corpus counts for in the scaling: PolNeAR is politics, one of the eight kinds of news of our own articles.
COUNTS = {"PolNeAR": 1 / 8, "all kinds": 7 / 8}
# On PolNeAR, a reading that no rule shares improves F1 from 0.4 on; on other kinds of news only from this on.
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Case:
    """One alternative: its group, the numbers of `weighing.NAMES`, and whether it is right."""

    group: str
    numbers: tuple[float, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Cases:
    """The alternatives of each cue in an article, and how many attributions people found."""

    cues: list[list[Case]]
    wanted: int


def cases(extractor: Extractor, documents: Iterable[Document]) -> Iterator[Cases]:
    """The alternatives in each of these articles, judged by what people annotated in its text."""
    for document in documents:
        text = document["text"]
        gold, paired = annotated(text, document["attributions"]), marks.pair(text)
        proposed = extract.propose(parse.parse(extractor.nlp, text, paired), paired)
        cues = [list(_judged(proposed, some, gold)) for some in arbiter.alternatives(proposed)]
        yield Cases([cue for cue in cues if cue], sum(not a.is_optional for a in gold))


def _judged(proposed: arbiter.Proposals, alternatives: Sequence[Proposal], gold: Sequence[Marked]) -> Iterator[Case]:
    """The alternatives without those that match optional annotations."""
    layout, evidence = proposed.layout, proposed.evidence
    if evidence is None:
        raise ValueError("the pipeline does not read attributions")
    for p in alternatives:
        found = marked(layout.text, _mention(p), [p.span] if p.span else [], p.content)
        meant = [a for a in gold if overlap(a.content, found.content) >= HALF and same_source(a, found)]
        if not meant or not all(a.is_optional for a in meant):
            yield Case(weighing.group(p), weighing.numbers(layout, p, evidence), bool(meant))


def _mention(p: Proposal) -> list[tuple[int, int]]:
    if p.speaker is None:
        return []
    start, end = phrases.phrase(p.speaker)
    last = p.speaker.doc[end - 1]
    return [(p.speaker.doc[start].idx, last.idx + len(last))]


def fit(found: Sequence[Cases]) -> weighing.Weights:
    """The weights with the maximum likelihood, and the lowest probability that is worth keeping."""
    from sklearn.linear_model import LogisticRegression

    by_group = {}
    for group in weighing.GROUPS:
        mine = _in_group(found, group)
        model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=2000)
        model.fit(np.array([case.numbers for case in mine]), np.array([case.right for case in mine]))
        by_group[group] = tuple(model.coef_[0].tolist())
    least = _least(found, by_group)
    return weighing.Weights(by_group, dict.fromkeys(weighing.GROUPS, least) | {RULE: max(least, _LIKELY)})


def rescaled(found: Iterable[tuple[float, Sequence[Outcome]]], old: weighing.Weights) -> weighing.Weights:
    """The weights with probabilities that hold for records, after the rules have changed. The same is kept.

    By Platt's scaling (1999, https://www.researchgate.net/publication/2594015): one factor and one constant for all
    groups, so that every comparison of two proposals stays as it is. `found` has the outcomes of corpora, each with
    what the corpus counts for.
    """
    factor, constant = _scale(found)
    by_group, least = dict[str, tuple[float, ...]](), dict[str, float]()
    for group, mine in old.by_group.items():
        first, *rest = (factor * weight for weight in mine)
        by_group[group] = (first + constant, *rest)
        least[group] = likelihood((factor, constant), (_odds(old.least[group]), 1.0))
    return weighing.Weights(by_group, least)


def _kept_by(weights: weighing.Weights, found: Sequence[Cases]) -> list[Outcome]:
    """(probability, right) of what is kept."""
    best = _best(found, weights.by_group)
    return [(p, right) for p, right, group in best if p >= weights.least[group]]


def _scale(found: Iterable[tuple[float, Sequence[Outcome]]]) -> tuple[float, float]:
    """(factor, constant) of the logistic function from a probability's odds to what is right."""
    from sklearn.linear_model import LogisticRegression

    every = [(*outcome, counts / len(corpus)) for counts, corpus in found for outcome in corpus]
    confidence, right, weight = zip(*every, strict=True)
    model = LogisticRegression(C=_FREE)
    model.fit(np.array([[_odds(p)] for p in confidence]), np.array(right), sample_weight=len(every) * np.array(weight))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _odds(probability: float) -> float:
    """The logarithm of the odds; the confidence of a record, which has three digits, may be 1."""
    inside = min(1 - _SMALLEST, max(_SMALLEST, probability))
    return math.log(inside / (1 - inside))


def _in_group(found: Sequence[Cases], group: str) -> list[Case]:
    return [case for cases in found for cue in cases.cues for case in cue if case.group == group]


_SMALLEST = 5e-4
_FREE = 100.0  # hardly regularized: two numbers from thousands of cases


def _least(found: Sequence[Cases], by_group: dict[str, tuple[float, ...]]) -> float:
    """Half of the best F1 that a threshold can give: a record below it costs more than it gains.

    After Lipton, Elkan and Naryanaswamy 2014 (https://arxiv.org/abs/1402.1892), for calibrated probabilities. The F1 of
    these cases is nearly constant over a wide range of thresholds, so the best of them is a matter of chance.
    """
    best = list(_best(found, by_group))
    return max(_f1(best, found, least) for least in STEPS) / 2


def _best(found: Sequence[Cases], by_group: dict[str, tuple[float, ...]]) -> Iterator[tuple[float, bool, str]]:
    """(probability, right, group) of each cue's likeliest alternative."""
    for cue in (cue for cases in found for cue in cases.cues):
        yield max((_likelihood(case, by_group), case.right, case.group) for case in cue)


def _f1(best: Sequence[tuple[float, bool, str]], found: Sequence[Cases], least: float) -> float:
    kept = [right for probability, right, _ in best if probability >= least]
    return 2 * sum(kept) / (len(kept) + sum(cases.wanted for cases in found))


def cross_validated(found: Mapping[str, Sequence[Cases]]) -> dict[str, dict[str, float]]:
    """By corpus, in percent: F1 and calibration error, with weights for each fifth of the articles fitted on the rest.

    F1 is close to the scorer's `relation`, but not equal: if two finds overlap, both count here.
    """
    scores = dict[str, dict[str, float]]()
    for name, mine in found.items():
        others = [cases for other, articles in found.items() if other != name for cases in articles]
        kept = [pair for fold in range(_FOLDS) for pair in _kept(mine, others, fold)]
        right, wanted = sum(right for _, right in kept), sum(cases.wanted for cases in mine)
        ece = reliability.error(reliability.bins(kept))
        scores[name] = {"F1": 200 * right / (len(kept) + wanted), "ECE": 100 * ece}
    return scores


def _kept(mine: Sequence[Cases], others: Sequence[Cases], fold: int) -> list[Outcome]:
    """What is kept of a corpus's fold, weighed by its other folds and the other corpora."""
    weights = fit([*others, *(cases for n, cases in enumerate(mine) if n % _FOLDS != fold)])
    return _kept_by(weights, mine[fold::_FOLDS])


_FOLDS = 5


def _likelihood(case: Case, by_group: dict[str, tuple[float, ...]]) -> float:
    return likelihood(by_group[case.group], case.numbers)


def likelihood(weights: Iterable[float], numbers: Iterable[float]) -> float:
    """The logistic function of the weighted numbers."""
    return 1 / (1 + math.exp(-sum(map(mul, weights, numbers))))


def write(path: Path, found: weighing.Weights) -> None:
    """Write the weights as TOML."""
    lines = [
        "# What each piece of evidence is worth to the arbiter, fitted by `python -m training.fitting calibrate`.",
        "# What is less probable than `least` is left out.",
    ]
    for group, numbers in found.by_group.items():
        lines += ["", f"[{group}]", f"least = {found.least[group]:.3f}"]
        lines += [f'"{name}" = {number:.3f}' for name, number in zip(weighing.NAMES, numbers, strict=True)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
