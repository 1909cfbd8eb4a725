"""Records with the reviewers' decisions applied, and the progress of the review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from quotes.errors import RecordError
from quotes.inputs.originals import Originals
from quotes.records import Attribution, check
from quotes.review.decisions import ReviewVerdict
from quotes.review.ledger import Decisions

_TOLD: tuple[ReviewVerdict, ...] = ("accepted", "rejected", "mended")


def tally(records: Iterable[Attribution], decisions: Decisions) -> str:
    """The progress of a review, *e.g.* out.decisions.jsonl: 9 accepted, 2 rejected, 1 mended, 25 undecided.

    Decisions that fit no record are counted, too.
    """
    verdicts: Counter[ReviewVerdict | None] = Counter()
    disputed, stale = 0, set(decisions)
    for record in _each(records, decisions):
        verdicts[decisions.verdict(record)] += 1
        disputed += decisions.is_disputed(record)
        if decisions.of(record):
            stale.discard(record.id)
    counts = [f"{verdicts[verdict]:,} {verdict}" for verdict in _TOLD]
    counts += [f"{verdicts['added']:,} added"] if verdicts["added"] else []
    rest = f"; {len(stale):,} for records that have changed or are gone: kept, not counted" if stale else ""
    rest += f"; reviewers disagree on {disputed:,}, where the last decision counts" if disputed else ""
    return f"{decisions.name}: {', '.join([*counts, f'{verdicts[None]:,} undecided'])}{rest}"


def _each(records: Iterable[Attribution], decisions: Decisions) -> Iterator[Attribution]:
    """The records, then those that were added and not found since."""
    left = {record.id: record for record in decisions.added()}
    for record in records:
        left.pop(record.id, None)
        yield record
    yield from left.values()


def with_additions(records: Iterable[Attribution], decisions: Decisions) -> Iterator[list[Attribution]]:
    """The records of each article with those that were added, in text order; at the end, articles with no others.

    An addition that has been found since is not repeated.
    """
    left = {record.id: record for record in decisions.added()}
    for (doc, path), group in groupby(records, key=lambda record: (record.doc, record.path)):
        found = list(group)
        for record in found:
            left.pop(record.id, None)
        own = [left.pop(each.id) for each in decisions.additions(doc, path) if each.id in left]
        yield in_order([*found, *own]) if own else found
    for _, rest in groupby(list(left.values()), key=lambda record: (record.doc, record.path)):
        yield in_order(rest)


def in_order(records: Iterable[Attribution]) -> list[Attribution]:
    """The records in text order."""
    return sorted(records, key=lambda record: record.quote.spans[0][0])


def reviewed(
    records: Iterable[Attribution],
    decisions: Decisions,
    originals: Originals,
    complain: Callable[[RecordError], None],
) -> Iterator[Attribution]:
    """The records with the decisions applied, one article at a time: rejected ones left out, corrected ones corrected.

    `complain` gets an error for each correction that the article disproves; that record stays unchanged.
    """
    for article in with_additions(records, decisions):
        rejected = {record.id: record.within for record in article if decisions.verdict(record) == "rejected"}
        for record in article:
            if record.id not in rejected:
                try:
                    better = _as_decided(record, decisions, originals)
                except RecordError as error:
                    complain(error)
                    better = record
                yield _outside(better, rejected)


def _as_decided(record: Attribution, decisions: Decisions, originals: Originals) -> Attribution:
    better = decisions.as_decided(record)
    if better == record:
        return record
    text = originals.text(record)
    return better if text is None else check(better, text)


def _outside(record: Attribution, rejected: Mapping[str, str | None]) -> Attribution:
    """The record within the nearest attribution around it that is not rejected."""
    within, left = record.within, dict(rejected) if record.within in rejected else {}
    while within in left:  # each only once: lines from other programs may form a circle
        within = left.pop(within)
    return record if within == record.within else record.model_copy(update={"within": within})
