"""Nothing leaves the machine: no command asks the network for anything, nor leaves a file that nobody asked for.

A batch has its own such tests in tests/archive/test_batch_processes.py.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.command import watched

SEED = str(ROOT / "seeds" / "000_d7f2c852c5b50450.txt")
COMMANDS = [
    ["extract", SEED, "-o", "out.jsonl"],
    ["report", SEED, "-o", "out.html"],
    ["explain", SEED, "--at", "1"],
    ["show", "out.jsonl"],
    ["speakers", "out.jsonl"],
    ["export", "out.jsonl", "-o", "out.csv"],
    ["export", "out.jsonl", "-o", "out.sqlite"],
    ["export", "out.jsonl", "-o", "out.jsonld"],
    ["schema"],
    ["--version"],
]

# A process of its own in which one command runs after the other: a Python that loads the pipeline takes two seconds.
IN_TURN = """
import json, os, sys
from pathlib import Path
from tests.support import runner
done = [runner.run(Path(), args, fake=False) for args in json.loads(sys.argv[1])]
print(json.dumps([[(code, bool(out), err) for code, out, err in done], len(os.listdir("/proc/self/task"))]))
"""


@dataclass(frozen=True)
class Done:
    """Where the commands ran, in a folder with a home; code, whether anything was printed, and errors of each.

    `threads` are those of the process after the last command.
    """

    here: Path
    said: list[tuple[int, bool, str]]
    threads: int


def python(here: Path, script: str, *args: str, through: Sequence[str] = ()) -> str:
    """What a script prints; whom it meets is in the folder's file `watched`."""
    (here / "home").mkdir()
    env = {**watched(here / "watched"), "HOME": str(here / "home"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*through, sys.executable, "-W", "error", "-c", script, *args]
    return subprocess.run(command, cwd=here, env=env, stdout=subprocess.PIPE, text=True, check=True).stdout


def strace(calls: str) -> list[str]:
    """The program that notes in a file what a command asks the system for on networks."""
    asked = "trace=connect,sendto,sendmsg,sendmmsg"
    return [shutil.which("strace") or "strace", "-f", "--seccomp-bpf", "-qq", "-o", calls, "-e", asked]


def may_trace() -> bool:
    try:
        return subprocess.run([*strace(os.devnull), "/bin/true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    here = tmp_path_factory.mktemp("offline")
    printed = python(here, IN_TURN, json.dumps(COMMANDS), through=strace("calls") if may_trace() else ())
    return Done(here, *json.loads(printed))


@pytest.mark.parametrize("args", COMMANDS, ids=lambda args: " ".join(args).replace(SEED, "SEED"))
def test_no_command_needs_a_network(done: Done, args: list[str]) -> None:
    code, printed, errors = done.said[COMMANDS.index(args)]
    assert (code, "error" in errors) == (0, False), errors
    assert printed or "-o" in args


def met(here: Path) -> set[str]:
    """Whom a process met, but for a socket by which urllib3, which spaCy imports, learns whether this machine has IPv6.

    From the interpreter's own audit (PEP 578), which sees compiled code too.
    """
    log = here / "watched"
    return set(log.read_text().splitlines() if log.exists() else []) - {"socket.bind\t('::1', 0)"}


def test_they_meet_nobody(done: Done) -> None:
    assert met(done.here) == set()


def test_they_leave_only_what_was_asked_for(done: Done) -> None:
    assert list((done.here / "home").rglob("*")) == []
    made = {args[-1] for args in COMMANDS if "-o" in args}
    assert {path.name for path in done.here.iterdir()} - {"home", "watched", "calls"} == made


def test_the_watch_itself_works(tmp_path: Path) -> None:
    refused = "import socket\ntry: socket.create_connection(('::1', 9))\nexcept OSError: pass"
    python(tmp_path, refused)
    assert {line.split("\t")[0] for line in met(tmp_path)} >= {"socket.getaddrinfo", "socket.connect"}


# What native code asks for, which the interpreter's audit does not see. urllib3, which spaCy imports, binds a socket to
# ::1 to see whether this machine knows IPv6.
ASKED = re.compile(r"(?:connect|sendto|sendmsg|sendmmsg)\(.*sa_family=(?!AF_UNIX\b|AF_NETLINK\b).*")
HERE = re.compile(r"inet_addr\(\"127\.|\"::1\"")


def test_no_system_call_asks_for_a_network(done: Done) -> None:
    if not (done.here / "calls").exists():
        pytest.skip("no strace that may trace here (Debian: apt install strace)")
    calls = (done.here / "calls").read_text().splitlines()
    assert [line for line in calls if ASKED.search(line) and not HERE.search(line)] == []


def test_nothing_goes_on_behind_them(done: Done) -> None:
    assert done.threads == 1  # onnxruntime would have another, which reports to its maker ten seconds later
