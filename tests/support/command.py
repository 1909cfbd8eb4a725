"""The command line as its user sees it: what goes in, what comes out, on a terminal or not."""

from __future__ import annotations

import json
import os
import pty
import re
import struct
import subprocess
import sys
from collections.abc import Sequence
from fcntl import ioctl
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from termios import TIOCSWINSZ
from typing import Any

from tests.support import ROOT, TESTS, forks, runner

ROE = "Roe said that the bridge is safe. Kim said that it is not."
LEE = "Lee said that “nothing is lost."
STYLE = re.compile(r"\x1b\[[0-9;]*m")


IN_PROCESS = {"tests.support.fake_cli": True, "quotes": False}  # whether the extractor is the fake one


def command(*args: str, module: str = "tests.support.fake_cli") -> list[str]:
    """A command in its own process, for tests about processes: signals, closed streams, child processes."""
    return [sys.executable, "-W", "error", "-m", module, *args]


def environment(**changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR", "NO_COLOR"}}
    return {**kept, "PYTHONPATH": str(ROOT), **changes}


def watched(log: Path) -> dict[str, str]:
    """The environment in which processes note in the file whom they connect to, look up, and listen to."""
    return {"WATCHED": str(log), "PYTHONPATH": f"{TESTS / 'support' / 'watched'}{os.pathsep}{ROOT}"}


def run(
    here: Path, *args: str, stdin: bytes = b"", module: str = "tests.support.fake_cli", **env: str
) -> tuple[int, bytes, str]:
    """Exit code, standard output, standard error; none of them is a terminal.

    It runs in this process; as a fork if Python must open its streams in another way; in its own process if there is
    another path for modules, or if the module starts processes.
    """
    if module in IN_PROCESS and not any(name.startswith("PYTHON") for name in env):
        return runner.run(here, args, stdin, env, fake=IN_PROCESS[module])
    forked = module in IN_PROCESS and "PYTHONPATH" not in env
    arguments = [str(forks.program(fake=IN_PROCESS[module])), *args] if forked else command(*args, module=module)
    done = subprocess.run(arguments, cwd=here, input=stdin, capture_output=True, env=environment(**env), check=False)
    assert "Traceback" not in done.stderr.decode()
    return done.returncode, done.stdout, done.stderr.decode()


def run_on_terminal(here: Path, args: Sequence[str], columns: int = 80, **env: str) -> str:
    """All that a terminal of that width gets from the command, with the fake extractor."""
    env = {"TERM": "xterm-256color", **env}
    parent, child = pty.openpty()
    ioctl(child, TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    arguments = [str(forks.program(fake=True)), *args]
    with subprocess.Popen(arguments, cwd=here, stdin=child, stdout=child, stderr=child, env=environment(**env)):
        os.close(child)
        shown = b"".join(iter(lambda: read_terminal(parent), b""))
    os.close(parent)
    return shown.decode().replace("\r\n", "\n")


def read_terminal(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # what Linux says of a terminal whose other end is closed
        return b""


def seconds_of_processes() -> float:
    """Time on the processor of the processes that have ended: however busy the machine is, it stays the same."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def records(lines: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.splitlines()]


def said(lines: bytes) -> list[tuple[str, str]]:
    return [(r["doc"], r["speaker"]["name"]) for r in records(lines)]
