"""A file that somebody drops on a page -> the articles in it, read as `quotes extract` reads files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath

from quotes.article import Article
from quotes.errors import ArticleError
from quotes.inputs.articles import held
from quotes.inputs.paths import InputFormat
from quotes.inputs.text import LARGEST

MOST = 1_000  # articles in a file
_ELSE = "read it with quotes extract, and give its records to quotes serve"


@dataclass(frozen=True, slots=True)
class Manner:
    """How files are read; `fields` and `input_format` are as for `quotes.articles`."""

    fields: Mapping[str, str] = field(default_factory=dict)
    input_format: InputFormat | None = None

    def read(self, name: str, data: bytes) -> list[Article | ArticleError]:
        """The articles in a file and an error for each that cannot be read; one error for a file with too many."""
        found, size = list[Article | ArticleError](), 0
        for each in held(base_name(name), data, self.fields, input_format=self.input_format):
            found.append(each)
            size += len(each.text) if isinstance(each, Article) else 0
            if len(found) > MOST:
                return [ArticleError(base_name(name), f"has more than {MOST:,} articles: {_ELSE}")]
            if size > LARGEST:  # what workbooks and Parquet unpack to
                return [ArticleError(base_name(name), f"has more than {LARGEST >> 20} MB of text: {_ELSE}")]
        return found


def base_name(name: str) -> str:
    """The name of a file without folders, of whatever system."""
    return PureWindowsPath(PurePosixPath(name).name).name or "file"
