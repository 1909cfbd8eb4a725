"""`quotes audit`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.options import RecordPaths
from quotes.cli.output import STDOUT, console
from quotes.cli.shared import FAILED, RecordLines, check_paths, guarded
from quotes.errors import OutputError
from quotes.files import PACKED, whole_file, writing

if TYPE_CHECKING:
    from quotes.auditing.counts import Audit


class AuditFormat(StrEnum):
    """What the counts become."""

    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class AuditRequest:
    """What the command line asks for; without a format, a table."""

    paths: Sequence[str]
    output: str | None
    format: AuditFormat | None
    people: str | None
    excel: bool


def audit_command(
    paths: RecordPaths,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT",
            help="Write a page (.html), CSV (.csv) or Excel (.xlsx) to this file, complete or not at all.",
        ),
    ] = None,
    people: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Also count by the columns of this file of people, CSV or JSON Lines."),
    ] = None,
    excel: Annotated[
        bool, typer.Option("--excel", help="Begin .csv with a byte order mark, so that Excel reads UTF-8.")
    ] = False,
) -> None:
    """Count whom articles quote: by person, sort, outlet, month.

    Statements and words are counted by source, by sort of source (officials, experts, residents ...), outlet, desk and
    month, each with its share, and by direct and indirect speech. Words are the share of voice. The sources are the
    same as in quotes speakers. What is not asserted (did not say, would say, was misquoted) is counted apart. A
    dimension that no article tells is left out.

    With --people FILE, the counts are also by each further column of that file, such as office or party: for those
    sources who are in it. Nothing is guessed about anybody else, and nobody's gender is stated.

    Without -o, tables show the largest groups. A page (.html) shows more of them with charts, and what to beware of. It
    needs no other file and no network, and has no script. CSV and Excel have all groups.

    Articles without a statement are counted if the list of articles is beside the file (quotes extract --articles).

    A file with a line that is not an attribution is left out and reported in one line on standard error. The other
    files are still read, and the exit code is 1.

    Example: quotes audit monday.jsonl tuesday.jsonl -o audit.html
    """
    check_paths(paths, output)
    request = AuditRequest(paths, output, _by_ending(output), people, excel)
    if excel and request.format is not AuditFormat.CSV:
        raise typer.BadParameter("is only for .csv", param_hint="--excel")
    raise typer.Exit(guarded(lambda: run(request)))


def _by_ending(output: str | None) -> AuditFormat | None:
    if output is None:
        return None
    name = output.lower().removesuffix(PACKED)
    found = next((sheet for sheet in AuditFormat if name.endswith(f".{sheet}")), None)
    if found is None:
        endings = ", ".join(f".{sheet}" for sheet in AuditFormat)
        raise typer.BadParameter(f"must end in one of {endings}", param_hint="-o")
    return found


def run(request: AuditRequest) -> int:
    """Count the records of all files. Returns the exit code; raises OutputError, PeopleError."""
    from quotes.auditing.counts import audit
    from quotes.people.known import People
    from quotes.writers.profiles import show_notes

    people = People.read(request.people) if request.people else None
    with whole_file(request.output) as file:
        lines = RecordLines(request.paths)
        doubts = dict[str, None]()
        counted = audit(lines, people, doubts.setdefault)
        if file is None:
            _show(counted)
        else:
            for chunk in _chunks(request, counted):
                file.write(chunk)
            if lines.done:
                file.commit()
    show_notes(console(sys.stderr), list(doubts))
    return FAILED if lines.failed else 0


def _show(counted: Audit) -> None:
    from quotes.auditing.table import show

    with writing(STDOUT):
        show(console(sys.stdout), counted)


def _chunks(request: AuditRequest, counted: Audit) -> Iterator[bytes]:
    """The file, in pieces. Raises OutputError if a package is missing."""
    from quotes.auditing import page, sheets

    if request.format is AuditFormat.CSV:
        return sheets.chunks(counted, excel=request.excel)
    if request.format is AuditFormat.HTML:
        return iter([page.page(counted, [Path(path).name for path in request.paths])])
    try:
        from quotes.auditing import workbook
    except ModuleNotFoundError as error:
        raise OutputError(".xlsx", f"needs {error.name}: pip install {error.name}") from error
    return workbook.chunks(counted)
