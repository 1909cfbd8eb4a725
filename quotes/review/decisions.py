"""What reviewers decide about records, one decision per line. No spaCy here.

The JSON Schema in schemas/ is generated from these classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from quotes.records import Attribution, Cue, Model, Part, Quote, Speaker, Target, Text

ReviewVerdict = Literal["accepted", "rejected", "mended", "added", "undone"]
_NEEDS = {"mended": "mended", "added": "added"}  # the verdict, and the field that it requires


class Version(Model):
    """The part of a record that a reviewer can judge and correct: who said what, how, in which role, to whom, when.

    Lines of schema version 1.0 have only the quote and the speaker, those of 1.1 not when and where: what a line does
    not have, it does not judge.
    """

    quote: Quote = Field(description="What was said")
    cue: Cue | None = Field(
        None, description="The word that attributes, and whether it was said; null if there is none"
    )
    speaker: Speaker | None = Field(description="Who said it; null if the text does not say")
    role: Part | None = Field(None, description="The speaker's role; null if the article does not give it")
    target: Target | None = Field(None, description="To whom it was said, or what it was said about")
    when: Part | None = Field(None, description="When it was said, in the article's words")
    where: Part | None = Field(None, description="Where, on what occasion or through which medium it was said")

    @property
    def given(self) -> tuple[str, ...]:
        """The fields that the line has."""
        return tuple(name for name in PARTS if name in self.model_fields_set)


PARTS = tuple(Version.model_fields)
SURE = 1.0  # the confidence of what a reviewer has corrected


class Decision(Model):
    """A reviewer's decision on one attribution."""

    schema_version: Literal["1.0", "1.1", "1.2"] = Field("1.2", description="The version of this schema")
    id: Text = Field(description="The attribution's id")
    doc: Text = Field(description="The article's id")
    judged: Version | None = Field(
        description="What was judged; the decision does not count if the record has changed since; "
        "null if nothing was: it is added or undone"
    )
    verdict: ReviewVerdict | None = Field(
        description="accepted as it is, rejected, corrected (mended), added, or the reviewer's last decision undone; "
        "null if there is only a note"
    )
    mended: Version | None = Field(None, description="The corrected values; null if nothing is corrected")
    added: Attribution | None = Field(None, description="The attribution that was missed; null if none is added")
    note: Text | None = Field(None, description="The reviewer's note")
    reviewer: Text | None = Field(None, description="Who decided; null if no name is known")
    decided: Annotated[AwareDatetime, Field(strict=False)] = Field(description="When it was decided")

    @model_validator(mode="after")
    def _fits_its_verdict(self) -> Self:
        for verdict, field in _NEEDS.items():
            if (self.verdict == verdict) != (getattr(self, field) is not None):
                raise ValueError(f"{field}: required for the verdict {verdict}, and not allowed for others")
        if self.added is not None and (self.added.id, self.added.doc) != (self.id, self.doc):
            raise ValueError("added: has another id than the decision")
        return self

    def fits(self, record: Attribution) -> bool:
        """Whether the record still says what was judged; kind, type, lemma and resolution are ignored."""
        judged = version(self.added) if self.added else self.judged
        return judged is not None and _said(judged, judged.given) == _said(version(record), judged.given)

    def applied(self, record: Attribution) -> Attribution:
        """The record as the reviewer corrected it; unchanged unless it was corrected."""
        return record if self.mended is None else mended(record, self.mended)


def version(record: Attribution) -> Version:
    """What the record says."""
    return Version(**{name: getattr(record, name) for name in PARTS})


def _said(found: Version, fields: tuple[str, ...]) -> dict[str, object]:
    """What must be the same for a decision to count."""
    return {name: tuple(_essence(getattr(found, name))) for name in fields}


def _essence(part: Quote | Part | None) -> Iterator[object]:
    match part:
        case None:
            return
        case Quote():
            yield from (part.spans, part.text)
        case _:
            yield from (part.start, part.text)
            yield from (getattr(part, name, None) for name in ("name", "factuality"))


def mended(record: Attribution, found: Version) -> Attribution:
    """The corrected record; of what was corrected, the reviewer is sure.

    Roles belong to a speaker: with another name, the old ones are gone.
    """
    changes = {name: getattr(found, name) for name in found.given}
    same = _name(found.speaker) == _name(record.speaker)
    role = changes.get("role", record.role if same else None)
    if not (same and role == record.role):
        roles = _roles(role, record.role, record.roles if same else ())
        changes |= {"role": role, "roles": roles, "role_confidence": SURE if found.speaker else None}
    if changes.get("target", record.target) != record.target:
        changes["target_confidence"] = SURE
    return record.model_copy(update=changes)


def _name(speaker: Speaker | None) -> str | None:
    return speaker.name if speaker else None


def _roles(role: Part | None, before: Part | None, roles: tuple[Part, ...]) -> tuple[Part, ...]:
    """All roles, if this is the most informative one: what it replaces is not a role of the speaker."""
    if role is None or role in roles:
        return roles if role else ()
    return tuple(sorted([role, *(each for each in roles if each != before)], key=lambda each: each.start))
