"""`quotes show`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotes.article import Article
from quotes.cli.options import MinConfidence, RecordPaths
from quotes.cli.output import STDOUT, complain, console
from quotes.cli.shared import FAILED, check_paths, guarded, record_files
from quotes.errors import LinesError
from quotes.files import STDIN, writing

if TYPE_CHECKING:
    from quotes.lines import Shelf
    from quotes.records import Attribution
    from quotes.speakers.groups import Key


class Kind(StrEnum):
    """Kinds of quotes."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Factuality(StrEnum):
    """Whether the text says that the words were said."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    DISPUTED = "disputed"


class Order(StrEnum):
    """How the records of an article are sorted."""

    TEXT = "text"
    CONFIDENCE = "confidence"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records are shown: all that pass each condition given."""

    speaker: str | None = None
    act: str | None = None
    kind: Kind | None = None
    factuality: Factuality | None = None
    min_confidence: float = 0.0

    def __call__(self, record: Attribution) -> bool:
        """Whether the record is wanted, except for its speaker, which depends on other articles."""
        return (
            record.confidence >= self.min_confidence
            and self.kind in (None, record.quote.kind)
            and self.factuality in (None, record.factuality)
            and (self.act is None or (record.cue is not None and record.cue.act == self.act))
        )


def show_command(
    paths: RecordPaths,
    speaker: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only speakers whom an article calls by these words.")
    ] = None,
    act: Annotated[
        str | None, typer.Option(metavar="ACT", help="Only this act (cue.act), such as statement or denial.")
    ] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only this kind of quote.")] = None,
    factuality: Annotated[Factuality | None, typer.Option(help="Only this factuality (cue.factuality).")] = None,
    min_confidence: MinConfidence = 0.0,
    sort: Annotated[Order, typer.Option(help="How the quotes of an article are sorted.")] = Order.TEXT,
) -> None:
    """Show records as a table, all of them or a selection.

    Speakers are the same as in quotes speakers: --speaker "anna lund" also shows what she says where an article calls
    her Lund, or the mayor.

    Articles without a matching attribution are not shown. If a line is not an attribution, the file is shown up to that
    line, an error names it, and the exit code is 1.

    Example: quotes show out.jsonl --speaker biden --kind direct --sort confidence
    """
    check_paths(paths, None)
    _check_act(act)
    raise typer.Exit(guarded(lambda: run(paths, Wanted(speaker, act, kind, factuality, min_confidence), sort)))


def _check_act(act: str | None) -> None:
    from quotes.records import Act

    if act is not None and act not in list(Act):
        raise typer.BadParameter(f"must be one of {', '.join(Act)}", param_hint="--act")


def run(paths: Sequence[str], wanted: Wanted, sort: Order) -> int:
    """Show the files in turn, an article at a time in memory. Returns the exit code; raises OutputError."""
    from quotes.writers.table import Table

    failed: list[LinesError] = []
    with writing(STDOUT), closing(_Files(paths, failed, twice=wanted.speaker is not None)) as files:
        table = Table(console(sys.stdout))
        speakers = None if wanted.speaker is None else files.called(wanted.speaker)
        for path in files:
            try:
                for (doc, origin), records in groupby(files.read(path), key=lambda record: (record.doc, record.path)):
                    kept = [each for each in records if wanted(each) and _is_by(each, path, speakers)]
                    if kept:
                        table.article(Article(doc, "", origin), sorted(kept, key=_KEYS[sort]), (), path)
            except LinesError as error:
                complain(error)
                failed.append(error)
        table.close(len(failed))
    return FAILED if failed else 0


class _Files:
    """The files of records to show; `twice` if they are read twice, so that standard input must be kept."""

    def __init__(self, paths: Sequence[str], failed: list[LinesError], *, twice: bool) -> None:
        self._paths = list(record_files(paths, failed))
        self._twice = twice
        self._stdin: Shelf | None = None

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def read(self, path: str) -> Iterator[Attribution]:
        """The records of a file. Raises LinesError."""
        from quotes.lines import Shelf, read

        if path != STDIN or not self._twice:
            return read(path)
        if self._stdin is None:
            self._stdin = Shelf(path)
        return (record for _, record in self._stdin)

    def called(self, words: str) -> frozenset[Key]:
        """The keys of all speakers with this name or mention. Errors in a file are reported when it is shown."""
        from quotes.speakers.registry import Registry

        registry = Registry()
        for path in self._paths:
            with suppress(LinesError):
                for record in self.read(path):
                    registry.count(record, path)
        return frozenset(registry.called(words))

    def close(self) -> None:
        """Read no more."""
        if self._stdin:
            self._stdin.close()


def _is_by(record: Attribution, path: str, speakers: frozenset[Key] | None) -> bool:
    from quotes.speakers.registry import key_of

    if speakers is None:
        return True
    return record.speaker is not None and key_of(record.speaker, (path, record.path, record.doc)) in speakers


_KEYS: dict[Order, Callable[[Attribution], Any]] = {
    Order.TEXT: lambda record: record.quote.spans[0],
    Order.CONFIDENCE: lambda record: -record.confidence,
    Order.SPEAKER: lambda record: (record.speaker.name or record.speaker.text).casefold() if record.speaker else "",
}
