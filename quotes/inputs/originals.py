"""The texts of the articles that records were made from, read again as `quotes extract` read them.

A text is returned only if it proves its record. It may be in a folder of texts (`extract --save-text`) or in the
article's own file, in any format: then it is read from the page or the row once more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from weakref import finalize

from quotes.article import Article
from quotes.errors import ArticleError, RecordError
from quotes.inputs.articles import articles as articles_at
from quotes.inputs.paths import InputFormat
from quotes.inputs.saved import file_name
from quotes.inputs.text import read
from quotes.records import Attribution, check

_IN_MEMORY = 16 << 20  # bytes of a file's texts that are kept in memory; the rest is on disk
_FILES = 8  # files whose texts are kept, since a reviewer may go back and forth
_NUMBER = re.compile(r"-[0-9]+$")  # added to an id that an earlier article of the run had


@dataclass(frozen=True, slots=True)
class Original:
    """A record's article: its text, if it was found; `changed` if only other texts were found in its place."""

    text: str | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """Where to look for texts, and how to read their files.

    `folder` has texts as ID.txt; `fields` and `input_format` are as for `quotes.articles`. A record may name any file,
    so only files that `may_read` allows are opened.
    """

    folder: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    input_format: InputFormat | None = None
    may_read: Callable[[str], bool] = lambda _: True


class Originals:
    """Finds the texts of records. It keeps those of the last few files, since an article's records come together."""

    def __init__(self, where: Where | None = None) -> None:
        self._where = where or Where()
        self._kept = lru_cache(_FILES)(self._read)
        self._saved = lru_cache(_FILES)(_saved)

    def another(self) -> Originals:
        """One that looks in the same places, for another thread."""
        return Originals(self._where)

    def find(self, record: Attribution, path: str | None) -> Original:
        """The article's text. `path`: where its file was when the record was made; None if it had no file."""
        changed = False
        for text in self._texts(record.doc, path):
            if _proves(text, record):
                return Original(text)
            changed = True
        return Original(changed=changed)

    def text(self, record: Attribution) -> str | None:
        """The article's text, by the record's path; None if it was not found or has changed."""
        return self.find(record, record.path).text

    def unchanged(self, doc: str, path: str | None, digest: str) -> str | None:
        """The text of an article without records, whose SHA-256 in UTF-8 is known; None where it is not at hand."""
        return next((text for text in self._texts(doc, path) if sha256(text.encode()).hexdigest() == digest), None)

    def _texts(self, doc: str, path: str | None) -> Iterator[str]:
        """All candidates for the article's text."""
        if self._where.folder and (text := self._saved(self._where.folder, doc)):
            yield text
        if path and self._where.may_read(path) and _is_file(path):
            yield from self._kept(path).texts(doc)

    def _read(self, path: str) -> _Texts:
        return _Texts(articles_at([path], self._where.fields, input_format=self._where.input_format))


class _Texts:
    """The texts of the articles in a file, on disk if there are many."""

    def __init__(self, articles: Iterator[Article | ArticleError]) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the last reference to this
        finalize(self, self._file.close)
        self._places: dict[str, tuple[int, int]] = {}
        for each in articles:
            if isinstance(each, Article):
                data = each.text.encode()
                self._places[each.id] = (self._file.tell(), len(data))
                self._file.write(data)

    def texts(self, doc: str) -> Iterator[str]:
        """The text with that id, then texts whose ids may have got another number in that run: n-1, n-1-2.

        The only text of a file fits any id, since the program that made the record may have used its own ids.
        """
        base, alone = _NUMBER.sub("", doc), len(self._places) == 1
        others = (each for each in self._places if alone or each == base or _NUMBER.sub("", each) == base)
        for name in dict.fromkeys([doc, *others]):
            if name in self._places:
                start, size = self._places[name]
                self._file.seek(start)
                yield self._file.read(size).decode()


def is_verbatim(path: str | None, text: str) -> bool:
    """Whether the file holds exactly the text, so that offsets in one are offsets in the other."""
    try:
        return path is not None and _is_file(path) and read(path).text == text
    except ArticleError:
        return False


def is_below(path: str) -> bool:
    """Whether the file is in or below the current folder and not hidden, as files with keys and settings may be."""
    try:
        inside = Path(path).resolve().relative_to(Path.cwd())
    except (OSError, ValueError):
        return False
    return not any(part.startswith(".") for part in inside.parts)


def _saved(folder: str, doc: str) -> str | None:
    path = str(Path(folder, file_name(doc)))
    try:
        return read(path).text if _is_file(path) else None
    except ArticleError:
        return None


def _proves(text: str, record: Attribution) -> bool:
    try:
        check(record, text)
    except RecordError:
        return False
    return True


def _is_file(path: str) -> bool:
    """Whether it is a regular file; a pipe or a device could make us wait."""
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False
