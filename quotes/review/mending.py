"""A reviewer's input -> a corrected version of a record, with offsets found in the article. No spaCy here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from quotes.finding.lexicon import lexicon
from quotes.language import table
from quotes.parsing.marks import pair
from quotes.records import Act, Cue, Part, Quote, QuoteKind, Resolution, Speaker, SpeakerType, kind_of
from quotes.review.decisions import SURE
from quotes.spans import Range, strip

_ALIKE = {"'": "['‘’]", '"': '["“”]'}  # typed characters, and those in articles that they match
_ENDING = 3  # letters of the longest ending of a verb: ing
_WORD = re.compile(r"[^\W_]+")


def find(text: str, words: str, near: int, after: int = 0) -> Range | None:
    """The span of the words nearest to an offset and not before `after`, whatever the line breaks and quotation marks.

    None if there are no words, or they are not found.
    """
    if not words.split():
        return None
    pattern = r"\s+".join("".join(_ALIKE.get(sign, re.escape(sign)) for sign in word) for word in words.split())
    whole = rf"(?<!\w){pattern}(?!\w)"  # he, not the
    found = [match.span() for match in re.compile(whole, re.IGNORECASE).finditer(text, after)]
    return min(found, key=lambda span: abs(span[0] - near), default=None)


def stretch(text: str, first: str, last: str, old: Range | None, after: int = 0) -> Range | None:
    """The span from the first words to the last ones, each nearest to the old edge; marks at the edges are outside.

    An edge for which nothing is typed does not move; without an old edge, the first words are the whole span. None if
    the words are not found, or nothing is left.
    """
    near = old or (after, after)
    begin = find(text, first, near[0], after) if first else old
    if begin is None:
        return None
    end = find(text, last, near[1] - len(last), begin[0]) if last else old or begin
    start, stop = strip(text, (begin[0], end[1]), _marks()) if end else (0, 0)
    return (start, stop) if after <= start < stop else None


def inside(text: str, place: Range) -> Range:
    """The place without white space at its edges, in the text; empty if there is nothing else."""
    return strip(text, (place[0], min(place[1], len(text))), "")


def piece(text: str, place: Range) -> Range | None:
    """The place without white space and quotation marks at its edges; None if nothing is left."""
    start, end = strip(text, inside(text, place), _marks())
    return (start, end) if start < end else None


def known_cue(part: Part, cues: Iterable[Cue | None]) -> tuple[str, Act]:
    """The word as in a dictionary and what it does: as the same word elsewhere in the article, else by the lexicon."""
    word = part.text.casefold()
    for cue in cues:
        if cue and cue.text.casefold() == word:
            return cue.lemma, cue.act
    verbs = {lemma: entries[0].act for (lemma, pos), entries in lexicon().items() if pos == "verb"}
    stems = (lemma for lemma in verbs if word.startswith(lemma) and len(word) - len(lemma) <= _ENDING)
    stem = max(stems, key=len, default=word)
    return stem, verbs.get(stem, Act.STATEMENT)


def quote(text: str, spans: Sequence[Range], cue: Cue | None) -> Quote:
    """What was said, if it stands at these places."""
    return Quote(
        text=" ".join(text[start:end] for start, end in spans), kind=_kind(text, spans, cue), spans=tuple(spans)
    )


def speaker(mention: Part, name: str | None, sort: SpeakerType, before: Speaker | None) -> Speaker:
    """Who said it, if that is the mention; the reviewer is sure."""
    return Speaker(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        name=name,
        type=sort,
        resolution=_resolution(mention.text, name, before),
        confidence=SURE,
        id=before.id if before and before.name == name else None,
    )


def is_same(speaker: Speaker, other: Speaker | None) -> bool:
    """Whether nothing differs but how sure the name is."""
    return other is not None and speaker.model_copy(update={"confidence": other.confidence}) == other


def _resolution(mention: str, name: str | None, before: Speaker | None) -> Resolution:
    """How the name was found; the old resolution (pronoun) is kept if it says more than named."""
    if name is None:
        return "none"
    if mention.casefold() in name.casefold():
        return "named"
    return before.resolution if before and before.resolution not in {"named", "none"} else "description"


def _marks() -> str:
    return "".join(chain(*table("marks")["double"].values()))


def _kind(text: str, spans: Iterable[Range], cue: Cue | None) -> QuoteKind:
    """The kind of a quote, as `Layout.kind` computes it, but without a parse."""
    inner = [quotation.inner for quotation in pair(text).quotations]
    if cue is not None:
        inner = [span for span in inner if not span[0] <= cue.start < span[1]]
    inside = outside = 0
    for span in spans:
        for word in _WORD.finditer(text, *span):
            if any(start <= word.start() < end for start, end in inner):
                inside += 1
            else:
                outside += 1
    return kind_of(inside, outside)
