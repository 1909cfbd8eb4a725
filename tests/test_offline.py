"""No command asks the network for anything: each runs where whoever connects, sends or looks a name up is ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEED = str(ROOT / "seeds" / "000_d7f2c852c5b50450.txt")

# The interpreter's own audit (PEP 578), which sees compiled code too. That urllib3, which spaCy imports, opens a socket
# to see whether this machine knows IPv6 is no connection.
WATCHED = """
import sys
asking = "connect sendto sendmsg getaddrinfo gethostbyname gethostbyaddr getnameinfo".split()
def watch(event, args):
    if event.startswith("socket.") and event.removeprefix("socket.") in asking:
        raise SystemExit(f"the network was asked: {event}")
sys.addaudithook(watch)
from quotes.cli import main
main()
"""


def run(here: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", WATCHED, *args]
    return subprocess.run(command, cwd=here, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the records of a seed."""
    folder = tmp_path_factory.mktemp("offline")
    done = run(folder, "extract", SEED, "-o", "out.jsonl")
    assert (done.returncode, "the network was asked" in done.stderr) == (0, False), done.stderr
    return folder


@pytest.mark.parametrize(
    "args",
    [
        ["show", "out.jsonl"],
        ["speakers", "out.jsonl"],
        ["export", "out.jsonl", "-o", "out.csv"],
        ["export", "out.jsonl", "-o", "out.sqlite"],
        ["export", "out.jsonl", "-o", "out.jsonld"],
        ["explain", SEED, "--at", "1"],
        ["schema"],
        ["--version"],
    ],
)
def test_no_command_needs_a_network(here: Path, args: list[str]) -> None:
    done = run(here, *args)
    assert (done.returncode, "error" in done.stderr) == (0, False), done.stderr
    assert done.stdout or args[0] == "export"


def test_the_watch_is_kept(here: Path) -> None:
    script = WATCHED.replace(
        "from quotes.cli import main\nmain()", "import socket\nsocket.create_connection(('::1', 9))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=here, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "the network was asked: socket.getaddrinfo\n")
