"""The record: one attribution, validated, with every offset provable against its article. No spaCy here.

Offsets are half-open, in code points of the article's decoded text. The field names are fixed: the JSON Schema in
schemas/ is made from these classes, and downstream tools read them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from quotes.errors import RecordError


class Act(StrEnum):  # the one list: the lexicon's files are named by it
    """What the speaker does with the words, after FrameNet's frames."""

    STATEMENT = "statement"
    TELLING = "telling"
    QUESTIONING = "questioning"
    REQUEST = "request"
    COMMITMENT = "commitment"
    JUDGMENT = "judgment"
    ACCUSATION = "accusation"
    RESPONSE = "response"
    DENIAL = "denial"
    AGREEMENT = "agreement"
    WARNING = "warning"
    EVIDENCE = "evidence"
    OPINION = "opinion"
    DESIRE = "desire"
    EXPECTATION = "expectation"
    EMOTION = "emotion"
    PERCEPTION = "perception"

    @property
    def is_thought(self) -> bool:
        """Whether nothing need have been said: it is believed, wanted, felt, seen or shown."""
        return self in _THOUGHT


_THOUGHT = frozenset({Act.EVIDENCE, Act.OPINION, Act.DESIRE, Act.EXPECTATION, Act.EMOTION, Act.PERCEPTION})

QuoteKind = Literal["direct", "mixed", "indirect"]
Factuality = Literal["asserted", "negated", "hypothetical", "disputed"]  # after FactBank
SpeakerType = Literal["person", "organization", "group", "place", "document", "unknown"]
Resolution = Literal["named", "alias", "pronoun", "description", "continued", "none"]
TargetKind = Literal["addressee", "object"]

Text = Annotated[str, Field(min_length=1)]
Offset = Annotated[int, Field(ge=0)]


class Model(BaseModel):
    """The base of every line and part: immutable, with strict types, and without unknown fields."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", allow_inf_nan=False, json_schema_serialization_defaults_required=True
    )

    def to_dict(self) -> dict[str, Any]:
        """The complete model in the types of JSON, as on its line."""
        return self.model_dump(mode="json")

    def __json__(self) -> str:
        """The model's JSON, for spaCy's `Doc.to_json`, whose encoder (ujson) asks for it."""
        return self.model_dump_json()


class Open(Model):
    """A model that keeps fields that this version does not know: from a newer version, or added by other programs."""

    model_config = ConfigDict(extra="allow")


class Part(Open):
    """A part of the article: `text` is exactly the text from `start` to `end`."""

    text: Text = Field(description="The exact text of the article from start to end")
    start: Offset = Field(description="Offset of the first character, in code points of the article's text")
    end: Offset = Field(description="Offset after the last character")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"{self.start} to {self.end} is not the length of the text, {len(self.text)}")
        return self


class Quote(Open):
    """What was said. Quotation marks at the edges are outside; a complementizer "that" is inside."""

    text: Text = Field(description="What was said: the text of the spans, joined by single spaces")
    kind: QuoteKind = Field(description="direct: all inside quotation marks; mixed: part of it; indirect: none")
    spans: tuple[tuple[Offset, Offset], ...] = Field(
        min_length=1,
        description="Where it is: start and end of each piece; several if the quote is interrupted",
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if any(start >= end for start, end in self.spans):
            raise ValueError("a span is empty or ends before it starts")
        if any(left[1] > right[0] for left, right in pairwise(self.spans)):
            raise ValueError("the spans overlap or are out of order")
        if sum(end - start for start, end in self.spans) + len(self.spans) - 1 != len(self.text):
            raise ValueError(f"the spans are not the length of the text, {len(self.text)}")
        return self


class Cue(Part):
    """The word or mark that attributes: a verb, a noun, a preposition, a colon."""

    lemma: Text = Field(description="The word as in a dictionary: tell, for told")
    act: Act = Field(strict=False, description="What the speaker does")
    factuality: Factuality = Field(
        description="asserted: it was said; negated: did not say, denied; hypothetical: would say; disputed: misquoted"
    )

    @model_validator(mode="before")
    @classmethod
    def _of_version_1_0(cls, found: Any) -> Any:
        """Lines of schema version 1.0 have `negated`, true or false, in its place."""
        if not isinstance(found, dict) or "factuality" in found or not isinstance(found.get("negated"), bool):
            return found
        kept = {name: value for name, value in found.items() if name != "negated"}
        return {**kept, "factuality": "negated" if found["negated"] else "asserted"}


class Speaker(Part):
    """Who said it: the mention beside the cue, or for a continued quote an earlier mention."""

    name: Text | None = Field(
        description="The fullest proper name in the article, without title; null if there is none"
    )
    type: SpeakerType = Field(description="What kind of speaker this is")
    resolution: Resolution = Field(description="How the name was found")
    confidence: float | None = Field(
        None,
        ge=0.0,
        le=1.0,
        description="The probability that the name, or its absence, is right; null in lines of schema version 1.0",
    )
    id: Text | None = Field(
        None, description="The speaker's id in a people file; null if none was given, or it cannot be told who it is"
    )


class Target(Part):
    """To whom it was said, or whom or what it was said about."""

    kind: TargetKind = Field(description="addressee: told reporters; object: dismissed those rumors")
    name: Text | None = Field(
        description="The fullest proper name in the article, without title; null if there is none"
    )


class ArticleInfo(Open):
    """What the article's source says about it, unchanged; each field may be missing."""

    title: Text | None = Field(None, description="Its headline")
    outlet: Text | None = Field(None, description="Who published it")
    desk: Text | None = Field(None, description="The desk or section that it is from, such as politics")
    date: Text | None = Field(None, description="When it was published, as written in the source")
    url: Text | None = Field(None, description="Where it was published")


VERSION = "1.2"
OLDER = frozenset({"1.0", "1.1"})  # they are read as this version

KNOWN_BY = frozenset({"schema_version", "doc", "quote"})  # fields that distinguish a line of ours from an article's row


class Attribution(Open):
    """Who said what, in which role, to whom: one attribution in a news article."""

    schema_version: str = Field(VERSION, pattern=r"^1\.[0-9]{1,4}$", description="The version of this schema")
    id: Text = Field(description="The attribution's id, unique in the run")
    doc: Text = Field(description="The article's id")
    path: Text | None = Field(None, description="The article's file, as it was given; null if there is none")
    article: ArticleInfo | None = Field(None, description="What is known about the article; null if nothing is")
    quote: Quote = Field(description="What was said")
    cue: Cue | None = Field(None, description="The word or mark that attributes; null for a quotation without one")
    speaker: Speaker | None = Field(None, description="Who said it; null if the text does not say")
    role: Part | None = Field(None, description="The speaker's role, wherever the article gives it")
    roles: tuple[Part, ...] = Field((), description="All roles that the article gives the speaker, in text order")
    target: Target | None = Field(None, description="To whom it was said, or what it was said about")
    when: Part | None = Field(None, description="When it was said, in the article's words")
    where: Part | None = Field(None, description="Where, on what occasion or through which medium it was said")
    within: Text | None = Field(None, description="The id of the attribution whose content contains this one")
    repeats: Text | None = Field(
        None, description="The id of the article's attribution with the same words, if this is a pull quote of it"
    )
    rule: Text = Field(description="The rule that found it")
    confidence: float = Field(ge=0.0, le=1.0, description="The probability that speaker and content are both right")
    role_confidence: float | None = Field(
        None,
        ge=0.0,
        le=1.0,
        description="The probability that the role, or its absence, is right; null without a speaker, "
        "and in lines of schema versions 1.0 and 1.1",
    )
    target_confidence: float | None = Field(
        None,
        ge=0.0,
        le=1.0,
        description="The probability that the target, or its absence, is right; null in lines of schema versions 1.0 "
        "and 1.1",
    )

    @field_validator("schema_version")
    @classmethod
    def _is_read_as_its_own(cls, version: str) -> str:
        return VERSION if version in OLDER else version  # `Cue` has converted the rest

    @property
    def factuality(self) -> Factuality:
        """Whether the text says that it was said; without a cue, it does."""
        return self.cue.factuality if self.cue else "asserted"

    @property
    def short_id(self) -> str:
        """The part of the id after that of the article, *e.g.* 155 for bridge:155; the whole id if it has none."""
        return self.id.removeprefix(f"{self.doc}:")

    @property
    def least_sure(self) -> float:
        """The lowest confidence: that of the attribution, of the speaker's name, of the role or of the target."""
        name = None if self.speaker is None else self.speaker.confidence
        parts = (self.confidence, name, self.role_confidence, self.target_confidence)
        return min(part for part in parts if part is not None)

    def withheld(self, least: float) -> Attribution:
        """The record without the speaker's name and id, if the name is less sure than `least`; the mention stays."""
        who = self.speaker
        if who is None or who.name is None or who.confidence is None or who.confidence >= least:
            return self
        return self.model_copy(update={"speaker": who.model_copy(update={"name": None, "id": None})})

    @property
    def is_asserted(self) -> bool:
        """Whether the text asserts it: only then it counts as a quote and can be a claim."""
        return self.factuality == "asserted"


Pick = Callable[[Attribution], Attribution | None]


def picked(records: Iterable[Attribution], pick: Pick) -> Iterator[Attribution]:
    """The results of `pick` for the records, without None."""
    return (wanted for record in records if (wanted := pick(record)) is not None)


def unknown(model: Open) -> dict[str, Any]:
    """The fields that this version does not know, also in parts, *e.g.* {"mood": "calm", "cue": {"note": 1}}."""
    found = dict(model.model_extra or {})
    for name in type(model).model_fields:
        value = getattr(model, name)
        inner: object = unknown(value) if isinstance(value, Open) else None
        if isinstance(value, tuple) and any(isinstance(each, Open) and unknown(each) for each in value):
            inner = [unknown(each) for each in value]
        if inner:
            found[name] = inner
    return found


def check(record: Attribution, text: str) -> Attribution:
    """The record itself, if its article's `text` proves every offset. Raises RecordError, which names the field."""
    pieces = [text[start:end] for start, end in record.quote.spans]
    _prove(record, "quote", record.quote.text, " ".join(pieces))
    parts = [(field, getattr(record, field)) for field in ("cue", "speaker", "role", "target", "when", "where")]
    for field, part in (*parts, *(("roles", role) for role in record.roles)):
        if part is not None:
            _prove(record, field, part.text, text[part.start : part.end])
    return record


def _prove(record: Attribution, field: str, given: str, found: str) -> None:
    if given != found:
        raise RecordError(record.id, field, f"the text is {given!r}, the article has {found!r} there")


def schema(line: type[Model] = Attribution) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) for a line."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **line.model_json_schema(mode="serialization"),
    }


def kind_of(inside: int, outside: int) -> QuoteKind:
    """The kind of a quote with these numbers of words inside and outside quotation marks."""
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
