"""The dialogue of `quotes review`: show a record, read a key, write a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from quotes.article import Article
from quotes.errors import RecordError
from quotes.inputs.originals import Originals
from quotes.lines import Shelf
from quotes.records import Attribution
from quotes.review import shown
from quotes.review.asking import NO_TEXT, NONE, Questions
from quotes.review.changes import Correction, Surroundings, added, changed, same_place
from quotes.review.ledger import Decisions
from quotes.review.reviewer import Reviewer
from quotes.writers.table import print_line

if TYPE_CHECKING:
    from rich.console import Console

_CORRECT = "correct: [q]uote [s]peaker r[o]le [t]arget [v]erb [f]actuality wh[e]n w[h]ere; [+] adds a missed one"
_KEYS = "[a]ccept [r]eject [n]ote [u]ndo [b]ack Enter=skip e[x]it ?=help: "
_HELP = """\
a  accept: everything is right, as shown
r  reject: not an attribution, or not worth correcting; discards earlier corrections
q  correct the quote: the first and the last words of each piece
s  correct the speaker: its words in the article, its name, and what kind of speaker it is
o  correct the role
t  correct to or about whom it was said
v  correct the verb, what it does, and its factuality
f  correct the factuality alone: asserted, negated, hypothetical or disputed
e  correct when it was said
h  correct where it was said, on what occasion or through which medium
+  add an attribution of this article that was missed
n  add a note, with or without a decision
u  undo your last decision, and go back to it
b  go back
Enter skips; x or Ctrl-D ends. Each decision is saved at once.
If a question shows [words], Enter keeps them, and - means none."""


class Session:
    """A reviewer at a terminal, before the records of a file."""

    def __init__(
        self, console: Console, shelf: Shelf, decisions: Decisions, originals: Originals, name: str | None
    ) -> None:
        self._console = console
        self._shelf = shelf
        self._decisions = decisions
        self._originals = originals
        self._reviewer = Reviewer(decisions, name)
        self._name = name
        self._questions = ask = Questions(console)
        self._queue: list[int | Attribution] = []
        self._at = 0
        self._handlers: dict[str, Callable[[Attribution], int]] = {
            "": lambda _: 1,
            "b": lambda _: -1,
            "a": self._accept,
            "r": self._reject,
            "s": lambda record: self._ask(record, ask.speaker),
            "o": lambda record: self._ask(record, ask.role),
            "t": lambda record: self._ask(record, ask.target),
            "v": lambda record: self._ask(record, ask.cue),
            "f": lambda record: self._ask(record, lambda _, current: ask.factuality(current)),
            "e": lambda record: self._ask(record, ask.when),
            "h": lambda record: self._ask(record, ask.where),
            "q": self._quote,
            "+": self._add,
            "n": self._note,
            "u": self._undo,
        }

    def run(self, queue: Iterable[int | Attribution]) -> bool:
        """Go through the records: at these places of the shelf, or added. Returns False if the reviewer quits early.

        Raises OutputError, LinesError.
        """
        with suppress(ImportError):  # where it is installed, typed lines can be edited
            import readline  # noqa: F401
        self._queue, self._at = list(queue), 0
        with suppress(EOFError):
            while self._at < len(self._queue):
                self._decisions.refresh()
                record = self._record(self._at)
                self._show(record)
                self._at = max(0, self._at + self._handlers[self._key()](record))
            return True
        return False

    def _record(self, number: int) -> Attribution:
        place = self._queue[number]
        return self._shelf.at(place) if isinstance(place, int) else place

    def _key(self) -> str:
        """Raises EOFError to end."""
        print_line(self._console, _CORRECT, "dim")
        while (key := self._questions.typed(_KEYS).lower()) not in self._handlers:
            if key == "x":
                raise EOFError
            print_line(self._console, _HELP, "dim")
        return key

    def _current(self, record: Attribution) -> Attribution:
        return self._decisions.as_decided(record)

    def _show(self, record: Attribution) -> None:
        place = f"{self._at + 1:,} of {len(self._queue):,}"
        shown.show(self._console, self._current(record), self._originals.find(record, record.path), place)
        shown.decided(self._console, record, self._decisions)

    def _accept(self, record: Attribution) -> int:
        self._reviewer.accept(record, self._current(record))
        return 1

    def _reject(self, record: Attribution) -> int:
        self._reviewer.reject(record)
        return 1

    def _ask(self, record: Attribution, question: Callable[[str | None, Attribution], Correction | None]) -> int:
        text, current = self._originals.text(record), self._current(record)
        change = question(text, current)
        if change is None:
            return 0
        try:
            better = changed(current, change, Surroundings(text), record)
        except RecordError as error:
            self._questions.say(f"{error.field}: {error.cause}")
            return 0
        if better != current:
            self._reviewer.accept(record, better)
        return 0

    def _quote(self, record: Attribution) -> int:
        if self._originals.text(record) is None:
            self._questions.say(NO_TEXT)
            return 0
        return self._ask(record, lambda text, current: self._questions.quote(text or "", current.quote.spans))

    def _add(self, record: Attribution) -> int:
        """Ask for a quote that was missed and who said it; the rest can be corrected when it is shown."""
        text = self._originals.text(record)
        if text is None:
            self._questions.say(NO_TEXT)
            return 0
        change = self._questions.quote(text)
        if change is None:
            return 0
        records = [*self._beside(record)]
        try:
            new = added(change, Article(record.doc, text, record.path, info=record.article), records)
            new = changed(new, self._questions.speaker(text, new), Surroundings(text, records))
        except RecordError as error:
            self._questions.say(f"{error.field}: {error.cause}")
            return 0
        if same_place(new, records):
            self._questions.say("there is an attribution with this quote already")
            return 0
        self._reviewer.add(new)
        self._queue.insert(self._at + 1, new)
        return 1

    def _beside(self, record: Attribution) -> Iterable[Attribution]:
        """All records of the article."""
        yield from (each for _, each in self._shelf if (each.doc, each.path) == (record.doc, record.path))
        yield from self._decisions.additions(record.doc, record.path)

    def _note(self, record: Attribution) -> int:
        note = self._questions.ask("Note, or - for none", self._decisions.note(record, self._name) or NONE)
        self._reviewer.note(record, None if note == NONE else note)
        return 0

    def _undo(self, _: Attribution) -> int:
        undone = self._reviewer.undo()
        if undone is None:
            self._questions.say("you have decided nothing that could be undone")
            return 0
        self._questions.say(f"undone: {undone.id}: {undone.verdict or 'note'}")
        numbers = range(len(self._queue))
        number = next((number for number in numbers if self._record(number).id == undone.id), self._at)
        if undone.added and self._queue[number] == undone.added:
            self._queue.pop(number)
            number -= 1  # where it was added from
        return number - self._at
