"""The server's pages: a form for an article, and the article with its quotes marked, as in the report."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from quotes.errors import ArticleError
from quotes.inputs.encoding import from_text
from quotes.records import ArticleInfo, Pick, picked
from quotes.serving.guard import COOKIE, TOKEN
from quotes.serving.problems import ProblemError
from quotes.writers.html import ArticleEntry, page

if TYPE_CHECKING:
    from starlette.requests import Request

    from quotes.article import Article
    from quotes.serving.readers import Readers

_FORM = "application/x-www-form-urlencoded"
_REPORT_POLICY = {"content-security-policy": "frame-ancestors 'none'"}  # the page itself says the rest


class Pages:
    """The pages, over the readers."""

    def __init__(self, readers: Readers, pick: Pick) -> None:
        self._readers = readers
        self._pick = pick

    @property
    def routes(self) -> list[Route]:
        """The addresses."""
        return [Route("/", _index, methods=["GET"]), Route("/read", self._read, methods=["POST"])]

    async def _read(self, request: Request) -> Response:
        article = _article(await _fields(request))
        try:
            found = await self._readers.extract(article)
        except ArticleError as error:
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, error.cause) from error
        entry = ArticleEntry(article, list(picked(found.attributions, self._pick)), found.diagnostics)
        return StreamingResponse(page([entry]), headers=_REPORT_POLICY, media_type="text/html")


async def _index(request: Request) -> Response:
    """The form. An address with the token sets it as a cookie, so that it does not stay in the address."""
    if token := request.query_params.get(TOKEN):
        answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
        return answer
    body, policy = _form()
    return HTMLResponse(body, headers={"content-security-policy": policy})


@cache
def _form() -> tuple[str, str]:
    """The form's page and its policy."""
    style = (files("quotes") / "data" / "serve" / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(loader=PackageLoader("quotes", "data/serve"), autoescape=True, undefined=StrictUndefined)
    body = environment.get_template("index.html").render(style=Markup(style))  # noqa: S704 - our own file
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self';"
        " frame-ancestors 'none'; base-uri 'none'"
    )
    return body, policy


async def _fields(request: Request) -> Mapping[str, str]:
    """The fields of the form. Raises ProblemError."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"the Content-Type must be {_FORM}")
    try:
        given = parse_qs((await request.body()).decode("ascii"), errors="strict", max_num_fields=10)
    except ValueError as error:
        raise ProblemError(HTTPStatus.BAD_REQUEST, "the form is damaged") from error
    return {name: values[0] for name, values in given.items()}


def _article(fields: Mapping[str, str]) -> Article:
    """The article of the form: a form's line ends are CR LF, which a pasted text did not have. Raises ProblemError."""
    text = fields.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "the article has no text")
    title = fields.get("title", "").strip()
    info = ArticleInfo(title=title) if title else None
    return replace(from_text(text, "article"), info=info)
