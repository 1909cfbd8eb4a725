"""`quotes export`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.output import complain, write_stdout
from quotes.cli.shared import FAILED, check_paths, check_terminal, guarded
from quotes.errors import LinesError, OutputError
from quotes.files import WholeFile, whole_file

if TYPE_CHECKING:
    from quotes.lines import Line


class Export(StrEnum):
    """What the records become: each is named after its writer."""

    CSV = "csv"
    SQLITE = "sqlite"
    JSONLD = "jsonld"
    PARQUET = "parquet"
    CLAIMREVIEW = "claimreview"
    HTML = "html"


_ENDINGS = {".claimreview.jsonld": Export.CLAIMREVIEW}  # before .jsonld
_ENDINGS |= {f".{export}": export for export in Export if export is not Export.CLAIMREVIEW}


def export_command(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS", help="JSON Lines of quotes extract; - is standard input.")
    ],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="OUT", help="Put the result there, whole or not at all."),
    ] = None,
    output_format: Annotated[
        Export | None, typer.Option("--format", help="What to write, whatever the ending of OUT.")
    ] = None,
    metadata: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="With an .sqlite OUT: what Datasette can say of it, as JSON."),
    ] = None,
) -> None:
    """Turn attributions into a file of another format, which the ending of OUT names.

    .csv: a row per attribution. A cell that a spreadsheet would take for a formula begins with an apostrophe.

    .sqlite: a database with tables of articles, speakers and attributions, who_said_what to look at, and
    attributions_fts for the search of words. In one article of one file, the last attribution of an id stays; articles
    of different files are different. To look at it: datasette OUT.sqlite, with -m FILE where --metadata FILE was given
    here.

    .jsonld: Web Annotations of the W3C, one for each attribution: where it stands in the article, and as what it is
    meant, a Quotation of schema.org. Where the article's file is found and still proves the offsets, the words around
    the quote are given with it.

    .claimreview.jsonld: a draft of a ClaimReview of schema.org for each claim: what was claimed, by whom, in which
    article, without what only a fact-checker can say. What is only thought, asked, promised, judged or
    denied is no claim.

    .parquet: a row per attribution, its columns as in the JSON Lines; needs pyarrow (pip install pyarrow).

    .html: the page of quotes report. An article's text is in it where its file lies in or below the current folder and
    still proves the offsets; of any other article, the quotes alone.

    What is too large for memory waits where the system keeps temporary files (TMPDIR).

    Without -o the result goes to standard output, which must not be a terminal then, and --format names the format.

    A file with a line that is no attribution counts for nothing: it is one line on standard error, and exit code 1
    once the others are done.

    Example: quotes export monday.jsonl tuesday.jsonl -o week.csv
    """
    check_paths(paths, output)
    chosen = output_format or _by_ending(output)
    check_terminal(output)
    if metadata is not None:
        _check_metadata(metadata, paths, output, chosen)
    raise typer.Exit(guarded(lambda: run(paths, output, chosen, metadata)))


def run(paths: Sequence[str], output: str | None, chosen: Export, metadata: str | None) -> int:
    """Write the records of each file in turn, none kept in memory. Returns the exit code; raises OutputError."""
    with whole_file(output) as file, whole_file(metadata) as description:
        write = file.write if file else write_stdout
        failed: list[LinesError] = []
        for chunk in _writer(chosen)(_lines(paths, failed)):
            write(chunk)
        if file and len(failed) < len(paths):
            file.commit()
            if description:
                _describe(description, Path(output or "").stem)
    return FAILED if failed else 0


def _describe(file: WholeFile, database: str) -> None:
    from quotes.writers.datasette import metadata

    file.write(metadata(database))
    file.commit()


def _check_metadata(metadata: str, paths: Sequence[str], output: str | None, chosen: Export) -> None:
    if output is None or chosen is not Export.SQLITE:
        raise typer.BadParameter("describes a database: -o OUT.sqlite", param_hint="--metadata")
    if Path(metadata).absolute() == Path(output).absolute():
        raise typer.BadParameter("is the output", param_hint="--metadata")
    check_paths(paths, metadata, "--metadata")


def _by_ending(output: str | None) -> Export:
    name = Path(output or "").name.lower()
    chosen = next((export for ending, export in _ENDINGS.items() if name.endswith(ending)), None)
    if chosen is None:
        wanted = f"is needed where no -o ends in {', '.join(_ENDINGS)}"
        raise typer.BadParameter(wanted, param_hint="--format")
    return chosen


def _writer(chosen: Export) -> Callable[[Iterable[Line]], Iterator[bytes]]:
    """What turns lines into the pieces of a file. Raises OutputError where what it needs is not installed."""
    try:
        chunks: Callable[[Iterable[Line]], Iterator[bytes]] = import_module(f"quotes.writers.{chosen}").chunks
    except ModuleNotFoundError as error:
        raise OutputError(f"--format {chosen}", f"needs {error.name}: pip install {error.name}") from error
    return chunks


def _lines(paths: Sequence[str], failed: list[LinesError]) -> Iterator[Line]:
    """The lines of all files that are good to their end; of each other one, its error, told as it is met."""
    from quotes.lines import read_whole

    for path in paths:
        try:
            yield from read_whole(path)
        except LinesError as error:
            complain(error)
            failed.append(error)
