"""Request bodies -> articles: a text, a row of JSON, or many of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from quotes.article import Article
from quotes.errors import ArticleError
from quotes.inputs.keys import Keys
from quotes.inputs.rows import article as article_of
from quotes.inputs.rows import parsed
from quotes.inputs.text import from_bytes
from quotes.serving.problems import ProblemError

if TYPE_CHECKING:
    from starlette.requests import Request

TEXT, ROW, ROWS = "text/plain", "application/json", "application/x-ndjson"

_KEYS = Keys()
_NAME = "request"


def content_type(request: Request) -> str:
    """The media type of the body, without its parameters. Raises ProblemError for any other than the three."""
    found = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if found not in {TEXT, ROW, ROWS}:
        detail = f"the Content-Type must be {TEXT}, {ROW} or {ROWS}"
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail)
    return found


async def one(request: Request, kind: str) -> Article:
    """The article of a text or a row. Raises ProblemError."""
    body = await request.body()
    try:
        if kind == TEXT:
            return replace(from_bytes(_NAME, body), path=None)
        return row(1, body)
    except ArticleError as error:
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, error.cause) from error


def row(number: int, line: bytes) -> Article:
    """The article of a row of JSON, `number` counted from 1. Raises ArticleError."""
    try:
        return replace(article_of(_NAME, number, parsed(line.decode()), _KEYS), path=None)
    except UnicodeDecodeError as error:
        raise ArticleError(f"{_NAME}-{number}", "is not UTF-8") from error
    except ValueError as error:
        raise ArticleError(f"{_NAME}-{number}", str(error)) from error


def rows(body: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines of a body with their numbers, counted from 1, without the empty ones."""
    return ((number, line) for number, line in enumerate(body.split(b"\n"), 1) if line.strip())
