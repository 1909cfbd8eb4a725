"""An article under review: its text, its records as they were found, and the reviewers' decisions on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quotes.article import Article, Diagnostic
from quotes.records import Attribution
from quotes.review.ledger import Decisions
from quotes.review.reviewed import in_order
from quotes.writers import jsonl
from quotes.writers.wording import called, headline

_BEGINNING = 80  # characters that stand for an article without a headline


@dataclass(slots=True)
class Dossier:
    """An article on the desk. Its records are lines, as in their file: they are read when somebody looks at them.

    `waiting`: nothing has been found yet. `pasted`: its text is in no file. `kept`: its records are in their file, and
    its text in one, not only here. `named`: its headline or its first words, once its text was seen.
    """

    article: Article
    decisions: Decisions
    lines: dict[str, bytes] = field(default_factory=dict)
    least_sure: float = 1.0
    named: str | None = None
    diagnostics: Sequence[Diagnostic] = ()
    origin: str | None = None
    digest: str | None = None
    waiting: bool = False
    pasted: bool = False
    kept: bool = True
    _first: str | None = None

    @property
    def title(self) -> str:
        """What people know it by: its headline, or its first words; where its text was not seen, who says what first.

        Its id if nothing is known.
        """
        self.seen(self.article.text)
        return self.named or _headline(self.article) or self._first_quote() or self.article.id

    def seen(self, text: str) -> None:
        """Remember what the article's text begins with, if there is a text."""
        if self.named is None and text:
            self.named = _headline(replace(self.article, text=text)) or _shortened(text)

    def _first_quote(self) -> str | None:
        if self._first is None and self.lines:
            record = min(self.found(), key=lambda each: each.quote.spans[0][0])
            who = f"{called(record.speaker)}: " if record.speaker else ""
            self._first = who + _shortened(record.quote.text)
        return self._first

    def put(self, record: Attribution) -> None:
        """Add a record; of two with the same id, the last counts."""
        self.lines[record.id] = jsonl.line(record)
        self.least_sure = min(self.least_sure, record.least_sure)
        self._first = None

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


def _headline(article: Article) -> str | None:
    """The article's headline, if it has one."""
    found = headline(article)
    return None if found == article.id else found


def _shortened(text: str) -> str:
    """The first words of a text, with an ellipsis if there are more."""
    words = " ".join(text[: 2 * _BEGINNING].split())
    if len(words) <= _BEGINNING:
        return words
    return words[: words.rfind(" ", 0, _BEGINNING) if " " in words[:_BEGINNING] else _BEGINNING] + "…"
