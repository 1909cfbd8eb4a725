"""`quotes serve` as its user meets it; what it answers is tested in tests/serving."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

from tests.support.command import command, environment, run

if TYPE_CHECKING:
    import pytest


def test_a_text_goes_in_and_records_come_out(tmp_path: Path) -> None:
    arguments = command("serve", "--port", "0", "--workers", "1", module="quotes")
    with subprocess.Popen(arguments, cwd=tmp_path, stderr=subprocess.PIPE, env=environment(), text=True) as server:
        assert server.stderr
        address = server.stderr.readline().split()[1]
        request = Request(f"{address}/extract", b"Roe said that it rains.", {"content-type": "text/plain"})  # noqa: S310
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            found = json.load(answer)
        server.send_signal(signal.SIGINT)
        assert (server.wait(60), server.stderr.read()) == (130, "")
    assert [each["quote"]["text"] for each in found["attributions"]] == ["that it rains"]
    assert list(tmp_path.iterdir()) == []


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
