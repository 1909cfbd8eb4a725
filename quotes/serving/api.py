"""The server's addresses for programs."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any

import orjson
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

import quotes
from quotes.article import Article
from quotes.errors import ArticleError
from quotes.listing import listed_diagnostics
from quotes.records import Attribution, Pick, picked, schema
from quotes.serving import bodies
from quotes.serving.answers import Answer, Refusal
from quotes.serving.openapi import document
from quotes.serving.problems import ProblemError
from quotes.writers import jsonl

if TYPE_CHECKING:
    from starlette.requests import Request

    from quotes.serving.readers import Readers

_AHEAD = 8  # rows of a stream that are read at once


class Api:
    """Answers with the attributions that the readers find and `pick` wants."""

    def __init__(self, readers: Readers, pick: Pick) -> None:
        self._readers = readers
        self._pick = pick

    @property
    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/extract", self._extract, methods=["POST"]),
            Route("/schema", _constant(schema(Attribution)), methods=["GET"]),
            Route("/openapi.json", _constant(document()), methods=["GET"]),
            Route("/health", _constant({"status": "ok", "version": quotes.__version__}), methods=["GET"]),
        ]

    async def _extract(self, request: Request) -> Response:
        kind = bodies.content_type(request, bodies.TEXT, bodies.ROW, bodies.ROWS)
        if kind == bodies.ROWS:
            return StreamingResponse(self._stream(await request.body()), media_type=bodies.ROWS)
        found = await self.answer(await bodies.one(request, kind))
        return Response(jsonl.line(found), media_type=bodies.ROW)

    async def answer(self, article: Article) -> Answer:
        """The answer for an article. Raises ArticleError, ProblemError."""
        found = await self._readers.extract(article)
        return Answer(
            doc=article.id,
            attributions=tuple(picked(found.attributions, self._pick)),
            diagnostics=listed_diagnostics(found.diagnostics),
        )

    async def _stream(self, body: bytes) -> AsyncIterator[bytes]:
        """A line for each row, in order, as soon as its article is read."""
        waiting = deque[asyncio.Task[Answer | Refusal]]()
        try:
            for number, line in bodies.rows(body):
                waiting.append(asyncio.create_task(self._row(number, line)))
                if len(waiting) >= _AHEAD:
                    yield jsonl.line(await waiting.popleft())
            while waiting:
                yield jsonl.line(await waiting.popleft())
        finally:
            _cancel(waiting)

    async def _row(self, number: int, line: bytes) -> Answer | Refusal:
        try:
            return await self.answer(bodies.row(number, line))
        except ArticleError as error:
            return Refusal(row=number, detail=error.cause)
        except ProblemError as problem:
            return Refusal(row=number, detail=problem.detail)


def _cancel(tasks: Iterable[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()


def _constant(content: Any) -> Callable[[Request], Awaitable[Response]]:
    body = orjson.dumps(content)

    async def respond(_: Request) -> Response:
        return Response(body, media_type=bodies.ROW)

    return respond
