"""What a page says about itself: its title, when and by what it was made, and how far it can be trusted."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime

import quotes
from quotes.errors import OutputError

# Sentences of docs/limits.md, as a test checks.
LIMITS = (
    (
        "It finds what an article attributes to somebody. It does not know whether the person said it, used these "
        "words, or is right."
    ),
    "Do not publish “X said” because of a result alone: check the article, and then its source.",
    (
        "An indirect quote has the journalist's words, not the speaker's. Only text in quotation marks claims to be "
        "literal."
    ),
    "Check attributions with low confidence; high confidence is not proof.",
    "A wrong name is the worst mistake: it puts words into somebody else's mouth.",
    "If nothing is found, that does not prove that nothing was said.",
)
_EPOCH = "SOURCE_DATE_EPOCH"


def made() -> datetime:
    """The time in UTC. SOURCE_DATE_EPOCH sets it, so that a page can be made again with the same bytes.

    See https://reproducible-builds.org/specs/source-date-epoch/. Raises OutputError if it is not a time.
    """
    given = os.environ.get(_EPOCH)
    if not given:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise OutputError(_EPOCH, f"must be a number of seconds since 1970, not {given!r}") from error


@dataclass(frozen=True, slots=True)
class About:
    """The head of a page; `model` is the pipeline that read the articles, None if the records were there before."""

    title: str = "Who said what"
    model: str | None = None
    made: datetime = field(default_factory=made)
    version: str = quotes.__version__
    limits: tuple[str, ...] = LIMITS
