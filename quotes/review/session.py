"""The dialogue of `quotes review`: show a record, read a key, write a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

from quotes.inputs.originals import Originals
from quotes.lines import Shelf
from quotes.records import Attribution, Part, SpeakerType
from quotes.review import mending, shown
from quotes.review.decisions import Decision, Decisions, ReviewVerdict, Version, mended, version
from quotes.spans import Range
from quotes.writers.table import print_line
from quotes.writers.visible import visible

if TYPE_CHECKING:
    from rich.console import Console

_KEYS = "[a]ccept [r]eject [s]peaker [q]uote [n]ote [b]ack Enter=skip e[x]it ?=help: "
_HELP = """\
a  accept: speaker and quote are right, as shown
r  reject: not an attribution, or not worth correcting; discards earlier corrections
s  correct the speaker: its name, its words in the article, and what kind of speaker it is
q  correct the quote: the first and the last words of each piece
n  add a note, with or without a decision
b  go back
Enter skips; x or Ctrl-D ends. Each decision is saved at once.
If a question shows [words], Enter keeps them, and - means none."""
_NONE = "-"
_SHOWN = 4  # words of a quote's beginning and end in a question
_NOT_THERE = "these words were not found there"
_NO_TEXT = "this needs the article's text: give --texts DIR"


class Session:
    """A reviewer at a terminal, before the records of a file."""

    def __init__(self, console: Console, shelf: Shelf, decisions: Decisions, originals: Originals) -> None:
        self._console = console
        self._shelf = shelf
        self._decisions = decisions
        self._originals = originals
        self._handlers: dict[str, Callable[[Attribution], int]] = {
            "": lambda _: 1,
            "b": lambda _: -1,
            "a": self._accept,
            "r": self._reject,
            "s": self._mend_speaker,
            "q": self._mend_quote,
            "n": self._note,
        }

    def run(self, places: Sequence[int]) -> bool:
        """Go through the records at these places of the shelf. Returns False if the reviewer quits before the end.

        Raises OutputError, LinesError.
        """
        with suppress(ImportError):  # where it is installed, typed lines can be edited
            import readline  # noqa: F401
        at = 0
        with suppress(EOFError):
            while at < len(places):
                record = self._shelf.at(places[at])
                self._show(record, f"{at + 1:,} of {len(places):,}")
                at = max(0, at + self._handlers[self._key()](record))
            return True
        return False

    def _key(self) -> str:
        """Raises EOFError to end."""
        while (key := self._typed(_KEYS).lower()) not in self._handlers:
            if key == "x":
                raise EOFError
            print_line(self._console, _HELP, "dim")
        return key

    def _ask(self, question: str, default: str = "") -> str:
        shown = f" [{visible(default)}]" if default else ""
        return self._typed(f"{question}{shown}: ") or default

    def _typed(self, prompt: str) -> str:
        """Raises EOFError, KeyboardInterrupt; ends the line first."""
        try:
            return input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            self._console.print()
            raise

    def _say(self, words: str) -> None:
        print_line(self._console, words, "yellow")

    def _current(self, record: Attribution) -> Attribution:
        """The record with the decision so far applied."""
        decision = self._decisions.of(record)
        return mended(record, decision.mended) if decision and decision.mended else record

    def _show(self, record: Attribution, place: str) -> None:
        shown.show(self._console, self._current(record), self._originals.find(record, record.path), place)
        if last := self._decisions.last(record):
            shown.decided(self._console, last, counts=last.fits(record))

    def _put(
        self, record: Attribution, verdict: ReviewVerdict | None, better: Version | None, note: str | None
    ) -> None:
        self._decisions.put(
            Decision(
                id=record.id,
                doc=record.doc,
                judged=version(record),
                verdict=verdict,
                mended=better,
                note=note,
                decided=datetime.now(UTC).replace(microsecond=0),
            )
        )

    def _note_of(self, record: Attribution) -> str | None:
        last = self._decisions.last(record)
        return last.note if last else None

    def _accept(self, record: Attribution) -> int:
        self._take(record, version(self._current(record)))
        return 1

    def _reject(self, record: Attribution) -> int:
        self._put(record, "rejected", None, self._note_of(record))
        return 1

    def _change(self, record: Attribution, better: Version) -> int:
        if better != version(self._current(record)):
            self._take(record, better)
        return 0

    def _take(self, record: Attribution, better: Version) -> None:
        """Accept this version of the record, which may be unchanged."""
        if better == version(record):
            self._put(record, "accepted", None, self._note_of(record))
        else:
            self._put(record, "mended", better, self._note_of(record))

    def _note(self, record: Attribution) -> int:
        note = self._ask("Note, or - for none", self._note_of(record) or _NONE)
        decision = self._decisions.of(record)
        verdict, better = (decision.verdict, decision.mended) if decision else (None, None)
        self._put(record, verdict, better, None if note == _NONE else note)
        return 0

    def _mend_speaker(self, record: Attribution) -> int:
        current = self._current(record)
        before = current.speaker
        mention = self._mention(self._originals.text(record), current)
        if mention is None:
            speaker = None
        else:
            same = before is not None and (before.start, before.end) == (mention.start, mention.end)
            name = self._ask(
                "Full name, or - for none",
                (before.name or _NONE) if before and same else " ".join(mention.text.split()),
            )
            sort = self._sort(before.type if before else "unknown")
            typed = mending.speaker(mention, None if name == _NONE else name, sort, before)
            known = (before, record.speaker)
            speaker = next((each for each in known if mending.is_same(typed, each)), typed)
        return self._change(record, Version(quote=current.quote, speaker=speaker))

    def _mention(self, text: str | None, current: Attribution) -> Part | None:
        """The words for the speaker, None for nobody."""
        before = current.speaker
        shown = before.text if before else _NONE
        while (words := self._ask("Who, in the article's words, or - for nobody", shown)) != _NONE:
            if before and words == shown:
                return Part(text=before.text, start=before.start, end=before.end)
            span = mending.find(text, words, _place(current)) if text else None
            if text and span:
                return Part(text=text[slice(*span)], start=span[0], end=span[1])
            self._say(_NOT_THERE if text else _NO_TEXT)
        return None

    def _sort(self, before: SpeakerType) -> SpeakerType:
        sorts: dict[str, SpeakerType] = {sort: sort for sort in get_args(SpeakerType)}
        while (sort := self._ask(f"A {', '.join(sorts)}", before)) not in sorts:
            self._say("choose one of these")
        return sorts[sort]

    def _mend_quote(self, record: Attribution) -> int:
        text, current = self._originals.text(record), self._current(record)
        if text is None:
            self._say(_NO_TEXT)
            return 0
        spans = self._spans(text, current.quote.spans)
        if not spans or tuple(spans) == current.quote.spans:
            return 0
        return self._change(record, Version(quote=mending.quote(text, spans, record.cue), speaker=current.speaker))

    def _spans(self, text: str, before: Sequence[Range]) -> list[Range]:
        """The pieces of the quote, one after the other; none if it is to stay unchanged."""
        found: list[Range] = []
        while True:
            after = found[-1][1] if found else 0
            near = next((span for span in before if span[0] >= after), None)
            piece = self._piece(text, near, after)
            if piece is None:
                return found
            found.append(piece)

    def _piece(self, text: str, near: Range | None, after: int) -> Range | None:
        words = text[slice(*near)].split() if near else []
        first, last = " ".join(words[:_SHOWN]), " ".join(words[-_SHOWN:])
        while (
            begin := self._ask(
                "Next piece from, or - if there is none" if after else "From, or - to leave it", first or _NONE
            )
        ) != _NONE:
            end = self._ask("To", last)
            kept = ("" if begin == first else begin, "" if end == last else end)
            if span := mending.stretch(text, *kept, near, after):
                return span
            self._say(_NOT_THERE)
        return None


def _place(record: Attribution) -> int:
    """Where to look for its speaker first."""
    return record.cue.start if record.cue else record.quote.spans[0][0]
