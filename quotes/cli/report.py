"""`quotes report`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.extract import Choice, ExtractRequest, Outcome, check_usage, extractions
from quotes.cli.options import (
    Acts,
    AnyLanguage,
    Fields,
    LocalPaths,
    MinConfidence,
    MinNameConfidence,
    ModelName,
    Paths,
    RulesOnly,
    Texts,
    WantedActs,
    WantedFormat,
    Workers,
)
from quotes.cli.output import complain, write_stdout
from quotes.cli.shared import (
    FAILED,
    RecordLines,
    articles_and_records,
    check_terminal,
    guarded,
    keys,
)
from quotes.errors import QuotesError
from quotes.files import whole_file

if TYPE_CHECKING:
    from quotes.extract import Extraction
    from quotes.lines import Line, ListedLine
    from quotes.writers.html import ArticleEntry


def report_command(
    paths: Paths,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT.html",
            help="Write the page to this file, complete or not at all; - is standard output.",
        ),
    ] = None,
    model: ModelName = None,
    min_confidence: MinConfidence = 0.0,
    min_name_confidence: MinNameConfidence = 0.0,
    acts: WantedActs = Acts.ALL,
    rules_only: RulesOnly = False,
    fields: Fields = None,
    input_format: WantedFormat = None,
    any_language: AnyLanguage = False,
    local_paths: LocalPaths = False,
    texts: Texts = None,
    workers: Workers = None,
) -> None:
    """Make an HTML page of articles with their quotes marked.

    The page is one HTML file that needs nothing else and no network, so it can be sent to others. Quotes, speakers,
    verbs, targets and roles have their own colours, and a click or a key shows everything about a quote. There are
    filters by speaker, kind, act and confidence, a search, counts, and a link to each record by its id. Press ? for the
    keys. The page can be printed.

    PATHS are articles, as for quotes extract, or JSON Lines that it or quotes batch wrote. For JSON Lines, the
    article's text is looked for in --texts DIR (from quotes extract --save-text DIR), then in the article's own file,
    if that has not changed and is in or below the current folder.

    Files are shown by name; --paths keeps their paths.

    Without -o, the page goes to standard output, which must not be a terminal.

    An input that cannot be read is reported in one line on standard error. The others are still read, and the exit code
    is 1.

    Example: quotes report seeds/*.txt -o report.html
    """
    choice = Choice(model, min_confidence, min_name_confidence, acts, rules_only, keys(fields or []), any_language)
    request = ExtractRequest(paths, choice, output, input_format=input_format, workers=workers)
    check_usage(request)
    check_terminal(output)
    raise typer.Exit(guarded(lambda: run(request, texts, local_paths=local_paths)))


def run(request: ExtractRequest, texts: str | None, *, local_paths: bool) -> int:
    """Write the page as articles are read, none kept. Returns the exit code; raises OutputError, ModelError."""
    from quotes.writers.html import page

    with whole_file(request.output) as file:
        write = file.write if file else write_stdout
        outcome = Outcome()
        unread: list[QuotesError] = []
        articles, records = articles_and_records(request.paths, unread)
        for error in unread:
            complain(error)
            outcome.failed += 1
        found = extractions(replace(request, paths=articles), outcome) if articles else iter(())
        read = RecordLines(records)
        lines = _picked(read, request.choice)
        for chunk in page(_entries(found, lines, request, texts, local_paths=local_paths)):
            write(chunk)
        if file and (outcome.done or read.done):
            file.commit()
    return FAILED if outcome.failed or read.failed else 0


def _picked(lines: Iterable[Line | ListedLine], choice: Choice) -> Iterator[Line | ListedLine]:
    """The lines of the records that are wanted, as they are wanted; those of listed articles."""
    from quotes.lines import Line

    for line in lines:
        wanted = choice.pick(line.record) if isinstance(line, Line) else None
        if not isinstance(line, Line):
            yield line
        elif wanted is not None:
            yield line._replace(record=wanted)


def _entries(
    found: Iterable[Extraction],
    lines: Iterable[Line | ListedLine],
    request: ExtractRequest,
    texts: str | None,
    *,
    local_paths: bool,
) -> Iterator[ArticleEntry]:
    """The articles that were read, then those of the records."""
    from quotes.inputs.originals import Originals, Where, is_below
    from quotes.writers.html import ArticleEntry, entries
    from quotes.writers.outgoing import file_name, without_folders

    for each in found:
        path = each.article.path
        article = each.article if local_paths or path is None else replace(each.article, path=file_name(path))
        yield ArticleEntry(article, each.attributions, each.diagnostics)
    originals = Originals(Where(texts, request.choice.fields or {}, request.input_format, is_below))
    yield from entries(lines if local_paths else without_folders(lines), originals)
