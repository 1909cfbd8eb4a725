"""The line of a check: a quotation, the source that has it, and how they differ.

The JSON Schema in schemas/ is made from these classes, as that of the attribution is.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from quotes.checking.comparing import Verdict
from quotes.checking.differing import DifferenceKind
from quotes.checking.wording import Admission
from quotes.records import ArticleInfo, Model, Offset, Text

Spans = tuple[tuple[Offset, Offset], ...]


class QuotedWords(Model):
    """Words of the quotation, or the place where words are left out."""

    text: str = Field(description="The exact text of the quotation from start to end; empty if words are left out")
    start: Offset = Field(description="Offset of the first character, in code points of the quotation")
    end: Offset = Field(description="Offset after the last character")


class SaidWords(Model):
    """Words of the source."""

    text: Text = Field(description="The exact text of the source: that of the spans, joined by single spaces")
    spans: Spans = Field(min_length=1, description="Where it stands: start and end of each piece, in code points")


class Difference(Model):
    """Words of the quotation that are not those of the source."""

    kind: DifferenceKind = Field(description="What the quotation did: added, left out or changed words of the source")
    quoted: QuotedWords = Field(description="What the quotation has")
    said: SaidWords | None = Field(description="What the source has; null if the words are added")
    negation: bool = Field(description="Whether one of the two has a negation more: the meaning may be the opposite")
    admitted: Admission | None = Field(
        description="What in the quotation admits the difference; null if nothing does, or a negation is lost"
    )


class FoundIn(Model):
    """Where the quotation, or most of it, stands in a source."""

    doc: Text = Field(description="The id of the source's article")
    path: Text | None = Field(description="The source's file, as it was given; null if there is none")
    id: Text | None = Field(description="The id of the source's attribution, if the source is JSON Lines")
    article: ArticleInfo | None = Field(description="What is known about the source's article; null if nothing is")
    text: Text = Field(description="The source's own text: that of the spans, joined by single spaces")
    spans: Spans = Field(
        min_length=1, description="Where it stands: start and end of each piece, in code points of the article's text"
    )
    speaker: Text | None = Field(description="Whom the source names as the speaker; null if it names nobody")


class Checked(Model):
    """A quotation, and whether a source has it in these words."""

    schema_version: Literal["1.0"] = Field("1.0", description="The version of this schema")
    id: Text | None = Field(description="The attribution's id; null for a quotation given by --quote")
    doc: Text | None = Field(description="The id of its article; null for a quotation given by --quote")
    path: Text | None = Field(description="The article's file, as it was given; null if there is none")
    quote: Text = Field(description="The quotation: the text of a direct quote, or a part of a mixed one")
    speaker: Text | None = Field(
        description="The speaker's name, or the mention if there is none; null if nobody is named"
    )
    verdict: Verdict = Field(
        description="verbatim: word for word, but for what is admitted; altered: with other words; partial: only a part"
    )
    similarity: Annotated[float, Field(ge=0.0, le=1.0)] = Field(
        description="The share of the words that are the same in both, of the longer one's; 0 if it was not found"
    )
    found: FoundIn | None = Field(description="The place that is most like it; null if it was not found")
    same_speaker: bool | None = Field(description="Whether the source names the same speaker; null if unknown")
    differences: tuple[Difference, ...] = Field(description="What differs, in the order of the quotation")

    @property
    def is_exact(self) -> bool:
        """Whether the source has these words, and does not name somebody else for them."""
        return self.verdict == "verbatim" and self.same_speaker is not False
