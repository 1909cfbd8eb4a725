"""`quotes show`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from quotes.article import Article
from quotes.cli.output import STDOUT, complain, console
from quotes.cli.shared import FAILED, check_paths, guarded
from quotes.errors import LinesError
from quotes.files import writing

if TYPE_CHECKING:
    from quotes.records import Attribution


class Kind(StrEnum):
    """Kinds of quotes."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


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
    min_confidence: float = 0.0

    def __call__(self, record: Attribution) -> bool:
        """Whether the record is wanted."""
        return (
            record.confidence >= self.min_confidence
            and self.kind in (None, record.quote.kind)
            and (self.act is None or (record.cue is not None and record.cue.act == self.act))
            and (self.speaker is None or _is_called(record, self.speaker.casefold()))
        )


def _is_called(record: Attribution, words: str) -> bool:
    speaker = record.speaker
    return speaker is not None and (words in (speaker.name or "").casefold() or words in speaker.text.casefold())


def show_command(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS", help="JSON Lines of quotes extract; - is standard input.")
    ],
    speaker: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only speakers whose name or mention has these words.")
    ] = None,
    act: Annotated[str | None, typer.Option(metavar="ACT", help="Only this act, as in cue.act: statement, ...")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Only this kind of quote.")] = None,
    min_confidence: Annotated[
        float, typer.Option(metavar="P", help="Leave out what has less confidence, 0 to 1.", show_default=False)
    ] = 0.0,
    sort: Annotated[Order, typer.Option(help="How the quotes of an article are sorted.")] = Order.TEXT,
) -> None:
    """Show the table of records again, or of some of them.

    An article of which nothing is left is not shown. A file with a line that is no attribution is shown up to that
    line, which is one line on standard error, and exit code 1.

    Example: quotes show out.jsonl --speaker biden --kind direct --sort confidence
    """
    check_paths(paths, None)
    _check_act(act)
    raise typer.Exit(guarded(lambda: run(paths, Wanted(speaker, act, kind, min_confidence), sort)))


def _check_act(act: str | None) -> None:
    from quotes.records import Act

    if act is not None and act not in list(Act):
        raise typer.BadParameter(f"must be one of {', '.join(Act)}", param_hint="--act")


def run(paths: Sequence[str], wanted: Wanted, sort: Order) -> int:
    """Show the files in turn, an article at a time in memory. Returns the exit code; raises OutputError."""
    from quotes.writers.table import Table

    failed = 0
    with writing(STDOUT):
        table = Table(console(sys.stdout))
        for path in paths:
            try:
                for article, records in _articles(path, wanted):
                    table.article(article, sorted(records, key=_KEYS[sort]), ())
            except LinesError as error:
                complain(error)
                failed += 1
        table.close(failed)
    return FAILED if failed else 0


def _articles(path: str, wanted: Wanted) -> Iterator[tuple[Article, list[Attribution]]]:
    from quotes.lines import read

    for (doc, origin), records in groupby(read(path), key=lambda record: (record.doc, record.path)):
        kept = list(filter(wanted, records))
        if kept:
            yield Article(doc, "", origin), kept


_KEYS: dict[Order, Callable[[Attribution], Any]] = {
    Order.TEXT: lambda record: record.quote.spans[0],
    Order.CONFIDENCE: lambda record: -record.confidence,
    Order.SPEAKER: lambda record: (record.speaker.name or record.speaker.text).casefold() if record.speaker else "",
}
