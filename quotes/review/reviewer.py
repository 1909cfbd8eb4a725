"""One of the people who decide about records: what each of their acts writes. No spaCy here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from quotes.records import Attribution
from quotes.review.decisions import Decision, ReviewVerdict, Version, version
from quotes.review.ledger import Decisions


class Reviewer:
    """A reviewer of the records beside which the decisions are; None if the reviewer gives no name.

    Every method that writes returns when the decision is on the disk. It raises OutputError. `before` is called before
    a decision is written: it writes what must be on the disk first, and only if there is a decision.
    """

    def __init__(self, decisions: Decisions, name: str | None, before: Callable[[], None] = lambda: None) -> None:
        self._decisions = decisions
        self._name = name
        self._before = before

    def accept(self, record: Attribution, better: Attribution) -> None:
        """Accept a better version of the record, which may be the record itself."""
        if version(better) == version(record):
            self._put(record, "accepted")
        else:
            self._put(record, "mended", better=version(better))

    def reject(self, record: Attribution) -> None:
        """Reject the record; earlier corrections do not count any more."""
        self._put(record, "rejected")

    def note(self, record: Attribution, note: str | None) -> None:
        """Put a note beside the reviewer's own decision, if there is one."""
        own = self._decisions.own(record, self._name)
        better = version(own.applied(record)) if own and own.mended else None
        verdict = own.verdict if own else None
        # an addition stays, and cannot be made twice
        self._write(self._decision(record, "accepted" if verdict == "added" else verdict, better, note))

    def add(self, record: Attribution) -> None:
        """Add a record that was missed."""
        self._write(
            Decision(
                id=record.id,
                doc=record.doc,
                judged=None,
                verdict="added",
                added=record,
                reviewer=self._name,
                decided=_now(),
            )
        )

    def undo(self, doc: str | None = None) -> Decision | None:
        """Undo the reviewer's last decision, in all articles or in one. Returns it, None if there is none."""
        last = self._decisions.undoable(self._name, doc)
        if last:
            undone = Decision(
                id=last.id, doc=last.doc, judged=None, verdict="undone", reviewer=self._name, decided=_now()
            )
            self._write(undone)
        return last

    def _put(self, record: Attribution, verdict: ReviewVerdict, better: Version | None = None) -> None:
        self._write(self._decision(record, verdict, better, self._decisions.note(record, self._name)))

    def _write(self, decision: Decision) -> None:
        self._before()
        self._decisions.put(decision)

    def _decision(
        self, record: Attribution, verdict: ReviewVerdict | None, better: Version | None, note: str | None
    ) -> Decision:
        return Decision(
            id=record.id,
            doc=record.doc,
            judged=version(record),
            verdict=verdict,
            mended=better,
            note=note,
            reviewer=self._name,
            decided=_now(),
        )


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
