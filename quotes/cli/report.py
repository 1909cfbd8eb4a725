"""`quotes report`."""

from __future__ import annotations

from typing import Annotated

import typer

from quotes.cli.extract import (
    Acts,
    AnyLanguage,
    MinConfidence,
    Model,
    Paths,
    Request,
    RulesOnly,
    Tally,
    WantedActs,
    check_usage,
    extractions,
)
from quotes.cli.output import write_stdout
from quotes.cli.shared import FAILED, Fields, WantedFormat, check_terminal, guarded, keys
from quotes.files import whole_file


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
    model: Model = None,
    min_confidence: MinConfidence = 0.0,
    acts: WantedActs = Acts.ALL,
    rules_only: RulesOnly = False,
    field: Fields = None,
    input_format: WantedFormat = None,
    any_language: AnyLanguage = False,
) -> None:
    """Make a page to look at: news articles with their quotes marked in place, and who said them.

    It is one HTML file, which needs no network and nothing else, and may be sent to others: quotes, speakers, verbs,
    targets and roles in their own colours, all about a quote at a click or a key, filters by speaker, kind, act and
    confidence, search, counts, a link to each record by its id. The key ? shows the keys. It can be printed.

    Without -o the page goes to standard output, which must not be a terminal then.

    An input that cannot be read is one line on standard error, and exit code 1 once the others are done.

    Example: quotes report seeds/*.txt -o report.html
    """
    fields = keys(field or [])
    request = Request(paths, output, model, None, min_confidence, acts, rules_only, fields, input_format, any_language)
    check_usage(request)
    check_terminal(output)
    raise typer.Exit(guarded(lambda: run(request)))


def run(request: Request) -> int:
    """Write the page as articles are read, none kept. Returns the exit code; raises OutputError, ModelError."""
    from quotes.writers.html import Entry, page

    with whole_file(request.output) as file:
        write = file.write if file else write_stdout
        tally = Tally()
        found = extractions(request, tally)
        for chunk in page(Entry(e.article, e.attributions, e.diagnostics) for e in found):
            write(chunk)
        if file and tally.done:
            file.commit()
    return FAILED if tally.failed else 0
