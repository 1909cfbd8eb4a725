"""Bytes -> text, by their byte order mark, as UTF-8 or as Windows-1252, with a diagnostic for each error."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.errors import ArticleError
from quotes.files import path_name

if TYPE_CHECKING:
    from quotes.records import ArticleInfo
from quotes.article import Article, Diagnostic

# UTF-32 comes before UTF-16, since its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


# Windows-1252 as browsers read it: the five undefined bytes become the C1 controls with the same number, so that every
# byte has a character and nothing is lost (https://encoding.spec.whatwg.org/#windows-1252).
_CP1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}


# A character beyond ASCII in well-formed UTF-8 (RFC 3629, section 4), or a byte that is not part of one.
_UTF8_OR_STRAY = re.compile(
    rb"([\xc2-\xdf][\x80-\xbf]"
    rb"|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})"
    rb"|[\x80-\xff]"
)


# The C0 and C1 controls except tab, the line ends and NEL, the line end of old mainframes.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


# Compressed data has one C0 control in ten bytes, programs and images have more; a scraped text has very few.
_BINARY_SHARE = 0.05
SURROGATE = re.compile("[\ud800-\udfff]")


def decode(path: str | Path, data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text of a file's bytes, and what was wrong with its encoding. Raises ArticleError if it is not text."""
    text, diagnostics = to_text(data)
    controls = _CONTROL.findall(text)
    if sum(control < "\x80" for control in controls) > _BINARY_SHARE * len(text):
        counts = f"{len(controls):,} of {len(text):,} characters are control characters"
        raise ArticleError(path_name(path), f"looks binary ({counts})")
    if not text.strip():
        raise ArticleError(path_name(path), "holds nothing but white space" if text else "is empty")
    return text, diagnostics


def from_text(text: str, doc_id: str, path: str | None = None, info: ArticleInfo | None = None) -> Article:
    """The article with this text. Raises ArticleError for a lone surrogate, which cannot be encoded."""
    if found := SURROGATE.search(text):
        raise ArticleError(doc_id, f"holds a lone surrogate (U+{ord(found.group()):04X}) at offset {found.start()}")
    return Article(doc_id, text, path, control_characters(text), info)


def encoding_of(data: bytes) -> tuple[bytes, str]:
    """The byte order mark, if there is one, and the encoding that it announces; UTF-8 without a mark."""
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
    """The text of bytes that are not UTF-8, with the code and the message of the diagnostic.

    All of it is Windows-1252, unless most bytes beyond ASCII are well-formed UTF-8. Then a passage in another encoding
    was pasted into it, or its end was cut off, and only the stray bytes are Windows-1252.
    """
    characters = [match.group(1) for match in _UTF8_OR_STRAY.finditer(data)]
    strays = characters.count(None)
    if len(characters) - strays > strays:
        text = _UTF8_OR_STRAY.sub(_as_utf8, data).decode("utf-8")
        return text, "mixed-encodings", f"not UTF-8 here (stray bytes: {strays}): decoded as Windows-1252"
    return _cp1252(data), "decoded-as-cp1252", "not UTF-8 here: the whole text was decoded as Windows-1252"


def _as_utf8(match: re.Match[bytes]) -> bytes:
    return match.group(1) or _cp1252(match.group()).encode("utf-8")


def _cp1252(data: bytes) -> str:
    return data.decode("latin-1").translate(_CP1252)


def control_characters(text: str) -> tuple[Diagnostic, ...]:
    """One diagnostic for all control characters, at the first one, since a page scraped with colours has hundreds."""
    found = [match.start() for match in _CONTROL.finditer(text)]
    if not found:
        return ()
    message = f"control character U+{ord(text[found[0]]):04X}" + (f" (and {len(found) - 1} more)" if found[1:] else "")
    return (Diagnostic("control-characters", message, found[0], found[0] + 1),)
