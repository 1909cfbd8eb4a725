"""Bytes to `Article`: the first stage. It knows encodings and files, and no grammar.

Offsets of all later stages are code points of `Article.text`, which is exactly the decoded bytes without their
byte order mark: no newline is translated, no character is repaired.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from quotes.errors import ArticleError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from quotes.records import ArticleInfo

STDIN = "-"  # the path that means standard input
LARGEST = 32 << 20  # bytes that are read of one article: five million characters, each written as \uXXXX in JSON
HEAD = 8192  # bytes: what tells what a file is written in stands there
PACKED = ".gz"

_GZIP = b"\x1f\x8b"
_LAYERS = 3  # of gzip around a file, and one too many: some files unpack to themselves for ever

OnRead = Callable[[int], object]  # is told of each part of a file that is read, how many bytes it has

# UTF-32 before UTF-16: its little-endian mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Windows-1252 as browsers read it, from Latin-1: the five bytes it leaves undefined stay the C1 controls of the same
# number, so that every byte has a character and nothing is lost (https://encoding.spec.whatwg.org/#windows-1252).
_CP1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}

# A character beyond ASCII in well-formed UTF-8 (RFC 3629, section 4), or else a byte that is part of none.
_UTF8_OR_STRAY = re.compile(
    rb"([\xc2-\xdf][\x80-\xbf]"
    rb"|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})"
    rb"|[\x80-\xff]"
)

# The C0 and C1 controls but tab, the line ends and NEL, the line end of old mainframes.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Compressed data has one C0 control in ten bytes, programs and images more; a scraped text has a stray one at most.
_BINARY_SHARE = 0.05
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something wrong in the text, found on the way, that did not keep the article from being read.

    `start` and `end` are character offsets into the article's text, half-open; None where it is the whole of it.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. `text` holds what its file holds, decoded; `path` is None where there is no file.

    `info` is what its source says of it, for the records. `prose` is what is to be read where that is not all of the
    text: as long as the text, with spaces in the place of what is not.
    """

    id: str
    text: str
    path: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    info: ArticleInfo | None = None
    prose: str | None = None

    @property
    def name(self) -> str:
        """What messages call it: its file, or its id where there is none."""
        return self.path or self.id


def read(path: str | Path, *, on_read: OnRead | None = None) -> Article:
    """The article in the file at `path`, unpacked where it is packed by gzip, or in standard input for "-".

    Its id is the file's name without its suffix ("stdin" for standard input).
    Raises ArticleError where there is no file, or no text in it.
    """
    return from_bytes(path, read_bytes(path, on_read))


def from_bytes(path: str | Path, data: bytes) -> Article:
    """The article whose file, at `path`, has these bytes. Raises ArticleError where there is no text in them."""
    text, diagnostics = decode(path, data)
    return Article(stem(path), text, origin(path), (*diagnostics, *_control_characters(text)))


def decode(path: str | Path, data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of a file's bytes, and what was wrong with its encoding. Raises ArticleError where it is no text."""
    text, diagnostics = to_text(data)
    controls = _CONTROL.findall(text)
    if sum(control < "\x80" for control in controls) > _BINARY_SHARE * len(text):
        counts = f"{len(controls):,} of {len(text):,} characters are control characters"
        raise ArticleError(path_name(path), f"looks binary ({counts})")
    if not text.strip():
        raise ArticleError(path_name(path), "holds nothing but white space" if text else "is empty")
    return text, diagnostics


def from_text(text: str, doc_id: str, path: str | None = None, info: ArticleInfo | None = None) -> Article:
    """The article whose text is at hand already. Raises ArticleError for half a character, which has no encoding."""
    if found := SURROGATE.search(text):
        raise ArticleError(doc_id, f"holds a lone surrogate (U+{ord(found.group()):04X}) at offset {found.start()}")
    return Article(doc_id, text, path, _control_characters(text), info)


def path_name(path: str | Path) -> str:
    r"""The path as text: bytes of a file name that are no UTF-8 as \xNN, standard input by its name."""
    return "standard input" if str(path) == STDIN else os.fsencode(path).decode("utf-8", "backslashreplace")


def stem(path: str | Path) -> str:
    """The file's name without its suffixes, *e.g.* news for daily/news.txt.gz."""
    if str(path) == STDIN:
        return "stdin"
    packed = Path(path).suffix.lower() == PACKED
    return path_name(Path(Path(path).stem).stem if packed else Path(path).stem)


def origin(path: str | Path) -> str | None:
    """The path as it stands in a record: none for standard input."""
    return None if str(path) == STDIN else path_name(path)


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
    raise ArticleError(path_name(path), "is packed again and again: unpack it")


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


def cause(error: OSError) -> str:
    """What the operating system says, as the end of a sentence: "no such file or directory"."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


def encoding_of(data: bytes) -> tuple[bytes, str]:
    """The byte order mark, if there is one, and the encoding that it announces: UTF-8 where none does."""
    return next(((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), (b"", "utf-8"))


def to_text(data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of the bytes: by their byte order mark, or as UTF-8, or as Windows-1252."""
    mark, encoding = encoding_of(data)
    data = data[len(mark) :]
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        start = len(data[: error.start].decode(encoding))
        if encoding == "utf-8":
            text, code, message = _decode_bytewise(data)
            start = start if code == "mixed-encodings" else error.start  # a byte is a character in Windows-1252
        else:
            text, code = data.decode(encoding, "replace"), "undecodable-bytes"
            message = f"not {encoding.upper()}, which the byte order mark announces: replaced by U+FFFD"
        return text, (Diagnostic(code, message, start, start + 1),)


def _decode_bytewise(data: bytes) -> tuple[str, str, str]:
    """The text of bytes that are no UTF-8, with the code and the message of the diagnostic.

    All of it is Windows-1252, unless most of what is beyond ASCII is well-formed UTF-8: then a passage of the other
    kind was pasted into it, or its end was cut off, and only the stray bytes are Windows-1252.
    """
    characters = [match.group(1) for match in _UTF8_OR_STRAY.finditer(data)]
    strays = characters.count(None)
    if len(characters) - strays > strays:
        text = _UTF8_OR_STRAY.sub(_as_utf8, data).decode("utf-8")
        return text, "mixed-encodings", f"not UTF-8 here (bytes of that kind: {strays}): decoded as Windows-1252"
    return _cp1252(data), "decoded-as-cp1252", "not UTF-8 from here on: all of it decoded as Windows-1252"


def _as_utf8(match: re.Match[bytes]) -> bytes:
    return match.group(1) or _cp1252(match.group()).encode("utf-8")


def _cp1252(data: bytes) -> str:
    return data.decode("latin-1").translate(_CP1252)


def _control_characters(text: str) -> tuple[Diagnostic, ...]:
    """One diagnostic for all of them, at the first: a page scraped with its colours has hundreds."""
    found = [match.start() for match in _CONTROL.finditer(text)]
    if not found:
        return ()
    message = f"control character U+{ord(text[found[0]]):04X}" + (f" (and {len(found) - 1} more)" if found[1:] else "")
    return (Diagnostic("control-characters", message, found[0], found[0] + 1),)


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of the character at the offset, as an editor counts them."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
