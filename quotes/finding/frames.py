"""Cue + grammar -> proposals: which function holds the speaker, the content and the target.

A frame (data/en/frames.toml) describes the active voice. This module reads it off the parse and derives the passive:
the object becomes the passive subject, the subject becomes the agent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quotes.finding import circumstances, cues
from quotes.finding.arguments import acted_on, giver, is_judged, is_witness, owner, passed_on, speaker_of, state_of
from quotes.finding.cues import CueToken
from quotes.finding.expressions import stance_on
from quotes.finding.lexicon import Entry, Frame
from quotes.finding.proposal import Proposal
from quotes.finding.shapes import SHAPES
from quotes.grammar import functions, tags
from quotes.grammar.phrases import ranges
from quotes.words.nouns import is_person_noun

if TYPE_CHECKING:
    from spacy.tokens import Token


def propose(cue: CueToken) -> Proposal | None:
    """The proposal of the first frame of the cue that finds a content, or None.

    *e.g.* "accused Kiev of lying" matches the frame `accusation`; "accused Kiev" alone matches none.
    """
    if cue.entries[0].pos != "adj" and functions.is_reduced_passive(cue.token) and functions.agent(cue.token) is None:
        return None  # officials **informed** of the events: the text does not say by whom
    if is_witness(cue.token) or passed_on(cue.token) is not None:
        return None
    for entry in cue.entries:
        for frame in entry.frames:
            proposal = apply(cue.token, entry, frame)
            if proposal is not None:
                return proposal
    return None


def apply(verb: Token, entry: Entry, frame: Frame) -> Proposal | None:
    """The proposal that one frame of one entry makes for the cue; None if it finds no content."""
    for shape in frame.content:
        found = SHAPES[shape](verb, entry)
        if found is None:
            continue
        content = ranges(verb.doc, found.also) + ranges(verb.doc, found.tokens, found.without)
        speaker = state_of(verb) if entry.pos == "adj" else _SPEAKERS[frame.speaker](verb)
        if not content or speaker in found.tokens or (speaker is None and is_judged(verb)):
            continue
        told = shape == "clause" and frame.target == f"oblique {entry.preposition}"
        if told and filler(verb, entry, frame) is None:
            continue  # pointed to the fact | that it fell
        return Proposal(
            rule=found.rule or frame.id,
            content=content,
            entry=entry,
            cue=verb,
            span=cues.span(verb, found.preposition, found.noun),
            speaker=speaker,
        )
    return None


def filler(verb: Token, entry: Entry, frame: Frame) -> Token | None:
    """The noun that has the function of the frame's target: told **reporters**, called on **drivers**."""
    if frame.target is None:
        return None
    if frame.target == "stance":
        return stance_on(verb, entry)
    acted = acted_on(verb) if frame.target.startswith("object") else None
    if acted is not None or frame.target == "object":
        return acted
    preposition = entry.preposition or ""
    if frame.target != "oblique":
        listening = frame.target.rpartition(" ")[2]
        if listening == preposition:
            return _told(verb, preposition)
        preposition = listening
    found = functions.oblique(verb, preposition)
    return found if found is not None and found.pos_ in tags.NOMINAL else None


def _told(verb: Token, preposition: str) -> Token | None:
    """Pointed to the **mayor** that it fell; not: pointed *to the cracks*, to the fact that it fell, to the mayor."""
    found = functions.oblique(verb, preposition)
    person = found is not None and (is_person_noun(found) or found.ent_type_ == "PERSON" or _is_named(found))
    return found if person and functions.clauses(verb) else None


def _is_named(noun: Token) -> bool:
    """*e.g.* her **neighbor** Zbig, her neighbor **Zbig**: somebody's, and with a name, even if no table has either."""
    named = any(t.pos_ == "PROPN" for t in (noun, *functions.appositions(noun)))
    return named and functions.possessor(noun) is not None


def listener(cue: CueToken) -> Token | None:
    """The addressee, by the first of the cue's frames that finds one: told **reporters**; not: praised **Roe**."""
    for entry in cue.entries:
        for frame in entry.frames:
            found = filler(cue.token, entry, frame)
            if found is not None:
                return found if frame.target_kind == "addressee" else None
    return circumstances.written_to(cue.token)


_SPEAKERS: dict[str, Callable[[Token], Token | None]] = {
    "subject": speaker_of,
    "owner": owner,
    "giver": giver,
    "nobody": lambda _: None,
}
