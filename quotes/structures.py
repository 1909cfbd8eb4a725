"""Attributions without a speech verb of their own clause: "according to", "as Roe said", "Politico: ..."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from quotes import cues, grammar, sources
from quotes.arguments import speaker_of
from quotes.cues import Cue
from quotes.frames import Proposal
from quotes.language import words
from quotes.layout import Layout, ranges
from quotes.lexicon import Entry

if TYPE_CHECKING:
    from spacy.tokens import Token


def propose(layout: Layout, found: Mapping[int, Cue]) -> Iterator[Proposal]:
    """Every such attribution of the doc; `found` has the cues by token index."""
    yield from _by_preposition(layout)
    for cue in found.values():
        proposal = _as_aside(cue)
        if proposal is not None:
            yield proposal
    yield from _headline(layout)


def _by_preposition(layout: Layout) -> Iterator[Proposal]:
    """**According to the report**, Biden has turned it down."""
    for token in layout.doc:
        last = sources.preposition(token)
        proposal = _sourced(token, last) if last is not None else None
        if proposal is not None:
            yield proposal


def _sourced(first: Token, last: Token) -> Proposal | None:
    """The noun after the preposition speaks; the clause that the phrase stands in is the content."""
    noun = sources.named(last)
    if noun is None:
        return None
    top = _clause_of(noun, first)
    if top is None:
        return None
    end = max(noun.right_edge.i, last.i) + 1
    before = ranges(first.doc, [t for t in top.subtree if t.i < first.i])
    after = ranges(first.doc, [t for t in top.subtree if t.i >= end])
    if first.i == first.sent.start:  # all that follows is the source's, however the parser divides it
        after = ranges(first.doc, first.doc[end : first.sent.end])
    if not before + after:
        return None
    span = (first.idx, last.idx + len(last))
    return Proposal("according-to", before + after, cue=first, span=span, speaker=noun)


def _clause_of(noun: Token, first: Token) -> Token | None:
    """The head of the clause that the phrase belongs to: up to the root, a conjunct or an aside."""
    token = first if grammar.has(first, "preposition") else noun
    while token.head.i != token.i:
        token = token.head
        if grammar.has(token, "conjunct", "parataxis") and token.pos_ in grammar.VERBAL:
            break
    return token if token.i != noun.i else None


def _as_aside(cue: Cue) -> Proposal | None:
    """The bridge is safe, **as Roe put it**: the clause without "as ..." is the content."""
    verb, entry = cue.token, cue.spoken
    if not cue.is_verb or not _is_as_clause(verb) or not _says_all(verb, entry):
        return None
    speaker = speaker_of(verb)
    content = ranges(verb.doc, grammar.subtree(verb.head, [verb]), [verb])
    if speaker is None or not content:
        return None
    return Proposal(
        "as-aside", content, entry=entry, cue=verb, span=cues.span(verb), speaker=speaker, when=cues.when(verb)
    )


def _is_as_clause(verb: Token) -> bool:
    if not grammar.has(verb, "adverbial clause"):
        return False
    marks = grammar.dependents(verb, "complementizer", "adverb")
    return any(t.lower_ in words("sources", "asides") and t.i < verb.i for t in marks)


def _says_all(verb: Token, entry: Entry) -> bool:
    """As Roe **said**: what was said stands outside; not "as Roe said that ...", "as Roe threatened to ..."."""
    if grammar.clauses(verb) or grammar.infinitive(verb) is not None or not entry.takes("statement"):
        return False
    return grammar.direct_object(verb) is None or entry.lemma in words("sources", "formulations")


def _headline(layout: Layout) -> Iterator[Proposal]:
    """**Politico**: Biden Rejected Three Attempts. Only in an article's first line, after a name or a source noun."""
    if not layout.paragraphs:
        return
    line = layout.tokens(layout.paragraphs[0].span)
    colon = next((n for n, t in enumerate(line[:8]) if t.text == ":"), None)
    if not colon or len(line) - colon < 4:
        return
    head = line[:colon]
    last = head[-1]
    if any(t.lower_ in words("sources", "labels") for t in head) or any(t.pos_ in grammar.VERBAL for t in head):
        return
    if not (last.ent_type_ or last.pos_ == "PROPN" or last.lower_ in words("sources", "headings")):
        return
    content = ranges(layout.doc, line[colon + 1 :])
    if content:
        sign = line[colon]
        yield Proposal("headline", content, cue=sign, span=(sign.idx, sign.idx + 1), speaker=last)
