"""The pages and addresses where articles are reviewed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from quotes.errors import RecordError
from quotes.inputs.originals import Originals
from quotes.inputs.text import LARGEST
from quotes.records import Act, Attribution
from quotes.review.reviewed import reviewed as as_decided
from quotes.serving import bodies
from quotes.serving.judging import Judgment, judge, reviewed
from quotes.serving.problems import POLICY, ProblemError
from quotes.writers import jsonl
from quotes.writers.html import render, report_script, report_style
from quotes.writers.templates import own, style

if TYPE_CHECKING:
    from starlette.requests import Request

    from quotes.serving.desk import Desk
    from quotes.serving.dossiers import Dossier

_FILES: dict[str, tuple[str, Callable[[], str]]] = {
    "desk.js": ("text/javascript", partial(own, "serve", "desk.js")),
    "index.js": ("text/javascript", partial(own, "serve", "index.js")),
    "report.css": ("text/css", report_style),
    "report.js": ("text/javascript", report_script),
    "review.css": ("text/css", partial(own, "serve", "review.css")),
    "review.js": ("text/javascript", partial(own, "serve", "review.js")),
    "style.css": ("text/css", partial(style, "serve/style.css")),
}


class Reviews:
    """The pages of the articles on the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def routes(self) -> list[Route]:
        """The addresses."""
        return [
            Route("/articles/{number:int}", self._page, methods=["GET"]),
            Route("/articles/{number:int}/reviewed", self._reviewed, methods=["GET"]),
            Route("/articles/{number:int}/decisions", self._decide, methods=["POST"]),
            Route("/records.jsonl", self._records, methods=["GET"]),
            Route("/files/{name}", _file, methods=["GET"]),
        ]

    def _dossier(self, request: Request) -> tuple[int, Dossier]:
        number = int(request.path_params["number"])
        dossier = self._desk.dossier(number)
        if dossier is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, "there is no article with this number: go back to /")
        return number, dossier

    async def _page(self, request: Request) -> Response:
        number, dossier = self._dossier(request)
        entry = await self._desk.found(dossier)
        title, records = dossier.title, [dossier.decisions.as_decided(record) for record in entry.records]
        shown = entry._replace(records=records, title=title)
        near = {"before": number - 1 or None, "after": number + 1 if self._desk.dossier(number + 1) else None}
        told = {"near": near, "reviewer": self._desk.reviewer, "acts": list(Act), "title": title, "largest": LARGEST}
        page = render("serve", "review.html", [shown], None, **told)
        return StreamingResponse(page, headers=POLICY, media_type="text/html")

    async def _reviewed(self, request: Request) -> Response:
        return await self._answer(self._dossier(request)[1], request.query_params.get("reviewer"), None)

    async def _decide(self, request: Request) -> Response:
        """Write a decision; the answer is sent when it is on the disk.

        Nothing is awaited between reading the state and writing, so that decisions sent at once come one after another.
        """
        _, dossier = self._dossier(request)
        judgment = await bodies.model(request, Judgment)
        entry = await self._desk.found(dossier)
        name = judgment.reviewer or self._desk.reviewer
        try:
            chosen = judge(judgment, entry, dossier.decisions, name, partial(self._desk.keep, dossier))
        except RecordError as error:
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, f"{error.field}: {error.cause}") from error
        return await self._answer(dossier, judgment.reviewer, chosen)

    async def _answer(self, dossier: Dossier, asking: str | None, chosen: str | None) -> Response:
        entry = await self._desk.found(dossier)
        default = self._desk.reviewer
        found = reviewed(entry, dossier.decisions, asking or default, default, chosen)
        return Response(jsonl.line(found), media_type=bodies.ROW)

    async def _records(self, _: Request) -> Response:
        """All records as decided, but those of articles that are still to be read."""
        wrong: list[RecordError] = []
        records = [record for own in self._desk.files() for record in _decided(own, wrong)]
        if wrong:
            raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, f"{wrong[0]}: undo this correction")
        headers = {"content-disposition": "attachment; filename=reviewed.jsonl"}
        return Response(b"".join(map(jsonl.line, records)), headers=headers, media_type=bodies.ROWS)


def _decided(dossiers: Sequence[Dossier], wrong: list[RecordError]) -> Iterator[Attribution]:
    """The records of the articles of a file, as decided."""
    decisions = dossiers[0].decisions
    decisions.refresh()
    found = (record for dossier in dossiers for record in dossier.found())
    return as_decided(found, decisions, Originals(), wrong.append)


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        raise ProblemError(HTTPStatus.NOT_FOUND, "there is no such file")
    kind, read = _FILES[name]
    return Response(read(), media_type=kind)
