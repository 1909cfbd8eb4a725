"""`quotes show`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from quotes.article import Article
from quotes.cli.options import MinConfidence, RecordPaths
from quotes.cli.output import STDOUT, complain, console, write_stdout
from quotes.cli.shared import FAILED, Format, check_paths, guarded, record_files
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
class Selection:
    """Which records of which files are shown, all that pass each condition given, and how they are sorted."""

    paths: Sequence[str]
    speaker: str | None = None
    act: str | None = None
    kind: Kind | None = None
    factuality: Factuality | None = None
    min_confidence: float = 0.0
    sort: Order = Order.TEXT

    def of(self, files: _Files) -> Iterator[_Found]:
        """The records, an article at a time."""
        speakers = None if self.speaker is None else files.called(self.speaker)
        for path in files:
            for _, records in groupby(files.sound(path), key=lambda record: (record.doc, record.path)):
                kept = [each for each in records if self._has(each) and _is_by(each, path, speakers)]
                if kept:
                    yield _Found(sorted(kept, key=_KEYS[self.sort]), path)

    def _has(self, record: Attribution) -> bool:
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
    output_format: Annotated[
        Format, typer.Option("--format", help="What is written: a table, or the records for other commands.")
    ] = Format.TABLE,
) -> None:
    """Show records as a table, all of them or a selection.

    Speakers are the same as in quotes speakers: --speaker "anna lund" also shows what she says where an article calls
    her Lund, or the mayor.

    Articles without a matching attribution are not shown. If a line is not an attribution, the file is shown up to that
    line, an error names it, and the exit code is 1.

    With --format jsonl, standard output gets the selected records as JSON Lines, and nothing else. Other commands read
    them from a pipe; quotes report and quotes review read them from a file.

    Example: quotes show out.jsonl --speaker biden --kind direct --sort confidence
    """
    check_paths(paths, None)
    _check_act(act)
    selection = Selection(paths, speaker, act, kind, factuality, min_confidence, sort)
    raise typer.Exit(guarded(lambda: run(selection, output_format)))


def _check_act(act: str | None) -> None:
    from quotes.records import Act

    if act is not None and act not in list(Act):
        raise typer.BadParameter(f"must be one of {', '.join(Act)}", param_hint="--act")


def run(selection: Selection, output_format: Format) -> int:
    """Show the files in turn, an article at a time in memory. Returns the exit code; raises OutputError."""
    failed: list[LinesError] = []
    with writing(STDOUT), closing(_Files(selection.paths, failed, twice=selection.speaker is not None)) as files:
        if output_format is Format.JSONL:
            _write(selection.of(files))
        else:
            _show(selection.of(files), failed)
    return FAILED if failed else 0


def _write(found: Iterable[_Found]) -> None:
    from quotes.writers import jsonl

    for each in found:
        write_stdout(b"".join(map(jsonl.line, each.records)))


def _show(found: Iterable[_Found], failed: Sequence[LinesError]) -> None:
    from quotes.writers.table import Table

    table = Table(console(sys.stdout))
    for each in found:
        first = each.records[0]
        table.article(Article(first.doc, "", first.path, info=first.article), each.records, (), each.source)
    table.close(len(failed))


class _Found(NamedTuple):
    """The records to show of an article, at least one, and the file that they are from."""

    records: Sequence[Attribution]
    source: str


class _Files:
    """The files of records to show; `twice` if they are read twice, so that standard input must be kept."""

    def __init__(self, paths: Sequence[str], failed: list[LinesError], *, twice: bool) -> None:
        self._paths = list(record_files(paths, failed))
        self._failed = failed
        self._twice = twice
        self._stdin: Shelf | None = None

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def sound(self, path: str) -> Iterator[Attribution]:
        """The records of a file up to an error, which is reported."""
        try:
            yield from self.read(path)
        except LinesError as error:
            complain(error)
            self._failed.append(error)

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
