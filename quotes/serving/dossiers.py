"""An article under review: its text, its records as they were found, and the reviewers' decisions on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from quotes.article import Article, Diagnostic
from quotes.records import Attribution
from quotes.review.ledger import Decisions
from quotes.review.reviewed import in_order
from quotes.writers import jsonl
from quotes.writers.wording import headline


@dataclass(slots=True)
class Dossier:
    """An article on the desk. Its records are lines, as in their file: they are read when somebody looks at them.

    `waiting`: nothing has been found yet. `pasted`: its text is in no file. `kept`: its records are in their file, and
    its text in one, not only here.
    """

    article: Article
    decisions: Decisions
    lines: dict[str, bytes] = field(default_factory=dict)
    least_sure: float = 1.0
    diagnostics: Sequence[Diagnostic] = ()
    origin: str | None = None
    digest: str | None = None
    waiting: bool = False
    pasted: bool = False
    kept: bool = True

    @property
    def title(self) -> str:
        """Its headline, or its id; its first line can only be its headline while the text is in memory."""
        return headline(self.article)

    def put(self, record: Attribution) -> None:
        """Add a record; of two with the same id, the last counts."""
        self.lines[record.id] = jsonl.line(record)
        self.least_sure = min(self.least_sure, record.least_sure)

    def found(self) -> list[Attribution]:
        """The records as they were found."""
        return [Attribution.model_validate_json(line) for line in self.lines.values()]

    def records(self) -> list[Attribution]:
        """The records as they were found, and those that reviewers have added, in text order."""
        return in_order([*self.found(), *self._added()])

    def _added(self) -> list[Attribution]:
        own = self.decisions.additions(self.article.id, self.article.path)
        return [each for each in own if each.id not in self.lines]

    def progress(self) -> tuple[int, int, int]:
        """How many records are decided, how many reviewers disagree on, and how many there are."""
        added, lines = self._added(), self.lines
        known = [lines[each] for each in self.decisions.in_article(self.article.id) if each in lines]
        judged = [*map(Attribution.model_validate_json, known), *added]
        decided = sum(self.decisions.verdict(record) is not None for record in judged)
        return decided, sum(map(self.decisions.is_disputed, judged)), len(lines) + len(added)
