"""Why a sentence has its attributions, or none: plain data, made by explaining.explain and shown by a writer.

All ranges are half-open, in code points of the article's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from quotes.article import Article, Diagnostic
from quotes.records import Attribution
from quotes.spans import Range

PartName = Literal["cue", "speaker", "target", "content", "none"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A quotation mark and its closing mark; `closing` is None if there is none."""

    opening: Range
    closing: Range | None


@dataclass(frozen=True, slots=True)
class Branch:
    """A word of the parse, or, if nothing is `below` it, a whole phrase, named after its head.

    `functions` are those of quotes.grammar for the dependency label; `part` is what the head is in an attribution.
    """

    phrase: str
    tag: str
    label: str
    functions: tuple[str, ...]
    part: PartName
    below: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """A frame of an entry, with its example, and the content that it finds; None if nothing has such a shape."""

    frame: str
    example: str
    shapes: tuple[str, ...]
    content: tuple[Range, ...] | None


@dataclass(frozen=True, slots=True)
class KnownCue:
    """An entry of the lexicon, in words ("call on"), with the frames that were tried."""

    words: str
    pos: str
    act: str
    example: str
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What one rule, or the pipeline's reading, found for a cue.

    `evidence` has what each number of `quotes.choosing.weighing` adds to the log odds; if nothing was weighed, `basis`
    names the finds whose share of right ones is the confidence. `lost` says why it is not an attribution; "" if it is
    one. A proposal that was refused earlier has the confidence None.
    """

    rule: str
    content: tuple[Range, ...]
    speaker: str | None
    target: str | None
    confidence: float | None
    evidence: tuple[tuple[str, float], ...]
    basis: str
    lost: str


@dataclass(frozen=True, slots=True)
class CueCandidate:
    """A word that may introduce speech, with all its proposals, the likeliest first.

    `place` is None for proposals without a cue. `read` is the probability of a cue that the pipeline reads there; None
    without such a reading.
    """

    place: Range | None
    read: float | None
    entries: tuple[KnownCue, ...]
    proposed: tuple[Proposed, ...]


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a speaker's pronoun or description may mean, and how likely that is, 0 to 1; `name` is None if it has none.

    `evidence` has what each number of `quotes.naming.ranking` adds to the log odds.
    """

    name: str | None
    share: float
    evidence: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A verb that is not a cue. `wanting` names the entries of its lemma that need another word."""

    word: str
    lemma: str
    wanting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of one sentence. `passage`: the sentence and the parts of its attribution in sentences around it.

    `meant`: by record id, whom its speaker may mean, the likeliest first, if that was weighed.
    """

    article: Article
    sentence: Range
    passage: Range
    pairs: tuple[Pair, ...]
    diagnostics: tuple[Diagnostic, ...]
    parse: tuple[Branch, ...]
    records: tuple[Attribution, ...]
    meant: Mapping[str, tuple[Meant, ...]]
    candidates: tuple[CueCandidate, ...]
    unknown: tuple[Unknown, ...]


def named(record: Attribution) -> list[tuple[Range, PartName]]:
    """Where a record's target, speaker and cue are, if it has them."""
    found: list[tuple[Range, PartName]] = []
    if record.target:
        found.append(((record.target.start, record.target.end), "target"))
    if record.speaker:
        found.append(((record.speaker.start, record.speaker.end), "speaker"))
    if record.cue:
        found.append(((record.cue.start, record.cue.end), "cue"))
    return found
