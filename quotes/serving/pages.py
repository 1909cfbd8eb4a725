"""The first page: articles are pasted or dropped there, and opened as articles under review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import orjson
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from quotes.errors import ArticleError
from quotes.inputs.encoding import from_text
from quotes.inputs.text import LARGEST
from quotes.records import ArticleInfo
from quotes.serving.bodies import ROW, content_type
from quotes.serving.guard import COOKIE, TOKEN
from quotes.serving.problems import POLICY, ProblemError
from quotes.writers.templates import environment

if TYPE_CHECKING:
    from starlette.requests import Request

    from quotes.article import Article
    from quotes.serving.desk import Desk

_FORM, _FILE = "application/x-www-form-urlencoded", "application/octet-stream"
_TOLD = 10  # errors of a file that are told


class Pages:
    """The form with the list of the articles, over the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/", self._index, methods=["GET"]),
            Route("/read", self._read, methods=["POST"]),
            Route("/open", self._open, methods=["POST"]),
        ]

    async def _index(self, request: Request) -> Response:
        """The form. An address with the token sets it as a cookie, so that it does not stay in the address."""
        if token := request.query_params.get(TOKEN):
            answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
            answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
            return answer
        page = environment("serve").get_template("index.html").render(desk=self._desk, largest=LARGEST)
        return HTMLResponse(page, headers=POLICY)

    async def _read(self, request: Request) -> Response:
        number = self._desk.paste(_article(await _fields(request)))
        return RedirectResponse(f"/articles/{number}", HTTPStatus.SEE_OTHER)

    async def _open(self, request: Request) -> Response:
        """Open the articles of a file: its name is in the address, the body has its bytes.

        No form of another site can send a body of this type.
        """
        content_type(request, _FILE)
        name = request.query_params.get("name", "")
        numbers, refused = await self._desk.take(name, await request.body())
        told = [error.cause for error in refused]
        if not numbers:
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(told[:_TOLD]) or "has no article")
        content = orjson.dumps({"articles": numbers, "refused": told[:_TOLD], "more": len(told[_TOLD:])})
        self._desk.read_on()
        return Response(content, media_type=ROW)


async def _fields(request: Request) -> Mapping[str, str]:
    """The fields of the form. Raises ProblemError."""
    content_type(request, _FORM)
    try:
        given = parse_qs((await request.body()).decode("ascii"), errors="strict", max_num_fields=10)
    except ValueError as error:
        raise ProblemError(HTTPStatus.BAD_REQUEST, "the form is damaged") from error
    return {name: values[0] for name, values in given.items()}


def _article(fields: Mapping[str, str]) -> Article:
    """The article of the form: a form's line ends are CR LF, which a pasted text did not have. Raises ArticleError."""
    text = fields.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise ArticleError("article", "the article has no text")
    title = fields.get("title", "").strip()
    info = ArticleInfo(title=title) if title else None
    return replace(from_text(text, "article"), info=info)
