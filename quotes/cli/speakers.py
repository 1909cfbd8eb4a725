"""`quotes speakers`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from quotes.article import STDIN, cause, path_name
from quotes.cli.extract import Format, guarded
from quotes.cli.output import STDOUT, WholeFile, complain, console, write_stdout, writing
from quotes.errors import LineError

if TYPE_CHECKING:
    from quotes.records import Attribution
    from quotes.registry import Source


def speakers_command(
    paths: Annotated[
        list[str], typer.Argument(metavar="FILES", help="JSON Lines of quotes extract; - is standard input.")
    ],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="OUT.jsonl", help="Put the JSON Lines there, whole or not at all."),
    ] = None,
    output_format: Annotated[
        Format | None, typer.Option("--format", help="What standard output gets, whatever it is.")
    ] = None,
) -> None:
    """Count the speakers of many articles: names, roles, how often they speak, and to whom.

    The result is a table on a terminal, else JSON Lines, a speaker a line. A line that is no record is one line on
    standard error, and exit code 1 once the others are counted.

    Example: quotes extract news/*.txt | quotes speakers -
    """
    raise typer.Exit(guarded(lambda: run(paths, output, output_format)))


def run(paths: Sequence[str], output: str | None, output_format: Format | None) -> int:
    """Count all records and give out the register. Returns the exit code; raises OutputError."""
    from quotes.registry import Registry

    registry, failed = Registry(), 0
    for path in paths:
        for found in _records(path):
            if isinstance(found, LineError):
                complain(found)
                failed += 1
            else:
                registry.add(found)
    _give(registry.sources(), output, output_format)
    return 1 if failed else 0


def _give(sources: Sequence[Source], output: str | None, output_format: Format | None) -> None:
    from quotes.writers import jsonl

    table = output_format is Format.TABLE or (output_format is None and output is None and sys.stdout.isatty())
    lines = b"".join(map(jsonl.line, sources)) if output or not table else b""
    if output:
        with closing(WholeFile(output)) as file:
            file.write(lines)
            file.commit()
    elif lines:
        write_stdout(lines)
    if table:
        from quotes.writers.register import grid

        with writing(STDOUT):
            at = console(sys.stdout)
            at.print(grid(sources, at.width))


def _records(path: str) -> Iterator[Attribution | LineError]:
    """The records of a file, and an error for each line that holds none, or for the file."""
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _record(path_name(path), number, line)
    except OSError as error:
        yield LineError(path_name(path), None, cause(error))


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdin.buffer) if path == STDIN else Path(path).open("rb")


def _record(name: str, number: int, line: bytes) -> Attribution | LineError:
    from pydantic import ValidationError

    from quotes.records import Attribution

    try:
        return Attribution.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return LineError(name, number, f"{place}: {first['msg']}" if place else str(first["msg"]))
