"""Paths -> articles: everything that a command is given to read, one article at a time, in any format."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from io import BufferedReader, BytesIO
from os import PathLike
from typing import TYPE_CHECKING, cast

from quotes.article import Article, Diagnostic
from quotes.errors import ArticleError
from quotes.files import path_name
from quotes.inputs import subtitles
from quotes.inputs.formats import tell
from quotes.inputs.keys import Keys
from quotes.inputs.markdown import blanked
from quotes.inputs.paths import InputFormat, find
from quotes.inputs.text import HEAD, OnRead, from_bytes, opened, whole

if TYPE_CHECKING:
    from io import RawIOBase

AnyPath = str | PathLike[str]


def articles(
    paths: AnyPath | Iterable[AnyPath],
    fields: Mapping[str, str] | None = None,
    *,
    input_format: InputFormat | None = None,
    on_read: OnRead | None = None,
) -> Iterator[Article | ArticleError]:
    """The articles at one path or several, in order, and an error for each that cannot be read. None stay in memory.

    A path names a file, a folder, a pattern or a list (`quotes.inputs.paths.find`); "-" is standard input. A file's
    format is `input_format`, if given; else it is found by its first bytes, else by its name
    (`quotes.inputs.formats.tell`):

    - text, which is read as it is;
    - Markdown, which is read without its markup; offsets refer to the file's own text;
    - subtitles (WebVTT, SubRip), read in the same way, without times, numbers and tags;
    - HTML: the text is that of the article in the page, and offsets refer to that text (needs trafilatura);
    - JSON, an object that is an article or an array of such objects, and JSON Lines, with one article per line: the
      text is the value of a known key (`quotes.inputs.keys`). `fields` names the keys of fields with other keys;
    - CSV and TSV, in the same way, with a header;
    - Excel workbooks (.xlsx), in the same way (needs openpyxl);
    - Parquet, in the same way (needs pyarrow).

    All but workbooks and Parquet may be compressed by gzip. Ids are unique: an id that is already taken gets -2, -3 ...
    An article with the same text as an earlier one has the diagnostic *repeated*. `on_read` is called with the number
    of bytes of each part of a file that is read.
    """
    given = [paths] if isinstance(paths, str | PathLike) else paths
    run = _Run(Keys(fields or {}), input_format, on_read)
    for path in given:
        for found in find(os.fspath(path)):
            yield from [found] if isinstance(found, ArticleError) else run.read(found)


def held(
    name: str, data: bytes, fields: Mapping[str, str] | None = None, *, input_format: InputFormat | None = None
) -> Iterator[Article | ArticleError]:
    """`articles` for a file of that name whose bytes are in memory: it has at most `LARGEST` of them, unpacked, too."""
    run = _Run(Keys(fields or {}), input_format, None)
    try:
        with opened(name, data=data) as file:
            unpacked = whole(name, file)
    except ArticleError as error:
        yield error
    else:
        yield from run.read(name, unpacked)


class _Run:
    """The state that the articles of a run share."""

    def __init__(self, keys: Keys, input_format: InputFormat | None, on_read: OnRead | None) -> None:
        self._keys = keys
        self._format = input_format
        self._on_read = on_read
        self._unique = Ids()
        self._seen: dict[bytes, str] = {}  # for each text's hash, the id of the first article with it

    def read(self, path: str, data: bytes | None = None) -> Iterator[Article | ArticleError]:
        """The articles in a file; `data` are its bytes, if they are at hand."""
        try:
            with opened(path, self._on_read) if data is None else _in_memory(data) as file:
                kind = self._format or tell(path, file.peek(), self._keys.of("text"))
                for each in _READERS[kind](path, file, self._keys):
                    yield each if isinstance(each, ArticleError) else self._settled(each)
        except ArticleError as error:
            yield error

    def _settled(self, article: Article) -> Article:
        """The article with a unique id, and with a diagnostic if an earlier one has the same text."""
        article = replace(article, id=self._unique(article.id))
        first = self._seen.setdefault(blake2b(article.text.encode(), digest_size=16).digest(), article.id)
        if first == article.id:
            return article
        repeated = Diagnostic("repeated", f"the same text as {first}")
        return replace(article, diagnostics=(*article.diagnostics, repeated))


def _in_memory(data: bytes) -> BufferedReader:
    return BufferedReader(cast("RawIOBase", BytesIO(data)), HEAD)


class Ids:
    """The ids of a run."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}  # for each id, the last number that was tried after it

    def __call__(self, wanted: str) -> str:
        """The id itself, or with -2, -3 ... if it is taken."""
        if wanted not in self._numbers:
            self._numbers[wanted] = 1
            return wanted
        number = self._numbers[wanted] + 1
        while (candidate := f"{wanted}-{number}") in self._numbers:
            number += 1
        self._numbers[wanted] = number
        self._numbers[candidate] = 1
        return candidate


# --- readers ----------------------------------------------------------------------------------------------------------


def _text(path: str, file: BufferedReader, _: Keys) -> Iterator[Article]:
    yield from_bytes(path, whole(path, file))


def _markdown(path: str, file: BufferedReader, _: Keys) -> Iterator[Article]:
    read = from_bytes(path, whole(path, file))
    yield replace(read, prose=blanked(read.text))


def _subtitles(path: str, file: BufferedReader, _: Keys) -> Iterator[Article]:
    read = from_bytes(path, whole(path, file))
    yield replace(read, prose=subtitles.blanked(read.text))


def _html(path: str, file: BufferedReader, _: Keys) -> Iterator[Article]:
    try:
        from quotes.inputs import html
    except ImportError as error:
        raise ArticleError(path_name(path), "needs trafilatura: pip install trafilatura lxml-html-clean") from error
    yield html.read(path, whole(path, file))


def _json(path: str, file: BufferedReader, keys: Keys) -> Iterator[Article | ArticleError]:
    from quotes.inputs import rows

    yield from rows.read_whole(path, file, keys)


def _jsonl(path: str, file: BufferedReader, keys: Keys) -> Iterator[Article | ArticleError]:
    from quotes.inputs import rows

    yield from rows.read_lines(path, file, keys)


def _csv(path: str, file: BufferedReader, keys: Keys) -> Iterator[Article | ArticleError]:
    from quotes.inputs import delimited

    yield from delimited.read(path, file, keys)


def _xlsx(path: str, file: BufferedReader, keys: Keys) -> Iterator[Article | ArticleError]:
    try:
        from quotes.inputs import xlsx
    except ImportError as error:
        raise ArticleError(path_name(path), "needs openpyxl: pip install openpyxl") from error
    yield from xlsx.read(path, file, keys)


def _parquet(path: str, file: BufferedReader, keys: Keys) -> Iterator[Article | ArticleError]:
    try:
        from quotes.inputs import parquet
    except ImportError as error:
        raise ArticleError(path_name(path), "needs pyarrow: pip install pyarrow") from error
    yield from parquet.read(path, keys, file if file.seekable() else None)  # its index is at its end


_READERS: Mapping[InputFormat, Callable[[str, BufferedReader, Keys], Iterator[Article | ArticleError]]] = {
    InputFormat.TEXT: _text,
    InputFormat.MARKDOWN: _markdown,
    InputFormat.HTML: _html,
    InputFormat.SUBTITLES: _subtitles,
    InputFormat.JSON: _json,
    InputFormat.JSONL: _jsonl,
    InputFormat.CSV: _csv,
    InputFormat.XLSX: _xlsx,
    InputFormat.PARQUET: _parquet,
}
