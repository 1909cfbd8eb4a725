"""A speaker's line: what many articles together say about one speaker. No spaCy here.

The JSON Schema in schemas/ is made from these classes, like that of the attribution.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quotes.records import Model, SpeakerType, TargetKind, Text

AtLeastOne = Annotated[int, Field(ge=1)]
Share = Annotated[int, Field(ge=0)]


class RoleCount(Model):
    """What articles say that the speaker is."""

    text: Text = Field(description="The role, in the words of the article where it was first seen")
    doc: Text = Field(description="The id of that article")
    count: AtLeastOne = Field(description="Number of attributions with this role")


class QuoteCounts(Model):
    """The speaker's attributions by kind, without those that are not asserted."""

    total: Share = Field(description="All of them")
    direct: Share = Field(description="Those inside quotation marks")
    mixed: Share = Field(description="Those inside quotation marks in part")
    indirect: Share = Field(description="Those without quotation marks")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.direct + self.mixed + self.indirect != self.total:
            raise ValueError(f"the kinds do not add up to {self.total}")
        return self


class TargetCount(Model):
    """To whom the speaker spoke, or about whom or what."""

    text: Text = Field(description="The target, in the words of the article where it was first seen")
    kind: TargetKind = Field(description="addressee: told reporters; object: dismissed those rumors")
    count: AtLeastOne = Field(description="Number of attributions with this target")


class Profile(Model):
    """One speaker of a run, or one unnamed source of an article: who it is and what articles quote from it."""

    schema_version: Literal["1.1"] = Field("1.1", description="The version of this schema")
    id: Text | None = Field(None, description="The speaker's id in a people file; null if there is none")
    name: Text | None = Field(description="The fullest name, without title; null for a source that no article names")
    mention: Text | None = Field(description="What the article calls an unnamed source; null if there is a name")
    doc: Text | None = Field(description="The article of an unnamed source, which is counted in that article only")
    type: SpeakerType = Field(description="The most frequent kind of speaker in the articles, not counting unknown")
    variants: tuple[Text, ...] = Field(
        description="Other names of the speaker in order of appearance, without pronouns"
    )
    roles: tuple[RoleCount, ...] = Field(description="The speaker's roles, in order of first appearance")
    quotes: QuoteCounts = Field(description="Number of attributions of the speaker")
    not_asserted: Share = Field(
        description="Number of attributions that are negated, hypothetical or disputed; they are in no other count"
    )
    articles: AtLeastOne = Field(description="Number of articles with attributions of the speaker")
    targets: tuple[TargetCount, ...] = Field(
        description="To or about whom, by name if known, most frequent first; without unresolved pronouns"
    )

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        unnamed = self.name is None
        if unnamed != (self.mention is not None) or unnamed != (self.doc is not None):
            raise ValueError("a speaker has either a name or a mention in an article")
        return self
