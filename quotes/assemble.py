"""Proposals and speakers -> records, every offset proven against the article's text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import ValidationError

from quotes import arbiter, circumstances, cues, grammar
from quotes.article import Article
from quotes.errors import RecordError
from quotes.frames import Proposal
from quotes.language import words
from quotes.layout import Layout
from quotes.records import Act, Attribution, Cue, Part, Quote, Speaker, Target, check
from quotes.spans import Range

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quotes import speakers


def records(
    article: Article, layout: Layout, found: Sequence[Proposal], named: Sequence[speakers.Parties]
) -> list[Attribution]:
    """One checked record for each proposal, in the same order.

    Raises:
        RecordError: a record is not valid, or the text does not prove it; it names the record and the field.
    """
    ids = _ids(article.id, found)
    hosts = arbiter.hosts(found)
    return [
        _record(article, layout, p, who, own, ids[host] if host is not None else None)
        for p, who, own, host in zip(found, named, ids, hosts, strict=True)
    ]


def _record(
    article: Article,
    layout: Layout,
    proposal: Proposal,
    parties: speakers.Parties,
    own: str,
    host: str | None,
) -> Attribution:
    text, who, cue = article.text, parties.speaker, proposal.cue
    kind = layout.kind(proposal.content, proposal.span and proposal.span[0])
    pieces = " ".join(text[start:end] for start, end in proposal.content)
    try:
        record = Attribution(
            id=own,
            doc=article.id,
            path=article.path,
            article=article.info,
            quote=Quote(text=pieces, kind=kind, spans=proposal.content),
            cue=_cue(text, proposal),
            speaker=_speaker(text, who),
            role=_part(text, who.role if who else None),
            roles=tuple(Part(text=text[start:end], start=start, end=end) for start, end in (who.roles if who else ())),
            target=_target(text, proposal, parties.target),
            when=_part(text, circumstances.when(cue) if cue is not None else None),
            where=_part(text, circumstances.where(cue) if cue is not None else None),
            within=host,
            rule=proposal.rule,
            confidence=proposal.confidence,
        )
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


def _cue(text: str, p: Proposal) -> Cue | None:
    if p.span is None:
        return None
    start, end = p.span
    word = p.cue.lemma_ if p.cue is not None else ""
    lemma = p.entry.lemma if p.entry else (word or text[start:end]).lower()
    act = p.entry.act if p.entry else Act.STATEMENT
    denied = p.cue is not None and cues.is_denied(p.cue)
    return Cue(text=text[start:end], start=start, end=end, lemma=lemma, act=act, negated=denied)


def _speaker(text: str, who: speakers.Speaker | None) -> Speaker | None:
    if who is None:
        return None
    start, end = who.span
    found = {"text": text[start:end], "start": start, "end": end}
    return Speaker.model_validate(found | {"name": who.name, "type": who.type, "resolution": who.resolution})


def _target(text: str, p: Proposal, name: str | None) -> Target | None:
    if p.target is None or p.kind is None:
        return None
    start, end = _characters(p.target, p)
    return Target(text=text[start:end], start=start, end=end, kind=p.kind, name=name)


def _characters(noun: Token, p: Proposal) -> Range:
    """The noun phrase, without what is said of it: dismissed **the claims** | as fake; accused **Kiev** | of it."""
    first, end = grammar.phrase(noun)
    first = cues.after_time(noun, first)
    said = words("function_words", "views") | ({p.entry.preposition} if p.entry else set())
    if p.kind == "object":
        end = next((t.i for t in noun.doc[noun.i + 1 : end] if t.lower_ in said), end)
    else:  # advised **patients** | to wear masks
        end = next((t.i for t in noun.doc[noun.i + 1 : end] if t.tag_ == "TO"), end)
    last = noun.doc[end - 1]
    return noun.doc[first].idx, last.idx + len(last)


def _part(text: str, span: Range | None) -> Part | None:
    return Part(text=text[slice(*span)], start=span[0], end=span[1]) if span else None
