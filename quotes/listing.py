"""The list of articles that a file of records was made from: out.articles.ndjson beside out.jsonl. No spaCy here.

Articles in which nobody is quoted do not appear in the records. The list has a line for each article that was read, so
that "quotes per article" can be counted. Its lines are JSON, like the records; its name does not end with .jsonl, so
that *.jsonl matches only the records. The JSON Schema in schemas/ is made from these classes.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from quotes.article import Article, Diagnostic
from quotes.files import PACKED
from quotes.inputs.paths import LISTED
from quotes.records import ArticleInfo, Model, Offset, Text

_RECORDS = ".jsonl"

Count = Annotated[int, Field(ge=0)]


class ListedDiagnostic(Model):
    """Something wrong in the article's text, or a reason why it was not read as requested."""

    code: Text = Field(description="The kind of problem, for programs")
    message: Text = Field(description="The problem, for people")
    start: Offset | None = Field(description="Offset of its first character; null if it is the whole text")
    end: Offset | None = Field(description="Offset after its last character; null if it is the whole text")


class Listed(Model):
    """An article that was read: what is known about it, and how many of its attributions were written."""

    schema_version: Literal["1.0"] = Field("1.0", description="The version of this schema")
    doc: Text = Field(description="The article's id, as in its attributions")
    path: Text | None = Field(description="The article's file, as it was given; null if there is none")
    article: ArticleInfo | None = Field(description="What is known about the article; null if nothing is")
    sha256: Text = Field(description="SHA-256 of the article's text in UTF-8")
    characters: Count = Field(description="Length of the article's text, in code points")
    words: Count = Field(description="Number of words in the text, separated by white space")
    attributions: Count = Field(description="Number of attributions written for the article")
    diagnostics: tuple[ListedDiagnostic, ...] = Field(description="What was wrong in the text")


def listed(article: Article, diagnostics: Iterable[Diagnostic], attributions: int) -> Listed:
    """The line for an article that was read."""
    return Listed(
        doc=article.id,
        path=article.path,
        article=article.info,
        sha256=sha256(article.text.encode()).hexdigest(),
        characters=len(article.text),
        words=len(article.text.split()),
        attributions=attributions,
        diagnostics=listed_diagnostics(diagnostics),
    )


def listed_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[ListedDiagnostic, ...]:
    """The diagnostics as they are written."""
    return tuple(
        ListedDiagnostic(code=each.code, message=each.message, start=each.start, end=each.end) for each in diagnostics
    )


def path_beside(records: str | Path) -> Path:
    """The path of the list for a file of records: out.articles.ndjson for out.jsonl and for out.jsonl.gz."""
    return Path(str(records).removesuffix(PACKED).removesuffix(_RECORDS) + LISTED)


def is_list(path: Path) -> bool:
    """Whether the file is a list of articles, as far as its first line shows. Raises OSError."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        try:
            Listed.model_validate_json(file.readline())
        except ValidationError:
            return False
    return True
