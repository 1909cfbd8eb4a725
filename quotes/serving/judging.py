"""A decision that is sent to the server, and what the server tells about an article under review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field

from quotes.errors import RecordError
from quotes.records import Attribution, Model, Text
from quotes.review.changes import Correction, Surroundings, added, changed, same_place
from quotes.review.decisions import ReviewVerdict
from quotes.review.ledger import Decisions
from quotes.review.reviewer import Reviewer
from quotes.review.telling import told
from quotes.writers.html import ArticleEntry

_LONGEST = 100, 10_000  # characters of a name, of a note


class Judgment(Model):
    """What a reviewer does with an attribution of an article."""

    what: Literal["accept", "reject", "change", "add", "note", "undo"] = Field(description="What is done")
    id: Text | None = Field(None, description="The attribution's id; null to add, or to undo the last decision")
    change: Correction | None = Field(None, description="The new values, to change or to add")
    note: Annotated[Text, Field(max_length=_LONGEST[1])] | None = Field(
        None, description="The note; null takes it away"
    )
    reviewer: Annotated[Text, Field(max_length=_LONGEST[0])] | None = Field(None, description="Who decides")


class Judged(Model):
    """An attribution and what reviewers have decided about it."""

    record: Attribution = Field(description="The attribution, with the correction that counts")
    verdict: ReviewVerdict | None = Field(description="The verdict that counts; null if there is none")
    disputed: bool = Field(description="Whether reviewers disagree")
    told: tuple[str, ...] = Field(description="The decision of each reviewer, in words")
    note: str | None = Field(description="The note of the reviewer who asks")


class Reviewed(Model):
    """An article under review."""

    reviewer: str | None = Field(description="The name of a reviewer who gives none")
    chosen: str | None = Field(description="The id of the attribution that was decided last")
    records: tuple[Judged, ...] = Field(description="The attributions, in text order")


def judge(
    judgment: Judgment, entry: ArticleEntry, decisions: Decisions, name: str | None, keep: Callable[[], None]
) -> str | None:
    """Do it. Returns the id of the attribution; None if there was nothing to undo.

    `keep` writes the article, if it is in no file yet; it is called before the decision is written, and not at all if
    none is. Raises RecordError, if the article does not have what is wanted, and OutputError.
    """
    reviewer = Reviewer(decisions, name, keep)
    if judgment.what == "undo":
        undone = reviewer.undo(entry.article.id)
        return undone.id if undone else None
    if judgment.what == "add":
        return _add(judgment, entry, reviewer)
    record = next((each for each in entry.records if each.id == judgment.id), None)
    if record is None:
        raise RecordError(judgment.id or "", "id", "is not an attribution of this article")
    current = decisions.as_decided(record)
    match judgment.what:
        case "accept":
            reviewer.accept(record, current)
        case "reject":
            reviewer.reject(record)
        case "note":
            reviewer.note(record, judgment.note)
        case "change":
            around = Surroundings(entry.article.text or None, entry.records)
            reviewer.accept(record, changed(current, judgment.change or Correction(), around, record))
    return record.id


def _add(judgment: Judgment, entry: ArticleEntry, reviewer: Reviewer) -> str:
    new = added(judgment.change or Correction(), entry.article, entry.records)
    if there := same_place(new, entry.records):
        raise RecordError(there.id, "quote", "is the quote of an attribution that is there already")
    reviewer.add(new)
    return new.id


def reviewed(
    entry: ArticleEntry, decisions: Decisions, asking: str | None, default: str | None, chosen: str | None
) -> Reviewed:
    """The article's attributions as decided, for the reviewer who is `asking`."""
    return Reviewed(
        reviewer=default,
        chosen=chosen,
        records=tuple(
            Judged(
                record=decisions.as_decided(record),
                verdict=decisions.verdict(record),
                disputed=decisions.is_disputed(record),
                told=tuple(told(each, record) for each in decisions.all(record)),
                note=decisions.note(record, asking),
            )
            for record in entry.records
        ),
    )
