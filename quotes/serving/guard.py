"""Checks before every request: who sends it, from where, and how much.

A server on the loopback interface is open to every page that its user has in a browser. A page on another site can send
a request here (CSRF), or have its own name point here (DNS rebinding). So the Host header must be one of ours, and a
request that changes or reads something with POST must not come from another site.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from secrets import compare_digest
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request

from quotes.serving.problems import ProblemError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN, COOKIE = "token", "quotes-token"

# The default policy for pages; each page of ours adds what it needs.
HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer, a browser says of our own form that it comes from nowhere
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}
_SAFE = {"GET", "HEAD"}
_OWN_SITE = {"same-origin", "none"}  # values of Sec-Fetch-Site; none: typed by the user


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for requests.

    Attributes:
        hosts: names of this server, without ports.
        token: the token that requests must have, if any.
        size: the most bytes of a body.
        body_seconds: how long a body may take.
        part_seconds: how long a part of a body may take.
    """

    hosts: frozenset[str]
    token: str | None
    size: int
    body_seconds: float = 120.0
    part_seconds: float = 20.0


class Guard:
    """The ASGI application around the server's own."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it with a problem."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer, request = _Answer(send), Request(scope)
        try:
            self._check(request)
            await self._app(scope, _Body(receive, self._limits).receive, answer.send)
        except ProblemError as problem:
            if answer.begun:
                raise
            await problem.response(request)(scope, receive, answer.send)

    def _check(self, request: Request) -> None:
        headers, host = request.headers, request.headers.get("host", "")
        if _without_port(host) not in self._limits.hosts:
            raise ProblemError(HTTPStatus.MISDIRECTED_REQUEST, "the Host header names another server")
        if request.method not in _SAFE and _is_foreign(headers, host):
            raise ProblemError(HTTPStatus.FORBIDDEN, "the request comes from a page of another site")
        if self._limits.token and not any(_is_same(shown, self._limits.token) for shown in _tokens(request)):
            raise ProblemError(
                HTTPStatus.UNAUTHORIZED,
                "send the server's token in the header Authorization: Bearer TOKEN, or open /?token=TOKEN in a browser",
            )
        if _number(headers.get("content-length")) > self._limits.size:
            raise _too_large(self._limits.size)


def _tokens(request: Request) -> Iterator[str]:
    """The tokens that a request shows: a program's header, a browser's cookie, or the address that sets it."""
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        yield shown.strip()
    yield request.cookies.get(COOKIE, "")
    if request.method in _SAFE:
        yield request.query_params.get(TOKEN, "")


def _is_same(shown: str, token: str) -> bool:
    return compare_digest(shown.encode(), token.encode())


def _without_port(host: str) -> str:
    """*e.g.* localhost for localhost:8000, [::1] for [::1]:8000."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def _is_foreign(headers: Headers, host: str) -> bool:
    """Whether a browser says that the request comes from another site; programs do not say anything."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None and origin not in {f"http://{host}", f"https://{host}"}:
        return True
    return site is not None and site not in _OWN_SITE


def _number(header: str | None) -> int:
    return int(header) if header and header.isdecimal() else 0


def _too_large(size: int) -> ProblemError:
    return ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a request may have at most {size:,} bytes")


class _Body:
    """A request's body as it arrives, as long as it is neither too large nor too slow."""

    def __init__(self, receive: Receive, limits: Limits) -> None:
        self._receive = receive
        self._limits = limits
        self._size = 0
        self._ended = False
        self._until = asyncio.get_running_loop().time() + limits.body_seconds

    async def receive(self) -> Message:
        """The next part. Raises ProblemError."""
        if self._ended:  # only the end of the connection can follow
            return await self._receive()
        message = await self._in_time()
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._ended = not message.get("more_body", False)
            if self._size > self._limits.size:
                raise _too_large(self._limits.size)
        return message

    async def _in_time(self) -> Message:
        left = self._until - asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(min(left, self._limits.part_seconds)):
                return await self._receive()
        except TimeoutError as error:
            raise ProblemError(HTTPStatus.REQUEST_TIMEOUT, "the body came too slowly") from error


class _Answer:
    """A response while it is sent, with the headers that restrict pages."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def send(self, message: Message) -> None:
        """Send the next part."""
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)
