"""Files that a library can only write to a path: written to a temporary file, and passed on as bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from quotes.errors import OutputError
from quotes.files import cause

_PIECE = 1 << 20  # bytes


def built(build: Callable[[Path], None]) -> Iterator[bytes]:
    """The file that `build` writes at the path it is given, in pieces. Raises OutputError if the disk is full."""
    try:
        with TemporaryDirectory(prefix="quotes-") as folder:
            path = Path(folder, "built")
            build(path)
            with path.open("rb") as file:
                yield from iter(lambda: file.read(_PIECE), b"")
    except OSError as error:
        raise OutputError("temporary file", cause(error)) from error
