"""The server: addresses, guard and processes together, and uvicorn, which runs them."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from quotes.errors import ArticleError, LinesError, OutputError, ServeError
from quotes.files import cause
from quotes.inputs.text import LARGEST
from quotes.serving import checks
from quotes.serving.api import Api
from quotes.serving.guard import Guard, Limits
from quotes.serving.pages import Pages
from quotes.serving.problems import ProblemError
from quotes.serving.readers import Readers
from quotes.serving.reviews import Reviews

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from quotes.parallel import Load
    from quotes.records import Pick
    from quotes.serving.desk import Desk

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_PATIENCE = 300.0  # seconds for an article; the longest takes about 180 on one core


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens, and the token that requests must show, if any."""

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None

    @property
    def is_private(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def hosts(self) -> frozenset[str]:
        """The names that the Host header of a request may have."""
        return _LOOPBACK | {self.host.lower()}


def application(readers: Readers, pick: Pick, limits: Limits, desk: Desk) -> Starlette:
    """The ASGI application."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        desk.read_on()
        naming = asyncio.create_task(desk.name_all())
        yield
        naming.cancel()
        desk.stop()
        readers.close()

    return Starlette(
        routes=[*Pages(desk).routes, *Reviews(desk).routes, *Api(readers, pick).routes, checks.route()],
        middleware=[Middleware(Guard, limits)],
        exception_handlers={
            ProblemError: _problem,
            ArticleError: _unreadable,
            OutputError: _failed,
            LinesError: _failed,
            HTTPException: _refused,
        },
        lifespan=lifespan,
    )


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # noqa: S101 - registered for it
    return error.response(request)


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, ArticleError)  # noqa: S101 - registered for it
    return ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, error.cause).response(request)


async def _failed(request: Request, error: Exception) -> Response:
    """A file of ours that cannot be written, or cannot be read any more."""
    status = HTTPStatus.INSUFFICIENT_STORAGE if isinstance(error, OutputError) else HTTPStatus.INTERNAL_SERVER_ERROR
    return ProblemError(status, str(error)).response(request)


async def _refused(request: Request, error: Exception) -> Response:
    """Starlette's own: an unknown address, or one that has no such method."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    return ProblemError(HTTPStatus(error.status_code), f"{error.detail}: see /openapi.json").response(request)


def limits(place: Place) -> Limits:
    """The limits for requests at that place."""
    return Limits(place.hosts, place.token, LARGEST)


def run(
    place: Place,
    load: Load,
    processes: int,
    pick: Pick,
    lay: Callable[[Readers], Desk],
    on_start: Callable[[str], object],
) -> None:
    """Serve until interrupted. `lay` makes the desk with the articles; `on_start` gets the server's address.

    Raises:
        ServeError: the address is taken, or is not one of this machine.
        ModelError: the pipeline cannot be loaded.
        LinesError: a file of records or of decisions cannot be read.
    """
    with _listening(place) as sock:
        readers = Readers(load, processes, _PATIENCE)
        desk = lay(readers)
        asyncio.run(readers.start())
        on_start(f"http://{place.host}:{sock.getsockname()[1]}")
        app = application(readers, pick, limits(place), desk)
        config = uvicorn.Config(app, log_level="warning", server_header=False)
        uvicorn.Server(config).run([sock])


def _listening(place: Place) -> socket.socket:
    """Raises ServeError."""
    host = place.host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, place.port), family=family)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else cause(error)  # socket adds words
        raise ServeError(f"{place.host}:{place.port}", why) from error
