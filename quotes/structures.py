"""Attributions without a speech verb of their own clause: "according to", "as Roe said", "Politico: ..."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from quotes import cues, grammar
from quotes.arguments import speaker_of
from quotes.cues import Cue
from quotes.frames import Proposal
from quotes.language import table, words
from quotes.layout import Layout, ranges

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
    patterns = [tuple(p) for p in table("sources")["prepositions"]]
    firsts = {p[0] for p in patterns}
    doc = layout.doc
    for token in doc:
        if token.lower_ not in firsts:
            continue
        for pattern in patterns:
            end = token.i + len(pattern)
            if tuple(t.lower_ for t in doc[token.i : end]) == pattern and end < len(doc):
                proposal = _sourced(token, doc[end - 1])
                if proposal is not None:
                    yield proposal


def _sourced(first: Token, last: Token) -> Proposal | None:
    """The noun after the preposition speaks; the clause that the phrase stands in is the content."""
    noun = _source_noun(last)
    if noun is None:
        return None
    inside = {first.i, last.i, noun.i, *(t.i for t in grammar.subtree(noun) if t.i > last.i)}
    top = _clause_of(noun, first)
    if top is None:
        return None
    phrase = _phrase(noun, first)
    body = [t for t in top.subtree if t.i not in phrase and (t.i not in inside or t.i < first.i)]
    content = (
        ranges(first.doc, [t for t in body if t.i < first.i]),
        ranges(first.doc, [t for t in body if t.i > max(phrase)]),
    )
    spans = tuple(span for part in content for span in part)
    if not spans:
        return None
    return Proposal("according-to", spans, cue=first, span=(first.idx, last.idx + len(last)), speaker=noun)


def _source_noun(last: Token) -> Token | None:
    """The head of the noun phrase that begins after the preposition."""
    own = grammar.dependent(last, "object of preposition")
    if own is not None:
        return own
    start = last.i + 1
    token = last.doc[start]
    while (
        token.head.i > token.i
        and token.pos_ not in grammar.VERBAL
        and not (token.pos_ in grammar.NOMINAL and token.head.pos_ in grammar.VERBAL)
    ):
        token = token.head
    while grammar.has(token, "compound", "flat", "possessor", "determiner", "adjective") and token.head.i > token.i:
        token = token.head
    return token if token.pos_ in grammar.NOMINAL else None


def _phrase(noun: Token, first: Token) -> set[int]:
    """Token indices from the preposition to the end of its noun phrase, appositions and relative clauses too."""
    last = max(t.i for t in noun.subtree)
    return set(range(first.i, max(last, noun.i) + 1))


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
    verb = cue.token
    if not cue.is_verb or not grammar.has(verb, "adverbial clause"):
        return None
    mark = next(
        (t for t in grammar.dependents(verb, "complementizer", "adverb") if t.lower_ in words("sources", "asides")),
        None,
    )
    if (
        mark is None
        or mark.i > verb.i
        or grammar.clauses(verb)
        or (grammar.direct_object(verb) is not None and cue.entries[0].lemma not in words("sources", "formulations"))
    ):
        return None
    speaker = speaker_of(verb)
    if speaker is None:
        return None
    content = ranges(verb.doc, grammar.subtree(verb.head, [verb]), [verb])
    if not content:
        return None
    entry = cue.entries[0]
    return Proposal(
        "as-aside", content, entry=entry, cue=verb, span=cues.span(verb), speaker=speaker, when=cues.when(verb)
    )


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
