"""The decisions on a file of records, in a file beside it: out.decisions.jsonl for out.jsonl. No spaCy here.

Lines are only appended, so that reviewers at once lose nothing, in one process or in several. The last line of a
reviewer for an id is that reviewer's decision, unless it is undone. It stays when the records are written again: it
counts as long as the record with its id is what was judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from quotes.errors import LinesError, OutputError
from quotes.files import PACKED, append, cause, path_name
from quotes.inputs.paths import DECISIONS
from quotes.records import Attribution
from quotes.review.decisions import Decision, ReviewVerdict, version
from quotes.writers import jsonl


def path_beside(records: str | Path) -> Path:
    """The path of the decisions on a file of records: out.decisions.jsonl for out.jsonl and out.jsonl.gz."""
    return Path(str(records).removesuffix(PACKED).removesuffix(".jsonl") + DECISIONS)


class _Taken(NamedTuple):
    """A decision and its line."""

    line: int
    decision: Decision


class Decisions:
    """The decisions beside a file of records; each new one is on the disk before `put` returns."""

    def __init__(self, records: str | Path) -> None:
        """Raises LinesError if the file exists and cannot be read."""
        self._path = path_beside(records)
        self.name = path_name(self._path)
        self._broken: list[int] = []
        self._unfinished: int | None = None
        self._lines = self._read_to = 0
        self._taken: defaultdict[str, dict[str | None, list[_Taken]]] = defaultdict(dict)
        self._of_doc: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self.refresh()

    @property
    def broken(self) -> list[int]:
        """The number of each line that is not a decision, *e.g.* one cut short by a power failure."""
        return [*self._broken, *([self._unfinished] if self._unfinished else [])]

    def refresh(self) -> None:
        """Read what was appended since, also by another process. Raises LinesError."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._read_to)
                for line in file:
                    self._take(line)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise LinesError(self.name, cause(error)) from error
        except ValueError as error:  # a path with a NUL in it
            raise LinesError(self.name, str(error)) from error

    def _take(self, line: bytes) -> None:
        if not line.endswith(b"\n"):  # perhaps it is being written
            self._unfinished = self._lines + 1
            return
        self._unfinished = None
        self._lines += 1
        self._read_to += len(line)
        try:
            decision = Decision.model_validate_json(line)
        except ValidationError:
            self._broken.append(self._lines)
            return
        self._of_doc[decision.doc][decision.id] = None
        own = self._taken[decision.id].setdefault(decision.reviewer, [])
        if decision.verdict != "undone":
            own.append(_Taken(self._lines, decision))
        elif own:
            own.pop()

    def __bool__(self) -> bool:
        """Whether there are any decisions."""
        return any(True for _ in self)

    def __iter__(self) -> Iterator[str]:
        """The ids that have a decision."""
        return (name for name, reviewers in self._taken.items() if any(reviewers.values()))

    def _of_each(self, record_id: str) -> list[Decision]:
        """The decision of each reviewer, the last one at the end, whatever the record says now."""
        stacks = self._taken.get(record_id, {}).values()
        return [taken.decision for taken in sorted(stack[-1] for stack in stacks if stack)]

    def all(self, record: Attribution) -> list[Decision]:
        """The decision of each reviewer that counts for the record, the last one at the end."""
        return [each for each in self._of_each(record.id) if each.fits(record)]

    def of(self, record: Attribution) -> Decision | None:
        """The decision that counts for the record: the last one with a verdict."""
        found = self.all(record)
        return next((each for each in reversed(found) if each.verdict), found[-1] if found else None)

    def last(self, record: Attribution) -> Decision | None:
        """The last decision for the record's id, even if the record has changed since."""
        return next(reversed(self._of_each(record.id)), None)

    def own(self, record: Attribution, reviewer: str | None) -> Decision | None:
        """The reviewer's own decision that counts for the record."""
        return next((each for each in self.all(record) if each.reviewer == reviewer), None)

    def note(self, record: Attribution, reviewer: str | None) -> str | None:
        """The reviewer's note on the record, even if the record has changed since."""
        return next((each.note for each in self._of_each(record.id) if each.reviewer == reviewer), None)

    def verdict(self, record: Attribution) -> ReviewVerdict | None:
        """The verdict on the record, None if there is none."""
        decision = self.of(record)
        return decision.verdict if decision else None

    def as_decided(self, record: Attribution) -> Attribution:
        """The record with the correction that counts."""
        decision = self.of(record)
        return decision.applied(record) if decision else record

    def is_disputed(self, record: Attribution) -> bool:
        """Whether reviewers want different things of the record."""
        found = [each for each in self.all(record) if each.verdict]
        wanted = [None if each.verdict == "rejected" else version(each.applied(record)) for each in found]
        return any(each != wanted[0] for each in wanted[1:])

    def in_article(self, doc: str) -> list[str]:
        """The ids that have a decision, now or before it was undone, in the articles with that id."""
        return list(self._of_doc.get(doc, ()))

    def additions(self, doc: str, path: str | None) -> list[Attribution]:
        """The attributions of an article that were missed and added, in the order of their addition."""
        return [each for each in self._added(self.in_article(doc)) if (each.doc, each.path) == (doc, path)]

    def added(self) -> Iterator[Attribution]:
        """All attributions that were missed and added: of two with the same id, the last."""
        return self._added(list(self._taken))

    def _added(self, ids: Iterable[str]) -> Iterator[Attribution]:
        for record_id in ids:
            stacks = self._taken[record_id].values()
            taken = [each for stack in stacks for each in stack if each.decision.added]
            if taken and (found := max(taken).decision.added):
                yield found

    def undoable(self, reviewer: str | None, doc: str | None = None) -> Decision | None:
        """The reviewer's last decision that is not undone, in all articles or in one."""
        stacks = [reviewers.get(reviewer) for reviewers in self._taken.values()]
        taken = [stack[-1] for stack in stacks if stack and doc in {None, stack[-1].decision.doc}]
        return max(taken).decision if taken else None

    def put(self, decision: Decision) -> None:
        """Add a decision to the file. Raises OutputError, LinesError."""
        try:
            append(self._path, jsonl.line(decision))
        except OSError as error:
            raise OutputError(self.name, cause(error)) from error
        self.refresh()
