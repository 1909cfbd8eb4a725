"""A reviewer's decisions on records: one per line, in a file beside the records. No spaCy here.

The decisions on out.jsonl are in out.decisions.jsonl. Lines are only appended, and the last one for an id counts. A
decision stays when the records are written again: it counts as long as the record with its id is what was judged.

The JSON Schema in schemas/ is generated from these classes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, ValidationError, model_validator

from quotes.errors import LinesError, OutputError
from quotes.files import PACKED, cause, path_name
from quotes.inputs.paths import DECISIONS
from quotes.records import Attribution, Model, Quote, Speaker, Text
from quotes.writers import jsonl

ReviewVerdict = Literal["accepted", "rejected", "mended"]


class Version(Model):
    """The part of a record that a reviewer can judge and correct: who said what."""

    quote: Quote = Field(description="What was said")
    speaker: Speaker | None = Field(description="Who said it; null if the text does not say")


class Decision(Model):
    """A reviewer's decision on one attribution."""

    schema_version: Literal["1.0"] = Field("1.0", description="The version of this schema")
    id: Text = Field(description="The attribution's id")
    doc: Text = Field(description="The article's id")
    judged: Version = Field(description="What was judged; the decision does not count if the record has changed since")
    verdict: ReviewVerdict | None = Field(
        description="accepted as it is, rejected or corrected (mended); null if there is only a note"
    )
    mended: Version | None = Field(None, description="The corrected values; null if nothing is corrected")
    note: Text | None = Field(None, description="The reviewer's note")
    decided: Annotated[AwareDatetime, Field(strict=False)] = Field(description="When it was decided")

    @model_validator(mode="after")
    def _mends(self) -> Self:
        if (self.verdict == "mended") != (self.mended is not None):
            raise ValueError("mended: required for the verdict mended, and not allowed for others")
        return self

    def fits(self, record: Attribution) -> bool:
        """Whether the record still says what was judged; kind, type and resolution are ignored."""
        return _said(self.judged) == _said(version(record))


def version(record: Attribution) -> Version:
    """What the record says."""
    return Version(quote=record.quote, speaker=record.speaker)


def _said(found: Version) -> tuple[object, ...]:
    who = found.speaker
    return found.quote.spans, found.quote.text, who and (who.start, who.text, who.name)


def mended(record: Attribution, found: Version) -> Attribution:
    """The corrected record. Its roles belong to the old speaker: a different name has none."""
    changes: dict[str, object] = {"quote": found.quote, "speaker": found.speaker}
    if (found.speaker and found.speaker.name) != (record.speaker and record.speaker.name):
        changes |= {"role": None, "roles": ()}
    return record.model_copy(update=changes)


def path_beside(records: str | Path) -> Path:
    """The path of the decisions on a file of records: out.decisions.jsonl for out.jsonl and out.jsonl.gz."""
    return Path(str(records).removesuffix(PACKED).removesuffix(".jsonl") + DECISIONS)


class Decisions:
    """The decisions beside a file of records; each new one is written to the disk at once."""

    def __init__(self, records: str | Path) -> None:
        """Raises LinesError if the file exists and cannot be read.

        `broken` has the number of each line that is not a decision, *e.g.* one cut short by a power failure.
        """
        self._path = path_beside(records)
        self.name = path_name(self._path)
        self.broken: list[int] = []
        self._last: dict[str, Decision] = {}
        try:
            self._read()
        except FileNotFoundError:
            pass
        except OSError as error:
            raise LinesError(self.name, cause(error)) from error
        except ValueError as error:  # a path with a NUL in it
            raise LinesError(self.name, str(error)) from error

    def _read(self) -> None:
        with self._path.open("rb") as file:
            for number, line in enumerate(file, 1):
                try:
                    decision = Decision.model_validate_json(line)
                except ValidationError:
                    self.broken.append(number)
                else:
                    self._last[decision.id] = decision

    def __bool__(self) -> bool:
        """Whether there are any decisions."""
        return bool(self._last)

    def __iter__(self) -> Iterator[str]:
        """The ids that have a decision."""
        return iter(self._last)

    def last(self, record: Attribution) -> Decision | None:
        """The last decision for the record's id, even if the record has changed since."""
        return self._last.get(record.id)

    def of(self, record: Attribution) -> Decision | None:
        """The decision that counts for the record."""
        decision = self.last(record)
        return decision if decision and decision.fits(record) else None

    def verdict(self, record: Attribution) -> ReviewVerdict | None:
        """The verdict on the record, None if there is none."""
        decision = self.of(record)
        return decision.verdict if decision else None

    def put(self, decision: Decision) -> None:
        """Add a decision to the file. Raises OutputError."""
        try:
            _append(self._path, jsonl.line(decision))
        except OSError as error:
            raise OutputError(self.name, cause(error)) from error
        self._last[decision.id] = decision


def _append(path: Path, line: bytes) -> None:
    """Append a complete line and flush it to the disk; an unfinished line before it stays a line of its own.

    The line is appended in one write, so that two reviewers at once do not break each other's lines.
    """
    with path.open("a+b", buffering=0) as file:
        begun = file.seek(0, os.SEEK_END) > 0 and _last_byte(file) != b"\n"
        rest = memoryview(b"\n" + line if begun else line)
        while rest:
            rest = rest[file.write(rest) or 0 :]
        os.fsync(file.fileno())


def _last_byte(file: FileIO) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1)
