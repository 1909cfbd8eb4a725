"""What became of each proposal: kept, or lost to what. It asks the arbiter's own questions again, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import mul

from quotes.choosing import arbiter, confidence, weighing
from quotes.choosing.arbiter import Proposals
from quotes.choosing.evidence import Evidence
from quotes.finding.frames import Proposal
from quotes.grammar.layout import Layout
from quotes.spans import covers


@dataclass(frozen=True, slots=True)
class Fate:
    """A proposal with the confidence that it was given, and why it is no attribution; "" if it is one.

    `evidence` has what each number of `weighing.NAMES` adds to the logarithm of the odds; where nothing was weighed,
    `basis` names the finds whose share of right ones the confidence is. Neither is there for what was refused before.
    """

    proposal: Proposal
    lost: str = ""
    evidence: tuple[tuple[str, float], ...] = ()
    basis: str = ""


def fates(proposed: Proposals, settled: Sequence[Proposal]) -> Iterator[Fate]:
    """The fate of each proposal and of each mixture that was weighed. `settled` is what the arbiter kept."""
    layout, evidence = proposed.layout, proposed.evidence
    rules = arbiter.by_rules(layout, proposed.direct, proposed.others)
    yield from _refused(layout, proposed.others, rules)  # what the marks settle is never refused
    if evidence is None:
        yield from _estimated(layout, rules, settled)
        return
    groups = arbiter.alternatives(proposed)
    yield from _unread(proposed.read, groups)
    for group in groups:
        yield from _weighed(layout, group, evidence, settled)
    yield from _estimated(layout, arbiter.divided(rules)[1], settled)


def _refused(layout: Layout, raw: Iterable[Proposal], rules: Sequence[Proposal]) -> Iterator[Fate]:
    """Those that the rules' own arbitration leaves out."""
    by_cue = {p.cue.i: p for p in rules if p.cue is not None}
    left = {(p.cue.i, p.rule) for p in rules if p.cue is not None}
    for p in raw:
        if p.cue is None or (p.cue.i, p.rule) in left:
            continue
        fitted = arbiter.fit(layout, p)
        if fitted is None:
            yield Fate(p, "its content lies outside the quotation that its cue stands in")
            continue
        taken = f"{by_cue[p.cue.i].rule} has the same cue" if p.cue.i in by_cue else "another cue has the same content"
        yield Fate(fitted, arbiter.doubt(layout, fitted) or taken)


def _unread(readings: Iterable[Proposal], groups: Sequence[Sequence[Proposal]]) -> Iterator[Fate]:
    weighed = {p.cue.i for group in groups for p in group if p.cue is not None}
    for p in readings:
        if p.cue is not None and p.cue.i not in weighed:
            yield Fate(p, "it stands in no prose of the article")


def _weighed(
    layout: Layout, group: Sequence[Proposal], evidence: Evidence, settled: Sequence[Proposal]
) -> Iterator[Fate]:
    fitted = weighing.weights()
    weighed = (replace(p, confidence=weighing.probability(layout, p, evidence, fitted)) for p in group)
    ranked = sorted(weighed, key=lambda p: -p.confidence)
    for n, p in enumerate(ranked):
        if p.rule in weighing.SETTLED:
            yield from _estimated(layout, [p], settled)
            continue
        shares = map(mul, fitted.by_group[weighing.group(p)], weighing.numbers(layout, p, evidence))
        lost = f"{ranked[0].rule} at {ranked[0].confidence:.0%} is likelier" if n else _lost(p, settled, fitted.least)
        yield Fate(p, lost, tuple(zip(weighing.NAMES, shares, strict=True)))


def _estimated(layout: Layout, found: Iterable[Proposal], settled: Sequence[Proposal]) -> Iterator[Fate]:
    for p in found:
        kind = layout.kind(p.content, p.span and p.span[0])
        sure = replace(p, confidence=confidence.estimate(p, kind))
        yield Fate(sure, _lost(sure, settled), basis=confidence.basis(p, kind))


def _lost(p: Proposal, settled: Sequence[Proposal], least: float = 0.0) -> str:
    """Why the likeliest proposal for a cue is not among those that were kept."""
    if any(_are_same(p, other) for other in settled):
        return ""
    if p.confidence < least:
        return f"below {least:.0%}, the least that is kept"
    rival = next((other for other in settled if weighing.are_rivals(p, other)), None)
    if rival is not None:
        return f"{rival.rule} at {rival.confidence:.0%} says much the same"
    if not arbiter.is_report(p) and any(_holds(other, p) for other in settled):
        return "in another's report only a sure report of one's own is kept"
    return "a likelier one says much the same"


def _are_same(one: Proposal, other: Proposal) -> bool:
    return (one.cue, one.content, one.speaker) == (other.cue, other.content, other.speaker)


def _holds(outer: Proposal, inner: Proposal) -> bool:
    return inner.span is not None and any(covers(piece, inner.span) for piece in outer.content)
