"""Paths -> articles: what a command is given to read, one article at a time, whatever it is written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from quotes import article
from quotes.article import Article, OnRead, path_name
from quotes.errors import ArticleError
from quotes.markdown import blanked
from quotes.paths import InputFormat, find, format_of

FIELDS = ("id", "text", "title", "outlet", "date", "url")  # of a row of JSON Lines


def articles(
    paths: Iterable[str],
    fields: Mapping[str, str] | None = None,
    *,
    unnamed: InputFormat = InputFormat.TEXT,
    on_read: OnRead | None = None,
) -> Iterator[Article | ArticleError]:
    """The articles at the paths, in order, or in the place of each that cannot be read, why; none is kept.

    A path names a file, a folder or a pattern (`quotes.paths.find`); "-" is standard input. What a file is written in
    is told by its name, and is `unnamed` where that tells nothing:

    - text, which is taken as it stands;
    - Markdown, which is read without its marks, but offsets and what they prove are of the file's own text;
    - HTML, of which the text is that of the article in it, and offsets are into that (needs trafilatura);
    - JSON Lines, a row for each article, of which the text is that of a key. `fields` has the keys of those of
      the `FIELDS` that have another key than their name;
    - Parquet, in the same way (needs pyarrow).

    All but Parquet may be packed, as .gz. The ids are unique: -2, -3 ... follows one that an earlier article has.
    `on_read` is told of each part of a file that is read how many bytes it has.
    """
    unique = Ids()
    keys = {**dict(zip(FIELDS, FIELDS, strict=True)), **(fields or {})}
    for found in (found for path in paths for found in find(path)):
        try:
            for each in [found] if isinstance(found, ArticleError) else _read(found, keys, unnamed, on_read):
                yield each if isinstance(each, ArticleError) else replace(each, id=unique(each.id))
        except ArticleError as error:
            yield error


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


def _read(
    path: str, keys: Mapping[str, str], unnamed: InputFormat, on_read: OnRead | None
) -> Iterator[Article | ArticleError]:
    """The articles in a file."""
    match format_of(path) or unnamed:
        case InputFormat.TEXT:
            yield article.read(path, on_read=on_read)
        case InputFormat.MARKDOWN:
            read = article.read(path, on_read=on_read)
            yield replace(read, prose=blanked(read.text))
        case InputFormat.JSONL:
            from quotes import rows

            yield from rows.read(path, keys, on_read)
        case InputFormat.PARQUET:
            try:
                from quotes import columns
            except ImportError as error:
                raise ArticleError(path_name(path), "needs pyarrow: pip install pyarrow") from error
            yield from columns.read(path, keys)
        case InputFormat.HTML:
            try:
                from quotes import pages
            except ImportError as error:
                raise ArticleError(
                    path_name(path), "needs trafilatura: pip install trafilatura lxml-html-clean"
                ) from error
            yield pages.read(path, on_read)
