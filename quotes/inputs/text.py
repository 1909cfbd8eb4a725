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

LARGEST = 32 << 20  # bytes of one article: enough for five million characters, even if each is \uXXXX in JSON
HEAD = 8192  # bytes from which a file's format is found


_GZIP = b"\x1f\x8b"
_LAYERS = 3  # layers of gzip, one more than are allowed: some files unpack to themselves endlessly


OnRead = Callable[[int], object]  # is called with the number of bytes of each part of a file that is read


def read(path: str | Path, *, on_read: OnRead | None = None) -> Article:
    """The article in the file at `path`, unpacked if it is compressed by gzip; in standard input for "-".

    Its id is the file's name without its suffix ("stdin" for standard input).
    Raises ArticleError if the file does not exist or has no text.
    """
    return from_bytes(path, read_bytes(path, on_read))


def from_bytes(path: str | Path, data: bytes) -> Article:
    """The article whose file, at `path`, has these bytes. Raises ArticleError if they are not text."""
    text, diagnostics = decode(path, data)
    return Article(stem(path), text, origin(path), (*diagnostics, *control_characters(text)))


def read_bytes(path: str | Path, on_read: OnRead | None = None) -> bytes:
    """All bytes of the file, unpacked. Raises ArticleError if it cannot be read or has more than `LARGEST` bytes."""
    with opened(path, on_read) as file:
        return whole(path, file)


def whole(path: str | Path, file: BinaryIO) -> bytes:
    """All bytes of an open file. Raises ArticleError if there are more than `LARGEST`."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ArticleError(path_name(path), f"has more than {LARGEST >> 20} MB")
    return data


@contextmanager
def opened(path: str | Path, on_read: OnRead | None = None, *, data: bytes | None = None) -> Iterator[BufferedReader]:
    """The file, or standard input, unpacked while it is read if its first bytes are those of gzip.

    `data`: the file's bytes, if they are at hand; then the path is only its name.

    `peek` gives the first `HEAD` bytes at once, even of a pipe. An error of the operating system, here or while the
    file is read, becomes an ArticleError.
    """
    try:
        with _raw(path, on_read) if data is None else io.BytesIO(data) as raw:
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
    """The file with its first bytes ready for `peek`: one read from a pipe may give a single byte."""
    return BufferedReader(_Rejoined(file.read(HEAD), file), HEAD)


class _Rejoined(io.RawIOBase):
    """A file with the first bytes, which have already been read, in front again."""

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
    """A file that reports how much of it is read."""

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
