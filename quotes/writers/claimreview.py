"""Records to drafts of schema.org's ClaimReview (https://schema.org/ClaimReview), one for each claim that was made.

All that the article says is there: the claim, who made it, where it appears. What a fact-checker finds (rating, review,
author, address and date of the check) is not, and `creativeWorkStatus` is Draft until somebody adds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotes.lines import Line, ListedLine, attributions
from quotes.records import Act, Attribution
from quotes.writers import vocabulary
from quotes.writers.vocabulary import Json

_CONTEXT = "https://schema.org"

# Who dismisses or debunks a report makes no claim of its content, and who asks, demands or promises makes none yet.
_CLAIMING = {Act.STATEMENT, Act.TELLING, Act.RESPONSE, Act.AGREEMENT, Act.ACCUSATION, Act.WARNING}


def chunks(lines: Iterable[Line | ListedLine]) -> Iterator[bytes]:
    """The file, a draft at a time, each on a line of its own."""
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
    """The article; one of which no address is known by its file, or its id."""
    return {"identifier": record.path or record.doc, **vocabulary.article(record)}
