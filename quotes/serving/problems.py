"""Errors in the form of RFC 9457: application/problem+json; for a person in a browser, as a page."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import orjson
from starlette.responses import HTMLResponse, Response

from quotes.writers.templates import environment

if TYPE_CHECKING:
    from starlette.requests import Request

JSON = "application/problem+json"

# Everything comes from here, and nothing stands in the page: no text of an article can be a script or a style.
POLICY = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
}


class ProblemError(Exception):
    """A request that cannot be answered: the status and, in a sentence, what to do."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail

    def response(self, request: Request) -> Response:
        """The response with the problem; its type is about:blank, so its title is that of the status."""
        content = {"title": self.status.phrase, "status": int(self.status), "detail": self.detail}
        headers = {"retry-after": "5"} if self.status is HTTPStatus.SERVICE_UNAVAILABLE else {}
        if "text/html" in request.headers.get("accept", ""):  # a browser goes there, and no script of ours asks
            page = environment("serve").get_template("problem.html").render(content)
            return HTMLResponse(page, self.status, headers | POLICY)
        return Response(orjson.dumps(content), self.status, headers, JSON)
