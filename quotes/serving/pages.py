"""The server's pages: a form for an article, and the article with its quotes marked, as in the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from quotes.errors import ArticleError
from quotes.inputs.encoding import from_text
from quotes.records import ArticleInfo, Pick, picked
from quotes.serving.bodies import content_type
from quotes.serving.guard import COOKIE, TOKEN
from quotes.serving.problems import ProblemError
from quotes.writers.html import ArticleEntry, page
from quotes.writers.templates import digest, environment, own

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
        found = await self._readers.extract(article)
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
    style = own("serve", "style.css")
    body = environment("serve").get_template("index.html").render(style=style)
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; img-src data:; form-action 'self';"
        " frame-ancestors 'none'; base-uri 'none'"
    )
    return body, policy


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
