"""A text that somebody reads out or shows: read aloud a letter from **Roe**: “...”; held up a **sign**: “...”

The speaker is the writer; if the text names none, the speaker is the document itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from quotes.finding import cues, prepositions
from quotes.finding.arguments import speaker_of
from quotes.finding.cues import CueToken
from quotes.finding.proposal import Proposal
from quotes.grammar import functions, tags
from quotes.language import words
from quotes.words import times
from quotes.words.kinds import DOCUMENT, GROUP, ORGANIZATION, PERSON
from quotes.words.nouns import describe

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLACES = frozenset({"GPE", "LOC", "FAC"})


def before(head: Sequence[Token], found: Mapping[int, CueToken]) -> Proposal | None:
    """Roe held up a letter from **Kos**: “...”. `head`: the words before the quotation; `found`: the cues by index."""
    last = next((n for n in range(len(head) - 1, 0, -1) if _is_document(head[n])), 0)
    verb = next((t for t in reversed(head[:last]) if t.pos_ == "VERB"), None)
    if verb is None or any(t.pos_ in tags.VERBAL for t in head[last:]):
        return None
    if verb.lemma_.lower() in words("sources", "shown"):
        return _read_out(verb, _writer(head[last:]) or head[last], found)
    writer = _writer(head[last:]) if verb.lemma_.lower() in words("sources", "issued") else None
    return _read_out(verb, writer, found) if writer is not None else None


def behind(verb: Token, tail: Sequence[Token], found: Mapping[int, CueToken]) -> Proposal | None:
    """“...,” Roe read from a letter by **Kos**. `tail`: the words after the quotation; `verb`: their first cue."""
    after = [t for t in tail if t.i > verb.i]
    first = next((n for n, t in enumerate(after) if t.pos_ in tags.VERBAL or _is_document(t)), None)
    if first is None or not _is_document(after[first]) or verb.lemma_.lower() not in words("sources", "read"):
        return None
    if speaker_of(verb) == after[first]:  # “...,” read a **letter** from Kos
        return None
    return _read_out(verb, _writer(after[first:]) or after[first], found)


def shows_another(sentence: Sequence[Token], found: Mapping[int, CueToken]) -> bool:
    """Whether somebody shows what another wrote, so that the next words may be the writer's: held up Kos's letter."""
    shown = before(sentence, found)
    return shown is not None and shown.speaker is not None and not _is_document(shown.speaker)


def _read_out(verb: Token, speaker: Token, found: Mapping[int, CueToken]) -> Proposal:
    entry = found[verb.i].spoken if verb.i in found else None
    return Proposal("read-out", (), entry=entry, cue=verb, span=cues.span(verb), speaker=speaker)


def _is_document(noun: Token) -> bool:
    """Whether it is a document that somebody shows; not one that speaks, nor one that something is said **in**."""
    if noun.pos_ != "NOUN" or describe(noun).type != DOCUMENT or functions.has(noun, "compound", "subject"):
        return False
    case = functions.dependent(noun, "case")
    return case is None or case.lower_ not in words("creators", "carriers")


def _writer(tokens: Sequence[Token]) -> Token | None:
    """The writer of the document at the start of the tokens: **his** letter, a letter from her son **Karim**."""
    owner = functions.possessor(tokens[0])
    if owner is not None:
        return owner
    by = next((t for t in tokens[1:] if t.lower_ in words("function_words", "makers")), None)
    noun = prepositions.named(by) if by is not None and by.i + 1 < len(by.doc) else None
    return noun if noun is not None and _writes(noun) else None


def _writes(noun: Token) -> bool:
    """*e.g.* a letter from **Roe**, from her **son**; not from *Rome*, from his *pocket*, from last *May*."""
    if noun.pos_ in {"PROPN", tags.PRONOUN}:
        return noun.ent_type_ not in _PLACES and not times.is_when(noun)
    return describe(noun).type in (PERSON, GROUP, ORGANIZATION)
