"""Rules' finds and the encoder's reading -> the most likely attribution for each cue.

Each alternative gets a probability by a logistic function of its evidence; its weights were fitted on training articles
that the encoder had not learned from, by `python -m training.fitting calibrate`, and are in data/weights/, a file for
each of our readers.
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
from quotes.choosing.quoted import DIRECT, Quoted
from quotes.choosing.verdict import Cause, Reason, Verdict, whole
from quotes.finding.arguments import witness
from quotes.finding.expressions import stance_on
from quotes.finding.reader import RULE
from quotes.grammar import functions, phrases, tags
from quotes.parsing.reading import DEFAULT
from quotes.records import Act
from quotes.spans import Range, clipped, covers, joined, overlap

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quotes.finding.proposal import Proposal
    from quotes.grammar.layout import Layout

# Layout, grammar or a single word decides these; they are too rare in the training articles to be weighted.
SETTLED = frozenset(
    {
        "turn",
        "signature",
        "block",
        "headline",
        "as-aside",
        "in-words-of",
        "read-out",
        "hearsay",
        "impersonal",
        "estimate",
        "reception",
        "refusal",
        "under-plans",
    }
)
# Grammar decides these, too, but the reading may move their bounds: vowed **to rebuild it**, railed against **greed**.
FIRM = frozenset({"commitment", "decree", "judgment-of", "finding"})
NAMES = ("constant", "prior", "direct", "mixed", *FEATURES)
GROUPS = ("marks", "parse", RULE)


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted numbers by group: the weights of `NAMES`, and the lowest probability that is kept."""

    by_group: dict[str, tuple[float, ...]]
    least: dict[str, float]


@cache
def weights(reader: str = DEFAULT) -> Weights:
    """The weights for a reader's probabilities; for one that we do not know, those of the default reader."""
    folder = files("quotes") / "data" / "weights"
    own = folder / f"{reader}.toml"
    table = tomllib.loads((own if own.is_file() else folder / f"{DEFAULT}.toml").read_text(encoding="utf-8"))
    by_group = {group: tuple(table[group][name] for name in NAMES) for group in GROUPS}
    return Weights(by_group, {group: table[group]["least"] for group in GROUPS})


def weigh(
    layout: Layout, found: Iterable[Sequence[Proposal]], evidence: Evidence
) -> tuple[list[Verdict], list[Verdict]]:
    """The most likely alternative for each cue, if it is likely enough, and the verdicts on the rest."""
    fitted = weights(evidence.reader)
    kept, lost = list[Verdict](), list[Verdict]()
    for alternatives in found:
        weighed = [_weighed(layout, p, evidence, fitted) for p in alternatives]
        best = max(weighed, key=lambda v: v.confidence)
        if best.confidence < fitted.least[group(best.proposal)]:
            best = next((v for v in weighed if _is_firm(v.proposal)), best)
        likelier = Reason(Cause.LIKELIER, best.proposal.rule, best.confidence)
        lost += [replace(v, lost=likelier) for v in weighed if v is not best]
        lowest = fitted.least[group(best.proposal)]
        if best.confidence >= lowest or is_settled(layout, best.proposal) or _is_firm(best.proposal):
            kept.append(whole(best))
        else:
            lost.append(replace(best, lost=Reason(Cause.UNLIKELY, confidence=lowest)))
    alone, rivals = _without_rivals(sorted(kept, key=lambda v: v.proposal.content[0][0]))
    return alone, lost + rivals


def is_settled(layout: Layout, p: Proposal) -> bool:
    """Whether it is kept in any case: a rule of `SETTLED` found it, it goes on, or somebody heard the speaker say it.

    So is what a rule finds in the headline, with its speaker: the reading does not know headlines.
    """
    if p.rule in SETTLED or p.continued:
        return True
    if p.rule == RULE or p.cue is None:
        return False
    return witness(p.cue) is not None or (p.speaker is not None and p.cue.idx < layout.headline_end)


def _is_firm(p: Proposal) -> bool:
    """Whether a verb with its own form and a speaker says it: **plan** to march; not: are *desperate* to sell.

    Or a passive that needs no speaker: are **believed** to have left, was **told** to wait; is **charged** with fraud.
    Or a set phrase for a judgment: **threw** its weight behind Roe, was **unimpressed** by it.
    """
    if p.cue is None or p.entry is None:
        return False
    if p.speaker is None:
        return p.rule in {"wanting", "request"} or (p.rule == Act.ACCUSATION and p.entry.act is Act.ACCUSATION)
    if p.entry.pos == "adj":
        return p.rule in {"topic", "judgment-of"} and p.entry.act is Act.JUDGMENT
    if p.rule not in FIRM and (p.rule != "expression" or stance_on(p.cue, p.entry) is None):
        return False
    return p.entry.pos == "verb" and (tags.is_inflected(p.cue) or tags.is_participle(p.cue))


def _is_weighed(layout: Layout, p: Proposal) -> bool:
    """Whether the reading has a say. Not about **her** claim that it fell: it is unsure of nouns, whoever owns them."""
    owned = p.rule != RULE and p.cue is not None and p.cue.pos_ == "NOUN" and functions.possessor(p.cue) is not None
    return not owned and not is_settled(layout, p)


def _weighed(layout: Layout, p: Proposal, evidence: Evidence, fitted: Weights) -> Verdict:
    """The proposal with its probability, to three digits."""
    if not _is_weighed(layout, p):
        return confidence.estimated(layout, p)
    shares = list(map(mul, fitted.by_group[group(p)], numbers(layout, p, evidence)))
    return Verdict(p, round(_probability(sum(shares)), 3), evidence=tuple(zip(NAMES, shares, strict=True)))


def _without_rivals(found: Iterable[Verdict]) -> tuple[list[Verdict], list[Verdict]]:
    """Of two that share most of the shorter content, the likelier. A report inside another's report is kept.

    Both are kept, too, if rules found different speakers: the plan, **dismissed** by Roe and **rejected** by Kos.
    """
    near: list[Verdict] = []
    kept: dict[int, Verdict] = {}
    lost: list[Verdict] = []
    for v in found:
        near = [other for other in near if _end(other) > v.proposal.content[0][0]]
        rivals = [other for other in near if are_rivals(other.proposal, v.proposal)]
        best = max(rivals, key=lambda other: other.confidence, default=None)
        if best is not None and _beats(best, v):
            lost.append(_beaten(v, best))
            continue
        lost += [_beaten(other, v) for other in rivals]
        for other in rivals:
            del kept[id(other)]
        kept[id(v)] = v
        near = [*(other for other in near if id(other) in kept), v]
    return list(kept.values()), lost


def _beats(one: Verdict, other: Verdict) -> bool:
    """Whether the first of two rivals is kept: the surer, but no reading of a part of a longer quotation."""
    if _is_part(one.proposal, other.proposal):
        return False
    return one.confidence >= other.confidence or _is_part(other.proposal, one.proposal)


def _is_part(reading: Proposal, quotation: Proposal) -> bool:
    """He was blunt: |“It fell.| / “It broke.”: whether the marks show that the speaker goes on in another paragraph."""
    if reading.rule != RULE or quotation.rule not in DIRECT or _is_another(quotation, reading):
        return False
    inside = all(any(covers(whole, piece) for whole in quotation.content) for piece in reading.content)
    return inside and len(quotation.content) > len(reading.content)


def _end(v: Verdict) -> int:
    return v.proposal.content[-1][1]


def _beaten(v: Verdict, by: Verdict) -> Verdict:
    return replace(v, lost=Reason(Cause.RIVAL, by.proposal.rule, by.confidence))


def are_rivals(one: Proposal, other: Proposal) -> bool:
    """Whether only one of two may be kept, since they say much the same."""
    if _reports(one, other) or _reports(other, one):
        return False
    if RULE not in (one.rule, other.rule) and one.speaker != other.speaker:
        return False
    shared = sum(overlap(a, b) for a in one.content for b in other.content)
    return shared > 0.5 * min(_length(one), _length(other))


def _reports(outer: Proposal, inner: Proposal) -> bool:
    """Whether the inner one's cue is inside the outer one's content."""
    return inner.span is not None and any(covers(piece, inner.span) for piece in outer.content)


def _length(p: Proposal) -> int:
    return sum(end - start for start, end in p.content)


def _probability(odds: float) -> float:
    """The probability, 0 to 1, for the logarithm of the odds."""
    return 1 / (1 + math.exp(-odds))


def group(p: Proposal) -> str:
    """Which weights a proposal goes by."""
    return RULE if p.rule == RULE else "marks" if p.rule in DIRECT else "parse"


def numbers(layout: Layout, p: Proposal, evidence: Evidence) -> tuple[float, ...]:
    """The numbers of `NAMES`."""
    kind = layout.kind(p.content, p.span and p.span[0])
    share = confidence.estimate(p, kind) if p.rule != RULE else 0.5
    prior = math.log(share / (1 - share))
    return (1.0, prior, kind == "direct", kind == "mixed", *evidence.features(p))


def alternatives(layout: Layout, rules: Iterable[Proposal], readings: Sequence[Proposal]) -> Iterator[list[Proposal]]:
    """For each cue, what rules and reading found: each alone, and the content of one with the speaker of the other."""
    by_token = {i: n for n, p in enumerate(readings) if p.span for i in layout.indices(p.span)}
    taken = set()
    found = list(rules)
    quoted = Quoted(found)
    for p in found:
        number = next((by_token[i] for i in layout.indices(p.span) if i in by_token), None) if p.span else None
        if number is not None:
            taken.add(number)
        yield (
            [p]
            if number is None or not _is_weighed(layout, p)
            else list(_mixed(p, _beside(layout, p, readings[number], quoted)))
        )
    yield from ([p] for number, p in enumerate(readings) if number not in taken)


def _beside(layout: Layout, rule: Proposal, reading: Proposal, quoted: Quoted) -> Proposal:
    """The reading without quotations that belong to other cues; after a quotation and its cue, only quotations remain.

    “It heals,” he told us about | Roe's knee. **“She will play.”** Chanting **“No!”** | and waving flags.
    """
    cue, span = rule.cue, rule.span
    if rule.rule not in DIRECT or cue is None or span is None:
        return reading
    content = [piece for piece in reading.content if not quoted.is_of_another(piece, cue)]
    before = [piece for piece in content if piece[0] < span[0]]
    if rule.rule == "quote-first" and before:
        behind = (piece for piece in content if piece[0] >= span[0])
        inside = (clipped(piece, q.inner) for piece in behind for q in layout.touching(piece))
        content = [*before, *filter(None, inside)]
    elif rule.rule == "cue-first":
        content = _until_next_act(layout, rule, content)
    return replace(reading, content=joined(content) or reading.content)


def _until_next_act(layout: Layout, rule: Proposal, content: list[Range]) -> list[Range]:
    """The pieces up to the quotation's end, if another verb of its speaker follows: **“No!”** | and waving flags."""
    end = max((q.span[1] for q in layout.touching(rule.content[-1])), default=rule.content[-1][1])
    behind = layout.tokens((end, len(layout.text)))[:2]
    if len(behind) < 2 or behind[0].pos_ != "CCONJ" or behind[1].pos_ != "VERB":
        return content
    inside = [piece for piece in (clipped(piece, (0, end)) for piece in content) if piece is not None]
    return inside if inside and inside[0][0] < rule.content[0][0] - 1 else list(rule.content)


def _mixed(rule: Proposal, reading: Proposal) -> Iterator[Proposal]:
    contents = [rule.content, reading.content]
    if any(a[0] < d and c < a[1] for a in rule.content for c, d in reading.content):
        contents.append(joined((*rule.content, *reading.content)))
    is_another = _is_another(rule, reading)
    for content in dict.fromkeys(contents):
        made = replace(rule, content=content)
        if content != rule.content:
            made = replace(made, content=_without_speaker(content, rule.speaker), rule=RULE)
        yield made
        if is_another:
            yield replace(made, speaker=reading.speaker)


def _without_speaker(content: tuple[Range, ...], speaker: Token | None) -> tuple[Range, ...]:
    """The report was rejected | by Roe, the minister of trade: if the content was read too far, it ends there."""
    if speaker is None or not any(start <= speaker.idx < end for start, end in content):
        return content
    begin, stop = phrases.from_to(speaker.left_edge, speaker.right_edge)
    outside = ((0, begin), (stop, content[-1][1]))
    pieces = ((max(a, c), min(b, d)) for a, b in content for c, d in outside)
    return tuple(piece for piece in pieces if piece[0] < piece[1]) or content


def _is_another(rule: Proposal, reading: Proposal) -> bool:
    """Whether the two name different speakers."""
    if reading.speaker is None or rule.speaker is None:
        return reading.speaker is not rule.speaker
    if functions.antecedent(rule.speaker) == reading.speaker:
        return False  # **Roe**, **who** says so
    if rule.cue is not None and functions.subject(rule.cue) == rule.speaker:
        return False  # the union praised it, while **Roe** questioned it: a verb's own subject needs no second opinion
    start, end = phrases.phrase(rule.speaker)
    return not start <= reading.speaker.i < end
