"""`quotes extract`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.output import complain
from quotes.cli.shared import FAILED, Format, check_paths, guarded, places
from quotes.errors import QuotesError
from quotes.files import WholeFile, writing
from quotes.inputs import articles

if TYPE_CHECKING:
    from quotes.extract import Extraction, Extractor
    from quotes.records import Attribution
    from quotes.writers.table import Report


class Acts(StrEnum):
    """Which attributions are wanted by what their speakers do."""

    ALL = "all"
    SPEECH = "speech"


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for."""

    paths: Sequence[str]
    output: str | None = None
    model: str | None = None
    format: Format | None = None
    min_confidence: float = 0.0
    acts: Acts = Acts.ALL
    rules_only: bool = False

    def wants(self, record: Attribution) -> bool:
        """Whether a record is to be given out."""
        spoken = record.cue is None or not record.cue.act.is_thought
        return record.confidence >= self.min_confidence and (spoken or self.acts is Acts.ALL)


def extract_command(
    paths: Annotated[list[str], typer.Argument(metavar="PATHS", help="Text files; - is standard input.")],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="OUT.jsonl", help="Put the JSON Lines there, whole or not at all."),
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="M", help="Another English spaCy pipeline, by name or path.")
    ] = None,
    output_format: Annotated[
        Format | None, typer.Option("--format", help="What standard output gets, whatever it is.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(metavar="P", help="Leave out what has less confidence, 0 to 1.", show_default=False)
    ] = 0.0,
    acts: Annotated[
        Acts, typer.Option(help="With speech, leave out what speakers only believe, want, fear or show.")
    ] = Acts.ALL,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Without the pipeline's own reading of attributions.")
    ] = False,
) -> None:
    """Find who said what in news articles.

    The result is JSON Lines for programs and a table for people. On a terminal, standard output gets
    the table. Where it is no terminal, or with -o, the JSON Lines go there and the table goes to standard error.
    With --format table the table goes to standard output, and JSON Lines only to -o; with --format jsonl there is
    no table.

    An input that cannot be read is one line on standard error, and exit code 1 once the others are done.

    Example: quotes extract seeds/*.txt -o out.jsonl
    """
    request = Request(paths, output, model, output_format, min_confidence, acts, rules_only)
    _check_usage(request)
    raise typer.Exit(guarded(lambda: run(request)))


def load(model: str | None, *, rules_only: bool = False) -> Extractor:
    """The extractor: the one place where the command line loads a pipeline, and half a second of spaCy with it."""
    from quotes.extract import load

    return load(model, rules_only=rules_only)


def run(request: Request) -> int:
    """Extract from each input in turn, none kept in memory. Returns the exit code; raises OutputError, ModelError."""
    with closing(WholeFile(request.output)) if request.output else nullcontext() as file:
        extractor = load(request.model, rules_only=request.rules_only)
        outputs = _outputs(request, file)
        done = failed = 0
        for article in articles(request.paths):
            try:
                if isinstance(article, QuotesError):
                    raise article
                extraction = extractor.extract(article)
            except QuotesError as error:
                complain(error)
                failed += 1
            else:
                outputs.put(extraction, request.wants)
                done += 1
        outputs.close(failed)
        if file and done:
            file.commit()
    return FAILED if failed else 0


@dataclass(frozen=True, slots=True)
class _Outputs:
    """Where the JSON Lines go, if anywhere, and where people look."""

    write: Callable[[bytes], None] | None
    report: Report
    shown_on: str

    def put(self, extraction: Extraction, wanted: Callable[[Attribution], bool]) -> None:
        from quotes.writers import jsonl

        records = list(filter(wanted, extraction.attributions))
        if self.write:
            self.write(b"".join(map(jsonl.line, records)))
        with writing(self.shown_on):
            self.report.article(extraction.article, records, extraction.diagnostics)

    def close(self, failed: int) -> None:
        with writing(self.shown_on):
            self.report.close(failed)


def _outputs(request: Request, file: WholeFile | None) -> _Outputs:
    """What `extract_command` says about standard output, as functions to call."""
    from quotes.writers.table import Notes, Table

    where = places(request.format, file)
    report = Notes if request.format is Format.JSONL else Table
    return _Outputs(where.write, report(where.console()), where.shown_on)


def _check_usage(request: Request) -> None:
    if not 0 <= request.min_confidence <= 1:
        raise typer.BadParameter("must be from 0 to 1", param_hint="--min-confidence")
    check_paths(request.paths, request.output)
