"""What the commands share: options, the choice of outputs, checks of paths, exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from quotes.cli.output import STDERR, STDOUT, abandon_stdout, complain, console, write_stdout
from quotes.errors import ArticleError, LinesError, OutputError, QuotesError
from quotes.files import STDIN, WholeFile, writing
from quotes.inputs.keys import FIELDS
from quotes.inputs.paths import ARTICLES, BESIDE_RECORDS, RECORDS, files, find, is_batch

if TYPE_CHECKING:
    from rich.console import Console

    from quotes.lines import Line, ListedLine
    from quotes.records import Model
    from quotes.writers.checklist import Checklist

FAILED = 1
_INTERRUPTED, _NO_READER = 130, 141  # as a shell counts SIGINT and SIGPIPE


class Format(StrEnum):
    """What standard output gets."""

    TABLE = "table"
    JSONL = "jsonl"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the JSON Lines go, if anywhere, and the stream for people."""

    write: Callable[[bytes], None] | None
    shown_on: str

    @property
    def is_table(self) -> bool:
        """Whether people get the table, not only notes and the closing line."""
        return self.shown_on == STDOUT

    def console(self, *, quiet: bool = False) -> Console:
        """A console on the stream for people; if `quiet`, it prints no notes and no closing line."""
        return console(sys.stdout if self.is_table else sys.stderr, quiet=quiet and not self.is_table)

    def put(
        self,
        lines: Iterable[Model],
        show: Callable[[Console], object],
        close: Callable[[Console], object],
        *,
        quiet: bool,
    ) -> None:
        """Write the lines for programs, or show the table to people, and close with what follows either.

        Raises OutputError.
        """
        from quotes.writers import jsonl

        if self.write:
            self.write(b"".join(map(jsonl.line, lines)))
        with writing(self.shown_on):
            shown_on = self.console(quiet=quiet)
            if self.is_table:
                show(shown_on)
            close(shown_on)


def destination(output_format: Format | None, output: str | None, file: WholeFile | None) -> Destination:
    """Where the lines and the table go. `file` is the output file, None for standard output.

    A terminal gets the table, unless an output is named. Beside lines, standard error gets notes and the closing line.
    """
    table = output_format is Format.TABLE or (output_format is None and output is None and sys.stdout.isatty())
    write = file.write if file else None if table else write_stdout
    return Destination(write, STDOUT if table else STDERR)


def check_format(output_format: Format | None, output: str | None) -> None:
    """Raises typer.BadParameter if standard output would get both the table and the lines."""
    if output == STDIN and output_format is Format.TABLE:
        raise typer.BadParameter(
            "table cannot be combined with -o -: standard output gets the JSON Lines", param_hint="--format"
        )


def record_files(paths: Iterable[str], failed: list[LinesError]) -> Iterator[str]:
    """The files of records at the paths, each once; errors are reported when they occur, and added to `failed`."""
    from quotes.lines import find

    seen = set[str]()
    for found in find(paths):
        if isinstance(found, LinesError):
            complain(found)
            failed.append(found)
        elif (place := str(Path(found).absolute())) not in seen:
            seen.add(place)
            yield found


def articles_and_records(paths: Iterable[str], failed: list[QuotesError]) -> tuple[list[str], list[str]]:
    """The files at the paths: those of articles, and those of records. Errors are added to `failed`."""
    from quotes.lines import holds_records

    articles, records = list[str](), list[str]()
    for found in (each for path in paths for each in find(path, RECORDS if is_batch(path) else ARTICLES)):
        if isinstance(found, ArticleError):
            failed.append(found)
        elif not found.endswith(BESIDE_RECORDS):  # out/*.jsonl, expanded by a shell
            (records if holds_records(found) else articles).append(found)
    return articles, records


class RecordLines:
    """The lines of all files without errors, each record once; errors are reported when they occur."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self.failed: list[LinesError] = []
        self.done = 0

    def __iter__(self) -> Iterator[Line | ListedLine]:
        from quotes.lines import read_once

        for path in record_files(self._paths, self.failed):
            try:
                yield from read_once(path)
                self.done += 1
            except LinesError as error:
                complain(error)
                self.failed.append(error)


def read_checks(path: str | None, *, local_paths: bool) -> Checklist | None:
    """The checks in the file, if one is given. Raises LinesError."""
    from quotes.writers.checklist import Checklist

    return Checklist.read(path, local_paths=local_paths) if path else None


def are_stale(checklist: Checklist | None) -> bool:
    """Whether checks were left out because their records have changed, which is then reported."""
    error = checklist.error() if checklist else None
    if error:
        complain(error)
    return error is not None


def check_paths(paths: Iterable[str], output: str | None, option: str = "-o") -> None:
    """Raises typer.BadParameter for standard input twice, and for the option's output that is one of the inputs."""
    met = False
    for path in paths:
        if path == STDIN and met:
            raise typer.BadParameter("standard input can be given only once", param_hint="PATHS")
        met = met or path == STDIN
        if output and _same_file(output, path):
            raise typer.BadParameter("is one of the inputs", param_hint=option)


def check_folder(folder: str, paths: Sequence[str], option: str) -> None:
    """Raises typer.BadParameter if the option's folder contains an input, or would be inside one."""
    outer = Path(folder).absolute()
    inside = any(_same_file(str(up), path) for path in paths for up in (outer, *outer.parents))
    if inside or any(file != STDIN and _same_file(folder, str(Path(file).parent)) for file in files(paths)):
        raise typer.BadParameter("must be a folder that contains no input and is not inside one", param_hint=option)


def keys(given: Sequence[str]) -> Mapping[str, str]:
    """The keys of a row's fields, as --field gives them. Raises typer.BadParameter."""
    found = {}
    for pair in given:
        name, _, key = pair.partition("=")
        if name not in FIELDS or not key:
            raise typer.BadParameter(f"must be NAME=KEY, with a NAME of {', '.join(FIELDS)}", param_hint="--field")
        found[name] = key
    return found


def reviewer_name(given: str | None) -> str | None:
    """The reviewer's name: as given, else the login name, if there is one. Raises typer.BadParameter."""
    if given is not None:
        if not given.strip():
            raise typer.BadParameter("needs a name", param_hint="--reviewer")
        return given.strip()
    try:
        return getuser()
    except (OSError, KeyError):  # before Python 3.13, where the system does not know the user
        return None


def _same_file(output: str, path: str) -> bool:
    """Whether both are the same existing file or folder."""
    try:
        return path != STDIN and Path(output).samefile(path)
    except (OSError, ValueError):  # one of them does not exist
        return False


def check_terminal(output: str | None) -> None:
    """Raises typer.BadParameter if a terminal would get output for programs: a text could control the terminal."""
    if output in (None, STDIN) and sys.stdout.isatty():
        raise typer.BadParameter("is needed: standard output is a terminal", param_hint="-o")


def guarded(job: Callable[[], int]) -> int:
    """The job's exit code, or that of the error that ended it; unwritten output is discarded."""
    try:
        return job()
    except QuotesError as error:
        complain(error)
        if isinstance(error, OutputError) and error.path == STDOUT:
            abandon_stdout()
        return FAILED
    except BrokenPipeError:
        abandon_stdout()
        return _NO_READER
    except KeyboardInterrupt:
        return _INTERRUPTED
