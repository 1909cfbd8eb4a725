"""Questions to a reviewer at a terminal, and the changes that the answers mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar, get_args

from quotes.records import Act, Attribution, Factuality, Part, SpeakerType, TargetKind
from quotes.review import mending
from quotes.review.changes import Correction, NewCue, NewSpeaker, NewTarget
from quotes.spans import Range
from quotes.writers.table import print_line
from quotes.writers.visible import visible

if TYPE_CHECKING:
    from rich.console import Console

NONE = "-"
_SHOWN = 4  # words of a quote's beginning and end in a question
_NOT_THERE = "these words were not found there"
NO_TEXT = "this needs the article's text: give --texts DIR"

T = TypeVar("T", bound=str)


class Questions:
    """Asks for the new values of a record; None means that nothing is to change."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def typed(self, prompt: str) -> str:
        """What is typed. Raises EOFError, KeyboardInterrupt; ends the line first."""
        try:
            return input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            self._console.print()
            raise

    def ask(self, question: str, default: str = "") -> str:
        """What is typed, or the default for an empty line."""
        shown = f" [{visible(default)}]" if default else ""
        return self.typed(f"{question}{shown}: ") or default

    def say(self, words: str) -> None:
        """Print a line that explains what is wrong."""
        print_line(self._console, words, "yellow")

    def one_of(self, question: str, values: Sequence[T], default: T) -> T:
        """One of the values."""
        known = {str(value): value for value in values}
        while (typed := self.ask(f"{question} {', '.join(known)}", default)) not in known:
            self.say("choose one of these")
        return known[typed]

    def speaker(self, text: str | None, record: Attribution) -> Correction:
        """Who said it: the words, the name, the type."""
        before = record.speaker
        place = self._words("Who, in the article's words, or - for nobody", text, record, before)
        if place is None:
            return Correction(speaker=None)
        same = before is not None and (before.start, before.end) == place
        words = before.text if before and same else (text or "")[slice(*place)]
        name = self.ask(
            "Full name, or - for none", (before.name or NONE) if before and same else " ".join(words.split())
        )
        sort = self.one_of("A", get_args(SpeakerType), before.type if before else "unknown")
        return Correction(speaker=NewSpeaker(place=place, name=None if name == NONE else name, type=sort))

    def role(self, text: str | None, record: Attribution) -> Correction:
        """The role: the words."""
        return Correction(
            role=self._words("The role, in the article's words, or - for none", text, record, record.role)
        )

    def when(self, text: str | None, record: Attribution) -> Correction:
        """When it was said: the words."""
        question = "When it was said, in the article's words, or - if it does not say"
        return Correction(when=self._words(question, text, record, record.when))

    def where(self, text: str | None, record: Attribution) -> Correction:
        """Where it was said: the words."""
        question = "Where it was said, in the article's words, or - if it does not say"
        return Correction(where=self._words(question, text, record, record.where))

    def target(self, text: str | None, record: Attribution) -> Correction:
        """To or about whom: the words, which of the two, the name."""
        before = record.target
        place = self._words("To or about whom, in the article's words, or - for none", text, record, before)
        if place is None:
            return Correction(target=None)
        kind = self.one_of("An", get_args(TargetKind), before.kind if before else "addressee")
        name = self.ask("Full name, or - for none", (before and before.name) or NONE)
        return Correction(target=NewTarget(place=place, kind=kind, name=None if name == NONE else name))

    def cue(self, text: str | None, record: Attribution) -> Correction:
        """The verb: the words, what it does, whether that was done."""
        before = record.cue
        place = self._words("The verb, in the article's words, or - for none", text, record, before)
        if place is None:
            return Correction(cue=None)
        if before and (before.start, before.end) == place:
            act, lemma = before.act, before.lemma
        else:
            words = (text or "")[slice(*place)]
            lemma, act = mending.known_cue(Part(text=words, start=place[0], end=place[1]), [before])
        act = self.one_of("A", tuple(Act), act)
        factuality = self._factuality(before.factuality if before else "asserted")
        return Correction(cue=NewCue(place=place, lemma=lemma, act=act, factuality=factuality))

    def factuality(self, record: Attribution) -> Correction | None:
        """Whether the article says that it was said."""
        cue = record.cue
        if cue is None:
            self.say("this needs a verb: type v")
            return None
        factuality = self._factuality(cue.factuality)
        return Correction(cue=NewCue(place=(cue.start, cue.end), lemma=cue.lemma, act=cue.act, factuality=factuality))

    def _factuality(self, before: Factuality) -> Factuality:
        return self.one_of("It is", get_args(Factuality), before)

    def quote(self, text: str, before: Sequence[Range] = ()) -> Correction | None:
        """What was said: the first and the last words of each piece."""
        spans = self._spans(text, before)
        return Correction(quote=tuple(spans)) if spans and tuple(spans) != tuple(before) else None

    def _words(self, question: str, text: str | None, record: Attribution, before: Part | None) -> Range | None:
        """The place of the typed words, None for none."""
        shown = before.text if before else NONE
        while (words := self.ask(question, shown)) != NONE:
            if before and words == shown:
                return before.start, before.end
            span = mending.find(text, words, _near(record)) if text else None
            if span:
                return span
            self.say(_NOT_THERE if text else NO_TEXT)
        return None

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
            begin := self.ask(
                "Next piece from, or - if there is none" if after else "From, or - to leave it", first or NONE
            )
        ) != NONE:
            end = self.ask("To", last)
            kept = ("" if begin == first else begin, "" if end == last else end)
            if span := mending.stretch(text, *kept, near, after):
                return span
            self.say(_NOT_THERE)
        return None


def _near(record: Attribution) -> int:
    """Where to look for its parts first."""
    return record.cue.start if record.cue else record.quote.spans[0][0]
