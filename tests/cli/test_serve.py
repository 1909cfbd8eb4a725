"""`quotes serve` as its user meets it; what it answers is tested in tests/serving."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from quotes.writers.jsonl import line
from tests.support.command import command, environment, run
from tests.support.samples import statement


@contextmanager
def serving(here: Path, *args: str) -> Iterator[tuple[Any, str, list[str]]]:
    """A server in a folder, its address, and what it has told before."""
    arguments = command("serve", *args, "--port", "0", "--workers", "1", module="quotes")
    with subprocess.Popen(arguments, cwd=here, stderr=subprocess.PIPE, env=environment(), text=True) as server:
        assert server.stderr
        told = [server.stderr.readline()]
        while "http" not in told[-1]:
            assert told[-1], "it has ended"
            told.append(server.stderr.readline())
        try:
            yield server, told[-1].split()[1], told[:-1]
        finally:
            server.kill()


def test_a_text_goes_in_and_records_come_out(tmp_path: Path) -> None:
    with serving(tmp_path) as (server, address, _):
        request = Request(f"{address}/extract", b"Roe said that it rains.", {"content-type": "text/plain"})  # noqa: S310
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            found = json.load(answer)
        server.send_signal(signal.SIGINT)
        assert (server.wait(60), server.stderr.read()) == (130, "")
    assert [each["quote"]["text"] for each in found["attributions"]] == ["that it rains"]
    assert list(tmp_path.iterdir()) == []


IDS = [f"d:{number}" for number in range(20)]
_KILLED = 120  # after so many of 200 answers
WHO = ["Ada", "Ben", "Eva", "Kim", "Lee"]


def test_what_is_answered_is_on_the_disk_when_the_server_is_killed(tmp_path: Path) -> None:
    records = [statement("d", "Roe", "Ida Roe", id=record_id) for record_id in IDS]
    (tmp_path / "out.jsonl").write_bytes(b"".join(map(line, records)))
    with serving(tmp_path, "out.jsonl", "absent.txt") as (server, address, told):
        assert told == ["quotes: error: absent.txt: no such file or directory\n"]

        def decide(given: tuple[str, str, str]) -> tuple[str, str, str] | None:
            what, record_id, who = given
            body = json.dumps({"what": what, "id": record_id, "reviewer": who}).encode()
            request = Request(f"{address}/articles/1/decisions", body, {"content-type": "application/json"})  # noqa: S310
            try:
                with urlopen(request, timeout=60) as answer:  # noqa: S310
                    answer.read()
            except OSError:  # it is killed
                return None
            return given

        jobs = list(product(["accept", "reject"], IDS, WHO))
        answered = []
        with ThreadPoolExecutor(len(jobs)) as reviewers:  # all at once
            for number, done in enumerate(reviewers.map(decide, jobs), 1):
                answered.append(done)
                if number == _KILLED:
                    server.kill()
    rows = [json.loads(row) for row in (tmp_path / "out.decisions.jsonl").read_bytes().splitlines()]
    kept = [(str(row["verdict"]).removesuffix("ed"), row["id"], row["reviewer"]) for row in rows]
    assert len(set(kept)) == len(kept)
    assert {done for done in answered if done} <= set(kept)
    assert sum(done is not None for done in answered) >= _KILLED


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["-o", "out.txt"], "must be a file whose name ends in .jsonl"),
        (["-"], "must be files: the decisions are saved beside them"),
    ],
)
def test_wrong_usage(tmp_path: Path, args: list[str], cause: str) -> None:
    code, _, err = run(tmp_path, "serve", *args)
    assert (code, cause in " ".join(err.split())) == (2, True)


def test_others_need_a_token(tmp_path: Path) -> None:
    code, _, err = run(tmp_path, "serve", "--host", "0.0.0.0")  # noqa: S104 - refused
    assert code == 2
    assert "is required: other machines can reach this address" in " ".join(err.split())


def test_a_port_that_is_taken_is_an_error(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, err = run(tmp_path, "serve", "--port", str(port))
    assert (code, err) == (1, f"quotes: error: 127.0.0.1:{port}: Address already in use\n")


def test_a_missing_package_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "quotes.serving.server", raising=False)
    code, _, err = run(tmp_path, "serve")
    assert (code, err) == (1, "quotes: error: quotes serve: needs uvicorn: pip install starlette uvicorn\n")
