"""Names of files, files that are written completely or not at all, and errors of the operating system as ours."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from io import FileIO
from pathlib import Path
from typing import BinaryIO, cast

from quotes.errors import OutputError

STDIN = "-"  # the path that means standard input
PACKED = ".gz"


def path_name(path: str | Path) -> str:
    r"""The path as text: bytes of a file name that are not UTF-8 as \xNN, standard input by its name."""
    return "standard input" if str(path) == STDIN else os.fsencode(path).decode("utf-8", "backslashreplace")


def stem(path: str | Path) -> str:
    """The file's name without its suffixes, *e.g.* news for daily/news.txt.gz."""
    if str(path) == STDIN:
        return "stdin"
    packed = Path(path).suffix.lower() == PACKED
    return path_name(Path(Path(path).stem).stem if packed else Path(path).stem)


def origin(path: str | Path) -> str | None:
    """The path for a record; None for standard input."""
    return None if str(path) == STDIN else path_name(path)


def cause(error: OSError) -> str:
    """The operating system's message, as the end of a sentence: "no such file or directory"."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


class WholeFile:
    """A file that appears at its path on `commit`, complete; without it, nothing is left behind. A .gz is compressed.

    A device or a pipe at the path is written to directly.
    """

    def __init__(self, path: str) -> None:
        """Raises OutputError if the file cannot be written, before any work is done for it."""
        self._name = path_name(path)
        self._target = Path(path)
        self._temporary: Path | None = None
        with writing(self._name):
            self._file = self._open()
        self._packed = _packing(self._file) if path.lower().endswith(PACKED) else None

    def _open(self) -> BinaryIO:
        mode = self._target.stat().st_mode if self._target.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            return self._target.open("wb")
        if mode is not None:
            self._target.open("ab").close()  # a write-protected file must not be replaced
        self._target = self._target.resolve()  # the file that a link leads to, not the link
        temporary = self._target.with_name(f".quotes-{os.urandom(8).hex()}.tmp")
        file = temporary.open("xb")
        self._temporary = temporary
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        return file

    def write(self, data: bytes) -> None:
        """Raises OutputError."""
        with writing(self._name):
            (self._packed or self._file).write(data)

    def replaced(self) -> None:
        """Remove the old file at the path, so that nobody takes it for the new one. Raises OutputError."""
        with writing(self._name):
            if self._temporary:
                self._target.unlink(missing_ok=True)

    def commit(self) -> None:
        """Put the file in its place. Raises OutputError."""
        with writing(self._name):
            if self._packed:
                self._packed.close()
            if self._temporary:
                self._file.flush()
                os.fsync(self._file.fileno())  # otherwise a power failure could leave an empty file
            self._file.close()
            if self._temporary:
                self._temporary.replace(self._target)
                self._temporary = None
                sync(self._target.parent)

    def close(self) -> None:
        """Remove everything that was not committed."""
        if self._temporary:
            self._temporary.unlink(missing_ok=True)
        with suppress(OSError):  # a full disk, which `write` or `commit` has reported
            self._file.close()


def sync(folder: Path) -> None:
    """Make the names in a folder survive a power failure, if the file system can do that."""
    with suppress(OSError):  # some cannot, and there is nothing else to do
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def append(path: Path, lines: bytes) -> None:
    """Append complete lines to a file and flush them to the disk; an unfinished line before them stays one of its own.

    They are appended in one write, so that two processes at once do not break each other's lines. Raises OSError.
    """
    new = not path.exists()
    with path.open("a+b", buffering=0) as file:
        begun = file.seek(0, os.SEEK_END) > 0 and _last_byte(file) != b"\n"
        rest = memoryview(b"\n" + lines if begun else lines)
        while rest:
            rest = rest[file.write(rest) or 0 :]
        os.fsync(file.fileno())
    if new:
        sync(path.parent)


def _last_byte(file: FileIO) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1)


def _packing(file: BinaryIO) -> BinaryIO:
    """A file that compresses what is written to it, without a timestamp, so that equal input gives equal bytes."""
    from gzip import GzipFile

    return cast("BinaryIO", GzipFile("", "wb", fileobj=file, mtime=0))


@contextmanager
def writing(name: str) -> Iterator[None]:
    """Turn the system's errors in writing into OutputError, except for a reader that is gone (BrokenPipeError)."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(name, cause(error)) from error


def whole_file(path: str | None) -> AbstractContextManager[WholeFile | None]:
    """The file at the path, closed at the end; None if there is no path, or it is "-" (standard output).

    Raises OutputError.
    """
    return closing(WholeFile(path)) if path and path != STDIN else nullcontext()
