"""Overlapping proposals -> verdicts: quotation marks decide before the parse does.

Each step returns the proposals that it keeps, and a verdict on each that it leaves out, so that the step that decided
also gives the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from quotes.choosing import confidence, weighing
from quotes.choosing.doubts import addresses_reader, doubt, is_of_nobody, tells_of_source
from quotes.choosing.fitting import fit
from quotes.choosing.nesting import hosts
from quotes.choosing.quoted import Quoted
from quotes.choosing.verdict import Cause, Reason, Verdict, whole
from quotes.finding import factuality
from quotes.finding.cues import CueToken
from quotes.finding.proposal import Proposal
from quotes.grammar import tags
from quotes.grammar.layout import Layout
from quotes.records import Act
from quotes.spans import Range, covers, joined, overlap

if TYPE_CHECKING:
    from quotes.choosing.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals for one text, from its marks, the parse and the encoder's reading, with the reading's evidence.

    `cues` are the lexicon's, by token index.
    """

    layout: Layout
    direct: Sequence[Proposal]
    others: Sequence[Proposal]
    read: Sequence[Proposal] = ()
    evidence: Evidence | None = None
    cues: Mapping[int, CueToken] = field(default_factory=dict)


def settle(proposed: Proposals) -> list[Verdict]:
    """A verdict on each proposal and each mixture that was weighed: first the kept ones, in the order of the text.

    One attribution is kept for each cue and content. What the encoder read is weighed against what the rules found;
    without its evidence the rules alone speak.
    """
    layout = proposed.layout
    found, lost = _by_rules(layout, proposed.direct, proposed.others)
    weighed = list[Verdict]()
    if proposed.evidence is not None:
        outer, found = _divided(found)
        prose, unread = _prose(layout, proposed.read)
        groups = weighing.alternatives(layout, outer, prose)
        weighed, unlikely = weighing.weigh(layout, groups, proposed.evidence)
        lost += [*unread, *unlikely]
    distinct, same = _distinct([*weighed, *(whole(confidence.estimated(layout, p)) for p in found)])
    reports, views = _without_views(sorted(distinct, key=_order))
    real, unreal = _without_unreal(layout, reports)
    return [*real, *lost, *same, *views, *unreal]


def alternatives(proposed: Proposals) -> list[list[Proposal]]:
    """The groups of proposals that are weighed against each other, cue by cue."""
    found, _ = _by_rules(proposed.layout, proposed.direct, proposed.others)
    outer, _ = _divided(found)
    prose, _ = _prose(proposed.layout, proposed.read)
    return list(weighing.alternatives(proposed.layout, outer, prose))


def _divided(found: list[Proposal]) -> tuple[list[Proposal], list[Proposal]]:
    """Split finds into those that the training articles annotate and those they never do: nested, or without a cue."""
    annotated, others = list[Proposal](), list[Proposal]()
    for p, host in zip(found, hosts(found), strict=True):
        (annotated if host is None and p.cue is not None else others).append(p)
    return annotated, others


def _prose(layout: Layout, read: Iterable[Proposal]) -> tuple[list[Proposal], list[Verdict]]:
    """What was read in the article's own paragraphs, with each content cut or stretched to fit its marks."""
    kept, lost = list[Proposal](), list[Verdict]()
    for p in read:
        fitted = fit(layout, p)
        if fitted is None:
            lost.append(Verdict(p, lost=Reason(Cause.OUTSIDE)))
        elif addresses_reader(p):
            lost.append(Verdict(fitted, lost=Reason(Cause.READER)))
        elif tells_of_source(fitted):
            lost.append(Verdict(fitted, lost=Reason(Cause.SOURCE)))
        elif p.cue is not None and is_of_nobody(p, p.cue):
            lost.append(Verdict(fitted, lost=Reason(Cause.UNREAL)))
        elif (around := layout.paragraph(fitted.content[0][0])) is None or around.boilerplate:
            lost.append(Verdict(fitted, lost=Reason(Cause.NO_PROSE)))
        else:
            kept.append(fitted)
    return kept, lost


# --- conflicts among the rules' finds ---------------------------------------------------------------


def _by_rules(
    layout: Layout, direct: Iterable[Proposal], others: Iterable[Proposal]
) -> tuple[list[Proposal], list[Verdict]]:
    """The rules' finds, one for each cue and content, in the order of the text.

    A direct quotation keeps its cue. A clause with the same cue is dropped if it lies in the quotation, and a
    quotation inside a clause's content becomes part of that content (said the plan was “a disaster”).
    """
    kept, lost = list(direct), list[Verdict]()
    by_cue = {p.cue.i: n for n, p in enumerate(kept) if p.cue is not None}
    quoted = Quoted(kept)
    for proposal, refused in _likely(layout, others):
        rival = by_cue.get(proposal.cue.i) if proposal.cue is not None else None
        if refused is not None:
            lost.append(Verdict(proposal, lost=refused))
        elif rival is None:
            if proposal.rule in _WHOLE and proposal.cue is not None:
                by_cue[proposal.cue.i] = len(kept)
            kept.append(proposal)
        else:
            held = kept[rival]
            kept[rival], why = _merged(held, proposal, quoted)
            lost.append(Verdict(proposal if kept[rival].rule == held.rule else held, lost=why))
    distinct, same = _distinct([Verdict(p) for p in kept])
    return sorted((v.proposal for v in distinct), key=_place), [*lost, *same]


def _likely(layout: Layout, found: Iterable[Proposal]) -> Iterator[tuple[Proposal, Reason | None]]:
    """Each proposal with its content cut or stretched to fit its marks, and the reason to refuse it, if any."""
    for p in found:
        fitted = fit(layout, p)
        cause = Cause.OUTSIDE if fitted is None else doubt(layout, fitted)
        yield fitted or p, Reason(cause) if cause is not None else None


def _merged(direct: Proposal, other: Proposal, quoted: Quoted) -> tuple[Proposal, Reason]:
    """The one of two with one cue that is kept, with the other's content where it lies outside; and why the other lost.

    She said the bridge was safe: “It will stand.” One statement, two pieces. Thanked |the crew for “staying up”|: one
    verdict, of which the quotation is a part, and which wins under its own rule.
    """
    cue = direct.cue
    taken = cue is not None and any(quoted.is_of_another(piece, cue) for piece in other.content)
    begun = () if taken or cue is None or other.rule in _WRITERS else _begun(direct.content, other.content, cue.idx)
    if begun:
        whole = direct if other.rule in _CLAUSES else other
        content = joined((*begun, *direct.content))
        return replace(whole, content=content, beyond=direct.beyond), Reason(Cause.TAKEN_IN, whole.rule)
    if taken or other.rule not in _CLAUSES or _overlapping(direct.content, other.content):
        return direct, Reason(Cause.SAME_CUE, direct.rule)
    content = joined((*direct.content, *other.content))
    return replace(direct, content=content), Reason(Cause.TAKEN_IN, direct.rule)


# What else is found at the same cue is a part of it: under **plans** unveiled by Roe.
_WHOLE = frozenset({"under-plans"})
# The sentence around the quotation is the writer's: The plan is, as Roe put it, “a bridge to nowhere”.
_WRITERS = frozenset({"as-aside"})
_CLAUSES = frozenset({"clause", "stray-clause", "aside", "parataxis"})


def _begun(quoted: tuple[Range, ...], whole: tuple[Range, ...], cue: int) -> tuple[Range, ...]:
    """Thanked |**the crew for “**staying up**”**|; |**The log**|, he said, “was lost”: what a quotation goes on."""
    start, end = quoted[0]
    if cue > start or not any(covers(piece, (start, end)) for piece in whole):
        return ()
    return tuple((first, min(last, end + 1)) for first, last in whole if first + 1 < start)  # not the mark alone


def _overlapping(a: tuple[Range, ...], b: tuple[Range, ...]) -> bool:
    return any(overlap(x, y) for x in a for y in b)


def _distinct(found: Iterable[Verdict]) -> tuple[list[Verdict], list[Verdict]]:
    """The surest of those with the same content, those with a cue before others; and the verdicts on the rest."""
    kept: dict[tuple[Range, ...], Verdict] = {}
    lost = list[Verdict]()
    for v in found:
        first = kept.setdefault(v.proposal.content, v)
        if first is v:
            continue
        winner, loser = sorted((first, v), key=_surest, reverse=True)
        kept[v.proposal.content] = winner
        lost.append(replace(loser, lost=Reason(Cause.SAME_CONTENT, winner.proposal.rule)))
    return list(kept.values()), lost


def _surest(verdict: Verdict) -> tuple[bool, float]:
    return verdict.proposal.cue is not None, verdict.confidence


def _order(verdict: Verdict) -> tuple[int, int, int]:
    return _place(verdict.proposal)


def _place(proposal: Proposal) -> tuple[int, int, int]:
    return proposal.content[0][0], proposal.span[0] if proposal.span else -1, -proposal.content[-1][1]


# --- reports in reports -----------------------------------------------------------------------------

# What can be reported inside another's report: Politico said that Roe *had warned* him. A wish or a verdict there is
# the reporting speaker's own view of somebody. Finds with a low confidence are left out, too.
_REPORTS = frozenset({Act.STATEMENT, Act.TELLING, Act.QUESTIONING, Act.REQUEST, Act.WARNING, Act.DENIAL, Act.RESPONSE,
                      Act.ACCUSATION, Act.COMMITMENT, Act.JUDGMENT})  # fmt: skip
_SURE = 0.7


def _without_views(found: list[Verdict]) -> tuple[list[Verdict], list[Verdict]]:
    """Those that are outside other contents or are reports of their own, and the verdicts on the rest."""
    kept, lost = list[Verdict](), list[Verdict]()
    for v, host in zip(found, hosts([v.proposal for v in found]), strict=True):
        if host is None or _is_report(v):
            kept.append(v)
        else:
            lost.append(replace(v, lost=Reason(Cause.VIEW)))
    return kept, lost


def _is_report(v: Verdict) -> bool:
    """Whether it is kept even inside another's content. Not: in her view, **calling** them thieves was rude."""
    entry, cue = v.proposal.entry, v.proposal.cue
    nobody = v.proposal.speaker is None and cue is not None and tags.is_ing(cue)
    return v.confidence >= _SURE and entry is not None and entry.act in _REPORTS and not nobody


def _without_unreal(layout: Layout, found: list[Verdict]) -> tuple[list[Verdict], list[Verdict]]:
    """Without the quotations that nobody in particular would say, as in: a judge would never say “...”."""
    kept, lost = list[Verdict](), list[Verdict]()
    unreal: set[int] = set()
    for n, (v, host) in enumerate(zip(found, hosts([v.proposal for v in found]), strict=True)):
        if host in unreal or (_is_quoted(layout, v.proposal) and factuality.is_unreal(v.proposal)):
            unreal.add(n)
            lost.append(replace(v, lost=Reason(Cause.UNREAL)))
        else:
            kept.append(v)
    return kept, lost


def _is_quoted(layout: Layout, p: Proposal) -> bool:
    return layout.kind(p.content, p.span and p.span[0]) != "indirect"
