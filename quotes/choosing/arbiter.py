"""Overlapping proposals -> attributions: what the marks settle goes before what the parse suggests."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from operator import itemgetter, not_
from typing import TYPE_CHECKING

from quotes.choosing import confidence, weighing
from quotes.finding.frames import Proposal
from quotes.finding.lexicon import Entry
from quotes.grammar import functions
from quotes.grammar.layout import Layout
from quotes.language import words
from quotes.records import Act
from quotes.spans import Range, covers, joined, overlap

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quotes.choosing.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Proposals:
    """What was proposed of one text: by its marks, by the parse, and by the encoder's reading, with its evidence."""

    layout: Layout
    direct: Sequence[Proposal]
    others: Sequence[Proposal]
    read: Sequence[Proposal] = ()
    evidence: Evidence | None = None


def settle(proposed: Proposals) -> list[Proposal]:
    """One attribution for each cue and content, in the order of the text, each with its confidence.

    What the encoder read is weighed against what the rules found; without its evidence the rules alone speak.
    """
    layout = proposed.layout
    found = by_rules(layout, proposed.direct, proposed.others)
    if proposed.evidence is None:
        return _without_views(_estimated(layout, found))
    outer, others = divided(found)
    weighed = weighing.weigh(layout, _alternatives(layout, outer, proposed.read), proposed.evidence)
    return _without_views(sorted(_distinct([*weighed, *_estimated(layout, others)]), key=_order))


def alternatives(proposed: Proposals) -> list[list[Proposal]]:
    """What is weighed against each other, cue by cue."""
    outer, _ = divided(by_rules(proposed.layout, proposed.direct, proposed.others))
    return list(_alternatives(proposed.layout, outer, proposed.read))


def divided(found: list[Proposal]) -> tuple[list[Proposal], list[Proposal]]:
    """Those that the articles that were learned from annotate, and the rest: in another's content, or going on."""
    annotated = [host is None and not p.continued for p, host in zip(found, hosts(found), strict=True)]
    return list(compress(found, annotated)), list(compress(found, map(not_, annotated)))


def _alternatives(layout: Layout, outer: list[Proposal], read: Iterable[Proposal]) -> Iterator[list[Proposal]]:
    fitted = (p for proposal in read if (p := fit(layout, proposal)) is not None)
    prose = [p for p in fitted if (around := layout.paragraph(p.content[0][0])) is not None and not around.boilerplate]
    return weighing.alternatives(layout, outer, prose)


def by_rules(layout: Layout, direct: Iterable[Proposal], others: Iterable[Proposal]) -> list[Proposal]:
    """The rules' finds, one for each cue and content, in the order of the text.

    A direct quotation keeps its cue; a clause that the same cue governs is dropped when it lies in the quotation,
    and a quotation inside a clause's content becomes part of it (said the plan was “a disaster”).
    """
    kept = list(direct)
    by_cue = {p.cue.i: n for n, p in enumerate(kept) if p.cue is not None}
    for other in others:
        proposal = fit(layout, other)
        if proposal is None or doubt(layout, proposal):
            continue
        rival = by_cue.get(proposal.cue.i) if proposal.cue is not None else None
        if rival is None:
            kept.append(proposal)
        elif proposal.rule in _CLAUSES and not _overlapping(kept[rival].content, proposal.content):
            # She said the bridge was safe: “It will stand.” One saying, two pieces.
            kept[rival] = replace(kept[rival], content=joined((*kept[rival].content, *proposal.content)))
    return sorted(_distinct(kept), key=_order)


# What one may report inside another's report: Politico said that Roe *had warned* him. A wish or a verdict there is the
# reporting speaker's own view of somebody, and so are finds that are unsure already.
_REPORTS = frozenset({Act.STATEMENT, Act.TELLING, Act.QUESTIONING, Act.REQUEST, Act.WARNING, Act.DENIAL, Act.RESPONSE,
                      Act.ACCUSATION, Act.COMMITMENT, Act.JUDGMENT})  # fmt: skip
_SURE = 0.6


def _estimated(layout: Layout, found: Iterable[Proposal]) -> list[Proposal]:
    """The proposals, each as sure as its rule is."""
    return [replace(p, confidence=confidence.estimate(p, layout.kind(p.content, p.span and p.span[0]))) for p in found]


def _without_views(found: list[Proposal]) -> list[Proposal]:
    """The proposals without those inside others that are no reports of their own."""
    return [p for p, host in zip(found, hosts(found), strict=True) if host is None or is_report(p)]


def is_report(p: Proposal) -> bool:
    """Whether it stays though it stands in another's content."""
    return p.confidence >= _SURE and p.entry is not None and p.entry.act in _REPORTS


_CLAUSES = frozenset({"clause", "stray-clause", "aside", "parataxis"})


def _order(proposal: Proposal) -> tuple[int, int, int]:
    return proposal.content[0][0], proposal.span[0] if proposal.span else -1, -proposal.content[-1][1]


def _distinct(proposals: list[Proposal]) -> list[Proposal]:
    """The first of those with the same content and the same speaker's words; one without a cue yields to one with."""
    seen: dict[tuple[Range, ...], Proposal] = {}
    for p in proposals:
        if p.content not in seen or seen[p.content].cue is None:
            seen[p.content] = p
    return list(seen.values())


def _overlapping(a: tuple[Range, ...], b: tuple[Range, ...]) -> bool:
    return any(overlap(x, y) for x in a for y in b)


def fit(layout: Layout, proposal: Proposal) -> Proposal | None:
    """The content cut to the quotation that the cue stands in, or stretched to the end of one that it runs into."""
    cue = proposal.cue
    around = layout.quotation(cue.idx) if cue is not None else None
    pieces: list[Range] = []
    for piece in proposal.content:
        fitted = _clipped(piece, around.inner) if around else _stretched(layout, _after_dateline(layout, piece))
        if fitted is not None:
            pieces.append(fitted)
    content = joined(pieces)
    if not content:
        return None
    return proposal if content == proposal.content else replace(proposal, content=content)


def _after_dateline(layout: Layout, piece: Range) -> Range:
    """TORSBY, Sweden (AP) — |The bridge is safe, the mayor said."""
    paragraph = layout.paragraph(piece[0])
    return (max(piece[0], min(paragraph.prose, piece[1])), piece[1]) if paragraph else piece


def _clipped(piece: Range, limits: Range) -> Range | None:
    start, end = max(piece[0], limits[0]), min(piece[1], limits[1])
    return (start, end) if start < end else None


def _stretched(layout: Layout, piece: Range) -> Range:
    """Said it was “very bad. We must |act.”: a content that runs into a quotation goes on to its end."""
    start, end = piece
    for q in layout.touching(piece):
        if q.single:
            end = q.span[1] if start < q.span[0] and end == q.inner[1] and q.closed else end  # a ‘disaster|’
            continue
        if start <= q.inner[0] < end:
            if start == q.inner[0] and end > q.inner[1]:
                start = q.span[0]  # accused of |“dithering” over it
            end = max(end, q.inner[1] if start >= q.inner[0] else q.span[1] if q.closed else q.inner[1])
        elif q.inner[0] < start < q.inner[1] < end and start - q.inner[0] < 20:
            start = q.span[0]
    while end > start and layout.text[end - 1] in ",;: ":
        end -= 1
    return start, end


def doubt(layout: Layout, proposal: Proposal) -> str | None:
    """Why nothing was said at all, if so: "to say that ...", "if you ask me" and advice report no words of anyone."""
    cue = proposal.cue
    if cue is None or proposal.entry is None:
        return None
    paragraph = layout.paragraph(cue.idx)
    if paragraph is None or paragraph.boilerplate:
        return "the page speaks there, not the article"
    speaker = proposal.speaker
    if speaker is not None and speaker.lower_ in words("modality", "second"):
        return "the reader is spoken to, nobody is reported"
    around = layout.quotation(cue.idx)
    if around is not None and (speaker is None or speaker.pos_ == "PRON"):
        # “I think that ...”: the speaker's own words; but “It is late, she said. (never closed) is a report
        reported = not around.closed and proposal.content[0][0] < cue.idx
        return None if reported else "it stands in a quotation, as its speaker's own words"
    return "wished, asked for or supposed, not said" if _is_unreal(cue, proposal.entry) else None


def _is_unreal(verb: Token, entry: Entry) -> bool:
    """*e.g.* to **say** that; would **say**; **Say** it; if he **says** it: no one said it.

    A bare verb with a subject is a present that the tagger took for an infinitive: nine in ten **say** so.
    """
    condition = functions.complementizer(verb)
    if condition is not None and condition.lower_ in words("modality", "conditions"):
        return True
    if verb.tag_ != "VB":
        return False
    auxiliaries = {t.lower_ for t in functions.dependents(verb, "auxiliary")}
    if auxiliaries:
        if functions.is_negated(verb) and auxiliaries <= words("modality", "refusing"):
            return False  # would not say when: a refusal
        wish = entry.act is Act.DESIRE and entry.lemma in words("clauses", "real_wishes")
        return not wish and not auxiliaries & words("modality", "realis")
    return functions.is_infinitive(verb) or functions.subject(verb) is None


def hosts(found: Sequence[Proposal]) -> list[int | None]:
    """For each proposal the number of the innermost other one whose content holds its cue and content.

    One pass with a stack of those that may still hold something, since proposals come in order of their start.
    """
    holders: list[int | None] = []
    stack: list[int] = []
    for n, p in enumerate(found):
        whole = _extent(p)
        stack = [m for m in stack if found[m].content[-1][1] > whole[0]]
        inside = [m for m in stack if _holds(found[m], p, whole)]
        holders.append(inside[-1] if inside else None)
        stack.append(n)
    return holders


def _extent(p: Proposal) -> Range:
    spans = [*p.content, p.span] if p.span else list(p.content)
    return min(s for s, _ in spans), max(e for _, e in spans)


def _holds(outer: Proposal, inner: Proposal, whole: Range) -> bool:
    last = bisect_right(outer.content, whole[0], key=itemgetter(0)) - 1  # the only piece that can, of maybe thousands
    return last >= 0 and covers(outer.content[last], whole) and outer.content != inner.content
