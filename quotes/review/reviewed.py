"""Records with the reviewer's decisions applied, and the progress of the review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import get_args

from quotes.errors import RecordError
from quotes.inputs.originals import Originals
from quotes.records import Attribution, check
from quotes.review.decisions import Decision, Decisions, ReviewVerdict, mended


def tally(records: Iterable[Attribution], decisions: Decisions) -> str:
    """The progress of a review, *e.g.* out.decisions.jsonl: 9 accepted, 2 rejected, 1 mended, 25 undecided.

    Decisions that fit no record are counted, too.
    """
    verdicts: Counter[ReviewVerdict | None] = Counter()
    stale = set(decisions)
    for record in records:
        verdicts[decisions.verdict(record)] += 1
        if decisions.of(record):
            stale.discard(record.id)
    counts = ", ".join(
        f"{verdicts[verdict]:,} {verdict or 'undecided'}" for verdict in (*get_args(ReviewVerdict), None)
    )
    rest = f"; {len(stale):,} for records that have changed or are gone: kept, not counted" if stale else ""
    return f"{decisions.name}: {counts}{rest}"


def reviewed(
    records: Iterable[Attribution],
    decisions: Decisions,
    originals: Originals,
    complain: Callable[[RecordError], None],
) -> Iterator[Attribution]:
    """The records with the decisions applied, one article at a time: rejected ones left out, corrected ones corrected.

    `complain` gets an error for each correction that the article disproves; that record stays unchanged.
    """
    for _, found in groupby(records, key=lambda record: (record.doc, record.path)):
        article = list(found)
        rejected = {record.id: record.within for record in article if decisions.verdict(record) == "rejected"}
        for record in article:
            if record.id not in rejected:
                try:
                    better = _as_decided(record, decisions.of(record), originals)
                except RecordError as error:
                    complain(error)
                    better = record
                yield _outside(better, rejected)


def _as_decided(record: Attribution, decision: Decision | None, originals: Originals) -> Attribution:
    if decision is None or decision.mended is None:
        return record
    text, better = originals.text(record), mended(record, decision.mended)
    return better if text is None else check(better, text)


def _outside(record: Attribution, rejected: Mapping[str, str | None]) -> Attribution:
    """The record within the nearest attribution around it that is not rejected."""
    within, left = record.within, dict(rejected) if record.within in rejected else {}
    while within in left:  # each only once: lines from other programs may form a circle
        within = left.pop(within)
    return record if within == record.within else record.model_copy(update={"within": within})
