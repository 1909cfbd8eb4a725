"""Where a command's output goes beside its files: standard output, standard error, a console."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

from quotes.errors import QuotesError
from quotes.files import writing
from quotes.writers.visible import visible

if TYPE_CHECKING:
    from rich.console import Console

STDOUT, STDERR = "standard output", "standard error"


def write_stdout(data: bytes) -> None:
    """Write bytes to standard output, and flush it. Raises OutputError."""
    rest = memoryview(data)
    with writing(STDOUT):
        while rest:  # without a buffer (PYTHONUNBUFFERED) a pipe may take a part at a time
            rest = rest[sys.stdout.buffer.write(rest) :]
        sys.stdout.buffer.flush()


def complain(error: QuotesError) -> None:
    """One line on standard error, whatever stands in a path or a cause."""
    sys.stderr.write(f"quotes: error: {visible(str(error))}\n")


def abandon_stdout() -> None:
    """Discard what standard output could not take, so that Python does not try again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def console(stream: TextIO, *, quiet: bool = False) -> Console:
    """A console without markup that escapes characters missing in the stream's encoding; `quiet`, it prints nothing."""
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            raise  # noqa: PLE0704 - rich calls it where it handles the error, and would end the process itself

    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return Plain(file=stream, markup=False, highlight=False, emoji=False, quiet=quiet)
