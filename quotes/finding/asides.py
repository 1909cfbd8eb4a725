"""Attributions without a speech verb of their own clause: "according to", "as Roe said", "reportedly", "Roe: ..."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quotes.finding import cues, frames, prepositions
from quotes.finding.arguments import speaker_of
from quotes.finding.cues import CueToken
from quotes.finding.lexicon import Entry
from quotes.finding.proposal import Proposal
from quotes.grammar import functions, phrases, tags, wordorder
from quotes.grammar.layout import Layout, having
from quotes.grammar.phrases import ranges
from quotes.language import table, words
from quotes.spans import Range, clipped, joined, strip
from quotes.words.kinds import organization_sort
from quotes.words.nouns import is_person_noun, is_thing

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def propose(layout: Layout, found: Mapping[int, CueToken]) -> Iterator[Proposal]:
    """Every such attribution of the doc; `found` has the cues by token index."""
    yield from _by_preposition(layout)
    yield from _in_view(layout)
    yield from _under_plans(layout, found)
    for cue in found.values():
        proposal = _as_aside(cue)
        if proposal is not None:
            yield proposal
    yield from _hearsay(layout, found)
    yield from _headline(layout)


def _by_preposition(layout: Layout) -> Iterator[Proposal]:
    """**According to the report**, Biden has turned it down."""
    for token in (layout.doc[i] for i in having(layout.doc, "LOWER", prepositions.first_words())):
        last = prepositions.preposition(token)
        proposal = _sourced(token, last) if last is not None else None
        if proposal is not None:
            yield proposal if proposal.rule == "according-to" else _in_words(layout, proposal, token)


def _sourced(first: Token, last: Token) -> Proposal | None:
    """The noun after the preposition is the speaker; the clause around the phrase is the content."""
    noun = prepositions.named(last)
    if noun is None:
        return None
    back = first.doc[first.sent.start - 1].sent if _points_back(first) else None
    content = _beside(first, noun) if back is None else ranges(first.doc, back)
    span = phrases.from_to(first, last)
    rule = "according-to" if last.i - first.i == 1 else "in-words-of"
    return Proposal(rule, content, cue=first, span=span, speaker=noun) if content else None


def _in_words(layout: Layout, proposal: Proposal, first: Token) -> Proposal:
    """It is named after a bird **“that nobody sees”**, in the words of its club; Kos is calm: **all is well**, in ...

    The quotation right before the phrase, else what stands behind the last colon.
    """
    before = layout.tokens((proposal.content[0][0], first.idx))
    if before and layout.touching((before[-1].idx, first.idx)) and before[-1].is_quote:
        return replace(proposal, content=(layout.touching((before[-1].idx, first.idx))[0].inner,))
    colon = next((t.idx + 1 for t in reversed(before) if t.text in {":", ";"}), None)
    inside = (clipped(piece, (colon or 0, len(layout.text))) for piece in proposal.content)
    content = joined(strip(layout.text, piece, "") for piece in inside if piece is not None)
    return replace(proposal, content=content) if content else proposal


def _in_view(layout: Layout) -> Iterator[Proposal]:
    """**In her view**, the bridge is safe. Not: in her view of the bridge."""
    for noun in (layout.doc[i] for i in having(layout.doc, "LOWER", words("sources", "views"))):
        owner, case = functions.possessor(noun), functions.dependent(noun, "case")
        if owner is None or case is None or phrases.ends(noun) != (case, noun) or functions.is_relative(noun.head):
            continue
        content = _beside(case, noun) if case.lower_ in words("sources", "into_views") else ()
        if content:
            yield Proposal("in-words-of", content, cue=noun, span=phrases.from_to(case, noun), speaker=owner)


def _under_plans(layout: Layout, found: Mapping[int, CueToken]) -> Iterator[Proposal]:
    """Drivers will pay, **under plans unveiled by the mayor**: who made the plan says what will be."""
    for noun in (layout.doc[i] for i in having(layout.doc, "LEMMA", words("sources", "schemes"))):
        case, verb = functions.dependent(noun, "case"), _making(noun, found)
        if case is None or verb is None or case.lower_ not in words("sources", "under"):
            continue
        content = _beside(case, noun)
        entry = found[verb.i].spoken if verb.i in found else None
        if content:
            span, speaker = phrases.from_to(noun, verb), functions.agent(verb)
            yield Proposal("under-plans", content, entry=entry, cue=verb, span=span, speaker=speaker)


def _making(noun: Token, found: Mapping[int, CueToken]) -> Token | None:
    """The participle after the noun that says who announced it: plans **unveiled** by the mayor."""
    below = functions.dependents(noun, "participial modifier")
    made = (t for t in below if functions.is_reduced_passive(t) and functions.agent(t) is not None)
    return next((t for t in made if t.i in found or t.lemma_.lower() in words("creators", "verbs")), None)


def _beside(first: Token, noun: Token) -> tuple[Range, ...]:
    """The clause that the phrase from the first token to the noun names a source for."""
    return _opened(first, noun) if first.i == first.sent.start else _around(first, noun)


def _points_back(first: Token) -> bool:
    """The bridge is unsafe. **That's** according to Roe: what is said is the sentence before."""
    before = first.doc[first.sent.start : first.i]
    return (
        len(before) == 2
        and before.start > 0
        and before[0].lower_ in words("sources", "pointers")
        and before[1].pos_ in tags.VERBAL
    )


def _around(first: Token, noun: Token) -> tuple[Range, ...]:
    """**The bridge**, according to Roe, **was never tested**: the clause without the phrase."""
    top, end = _clause_of(noun, first), noun.right_edge.i + 1
    if top is None:
        return ()
    before = ranges(first.doc, [t for t in top.subtree if t.i < first.i])
    return before + ranges(first.doc, [t for t in top.subtree if t.i >= end])


def _opened(first: Token, noun: Token) -> tuple[Range, ...]:
    """According to Roe, who led the tests, **the city never asked**: everything after the phrase and its comma.

    If the parse attaches the rest to the noun, the phrase ends at the first comma that does not open a relative clause
    or an apposition and has a tensed verb after it.
    """
    doc, end = first.doc, first.sent.end
    rest = doc[noun.right_edge.i + 1 : end]
    if any(tags.is_tensed(t) for t in rest):
        return ranges(doc, rest[_aside(rest) :])
    commas = [t.i for t in doc[noun.i : end] if t.text == "," and t.i + 1 < end]
    for here, following in pairwise([*commas, end]):
        relative = tags.is_relative_word(doc[here + 1])
        if not relative and any(tags.is_tensed(t) for t in doc[here + 1 : following]):
            return ranges(doc, doc[here + 1 : end])
    return ()


def _aside(rest: Span) -> int:
    """How many tokens belong to the noun before: according to Roe, **the mayor,** the city never asked.

    Parsers take both nouns as the verb's subject; the nearer one is right.
    """
    stray = next((t for t in rest if functions.has(t, "subject", "passive subject")), None)
    own = functions.subject(stray.head) if stray is not None else None
    if stray is None or own is None or own.i <= stray.i or rest[0].text != ",":
        return 0
    end = stray.right_edge.i + 1
    return end - rest.start if any(t.text == "," for t in rest.doc[end - 1 : end + 1]) else 0


def _clause_of(noun: Token, first: Token) -> Token | None:
    """The head of the clause that the phrase belongs to: up to the root, a conjunct or an aside."""
    token = first if functions.has(first, "preposition") else noun
    while token.head.i != token.i:
        token = token.head
        if functions.has(token, "conjunct", "parataxis") and token.pos_ in tags.VERBAL:
            break
    return token if token.i != noun.i else None


def _as_aside(cue: CueToken) -> Proposal | None:
    """The bridge is safe, **as Roe put it**: the clause without "as ..." is the content."""
    verb, entry = cue.token, cue.spoken
    if not cue.is_verb or not _is_as_clause(verb) or not _says_all(verb, entry):
        return None
    speaker = speaker_of(verb)
    beyond = [t for other in wordorder.unjoined(verb) for t in other.subtree]
    content = ranges(verb.doc, [*phrases.subtree(verb.head, [verb]), *beyond], [verb])
    if speaker is None or is_thing(speaker) or not content or not _is_between_commas(verb):
        return None
    return Proposal(
        "as-aside",
        content,
        entry=entry,
        cue=verb,
        span=cues.span(verb),
        speaker=speaker,
    )


def _is_as_clause(verb: Token) -> bool:
    if not functions.has(verb, "adverbial clause"):
        return False
    marks = functions.dependents(verb, "complementizer", "adverb")
    return any(t.lower_ in words("function_words", "asides") and t.i < verb.i for t in marks)


def _is_between_commas(verb: Token) -> bool:
    """The bridge is safe**,** as Roe put it**.** Not: voters left as Roe spoke | of the bridge."""
    first, last = phrases.ends(verb)
    opens = first.is_sent_start or first.nbor(-1).is_punct
    return opens and (last.i + 1 == len(verb.doc) or last.nbor().is_punct)


def _says_all(verb: Token, entry: Entry) -> bool:
    """As Roe **said**: the content is outside the clause; not "as Roe said that ...", "as Roe threatened to ..."."""
    if functions.clauses(verb) or functions.infinitive(verb) is not None or not entry.takes("statement"):
        return False
    return functions.direct_object(verb) is None or entry.lemma in words("function_words", "formulations")


def _hearsay(layout: Layout, found: Mapping[int, CueToken]) -> Iterator[Proposal]:
    """**The bridge is** reportedly **unsafe**: without a speaker; not: Roe reportedly **said** that ...."""
    for adverb in (layout.doc[i] for i in having(layout.doc, "LOWER", words("sources", "hearsay"))):
        following = layout.doc[min(adverb.i + 1, len(layout.doc) - 1)]
        verb = following if following.pos_ == "VERB" else adverb.head  # parsers may attach it to a verb further off
        cue = found.get(verb.i)
        if verb.i != adverb.i and (cue is None or frames.propose(cue) is None):
            content = ranges(layout.doc, _said_of(verb, adverb), [adverb])
            if content:
                yield Proposal("hearsay", content, cue=adverb, span=phrases.from_to(adverb, adverb))


def _said_of(verb: Token, adverb: Token) -> list[Token]:
    """The verb's clause without the adverb, conjunctions and other clauses: but | **the bridge is** ... **unsafe**.

    For a participle, with its noun: **the man** allegedly **shot by a neighbor**.
    """
    top = verb.head if functions.is_reduced_passive(verb) and verb.head.pos_ in tags.NOUN_LIKE else verb
    leading = functions.dependents(top, "conjunction", "complementizer", "case")
    others = [t for t in functions.dependents(top, "conjunct", "parataxis") if functions.subject(t) is not None]
    said = phrases.subtree(top, [adverb, *(t for t in leading if t.i < top.i), *others])
    last = max((n for n, t in enumerate(said) if not t.is_punct), default=-1)
    return said[: last + 1]  # not the stop behind another clause


# The most tokens before a headline's colon, and the fewest after it: **Harbor Times**: Bridge Was Safe.
_SOURCE, _FEWEST = 8, 3
_NAME = 3  # tokens of the name behind a headline's dash


def _headline(layout: Layout) -> Iterator[Proposal]:
    """**Politico**: Biden Rejected Three Attempts; Bridge Was Safe - **Lund**. Only in an article's first line."""
    if not layout.paragraphs:
        return
    line = layout.tokens(layout.paragraphs[0].span)
    colon = next((n for n, t in enumerate(line[:_SOURCE]) if t.text == ":"), None)
    dash = next((n for n, t in enumerate(line) if t.text in table("marks")["dash"]["signs"]), len(line))
    if colon and len(line) - colon > _FEWEST and _is_source(line[:colon]) and not _is_dateline(line, colon):
        content, sign, speaker = line[colon + 1 :], line[colon], line[colon - 1]
    elif dash > _FEWEST and _is_named_below(layout, line[dash + 1 :]):
        content, sign, speaker = line[:dash], line[dash], line[-1]
    else:
        return
    said = ranges(layout.doc, content)
    if said:
        yield Proposal("headline", said, cue=sign, span=phrases.from_to(sign, sign), speaker=speaker)


def _is_source(head: list[Token]) -> bool:
    """What stands before the colon: a name or a source noun; no dateline: "TORSBY: The"."""
    last = head[-1]
    if any(t.lower_ in words("sources", "labels") for t in head) or any(t.pos_ in tags.VERBAL for t in head):
        return False
    if organization_sort(tuple(t.lower_ for t in head)) is not None or last.lower_ in words("sources", "headings"):
        return True
    return bool(last.ent_type_ or last.pos_ == "PROPN") and not all(t.is_upper for t in head)


def _is_dateline(line: list[Token], colon: int) -> bool:
    """**Torsby**: The bridge has been closed. A place before a whole sentence; not: Torsby: Bridge Is Safe."""
    return line[-1].text == "." and all(t.ent_type_ in _PLACES for t in line[:colon])


_PLACES = frozenset({"GPE", "LOC", "FAC"})


def _is_named_below(layout: Layout, name: list[Token]) -> bool:
    """Who stands behind the dash, and in the article's first paragraph too: a person's name, "former engineer"."""
    if not 0 < len(name) <= _NAME or len(layout.paragraphs) < 2:
        return False
    below = layout.tokens(layout.paragraphs[1].span)
    if is_person_noun(name[-1]) or name[-1].lower_ in words("sources", "headings"):
        return any(t.lower_ == name[-1].lower_ for t in below)
    is_name = all(t.pos_ == "PROPN" for t in name)
    return is_name and any(t.text == name[-1].text and t.ent_type_ == "PERSON" for t in below)
