"""The line of a repeated quotation: who printed the same words, when, how they differ, and what contradicts.

The JSON Schema in schemas/ is made from these classes, as that of the attribution is.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from quotes.checking.checked import Difference
from quotes.records import ArticleInfo, Model, Text

ConflictKind = Literal["speakers", "negation"]
AtLeastOne = Annotated[int, Field(ge=1)]


class Repetition(Model):
    """A quotation of the group."""

    id: Text = Field(description="The attribution's id")
    doc: Text = Field(description="The id of its article")
    path: Text | None = Field(description="The article's file, as it was given; null if there is none")
    article: ArticleInfo | None = Field(description="What is known about the article; null if nothing is")
    text: Text = Field(description="The quotation: the text of a direct quote, or a part of a mixed one")
    speaker: Text | None = Field(
        description="The speaker's name, or the mention if there is none; null if nobody is named"
    )
    differences: tuple[Difference, ...] = Field(description="How it differs from the fullest quotation of the group")
    within_article: bool = Field(description="Whether the same article has another one before it: a pull quote")


class Repeated(Model):
    """A quotation that occurs more than once."""

    schema_version: Literal["1.0"] = Field("1.0", description="The version of this schema")
    text: Text = Field(description="The fullest of the quotations")
    articles: AtLeastOne = Field(description="Number of articles that have it")
    first: Text = Field(
        description="The id of the earliest attribution: by the dates of the articles, if they have dates"
    )
    conflicts: tuple[ConflictKind, ...] = Field(
        description="speakers: it is attributed to different people; negation: some have a negation that others do not"
    )
    occurrences: Annotated[tuple[Repetition, ...], Field(min_length=2)] = Field(
        description="The quotations, the earliest first; those without a date at the end, as they were read"
    )
