"""What a reviewer changes in a record, in offsets -> the changed record, which the article proves. No spaCy here.

The terminal finds the offsets of typed words; a page sends those of selected words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, ValidationError

from quotes.article import Article
from quotes.errors import RecordError
from quotes.records import (
    Act,
    Attribution,
    Cue,
    Factuality,
    Model,
    Offset,
    Part,
    Quote,
    Speaker,
    SpeakerType,
    Target,
    TargetKind,
    Text,
    check,
)
from quotes.review import mending
from quotes.review.decisions import SURE, Version, mended, version
from quotes.spans import Range, covers

Place = tuple[Offset, Offset]
RULE = "reviewer"  # the rule of what a reviewer has added


class NewCue(Model):
    """The words that attribute."""

    place: Place
    lemma: Text | None = Field(None, description="The word as in a dictionary; by default, as in the article's records")
    act: Annotated[Act | None, Field(strict=False)] = Field(None, description="By default, as in the article's records")
    factuality: Factuality = "asserted"


class NewSpeaker(Model):
    """The words that name the speaker, and who that is."""

    place: Place
    name: Text | None = None
    type: SpeakerType = "unknown"


class NewTarget(Model):
    """The words that name the target."""

    place: Place
    kind: TargetKind = "addressee"
    name: Text | None = None


class Correction(Model):
    """The new values of a record. What is not given stays as it is; null takes it away."""

    quote: tuple[Place, ...] = ()
    cue: NewCue | None = None
    speaker: NewSpeaker | None = None
    role: Place | None = None
    target: NewTarget | None = None
    when: Place | None = None
    where: Place | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a change needs to know of the article: its text, None if it is not at hand, and its records."""

    text: str | None
    records: Sequence[Attribution] = ()


def changed(
    record: Attribution, change: Correction, around: Surroundings, original: Attribution | None = None
) -> Attribution:
    """The record with the new values; what is as in the original record stays so. Raises RecordError."""
    known = version(record)
    values = {name: getattr(known, name) for name in Version.model_fields}
    maker = _Maker(record, original or record, around)
    try:
        for name in change.model_fields_set:
            values[name] = getattr(maker, name)(getattr(change, name))
        if "role" not in change.model_fields_set and _is_another(values["speaker"], record.speaker):
            values["role"] = None if _is_another(values["speaker"], maker.original.speaker) else maker.original.role
        better = mended(record, Version(**values))
    except ValidationError as error:
        first = error.errors()[0]
        raise RecordError(record.id, ".".join(map(str, first["loc"])), first["msg"]) from error
    return better if around.text is None else check(better, around.text)


def added(change: Correction, article: Article, records: Sequence[Attribution]) -> Attribution:
    """The record that was missed in an article, beside its other records. Raises RecordError."""
    if not change.quote or not article.text:
        raise RecordError(article.id, "quote", "an addition needs the words of the quote, and the article's text")
    quote = _quote(article.id, article.text, change.quote, None)
    blank = Attribution(
        id=_free_id(article.id, quote.spans[0][0], records),
        doc=article.id,
        path=article.path,
        article=article.info,
        quote=quote,
        within=_around(quote, records),
        rule=RULE,
        confidence=SURE,
        role_confidence=SURE,
        target_confidence=SURE,
    )
    return changed(blank, change, Surroundings(article.text, records))


def same_place(record: Attribution, records: Iterable[Attribution]) -> Attribution | None:
    """The record among others that has the same quote and the same verb, if any."""
    return next((each for each in records if (each.quote.spans, each.cue) == (record.quote.spans, record.cue)), None)


class _Maker:
    """The parts of a record, from what a change gives; a method for each field."""

    def __init__(self, record: Attribution, original: Attribution, around: Surroundings) -> None:
        self._record = record
        self.original = original
        self._around = around

    def quote(self, places: Sequence[Range]) -> Quote:
        record = self._record
        if tuple(places) in ((), record.quote.spans):
            return record.quote
        if self._around.text is None:
            raise self._error("quote", "needs the article's text")
        return _quote(record.id, self._around.text, places, record.cue)

    def cue(self, new: NewCue | None) -> Cue | None:
        if new is None:
            return None
        before = self._record.cue
        part = self._part("cue", new.place, before)
        known = mending.known_cue(part, [before, *(each.cue for each in self._around.records)])
        lemma, act = new.lemma or known[0], new.act or known[1]
        return Cue(text=part.text, start=part.start, end=part.end, lemma=lemma, act=act, factuality=new.factuality)

    def speaker(self, new: NewSpeaker | None) -> Speaker | None:
        if new is None:
            return None
        before = self._record.speaker
        mention = self._part("speaker", new.place, before, self.original.speaker)
        typed = mending.speaker(mention, new.name, new.type, before)
        known = (before, self.original.speaker)
        return next((each for each in known if mending.is_same(typed, each)), typed)

    def role(self, place: Range | None) -> Part | None:
        return None if place is None else self._part("role", place, self._record.role, *self._record.roles)

    def target(self, new: NewTarget | None) -> Target | None:
        if new is None:
            return None
        part = self._part("target", new.place, self._record.target)
        return Target(text=part.text, start=part.start, end=part.end, kind=new.kind, name=new.name)

    def when(self, place: Range | None) -> Part | None:
        return None if place is None else self._part("when", place, self._record.when)

    def where(self, place: Range | None) -> Part | None:
        return None if place is None else self._part("where", place, self._record.where)

    def _part(self, field: str, place: Range, *known: Part | None) -> Part:
        """The words at a place: those of a known part, or else of the article."""
        for part in known:
            if part and (part.start, part.end) == place:
                return Part(text=part.text, start=part.start, end=part.end)
        if self._around.text is None:
            raise self._error(field, "needs the article's text")
        start, end = mending.inside(self._around.text, place)
        if start >= end:
            raise self._error(field, "has no words")
        return Part(text=self._around.text[start:end], start=start, end=end)

    def _error(self, field: str, cause: str) -> RecordError:
        return RecordError(self._record.id, field, cause)


def _quote(record: str, text: str, places: Iterable[Range], cue: Cue | None) -> Quote:
    spans = [span for place in sorted(places) if (span := mending.piece(text, place))]
    if not spans:
        raise RecordError(record, "quote", "has no words")
    try:
        return mending.quote(text, spans, cue)
    except ValidationError as error:
        raise RecordError(record, "quote", error.errors()[0]["msg"]) from error


def _is_another(speaker: Speaker | None, before: Speaker | None) -> bool:
    return (speaker and speaker.name) != (before and before.name)


def _free_id(doc: str, start: int, records: Iterable[Attribution]) -> str:
    """As of an attribution that is found: `doc:start`, or `doc:start.2` if that is taken."""
    taken = {record.id for record in records}
    number, found = 1, f"{doc}:{start}"
    while found in taken:
        number += 1
        found = f"{doc}:{start}.{number}"
    return found


def _around(quote: Quote, records: Iterable[Attribution]) -> str | None:
    """The id of the shortest record whose content has all of the quote in it and more."""
    whole = _whole(quote)
    hosts = [each for each in records if covers(_whole(each.quote), whole) and _whole(each.quote) != whole]
    return min(hosts, key=lambda host: len(host.quote.text)).id if hosts else None


def _whole(quote: Quote) -> Range:
    return quote.spans[0][0], quote.spans[-1][1]
