"""Rules' finds and the encoder's reading -> the likeliest of what they say of each cue.

Each alternative gets a probability by a logistic function of its evidence; its weights were fitted on training articles
that the encoder had not learned from, by `python -m training.fitting calibrate`, and stand in data/weights.toml.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from operator import mul
from typing import TYPE_CHECKING

from quotes.choosing import confidence
from quotes.choosing.evidence import FEATURES, Evidence
from quotes.finding.reader import RULE
from quotes.grammar import functions
from quotes.spans import Range, covers, joined, overlap

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quotes.finding.frames import Proposal
    from quotes.grammar.layout import Layout

# Finds of these rules stand on quotation marks.
_DIRECT = frozenset({"quote-first", "cue-first", "signature", "colon"})
# What these find is settled by the layout, and too rare in the articles to be weighed.
SETTLED = frozenset({"turn"})
NAMES = ("constant", "prior", "direct", "mixed", *FEATURES)
GROUPS = ("marks", "parse", RULE)


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers: by group the weights of `NAMES`, and the least probability of what is kept."""

    by_group: dict[str, tuple[float, ...]]
    least: float


@cache
def weights() -> Weights:
    """The weights of data/weights.toml."""
    resource = files("quotes") / "data" / "weights.toml"
    table = tomllib.loads(resource.read_text(encoding="utf-8"))
    return Weights({group: tuple(table[group][name] for name in NAMES) for group in GROUPS}, table["least"])


def weigh(layout: Layout, found: Iterable[Sequence[Proposal]], evidence: Evidence) -> list[Proposal]:
    """Of each cue's alternatives the likeliest, with its probability as confidence, where it is likely enough."""
    fitted = weights()
    kept = []
    for alternatives in found:
        confidences = [probability(layout, p, evidence, fitted) for p in alternatives]
        most = max(confidences)
        best = alternatives[confidences.index(most)]
        if most >= fitted.least or best.rule in SETTLED:
            kept.append(replace(best, confidence=most))
    return _without_rivals(sorted(kept, key=lambda p: p.content[0][0]))


def _without_rivals(found: Iterable[Proposal]) -> list[Proposal]:
    """Of two that share most of the shorter content the likelier; what one reports inside another's report stays.

    So do two rules' finds of different speakers: the plan, **dismissed** by Roe and **rejected** by Kos.
    """
    kept: list[Proposal] = []
    near: list[Proposal] = []
    for p in found:
        near = [other for other in near if other.content[-1][1] > p.content[0][0]]
        rivals = [other for other in near if are_rivals(other, p)]
        if all(p.confidence > other.confidence for other in rivals):
            gone = {id(other) for other in rivals}
            near = [*(other for other in near if id(other) not in gone), p]
            kept = [other for other in kept if id(other) not in gone] if gone else kept
            kept.append(p)
    return kept


def are_rivals(one: Proposal, other: Proposal) -> bool:
    """Whether only one of two may stay, since they say much the same."""
    if _reports(one, other) or _reports(other, one):
        return False
    if RULE not in (one.rule, other.rule) and one.speaker != other.speaker:
        return False
    shared = sum(overlap(a, b) for a in one.content for b in other.content)
    return shared > 0.5 * min(_length(one), _length(other))


def _reports(outer: Proposal, inner: Proposal) -> bool:
    """Whether the inner one's cue stands in what the outer one says."""
    return inner.span is not None and any(covers(piece, inner.span) for piece in outer.content)


def _length(p: Proposal) -> int:
    return sum(end - start for start, end in p.content)


def probability(layout: Layout, p: Proposal, evidence: Evidence, fitted: Weights) -> float:
    """The proposal's probability, to three digits."""
    if p.rule in SETTLED:
        return confidence.estimate(p, layout.kind(p.content))
    return round(likelihood(fitted.by_group[group(p)], numbers(layout, p, evidence)), 3)


def likelihood(weights: Iterable[float], numbers: Iterable[float]) -> float:
    """The logistic function of the weighted numbers."""
    return 1 / (1 + math.exp(-sum(map(mul, weights, numbers))))


def group(p: Proposal) -> str:
    """Which weights a proposal goes by."""
    return RULE if p.rule == RULE else "marks" if p.rule in _DIRECT else "parse"


def numbers(layout: Layout, p: Proposal, evidence: Evidence) -> tuple[float, ...]:
    """The numbers of `NAMES`."""
    kind = layout.kind(p.content, p.span and p.span[0])
    share = confidence.estimate(p, kind) if p.rule != RULE else 0.5
    prior = math.log(share / (1 - share))
    return (1.0, prior, kind == "direct", kind == "mixed", *evidence.features(p))


def alternatives(layout: Layout, rules: Iterable[Proposal], readings: Sequence[Proposal]) -> Iterator[list[Proposal]]:
    """What rules and reading say of each cue: either alone, and each one's content with the other's speaker."""
    by_token = {i: n for n, p in enumerate(readings) if p.span for i in layout.indices(p.span)}
    taken = set()
    for p in rules:
        number = next((by_token[i] for i in layout.indices(p.span) if i in by_token), None) if p.span else None
        if number is not None:
            taken.add(number)
        yield [p] if number is None or p.rule in SETTLED else list(_mixed(p, readings[number]))
    yield from ([p] for number, p in enumerate(readings) if number not in taken)


def _mixed(rule: Proposal, reading: Proposal) -> Iterator[Proposal]:
    contents = [rule.content, reading.content]
    if any(a[0] < d and c < a[1] for a in rule.content for c, d in reading.content):
        contents.append(joined((*rule.content, *reading.content)))
    for content in dict.fromkeys(contents):
        made = replace(rule, content=content)
        if content != rule.content:
            made = replace(made, content=_without_speaker(content, rule.speaker), rule=RULE)
        yield made
        if _is_another(rule, reading):
            kept = rule.target is not None and rule.target != reading.speaker
            yield replace(
                made,
                speaker=reading.speaker,
                target=rule.target if kept else None,
                kind=rule.kind if kept else None,
            )


def _without_speaker(content: tuple[Range, ...], speaker: Token | None) -> tuple[Range, ...]:
    """The report was rejected | by Roe, the minister of trade, where the content is read to go on to the end."""
    if speaker is None or not any(start <= speaker.idx < end for start, end in content):
        return content
    first, last = speaker.left_edge, speaker.right_edge
    outside = ((0, first.idx), (last.idx + len(last), content[-1][1]))
    pieces = ((max(a, c), min(b, d)) for a, b in content for c, d in outside)
    return tuple(piece for piece in pieces if piece[0] < piece[1]) or content


def _is_another(rule: Proposal, reading: Proposal) -> bool:
    """Whether the two name different speakers."""
    if reading.speaker is None or rule.speaker is None:
        return reading.speaker is not rule.speaker
    start, end = functions.phrase(rule.speaker)
    return not start <= reading.speaker.i < end
