"""The server as an attacker meets it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from quotes.serving.guard import Guard
from quotes.serving.server import Place, limits
from tests.support.serving import HERE, LIMITS, TEXT, client

PLAIN = {"content-type": "text/plain"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "127.0.0.1"}, 200),
        ({"host": "[::1]:8000"}, 200),
        ({"host": "evil.example"}, 421),  # DNS rebinding
        ({"host": "127.0.0.1.evil.example:8000"}, 421),
        ({"host": ""}, 421),
        ({"origin": HERE}, 200),
        ({"origin": "http://evil.example"}, 403),  # a form on another page
        ({"origin": "http://127.0.0.1:9000"}, 403),  # another server of this machine
        ({"origin": "null"}, 403),  # a sandboxed frame
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_who_may_send(headers: dict[str, str], status: int) -> None:
    assert client().post("/extract", content=TEXT, headers=PLAIN | headers).status_code == status


@pytest.mark.parametrize(
    ("shown", "status"),
    [
        ({}, 401),
        ({"authorization": "Bearer wrong"}, 401),
        ({"authorization": "Basic secret"}, 401),
        ({"authorization": "Bearer sécret".encode()}, 401),
        ({"authorization": "Bearer secret"}, 200),
        ({"cookie": "quotes-token=secret"}, 200),
    ],
)
def test_a_token(shown: dict[str, Any], status: int) -> None:
    assert client(token="secret").post("/extract", content=TEXT, headers=PLAIN | shown).status_code == status  # noqa: S106


def test_a_browser_keeps_the_token_of_the_address_in_a_cookie_that_other_sites_cannot_use() -> None:
    browser = client(token="secret")  # noqa: S106
    assert browser.get("/").status_code == 401
    answer = browser.get("/?token=secret", follow_redirects=False)
    assert answer.headers["location"] == "/"
    assert {"HttpOnly", "SameSite=strict"} <= set(answer.headers["set-cookie"].split("; "))
    assert browser.get("/").status_code == 200


def test_a_body_that_says_that_it_is_too_large_is_not_read() -> None:
    answer = client(size=10).post("/extract", content=TEXT, headers=PLAIN)
    assert (answer.status_code, answer.json()["detail"]) == (413, "a request may have at most 10 bytes")


def test_a_body_without_an_end_is_cut() -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(1000):
            yield b"x" * 100

    assert client(size=1000).post("/extract", content=endless(), headers=PLAIN).status_code == 413


def test_a_slow_body_is_given_up() -> None:
    answer = asyncio.run(_ask(part_seconds=0.01))
    assert answer == 408


async def _ask(**settings: float) -> int:
    """The status of a request whose body never comes."""
    statuses: list[int] = []

    async def app(_scope: Any, receive: Any, _send: Any) -> None:
        await receive()

    async def receive() -> Any:
        await asyncio.sleep(60)

    async def send(message: Any) -> None:
        statuses.append(message.get("status", 0))

    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": [(b"host", b"127.0.0.1")]}
    await Guard(app, LIMITS.__class__(LIMITS.hosts, None, LIMITS.size, **settings))(scope, receive, send)
    return statuses[0]


@pytest.mark.parametrize("path", ["/", "/schema", "/nothing"])
def test_no_answer_may_be_framed_stored_or_sniffed(path: str) -> None:
    headers = client().get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/extract/../../x", "//etc/passwd"])
def test_no_path_leads_to_a_file(path: str) -> None:
    assert client().get(path).status_code in {404, 405}


@pytest.mark.parametrize(
    ("host", "private"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("192.0.2.7", False), ("news", False)],
)
def test_where_others_can_reach_the_server(host: str, private: bool) -> None:
    assert Place(host).is_private is private
    assert host in limits(Place(host)).hosts
