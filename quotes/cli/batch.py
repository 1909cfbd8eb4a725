"""`quotes batch`."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import extract
from quotes.cli.extract import Choice
from quotes.cli.options import (
    Acts,
    AnyLanguage,
    Fields,
    MinConfidence,
    MinNameConfidence,
    ModelName,
    PeopleFile,
    RulesOnly,
    WantedActs,
)
from quotes.cli.output import complain
from quotes.cli.shared import FAILED, check_folder, guarded, keys
from quotes.errors import BatchError, QuotesError
from quotes.files import STDIN
from quotes.inputs.paths import is_url
from quotes.writers.visible import visible

if TYPE_CHECKING:
    from quotes.archive.batch import Summary
    from quotes.archive.folder import Counts, Finished


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """What the command line asks for."""

    paths: Sequence[str]
    output: str
    choice: Choice
    workers: int | None
    scheduler: str | None
    force: bool


def batch_command(
    paths: Annotated[list[str], typer.Argument(metavar="IN...", help="Shards: files, folders, patterns, URLs, @LIST.")],
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT_DIR", help="Folder for the results.")],
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Number of processes; by default, one per core.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Address of a running Dask scheduler: tcp://10.0.0.5:8786.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Redo finished shards.")] = False,
    model: ModelName = None,
    min_confidence: MinConfidence = 0.0,
    min_name_confidence: MinNameConfidence = 0.0,
    acts: WantedActs = Acts.ALL,
    rules_only: RulesOnly = False,
    fields: Fields = None,
    any_language: AnyLanguage = False,
    people: PeopleFile = None,
) -> None:
    """Extract from an archive: many files, in parallel.

    A run that was cut short can be started again and loses nothing. Each input is a shard: .jsonl, .jsonl.gz or
    .parquet with one article per row, or any other file that quotes extract reads. When a shard is finished, its
    records are in OUT_DIR/NAME.jsonl, and what could not be read in it is in OUT_DIR/NAME.errors.txt. A finished shard
    is skipped the next time, unless it or the options have changed. @LIST stands for the paths and URLs in the file
    LIST, one per line.

    A shard whose worker dies three times is given up and named at the end; the other shards are still processed. At the
    end of a run, OUT_DIR/manifest.json lists versions, options and counts.

    Needs Linux or macOS, and Dask (pip install distributed). URLs such as s3://bucket/*.jsonl.gz also need fsspec and
    the package that it asks for.

    Example: quotes batch archive/*.jsonl.gz -o out --workers 8
    """
    if STDIN in paths:
        raise typer.BadParameter("standard input cannot be a shard", param_hint="IN...")
    if workers and scheduler:
        raise typer.BadParameter(
            "cannot be combined with --scheduler: the cluster has its own workers", param_hint="--workers"
        )
    if is_url(output):
        raise typer.BadParameter("must be a folder of this machine", param_hint="-o")
    check_folder(output, paths, "-o")
    asked = keys(fields or [])
    choice = Choice(model, min_confidence, min_name_confidence, acts, rules_only, asked, any_language, people)
    raise typer.Exit(guarded(lambda: run(BatchRequest(paths, output, choice, workers, scheduler, force))))


def run(asked: BatchRequest) -> int:
    """Process the unfinished shards. Returns the exit code; raises OutputError, ModelError, PeopleError, BatchError."""
    try:
        from quotes.archive import batch, shards
    except ModuleNotFoundError as missing:  # fcntl, which locks the folder, is missing on Windows
        raise BatchError("quotes batch", "runs on Linux and macOS only; quotes extract runs everywhere") from missing
    from quotes.people.known import People

    if asked.choice.people:
        People.read(asked.choice.people)  # a wrong file is one error, not one for each shard
    planned, unreadable = shards.plan(asked.paths)
    for error in unreadable:
        complain(error)
    if not planned:
        return FAILED
    work = batch.Work(
        folder=str(Path(asked.output).absolute()),
        settings=batch.settings(asked.choice.model, asdict(asked.choice), asked.choice.people),
        load=extract.load,
        pick=asked.choice.pick,
        model=_anywhere(asked.choice.model),
        rules_only=asked.choice.rules_only,
        any_language=asked.choice.any_language,
        people=_anywhere(asked.choice.people),
        fields=asked.choice.fields,
    )
    log = _Log(len(planned), Path(asked.output))
    summary = batch.run(planned, work, log.tell, asked.workers, asked.scheduler, force=asked.force)
    log.close(summary, len(unreadable))
    return FAILED if unreadable or summary.failed or summary.counts.errors else 0


def _anywhere(path: str | None) -> str | None:
    """The name of a pipeline, or the absolute path of it or of a file, for workers started in another folder."""
    return str(Path(path).absolute()) if path and Path(path).exists() else path


class _Log:
    """The messages of a run on standard error."""

    def __init__(self, shards: int, folder: Path) -> None:
        self._shards = shards
        self._folder = folder
        self._told = self._words = 0
        self._begun = time.monotonic()

    def tell(self, news: Finished | QuotesError) -> None:
        """A line for a finished shard and one for each of its first errors, or one for why it failed."""
        if isinstance(news, QuotesError):
            complain(news)
            return
        self._told += 1
        self._words += news.counts.words
        speed = self._words / (time.monotonic() - self._begun)
        self._line(f"{news.path}: {_numbers(news.counts)}; {self._told:,} of {self._shards:,}, {speed:,.0f} words/s")
        for cause in news.told:
            complain(QuotesError(cause))
        if rest := news.counts.errors - len(news.told):
            complain(
                QuotesError(news.path, f"{rest:,} more in {self._folder / news.output.removesuffix('jsonl')}errors.txt")
            )

    def close(self, summary: Summary, unreadable: int) -> None:
        """The closing line, *e.g.* 4 of 5 shards done (2 before), 4,000 articles, 38,112 attributions, 1 error."""
        from quotes.writers.wording import number

        before = f" ({summary.before:,} before)" if summary.before else ""
        asked = number(self._shards + unreadable, "shard")
        self._line(f"{summary.done:,} of {asked} done{before}, {_numbers(summary.counts)}")

    def _line(self, text: str) -> None:
        sys.stderr.write(f"{visible(text)}\n")


def _numbers(counts: Counts) -> str:
    from quotes.writers.wording import number

    errors = [number(counts.errors, "error")] if counts.errors else []
    return ", ".join([number(counts.articles, "article"), number(counts.attributions, "attribution"), *errors])
