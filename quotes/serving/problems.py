"""Errors in the form of RFC 9457: application/problem+json."""

from __future__ import annotations

from http import HTTPStatus

import orjson
from starlette.responses import Response

JSON = "application/problem+json"


class ProblemError(Exception):
    """A request that cannot be answered: the status and, in a sentence, what to do."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail

    def response(self) -> Response:
        """The response with the problem; its type is about:blank, so its title is that of the status."""
        content = {"title": self.status.phrase, "status": int(self.status), "detail": self.detail}
        headers = {"retry-after": "5"} if self.status is HTTPStatus.SERVICE_UNAVAILABLE else None
        return Response(orjson.dumps(content), self.status, headers, JSON)
