"""Proposals and speakers -> records, every offset proven against the article's text.

Time, place and factuality are looked up here, and not by the finding rules, because only the kept attributions need
them, and because factuality depends on which attribution is inside which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from quotes.article import Article, Diagnostic
from quotes.checking.pullquotes import marked
from quotes.choosing.nesting import hosts
from quotes.choosing.verdict import Aim, Verdict
from quotes.errors import RecordError
from quotes.finding import circumstances, factuality
from quotes.finding.proposal import Proposal
from quotes.grammar.layout import Layout
from quotes.naming import certainty
from quotes.records import Act, Attribution, Factuality, check
from quotes.spans import Range

if TYPE_CHECKING:
    from quotes.naming import identities, speaker

Fields = dict[str, Any]  # of a part of a record, by their names

DROPPED = "record-dropped"  # the code of the diagnostic for a dropped record


def records(
    article: Article, layout: Layout, kept: Sequence[Verdict], named: Sequence[identities.Parties]
) -> list[Attribution | Diagnostic]:
    """For each attribution, in the same order, its checked record, or a diagnostic if it fails a check.

    An attribution inside the content of a failed record is within the next record around it.
    """
    made: list[Attribution | Diagnostic] = []
    around: list[str | None] = []  # for each attribution the id that those in its content stand within
    found = [verdict.proposal for verdict in kept]
    inside = hosts(found)
    status = _factuality(found, inside)
    for n, (verdict, who, own) in enumerate(zip(kept, named, _ids(article.id, found), strict=True)):
        host = inside[n]
        outer = around[host] if host is not None else None
        try:
            made.append(_record(article, layout, verdict, who, own, outer, status[n]))
            around.append(own)
        except RecordError as error:
            content = verdict.proposal.content
            made.append(Diagnostic(DROPPED, f"dropped the record {error}", content[0][0], content[-1][1]))
            around.append(outer)
    return made


def divided(made: Iterable[Attribution | Diagnostic]) -> tuple[list[Attribution], tuple[Diagnostic, ...]]:
    """The records, and the diagnostics for those that failed a check."""
    every = list(made)
    kept = marked([each for each in every if isinstance(each, Attribution)])
    return kept, tuple(each for each in every if isinstance(each, Diagnostic))


def _factuality(found: Sequence[Proposal], inside: Sequence[int | None]) -> list[Factuality]:
    """The factuality of each attribution; inside another one's content, it is not more certain than that one."""
    status: list[Factuality] = []
    for p, host in zip(found, inside, strict=True):
        own = factuality.of(p)
        status.append(own if host is None else factuality.within(own, found[host], status[host]))
    return status


def _record(
    article: Article,
    layout: Layout,
    verdict: Verdict,
    parties: identities.Parties,
    own: str,
    host: str | None,
    status: Factuality,
) -> Attribution:
    """Raises RecordError: the record is not valid, or the text does not prove it."""
    text, who, proposal = article.text, parties.speaker, verdict.proposal
    cue = proposal.cue
    kind = layout.kind(proposal.content, proposal.span and proposal.span[0])
    spans = tuple(piece for span in proposal.content for piece in article.pieces(span))
    pieces = " ".join(text[start:end] for start, end in spans)
    fields = {
        "id": own,
        "doc": article.id,
        "path": article.path,
        "article": article.info,
        "quote": {"text": pieces, "kind": kind, "spans": spans},
        "cue": _cue(text, proposal, status),
        "speaker": _speaker(text, who),
        "role": _part(text, who.role if who else None),
        "roles": tuple(_stretch(text, role) for role in (who.roles if who else ())),
        "target": _target(text, verdict.target, parties.target),
        "when": _part(text, circumstances.when(cue) if cue is not None else None),
        "where": _part(text, circumstances.where(cue) if cue is not None else None),
        "within": host,
        "rule": proposal.rule,
        "confidence": verdict.confidence,
        "role_confidence": certainty.of_role(who.grounds) if who else None,
        "target_confidence": round(verdict.target_confidence, 3),
    }
    try:
        record = Attribution.model_validate(fields)  # at once, so that an error names its place: speaker.name
    except ValidationError as error:
        first = error.errors()[0]
        raise RecordError(own, ".".join(map(str, first["loc"])), first["msg"]) from error
    return check(record, text)


def _ids(doc: str, found: Sequence[Proposal]) -> list[str]:
    """`doc:start`, and `doc:start.2` for a second attribution whose content starts at the same character."""
    counts: dict[int, int] = {}
    ids = []
    for p in found:
        start = p.content[0][0]
        counts[start] = counts.get(start, 0) + 1
        ids.append(f"{doc}:{start}" + (f".{counts[start]}" if counts[start] > 1 else ""))
    return ids


def _cue(text: str, p: Proposal, status: Factuality) -> Fields | None:
    if p.span is None:
        return None
    word = p.cue.lemma_ if p.cue is not None else ""
    return {
        **_stretch(text, p.span),
        "lemma": p.entry.lemma if p.entry else (word or text[slice(*p.span)]).lower(),
        "act": p.entry.act if p.entry else Act.STATEMENT,
        "factuality": status,
    }


def _speaker(text: str, who: speaker.Speaker | None) -> Fields | None:
    if who is None:
        return None
    sure = certainty.of_name(who.grounds)
    return {
        **_stretch(text, who.span),
        "name": who.name,
        "type": who.type,
        "resolution": who.resolution,
        "confidence": sure,
    }


def _target(text: str, target: Aim | None, name: str | None) -> Fields | None:
    return None if target is None else {**_stretch(text, target.span), "kind": target.kind, "name": name}


def _part(text: str, span: Range | None) -> Fields | None:
    return _stretch(text, span) if span else None


def _stretch(text: str, span: Range) -> Fields:
    return {"text": text[slice(*span)], "start": span[0], "end": span[1]}
