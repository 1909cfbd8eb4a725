"""`quotes repeats`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.options import LinesOutput, Quiet, RecordPaths
from quotes.cli.shared import FAILED, Format, RecordLines, check_format, check_paths, destination, guarded
from quotes.files import whole_file

if TYPE_CHECKING:
    pass


def repeats_command(
    paths: RecordPaths,
    output: LinesOutput = None,
    output_format: Annotated[
        Format | None, typer.Option("--format", help="Write this to standard output, terminal or not.")
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Find quotations that occur more than once.

    Each direct quote, and each part of a mixed one that stands in quotation marks, is compared with the others: copies
    of one agency's report, pull quotes, later quotations of an older one. A shorter quotation belongs to a longer one
    that has its words. Quotations of fewer than five words are not compared.

    Of each group, the fullest quotation is shown, and where and when the others occur, the earliest first, by the dates
    of the articles. What differs from the fullest is marked: {+words+} are not in it, [-words-] are only in it.

    TWO SPEAKERS: it is attributed to different people. NEGATION: it occurs with a negation and without it.

    A terminal gets a table. A pipe, a file or -o gets JSON Lines, one group per line; standard error then gets a
    closing line. With --format table, standard output gets the table in any case, and JSON Lines go only to -o.

    A file with a line that is not an attribution is left out and reported in one line on standard error. The other
    files are still read, and the exit code is 1.

    Example: quotes repeats monday.jsonl tuesday.jsonl
    """
    check_paths(paths, output)
    check_format(output_format, output)
    raise typer.Exit(guarded(lambda: run(paths, output, output_format, quiet=quiet)))


def run(paths: Sequence[str], output: str | None, output_format: Format | None, *, quiet: bool) -> int:
    """Read the quotations of each file in turn. Returns the exit code; raises OutputError."""
    from quotes.checking.repeating import Repeats
    from quotes.lines import attributions
    from quotes.writers.repeats import close, show

    with whole_file(output) as file:
        repeats, read = Repeats(), RecordLines(paths)
        for line in attributions(read):
            repeats.add(line)
        found = repeats.repeated()
        destination(output_format, output, file).put(
            found,
            lambda console: show(console, found),
            lambda console: close(console, found, repeats, len(read.failed)),
            quiet=quiet,
        )
        if file and read.done:
            file.commit()
    return FAILED if read.failed else 0
