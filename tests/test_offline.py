"""Nothing leaves the machine: no command asks the network for anything, nor leaves a file that nobody asked for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

SEED = str(ROOT / "seeds" / "000_d7f2c852c5b50450.txt")

# Each command runs where whoever connects, sends or looks a name up is ended.
# The interpreter's own audit (PEP 578), which sees compiled code too. That urllib3, which spaCy imports, opens a socket
# checking for IPv6 is not a connection.
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


LOADED = "import quotes; assert quotes.load().extract('Anna Lund said that it rained.').attributions"


@pytest.mark.parametrize(
    "args",
    [
        ["-m", "quotes", "extract", SEED],
        ["-m", "quotes", "report", SEED, "-o", "out.html"],
        ["-m", "quotes", "explain", SEED, "--at", "1"],
        ["-m", "quotes", "batch", "in", "-o", "out", "--workers", "1"],
        ["-c", LOADED],
    ],
    ids=lambda args: " ".join(args[1:3])[:20],
)
def test_nothing_is_left_at_home(tmp_path: Path, args: list[str]) -> None:
    if "batch" in args:
        pytest.importorskip("distributed")
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "in").mkdir()
    shutil.copy(SEED, tmp_path / "in")
    env = {"PYTHONPATH": str(ROOT), "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, *args], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, list(home.rglob("*"))) == (0, []), done.stderr


# What native code asks for, which the interpreter's audit does not see: onnxruntime would ten seconds after a model is
# read. urllib3, which spaCy imports, binds a socket to ::1 to see whether this machine knows IPv6.
ASKED = re.compile(r"(?:connect|sendto|sendmsg|sendmmsg)\(.*sa_family=(?!AF_UNIX\b|AF_NETLINK\b).*")
HERE = re.compile(r"inet_addr\(\"127\.|\"::1\"")


@pytest.fixture(scope="module", autouse=True)
def traced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[str], Path] | None]:
    """A process that loads the pipeline and stays for 20 seconds, beside the other tests, and the file of its calls."""
    if not shutil.which("strace"):
        yield None
        return
    folder = tmp_path_factory.mktemp("traced")
    strace = ["strace", "-f", "-qq", "-o", str(folder / "calls"), "-e", "trace=connect,sendto,sendmsg,sendmmsg"]
    script = f"{LOADED}; import time; time.sleep(20)"
    env = {"PYTHONPATH": str(ROOT), "HOME": str(folder / "home"), "PATH": os.environ["PATH"]}
    command = [*strace, sys.executable, "-c", script]
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as process:
        yield process, folder / "calls"
        process.kill()


def test_the_system_is_not_asked_for_a_network(traced: tuple[subprocess.Popen[str], Path] | None) -> None:
    if traced is None:
        pytest.skip("no strace (Debian: apt install strace)")
    process, calls = traced
    _, err = process.communicate()
    if "PTRACE" in err or "ptrace" in err:
        pytest.skip("strace may not trace here")
    assert process.returncode == 0, err
    assert [line for line in calls.read_text().splitlines() if ASKED.search(line) and not HERE.search(line)] == []
