"""Request bodies -> articles: a text, a row of JSON, or many of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from quotes.article import Article
from quotes.errors import ArticleError
from quotes.inputs.keys import Keys
from quotes.inputs.rows import article as article_of
from quotes.inputs.rows import parsed
from quotes.inputs.text import from_bytes
from quotes.records import Model
from quotes.serving.problems import ProblemError

if TYPE_CHECKING:
    from starlette.requests import Request

TEXT, ROW, ROWS = "text/plain", "application/json", "application/x-ndjson"

_KEYS = Keys()
_NAME = "request"


def content_type(request: Request, *allowed: str) -> str:
    """The media type of the body, without its parameters. Raises ProblemError for one that is not allowed."""
    found = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if found not in allowed:
        *others, last = allowed
        listed = f"{', '.join(others)} or {last}" if others else last
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"the Content-Type must be {listed}")
    return found


M = TypeVar("M", bound=Model)


async def model(request: Request, kind: type[M]) -> M:
    """The body, a JSON object of that kind. Raises ProblemError."""
    content_type(request, ROW)
    try:
        return kind.model_validate_json(await request.body())
    except ValidationError as error:
        first = error.errors()[0]
        detail = ": ".join(filter(None, [".".join(map(str, first["loc"])), first["msg"]]))
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, detail) from error


async def one(request: Request, kind: str) -> Article:
    """The article of a text or a row. Raises ArticleError."""
    body = await request.body()
    return replace(from_bytes(_NAME, body), path=None) if kind == TEXT else row(1, body)


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
