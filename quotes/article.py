"""Bytes to `Article`: the first stage. It knows encodings and files, and no grammar.

Offsets of all later stages are code points of `Article.text`, which is exactly the decoded bytes without their
byte order mark: no newline is translated, no character is repaired.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.errors import ArticleError

if TYPE_CHECKING:
    from quotes.records import ArticleInfo

STDIN = "-"  # the path that means standard input

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
_SURROGATE = re.compile("[\ud800-\udfff]")


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

    `info` is what its source says of it, for the records.
    """

    id: str
    text: str
    path: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    info: ArticleInfo | None = None


def read(path: str | Path, *, doc_id: str | None = None) -> Article:
    """The article in the file at `path`, or in standard input for "-".

    Its id is `doc_id`, or else the file's name without its suffix ("stdin" for standard input).
    Raises ArticleError where there is no file, or no text in it.
    """
    name = path_name(path)
    text, diagnostics = _decode(_bytes(path))
    controls = _CONTROL.findall(text)
    if sum(control < "\x80" for control in controls) > _BINARY_SHARE * len(text):
        raise ArticleError(name, f"looks binary ({len(controls):,} of {len(text):,} characters are control characters)")
    if not text.strip():
        raise ArticleError(name, "holds nothing but white space" if text else "is empty")
    return Article(
        id=doc_id or _stem(path),
        text=text,
        path=None if str(path) == STDIN else name,
        diagnostics=(*diagnostics, *_control_characters(text)),
    )


def from_text(text: str, doc_id: str) -> Article:
    """The article whose text is at hand already. Raises ArticleError for half a character, which has no encoding."""
    if found := _SURROGATE.search(text):
        raise ArticleError(doc_id, f"holds a lone surrogate (U+{ord(found.group()):04X}) at offset {found.start()}")
    return Article(doc_id, text, diagnostics=_control_characters(text))


def unique_ids(paths: Iterable[str | Path]) -> list[str]:
    """An id for each path, in order: its stem, with -2, -3 ... where an earlier path of the run has that one."""
    taken: set[str] = set()
    ids = []
    for path in paths:
        stem = candidate = _stem(path)
        number = 1
        while candidate in taken:
            number += 1
            candidate = f"{stem}-{number}"
        taken.add(candidate)
        ids.append(candidate)
    return ids


def path_name(path: str | Path) -> str:
    r"""The path as text: bytes of a file name that are no UTF-8 as \xNN, standard input by its name."""
    return "standard input" if str(path) == STDIN else os.fsencode(path).decode("utf-8", "backslashreplace")


def _stem(path: str | Path) -> str:
    return "stdin" if str(path) == STDIN else path_name(Path(path).stem)


def _bytes(path: str | Path) -> bytes:
    """All bytes of the file. Raises ArticleError that names the cause as the operating system gives it."""
    try:
        return sys.stdin.buffer.read() if str(path) == STDIN else Path(path).read_bytes()
    except OSError as error:
        raise ArticleError(path_name(path), cause(error)) from error
    except ValueError as error:  # a path with a NUL in it
        raise ArticleError(path_name(path), str(error)) from error


def cause(error: OSError) -> str:
    """What the operating system says, as the end of a sentence: "no such file or directory"."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


def _decode(data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of the bytes: by their byte order mark, or as UTF-8, or as Windows-1252."""
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
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
