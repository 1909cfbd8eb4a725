"""First bytes -> a file's format, whatever its name says; for a format that cannot be read, what to do about it.

Nothing is parsed here. Text that may be prose is prose: "[LONDON] The mayor said", "<b>No</b>", "{laughs}".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator

from quotes.errors import ArticleError
from quotes.files import path_name
from quotes.inputs.encoding import encoding_of
from quotes.inputs.paths import InputFormat, format_of

_SAVE, _UNPACK = "save it as text", "unpack it"
# Formats that cannot be read: how a file begins, what it is, what to do. The first names in a ZIP show what it holds.
_UNREADABLE = tuple(
    (re.compile(pattern, re.DOTALL), kind, advice)
    for pattern, kind, advice in (
        (rb"\s*%PDF-", "a PDF", "convert it to text with pdftotext"),
        (rb"PK\x03\x04.*?\bword/", "a Word document (.docx)", _SAVE),
        (rb"PK\x03\x04.*?\bxl/workbook\.bin", "a binary Excel file (.xlsb)", "save it as .xlsx"),
        (rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.s", "a spreadsheet (.ods)", "save it as CSV"),
        (rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument", "an OpenDocument file (.odt)", _SAVE),
        (rb"PK\x03\x04.{26}mimetypeapplication/epub", "an EPUB", _SAVE),
        (rb"PK\x03\x04.{26}\[Content_Types\]", "a Word, Excel or PowerPoint file", _SAVE),
        (rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", "a ZIP archive", _UNPACK),
        (rb"\s*\{\\rtf", "an RTF document", _SAVE),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file", _SAVE),
        (rb"%!PS", "PostScript", "convert it to text with ps2ascii"),
        (rb"SQLite format 3\x00", "an SQLite database", "export its articles as CSV or JSON Lines"),
        (
            rb"BZh[1-9]1AY&SY|\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\x28\xb5\x2f\xfd",
            "a compressed file",
            _UNPACK,
        ),
        (rb".{257}ustar", "a tar archive", _UNPACK),
        (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|II\*\x00|MM\x00\*", "an image", "extract its text"),
        (rb"ID3[\x02-\x04]\x00|OggS|fLaC\x00|RIFF.{4}WAVE|.{4}ftyp|\x1aE\xdf\xa3", "sound or video", "transcribe it"),
        (rb"(?:\0[^\0]){8}|(?:[^\0]\0){8}", "UTF-16 without its byte order mark", "save it as UTF-8"),
    )
)

_ZIP = b"PK\x03\x04"
_XLSX = re.compile(rb"PK\x03\x04(?!.*\bxl/workbook\.bin).*?\bxl/", re.DOTALL)  # by the names of its first parts

_BEFORE = r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+"
_HTML = re.compile(rf"{_BEFORE}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(rf"\s*<\?xml\s|{_BEFORE}<(?:rss|feed|rdf:RDF|svg|nitf|newsml)\s", re.IGNORECASE | re.DOTALL)
_SUBTITLES = re.compile(r"\s*+(?:WEBVTT\b|\d+[ \t]*\r?\n\d\d:\d\d:\d\d,\d{3} --> )")
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)

# An object with its first key (which may be cut off), or an array that begins with one; or an empty array.
_JSON = re.compile(
    r"""\s*+(?:\[\s*+)?\{\s*+(?:"(?:[^"\\\n]|\\.)*+(?:"\s*+(?::|\Z)|\Z)|'[^'\n]*+'\s*+:)|\s*+\[\s*+\]\s*+\Z""",
    re.DOTALL,
)
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,40}")  # a column's name, if the file's name does not announce a table

_DELIMITERS = ",\t;"


def tell(path: str, head: bytes, columns: Collection[str]) -> InputFormat:
    """The file's format: by its first bytes, else by its name, else text.

    `columns` are the names that the column with the texts may have: the header of a table has one of them.
    Raises ArticleError if it looks like a format that cannot be read.
    """
    if head.startswith(b"PAR1"):
        return InputFormat.PARQUET
    named = format_of(path)
    if _XLSX.match(head) or (named is InputFormat.XLSX and head.startswith(_ZIP)):
        return InputFormat.XLSX
    for pattern, kind, advice in _UNREADABLE:
        if pattern.match(head):
            raise ArticleError(path_name(path), f"looks like {kind}: {advice}")
    text = begin(head)
    if _HTML.match(text):
        return InputFormat.HTML
    if _SUBTITLES.match(text):
        return InputFormat.SUBTITLES
    if _XML.match(text):
        raise ArticleError(path_name(path), _xml(text))
    if _JSON.match(text):
        return _json(text, named)
    if named in (None, InputFormat.TEXT) and is_header(text, columns):
        return InputFormat.CSV
    return named or InputFormat.TEXT


def begin(head: bytes) -> str:
    """The first bytes of a file as text, for inspection."""
    mark, encoding = encoding_of(head)
    return head.removeprefix(mark).decode(encoding, "replace")


def _xml(text: str) -> str:
    if _FEED.search(text):
        return "looks like a feed (RSS, Atom): save the pages that it links to, and give those"
    return "looks like XML: convert its articles to text"


def _json(text: str, named: InputFormat | None) -> InputFormat:
    """JSON Lines, unless it is an array or an object of many lines."""
    first, _, rest = text.lstrip().partition("\n")
    if first.startswith("[") or first.strip() == "{":
        return InputFormat.JSON
    several = rest.lstrip().startswith("{") or not rest.strip()
    return InputFormat.JSONL if several or named is InputFormat.JSONL else InputFormat.JSON


def is_header(text: str, columns: Collection[str]) -> bool:
    """Whether the first line has only short names, and one of them is in `columns`."""
    names = _names(text, delimiter(text, columns))
    return len(names) > 1 and not set(columns).isdisjoint(names) and all(map(_NAME.fullmatch, names))


def delimiter(text: str, columns: Collection[str]) -> str:
    """The delimiter of a table that begins with this text: one that gives a name in `columns`, else most columns."""

    def fits(delimiter: str) -> tuple[bool, int]:
        names = _names(text, delimiter)
        return not set(columns).isdisjoint(names), len(names)

    return max(_DELIMITERS, key=fits)


def _names(text: str, delimiter: str) -> list[str]:
    return next(csv.reader(_first_line(text), delimiter=delimiter), [])


def _first_line(text: str) -> Iterator[str]:
    yield re.split(r"[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
