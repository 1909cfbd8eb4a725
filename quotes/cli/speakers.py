"""`quotes speakers`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.options import LinesOutput, PeopleFile, RecordPaths
from quotes.cli.output import complain
from quotes.cli.shared import FAILED, Destination, Format, check_format, check_paths, destination, guarded, record_files
from quotes.errors import LinesError
from quotes.files import whole_file, writing

if TYPE_CHECKING:
    from quotes.speakers.registry import Registry


def speakers_command(
    paths: RecordPaths,
    output: LinesOutput = None,
    output_format: Annotated[
        Format | None, typer.Option("--format", help="Write this to standard output, terminal or not.")
    ] = None,
    people: PeopleFile = None,
) -> None:
    """Count who speaks, in which roles, how often, to or about whom.

    A name is one speaker in all articles; "Lund" is Anna Lund if no other speaker has that surname. Sources without a
    name are counted separately in each article. Words that are not asserted (did not say, would say, was
    misquoted as saying) are counted separately, and are not among that speaker's quotes.

    With --people, and in records that have ids from quotes extract --people, one id is one speaker. The --people file
    decides who is who, also where the records have other ids.

    Articles without an attribution are counted if the list of articles is beside the file (quotes extract --articles).

    On a terminal, standard output gets a table. If it is not a terminal, or with -o, JSON Lines go there, one speaker
    per line, and the table goes to standard error; with --format jsonl, there is no table.

    A file with a line that is not an attribution is left out and reported in one line on standard error. The other
    files are still read, and the exit code is 1.

    Example: quotes speakers monday.jsonl tuesday.jsonl
    """
    check_paths(paths, output)
    check_format(output_format, output)
    raise typer.Exit(guarded(lambda: run(paths, output, output_format, people)))


def run(paths: Sequence[str], output: str | None, output_format: Format | None, people: str | None) -> int:
    """Count the records of each file in turn, none kept in memory.

    Returns the exit code; raises OutputError, PeopleError.
    """
    from quotes.lines import read_once
    from quotes.people.known import People
    from quotes.speakers.known import identified
    from quotes.speakers.registry import Registry

    known = People.read(people) if people else None
    with whole_file(output) as file:
        registry = Registry()
        failed: list[LinesError] = []
        done = 0
        for path in record_files(paths, failed):
            try:
                registry.add(identified(read_once(path), known) if known else read_once(path))
                done += 1
            except LinesError as error:
                complain(error)
                failed.append(error)
        where = destination(output_format, output, file)
        _put(registry, len(failed), where, table=output_format is not Format.JSONL)
        if file and done:
            file.commit()
    return FAILED if failed else 0


def _put(registry: Registry, failed: int, where: Destination, *, table: bool) -> None:
    """Write the profiles for programs, and a table for people."""
    from quotes.writers import jsonl
    from quotes.writers.profiles import show

    profiles = registry.profiles()
    if where.write:
        where.write(b"".join(map(jsonl.line, profiles)))
    if table:
        with writing(where.shown_on):
            show(where.console(), profiles, registry, failed)
