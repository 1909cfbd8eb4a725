"""`quotes export`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.options import ChecksFile, Fields, LocalPaths, RecordPaths, Texts, WantedFormat
from quotes.cli.output import write_stdout
from quotes.cli.shared import (
    FAILED,
    RecordLines,
    are_stale,
    check_paths,
    check_terminal,
    guarded,
    keys,
    read_checks,
)
from quotes.errors import OutputError
from quotes.files import PACKED, STDIN, WholeFile, whole_file
from quotes.inputs.paths import InputFormat

if TYPE_CHECKING:
    from quotes.inputs.originals import Originals
    from quotes.lines import Line, ListedLine
    from quotes.writers.checklist import Checklist


class Export(StrEnum):
    """What the records become: each is named after its writer."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    SQLITE = "sqlite"
    JSONLD = "jsonld"
    PARQUET = "parquet"
    CLAIMREVIEW = "claimreview"
    HTML = "html"


_ENDINGS = {".claimreview.jsonld": Export.CLAIMREVIEW}  # before .jsonld
_ENDINGS |= {f".{export}": export for export in Export if export is not Export.CLAIMREVIEW}

_WITH_TEXTS = {Export.JSONLD, Export.HTML, Export.SQLITE}  # show what stands around a quote
_WHOLE_TEXTS = {Export.HTML, Export.SQLITE}  # are sent to others, and must not have a file from elsewhere in them
_CHECKED = _WHOLE_TEXTS  # show what quotes check found
_MARKED = {Export.CSV, Export.TSV}  # may begin with a byte order mark


def export_command(
    paths: RecordPaths,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="Write the result to this file, complete or not at all; - is standard output.",
        ),
    ] = None,
    output_format: Annotated[
        Export | None, typer.Option("--format", help="Format to write, if the ending of OUT does not name it.")
    ] = None,
    excel: Annotated[
        bool, typer.Option("--excel", help="Begin .csv or .tsv with a byte order mark, so that Excel reads UTF-8.")
    ] = False,
    metadata: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Also write a Datasette metadata file (SQLite only)."),
    ] = None,
    checks: ChecksFile = None,
    local_paths: LocalPaths = False,
    texts: Texts = None,
    fields: Fields = None,
    input_format: WantedFormat = None,
) -> None:
    """Convert records to CSV, Excel, SQLite, Parquet, JSON-LD or HTML.

    The ending of OUT names the format. With .gz after it, as in week.csv.gz, the file is compressed with gzip.

    .csv, .tsv: one row per attribution. A cell that a spreadsheet would take for a formula begins with an apostrophe.

    .xlsx: the same rows as an Excel workbook, with a frozen header, filters, and links to the articles; needs
    XlsxWriter (pip install xlsxwriter). Text stays text: nothing in it becomes a formula, a number or a date. A cell
    holds 32,767 characters; longer text is cut, and ends in "(cut)". After 1,048,575 rows, another sheet follows.

    .sqlite: a database with tables of articles, speakers and attributions, a view who_said_what to browse, and
    attributions_fts for full-text search. The speakers are the same as in quotes speakers, with the same counts.
    Articles of different files are different. If an article's text is found, the database has it, and the sentence
    around each quote. To browse the database: datasette OUT.sqlite, with -m FILE if --metadata FILE was given here.
    With --checks, there is also a table of checks, and the worst of each attribution is in the view.

    .jsonld: Web Annotations of the W3C, one per attribution. Each points to the quote in the article and describes it
    as a Quotation of schema.org. If the article's text is found, the words before and after the quote are included.
    Offsets are included only if the file holds nothing but the text: in a page, they would be wrong.

    .claimreview.jsonld: a draft of a ClaimReview of schema.org for each claim: what was claimed, by whom, in which
    article. What only a fact-checker can say is left out. What is only thought, asked, promised, judged or denied is
    not a claim.

    .parquet: one row per attribution, with the same columns as the JSON Lines; needs pyarrow (pip install pyarrow).

    .html: the page of quotes report, with the text of each article that is found, and with --checks as there.

    An article's text is looked for in --texts DIR (from quotes extract --save-text DIR), then in the article's own
    file, if that has not changed. Give the same --field and --input-format as for quotes extract, so that the file is
    read in the same way. For .html and .sqlite, it must be in or below the current folder.

    Files are shown by name; --paths keeps their paths. If the list of articles is beside a file (quotes extract
    --articles), the database and the page include the articles without an attribution. Fields that this version does
    not know go to a column called extra, as JSON.

    Each record counts once. If an id occurs twice in an article of one file, because a second run was appended to it,
    the last attribution is kept. A file that is given twice is read once.

    Data that does not fit into memory is kept in temporary files (in TMPDIR).

    Without -o, the result goes to standard output, which must not be a terminal, and --format names the format.

    A file with a line that is not an attribution is left out and reported in one line on standard error. The other
    files are still read, and the exit code is 1.

    Example: quotes export monday.jsonl tuesday.jsonl -o week.csv
    """
    check_paths([*paths, *([checks] if checks else [])], output)
    chosen = output_format or _by_ending(output)
    check_terminal(output)
    if excel and chosen not in _MARKED:
        raise typer.BadParameter("is only for .csv and .tsv", param_hint="--excel")
    if metadata is not None:
        _check_metadata(metadata, paths, output, chosen)
    if checks is not None and chosen not in _CHECKED:
        raise typer.BadParameter("is only for .sqlite and .html", param_hint="--checks")
    named = keys(fields or [])
    request = ExportRequest(paths, output, chosen, excel, metadata, checks, local_paths, texts, named, input_format)
    raise typer.Exit(guarded(lambda: run(request)))


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What the command line asks for."""

    paths: Sequence[str]
    output: str | None
    format: Export
    excel: bool
    metadata: str | None
    checks: str | None
    local_paths: bool
    texts: str | None
    fields: Mapping[str, str]
    input_format: InputFormat | None


def run(request: ExportRequest) -> int:
    """Write the records of each file in turn, none kept in memory. Returns the exit code; raises OutputError."""
    from quotes.writers.outgoing import without_folders

    checklist = read_checks(request.checks, local_paths=request.local_paths)
    with whole_file(request.output) as file, whole_file(request.metadata) as description:
        write = file.write if file else write_stdout
        read = RecordLines(request.paths)
        lines = read if request.local_paths else without_folders(read)
        for chunk in _writer(request, checklist)(lines):
            write(chunk)
        if file and read.done:
            file.commit()
            if description:
                _describe(description, Path(request.output or "").stem)
    return FAILED if read.failed or are_stale(checklist) else 0


def _describe(file: WholeFile, database: str) -> None:
    from quotes.writers.datasette import metadata

    file.write(metadata(database))
    file.commit()


def _check_metadata(metadata: str, paths: Sequence[str], output: str | None, chosen: Export) -> None:
    if output in (None, STDIN) or chosen is not Export.SQLITE:
        raise typer.BadParameter("needs a database: -o OUT.sqlite", param_hint="--metadata")
    if Path(metadata).absolute() == Path(output).absolute():
        raise typer.BadParameter("must not be the same file as -o", param_hint="--metadata")
    check_paths(paths, metadata, "--metadata")


def _by_ending(output: str | None) -> Export:
    name = Path(output or "").name.lower().removesuffix(PACKED)
    chosen = next((export for ending, export in _ENDINGS.items() if name.endswith(ending)), None)
    if chosen is None:
        wanted = f"is needed, unless -o ends in {', '.join(_ENDINGS)}"
        raise typer.BadParameter(wanted, param_hint="--format")
    return chosen


def _writer(
    request: ExportRequest, checklist: Checklist | None
) -> Callable[[Iterable[Line | ListedLine]], Iterator[bytes]]:
    """What turns lines into the pieces of a file. Raises OutputError if a package is missing."""
    try:
        chunks: Callable[..., Iterator[bytes]] = import_module(f"quotes.writers.{request.format}").chunks
    except ModuleNotFoundError as error:
        raise OutputError(f"--format {request.format}", f"needs {error.name}: pip install {error.name}") from error
    if request.excel:
        return partial(chunks, excel=True)
    if request.format in _CHECKED:
        return partial(chunks, originals=_originals(request), checklist=checklist)
    return partial(chunks, originals=_originals(request)) if request.format in _WITH_TEXTS else chunks


def _originals(request: ExportRequest) -> Originals:
    from quotes.inputs.originals import Originals, Where, is_below

    may_read = is_below if request.format in _WHOLE_TEXTS else (lambda _: True)
    return Originals(Where(request.texts, request.fields, request.input_format, may_read))
