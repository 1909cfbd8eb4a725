"""Files -> bytes, unpacked as they are read, and the article in a file of text."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from quotes.article import Article
from quotes.errors import ArticleError
from quotes.files import STDIN, cause, origin, path_name, stem
from quotes.inputs.encoding import control_characters, decode

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LARGEST = 32 << 20  # bytes that are read of one article: five million characters, each written as \uXXXX in JSON
HEAD = 8192  # bytes: what tells what a file is written in stands there


_GZIP = b"\x1f\x8b"
_LAYERS = 3  # of gzip around a file, and one too many: some files unpack to themselves for ever


OnRead = Callable[[int], object]  # is told of each part of a file that is read, how many bytes it has


def read(path: str | Path, *, on_read: OnRead | None = None) -> Article:
    """The article in the file at `path`, unpacked where it is packed by gzip, or in standard input for "-".

    Its id is the file's name without its suffix ("stdin" for standard input).
    Raises ArticleError if the file does not exist or has no text.
    """
    return from_bytes(path, read_bytes(path, on_read))


def from_bytes(path: str | Path, data: bytes) -> Article:
    """The article whose file, at `path`, has these bytes. Raises ArticleError if they are not text."""
    text, diagnostics = decode(path, data)
    return Article(stem(path), text, origin(path), (*diagnostics, *control_characters(text)))


def read_bytes(path: str | Path, on_read: OnRead | None = None) -> bytes:
    """All bytes of the file, unpacked. Raises ArticleError where there are none to read, or more than `LARGEST`."""
    with opened(path, on_read) as file:
        return whole(path, file)


def whole(path: str | Path, file: BinaryIO) -> bytes:
    """All bytes of the file that is open. Raises ArticleError where there are more than `LARGEST`."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ArticleError(path_name(path), f"has more than {LARGEST >> 20} MB")
    return data


@contextmanager
def opened(path: str | Path, on_read: OnRead | None = None) -> Iterator[BufferedReader]:
    """The file, or standard input, unpacked as it is read where its first bytes are those of gzip.

    `peek` gives the first `HEAD` bytes at once, of a pipe too. What the operating system says, there or while the file
    is read, becomes an ArticleError.
    """
    try:
        with _raw(path, on_read) as raw:
            yield _unpacked(path, raw)
    except OSError as error:
        raise ArticleError(path_name(path), cause(error)) from error
    except (EOFError, zlib.error) as error:
        raise ArticleError(path_name(path), f"cannot be unpacked: {error}") from error


def _raw(path: str | Path, on_read: OnRead | None) -> AbstractContextManager[BinaryIO]:
    if str(path) != STDIN:
        return io.BufferedReader(_Counted(path, on_read))
    if sys.stdin is None:  # the shell closed it: <&-
        raise ArticleError(path_name(path), "is closed")
    return nullcontext(sys.stdin.buffer)


def _unpacked(path: str | Path, file: BinaryIO) -> BufferedReader:
    for _ in range(_LAYERS):
        begun = _begun(file)
        if not begun.peek().startswith(_GZIP):
            return begun
        from gzip import GzipFile

        file = cast("BinaryIO", GzipFile(fileobj=begun))
    raise ArticleError(path_name(path), "is compressed several times: unpack it")


def _begun(file: BinaryIO) -> BufferedReader:
    """The file, whose first bytes can be looked at: what is read at once of a pipe may be a single one."""
    return BufferedReader(_Rejoined(file.read(HEAD), file), HEAD)


class _Rejoined(io.RawIOBase):
    """A file with its first bytes, which have been read, in front of it again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = cast("BufferedReader", rest)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        if not self._head:
            return self._rest.readinto1(buffer)
        size = io.BytesIO(self._head).readinto(buffer)
        self._head = self._head[size:]
        return size


class _Counted(io.FileIO):
    """A file that tells how much of it is read."""

    def __init__(self, path: str | Path, on_read: OnRead | None) -> None:
        try:
            super().__init__(path)
        except ValueError as error:  # a path with a NUL in it
            raise ArticleError(path_name(path), str(error)) from error
        self._on_read = on_read

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        size = super().readinto(buffer)
        if self._on_read:
            self._on_read(size)
        return size
