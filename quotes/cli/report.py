"""`quotes report`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.extract import Choice, ExtractRequest, Outcome, check_usage, extractions
from quotes.cli.options import (
    Acts,
    AnyLanguage,
    ChecksFile,
    Fields,
    LocalPaths,
    MinConfidence,
    MinNameConfidence,
    ModelName,
    Paths,
    PeopleFile,
    RulesOnly,
    Texts,
    WantedActs,
    WantedFormat,
    Workers,
)
from quotes.cli.output import complain, console, write_stdout
from quotes.cli.shared import (
    FAILED,
    RecordLines,
    are_stale,
    articles_and_records,
    check_paths,
    check_terminal,
    guarded,
    keys,
    read_checks,
)
from quotes.errors import QuotesError
from quotes.files import whole_file

if TYPE_CHECKING:
    from quotes.extract import Extraction, Extractor
    from quotes.lines import Line, ListedLine
    from quotes.writers.about import About
    from quotes.writers.checklist import Checklist
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
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="Title of the page.")] = None,
    checks: ChecksFile = None,
    people: PeopleFile = None,
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
    filters by speaker, kind, act, confidence, outlet and date, a search, counts, and a link to each record by its id.
    What is shown can be saved as JSON Lines or CSV, and a quote copied with its source. Press ? for the keys. The page
    can be printed.

    The page says when and by what it was made, and that nobody has verified it. With SOURCE_DATE_EPOCH in the
    environment (seconds since 1970), it has that time, and the same input gives the same bytes.

    With --checks FILE, each quote has what quotes check wrote to FILE: verbatim, altered, partial or not found, where,
    and how the words differ. Check the same records, or articles under the same paths.

    A speaker who is in the --people file gets the id from there, and one id is one speaker. Ids that records already
    have are replaced.

    PATHS are articles, as for quotes extract, or JSON Lines that it or quotes batch wrote. For JSON Lines, the
    article's text is looked for in --texts DIR (from quotes extract --save-text DIR), then in the article's own file,
    if that has not changed and is in or below the current folder.

    Files are shown by name; --paths keeps their paths.

    Without -o, the page goes to standard output, which must not be a terminal.

    An input that cannot be read is reported in one line on standard error. The others are still read, and the exit code
    is 1.

    Example: quotes report seeds/*.txt -o report.html
    """
    asked = keys(fields or [])
    choice = Choice(model, min_confidence, min_name_confidence, acts, rules_only, asked, any_language, people)
    request = ExtractRequest(paths, choice, output, input_format=input_format, workers=workers)
    check_usage(request)
    check_paths([*paths, *([checks] if checks else [])], output)
    check_terminal(output)
    raise typer.Exit(guarded(lambda: run(request, PageRequest(title, checks, texts, local_paths))))


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What the page shows beside what is extracted."""

    title: str | None
    checks: str | None
    texts: str | None
    local_paths: bool


def run(request: ExtractRequest, shown: PageRequest) -> int:
    """Write the page as articles are read, none kept. Returns the exit code.

    Raises OutputError, ModelError, PeopleError, LinesError.
    """
    from quotes.writers.html import page
    from quotes.writers.profiles import show_notes

    checklist = read_checks(shown.checks, local_paths=shown.local_paths)
    with whole_file(request.output) as file:
        write = file.write if file else write_stdout
        outcome, doubts = Outcome(), dict[str, None]()
        unread: list[QuotesError] = []
        articles, records = articles_and_records(request.paths, unread)
        for error in unread:
            complain(error)
            outcome.failed += 1
        extractor = request.choice.load() if articles else None
        found = extractions(replace(request, paths=articles), outcome, extractor) if extractor else iter(())
        read = RecordLines(records)
        lines = _known(_picked(read, request.choice), request.choice.people, doubts)
        about = _about(shown.title, extractor)
        for chunk in page(_entries(found, lines, request, shown, checklist), about):
            write(chunk)
        if file and (outcome.done or read.done):
            file.commit()
    show_notes(console(sys.stderr), list(doubts))
    return FAILED if outcome.failed or read.failed or are_stale(checklist) else 0


def _about(title: str | None, extractor: Extractor | None) -> About:
    """The head of the page. Raises OutputError if SOURCE_DATE_EPOCH is not a time."""
    from quotes.writers.about import About

    model = extractor.model if extractor else None
    return About(title, model) if title else About(model=model)


def _known(
    lines: Iterable[Line | ListedLine], people: str | None, doubts: dict[str, None]
) -> Iterable[Line | ListedLine]:
    """The lines with the ids of a people file; doubtful names are noted. Raises PeopleError."""
    from quotes.people.known import People
    from quotes.speakers.known import identified

    return identified(lines, People.read(people), doubts.setdefault) if people else lines


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
    shown: PageRequest,
    checklist: Checklist | None,
) -> Iterator[ArticleEntry]:
    """The articles that were read, then those of the records."""
    from quotes.inputs.originals import Originals, Where, is_below
    from quotes.writers.html import ArticleEntry, entries
    from quotes.writers.outgoing import file_name, without_folders

    for each in found:
        path = each.article.path
        article = each.article if shown.local_paths or path is None else replace(each.article, path=file_name(path))
        checks = {record.id: checklist.of(record, path) for record in each.attributions} if checklist else {}
        yield ArticleEntry(article, each.attributions, each.diagnostics, checks=checks)
    originals = Originals(Where(shown.texts, request.choice.fields or {}, request.input_format, is_below))
    yield from entries(lines if shown.local_paths else without_folders(lines), originals, checklist)
