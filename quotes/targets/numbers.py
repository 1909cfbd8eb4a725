"""What speaks for and against a candidate: a number for each thing that is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quotes.finding import frames
from quotes.grammar import functions, phrases, tags
from quotes.grammar.layout import Layout
from quotes.language import words
from quotes.spans import Range, overlap
from quotes.targets.sorts import THINGS, sort

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quotes.finding.lexicon import Entry, Frame
    from quotes.finding.proposal import Proposal
    from quotes.targets.candidates import Contender

# Characters between a content's edge and the phrase that opens or fills it: an article, a mark.
_EDGE = 5


def known(layout: Layout, p: Proposal, among: Sequence[Contender]) -> list[tuple[str, ...]]:
    """For each candidate of an attribution the names of all that is so; what is not named is not so."""
    if not among:
        return []
    form, speaker = _form(layout, p), _speaker(p.speaker)
    return [tuple(_known(candidate, p, form, speaker)) for candidate in among]


def _known(candidate: Contender, p: Proposal, form: str, speaker: str) -> Iterator[str]:
    place, sense, kind = _place(candidate.noun, p.content), _sense(candidate), sort(candidate.noun)
    yield from (
        "any",
        candidate.relation,
        f"{candidate.relation}, {sense}",
        candidate.path,
        place,
        f"{place}, {sense}",
        f"{place}, {form}",
        kind,
        f"{place}, {'does not act' if kind in THINGS else 'acts'}",
        f"speaker: {speaker}",
    )
    yield from _of_frames(candidate, place, p)
    if kind == "relative":  # a charge **that** she called absurd
        yield f"{candidate.relation}, relative"
    if _is_fronted(candidate):
        yield "another before the verb"
    if candidate.noun.i < candidate.head.i and candidate.relation != "receiver":  # In a letter to **Roe**, Kos said
        yield "before its verb"


def _place(noun: Token, content: tuple[Range, ...]) -> str:
    """Where the noun is: outside the content, inside it, opening it, all of it, or the whole with its clauses."""
    if not any(overlap(piece, phrases.from_to(noun, noun)) for piece in content):
        return "outside"
    first, end = phrases.characters(noun.doc, *phrases.phrase(noun))
    if not any(abs(piece[0] - first) <= _EDGE for piece in content):
        return "inside"
    if len(content) == 1 and abs(content[0][1] - end) < _EDGE:
        return "all"
    last = noun.right_edge  # recalled **a storm** that sank two boats; not: called **the storm** a disaster
    return "whole" if abs(content[-1][1] - last.idx - len(last)) < _EDGE else "opening"


def _form(layout: Layout, p: Proposal) -> str:
    """What the content is: direct speech, a clause with or without its conjunction, an infinitive, a view, a phrase."""
    if layout.kind(p.content, p.span and p.span[0]) == "direct":
        return "direct"
    inside = layout.indices(p.content[0])
    if not inside:
        return "phrase"
    first, root = layout.doc[inside.start], layout.doc[inside.start : inside.stop].root
    if first.lower_ in words("function_words", "complementizers") | words("clauses", "questions"):
        return "that"
    if functions.is_infinitive(root):
        return "infinitive"
    views = words("function_words", "views")
    if any(t.lower_ in views and t.head.head == p.cue for t in layout.doc[inside.start : inside.stop]):
        return "view"  # described the tower **as a needle**
    is_clause = functions.is_finite(root) or (root.pos_ in tags.VERBAL and not tags.is_ing(root))
    return "clause" if is_clause else "phrase"


def _sense(candidate: Contender) -> str:
    """What the lexicon says the cue does: *judges*, *tells*, both, neither (*known*), or nothing (*unknown*)."""
    if candidate.cue is None:
        return "unknown"
    kinds = {frame.target_kind for entry in candidate.cue.entries for frame in entry.frames}
    return " and ".join(_SENSES[kind] for kind in ("object", "addressee") if kind in kinds) or "known"


_SENSES = {"object": "judges", "addressee": "tells"}


def _speaker(noun: Token | None) -> str:
    if noun is None:
        return "nobody"
    kind = sort(noun)
    return kind if kind in THINGS else "acts"


def _of_frames(candidate: Contender, place: str, p: Proposal) -> Iterator[str]:
    """The frames of the cue, and whether one of them has its target there."""
    every = _frames(candidate, p)
    yield from sorted({f"frame {frame.id}" for _, frame in every})
    filled = (f.target_kind for entry, f in every if frames.filler(candidate.head, entry, f) == candidate.noun)
    for kind in sorted({kind for kind in filled if kind is not None}):
        yield from (f"fills a frame: {kind}", f"fills a frame: {kind}, {place}")


def _frames(candidate: Contender, p: Proposal) -> list[tuple[Entry, Frame]]:
    """Those of the cue; the one alone by which the attribution is found, if it is: *considers* the plan a mistake."""
    entries = candidate.cue.entries if candidate.cue is not None else ()
    every = [(entry, frame) for entry in entries for frame in entry.frames]
    own = [(e, f) for e, f in every if e == p.entry and f.id == p.rule] if candidate.head == p.cue else []
    return own or every


def _is_fronted(candidate: Contender) -> bool:
    """*e.g.* **what** the mayor calls a "miracle": the object is before the verb, and this noun is said of it."""
    objects = functions.dependents(candidate.head, "object")
    return any(tags.is_relative_word(t) and t.i < candidate.head.i and t != candidate.noun for t in objects)
