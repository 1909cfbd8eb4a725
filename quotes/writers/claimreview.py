"""Records to drafts of schema.org's ClaimReview (https://schema.org/ClaimReview), one for each claim that was made.

A draft has what the article says: the claim, who made it, where it appears. What a fact-checker adds (rating, review,
author, address and date of the check) is missing, and `creativeWorkStatus` is Draft until it is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotes.lines import Line, ListedLine, attributions
from quotes.records import Act, Attribution
from quotes.writers import vocabulary
from quotes.writers.vocabulary import Json

_CONTEXT = "https://schema.org"

# Dismissing or debunking a report does not claim its content, nor does asking, demanding or promising.
_CLAIMING = {Act.STATEMENT, Act.TELLING, Act.RESPONSE, Act.AGREEMENT, Act.ACCUSATION, Act.WARNING}


def chunks(lines: Iterable[Line | ListedLine]) -> Iterator[bytes]:
    """The file, one draft at a time, one per line."""
    return vocabulary.document(_CONTEXT, (draft(line.record) for line in attributions(lines) if is_claim(line.record)))


def is_claim(record: Attribution) -> bool:
    """Whether the speaker said that it is so."""
    cue = record.cue
    return record.is_asserted and (cue is None or cue.act in _CLAIMING)


def draft(record: Attribution) -> Json:
    """The record's draft."""
    claim: Json = {"@type": "Claim", "appearance": _appearance(record)}
    if record.speaker is not None:
        claim["author"] = vocabulary.speaker(record.speaker, record.role.text if record.role else None)
    return {
        "@id": vocabulary.urn(record),
        "@type": "ClaimReview",
        "creativeWorkStatus": "Draft",
        "claimReviewed": record.quote.text,
        "itemReviewed": claim,
    }


def _appearance(record: Attribution) -> Json:
    """The article; without a known address, it is identified by its file or its id."""
    return {"identifier": record.path or record.doc, **vocabulary.article(record)}
