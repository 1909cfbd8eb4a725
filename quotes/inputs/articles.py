"""Paths -> articles: what a command is given to read, one article at a time, whatever it is written in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from io import BufferedReader
from os import PathLike

from quotes.article import Article, Diagnostic
from quotes.errors import ArticleError
from quotes.files import path_name
from quotes.inputs import subtitles
from quotes.inputs.formats import tell
from quotes.inputs.keys import Keys
from quotes.inputs.markdown import blanked
from quotes.inputs.paths import InputFormat, find
from quotes.inputs.text import OnRead, from_bytes, opened, whole

AnyPath = str | PathLike[str]


def articles(
    paths: AnyPath | Iterable[AnyPath],
    fields: Mapping[str, str] | None = None,
    *,
    input_format: InputFormat | None = None,
    on_read: OnRead | None = None,
) -> Iterator[Article | ArticleError]:
    """The articles at one path or several, in order, and an error for each that cannot be read; none is kept.

    A path names a file, a folder, a pattern or a list (`quotes.inputs.paths.find`); "-" is standard input. What a file
    is written in is told by its first bytes, or else by its name (`quotes.inputs.formats.tell`), unless `input_format`
    says it:

    - text, which is taken as it stands;
    - Markdown, which is read without its marks, but offsets and what they prove are of the file's own text;
    - subtitles (WebVTT, SubRip), read in the same way without their times, numbers and tags;
    - HTML: the text is that of the article in it, and offsets refer to it (needs trafilatura);
    - JSON, which is an object with an article, or an array of such, and JSON Lines, where each line is one: the text
      is that of a key (`quotes.inputs.keys`). `fields` names the keys of fields that have another;
    - CSV and TSV, in the same way, under a header;
    - Excel workbooks (.xlsx), in the same way (needs openpyxl);
    - Parquet, in the same way (needs pyarrow).

    All but Parquet may be packed by gzip. The ids are unique: -2, -3 ... follows one that an earlier article has. An
    article with the same text as an earlier one has a diagnostic that says so, *repeated*. `on_read` is told of each
    part of a file that is read how many bytes it has.
    """
    given = [paths] if isinstance(paths, str | PathLike) else paths
    run = _Run(Keys(fields or {}), input_format, on_read)
    for path in given:
        for found in find(os.fspath(path)):
            yield from [found] if isinstance(found, ArticleError) else run.read(found)


class _Run:
    """What the articles of a run have in common."""

    def __init__(self, keys: Keys, input_format: InputFormat | None, on_read: OnRead | None) -> None:
        self._keys = keys
        self._format = input_format
        self._on_read = on_read
        self._unique = Ids()
        self._seen: dict[bytes, str] = {}  # of each text the hash, and the id of the article that had it first

    def read(self, path: str) -> Iterator[Article | ArticleError]:
        """The articles in a file."""
        try:
            with opened(path, self._on_read) as file:
                kind = self._format or tell(path, file.peek(), self._keys.of("text"))
                for each in _READERS[kind](path, file, self._keys):
                    yield each if isinstance(each, ArticleError) else self._settled(each)
        except ArticleError as error:
            yield error

    def _settled(self, article: Article) -> Article:
        """The article with an id of its own, and word of an earlier one with its text."""
        article = replace(article, id=self._unique(article.id))
        first = self._seen.setdefault(blake2b(article.text.encode(), digest_size=16).digest(), article.id)
        if first == article.id:
            return article
        repeated = Diagnostic("repeated", f"the same text as {first}")
        return replace(article, diagnostics=(*article.diagnostics, repeated))


class Ids:
    """The ids of a run: all that grows with the number of its articles."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}  # of each id given, the last that has been tried behind it

    def __call__(self, wanted: str) -> str:
        """The id itself, or with -2, -3 ... where it is taken."""
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


def _parquet(path: str, _: BufferedReader, keys: Keys) -> Iterator[Article | ArticleError]:
    try:
        from quotes.inputs import parquet
    except ImportError as error:
        raise ArticleError(path_name(path), "needs pyarrow: pip install pyarrow") from error
    yield from parquet.read(path, keys)


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
