"""Commands by fork: one process has imported everything, and each command is a copy of it.

To start Python and load the pipeline takes two seconds; to copy such a process, a hundredth of that. `program` is the
path of a program that asks such a process for a copy, passes its own streams, and exits like the copy; it does not pass
on signals.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import traceback
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from quotes.cli import extract
from quotes.inputs.text import read
from tests.support import ROOT, fake_cli, runner

_PROGRAM = """#!/bin/sh
exec "{python}" -IS "{folder}/ask.py" "$@"
"""
_ASK = """
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as asker:
    asker.connect({address!r})
    socket.send_fds(asker, [b"."], [0, 1, 2])
    asker.sendall(json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode() + b"\\n")
    code = asker.recv(1)
sys.exit(code[0] if code else "the command has been killed")
"""
_ERROR = 2
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
_running = ExitStack()


@cache
def program(*, fake: bool = False) -> Path:
    """The program `quotes`, alone in its folder; `fake` is without a pipeline."""
    folder = Path(_running.enter_context(TemporaryDirectory(prefix="quotes-")))  # an address must be short
    address = str(folder / "address")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        command = [sys.executable, "-W", "error", "-m", "tests.support.forks", str(listening.fileno()), str(int(fake))]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}  # what has threads is not copied
        fds = [listening.fileno()]
        _running.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=fds, env=env))
    (folder / "ask.py").write_text(_ASK.format(address=address))
    (folder / "bin").mkdir()
    path = folder / "bin" / "quotes"
    path.write_text(_PROGRAM.format(python=sys.executable, folder=folder))
    path.chmod(0o755)
    return path


def stop() -> None:
    """End the processes that were started: each ends when its standard input is closed."""
    _running.close()
    program.cache_clear()


def _serve(listening: socket.socket, *, fake: bool) -> None:
    """Until standard input ends. Each copy remembers what has been read before it is made: the seeds."""
    if not fake:
        from tests.support.pipelines import extracted  # with spaCy, which the fake one starts without

        for path in SEEDS:
            extracted(read(path).text)
    signal.signal(signal.SIGCHLD, _count)
    with fake_cli.installed() if fake else patch.object(extract, "load", runner.load):
        while listening in select.select([listening, sys.stdin], [], [])[0]:
            asker, _ = listening.accept()
            with asker:
                if os.fork() == 0:
                    _answer(asker)


def _count(*_: object) -> None:
    """Add the time of finished copies to that of this process, so that measurements of the tests include it."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _answer(asker: socket.socket) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    code = 1
    try:
        code = _command(asker)
    except BaseException:  # noqa: BLE001 - as a process ends that nobody has prepared for it
        traceback.print_exc()
    finally:
        asker.sendall(bytes([code]))
        os._exit(code)


def _command(asker: socket.socket) -> int:
    _, streams, *_ = socket.recv_fds(asker, 1, 3)
    with asker.makefile() as asked:
        args, here, env = json.loads(asked.readline())
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(here)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["quotes", *args]
    sys.stdin, sys.stdout, sys.stderr = _stream(0, "r"), _stream(1, "w"), _stream(_ERROR, "w")
    code = runner.exit_code()
    sys.stdout.flush()
    return code


def _stream(number: int, mode: str) -> Any:
    """Standard input, output or error (0, 1, 2), opened like Python does."""
    encoding, _, errors = os.environ.get("PYTHONIOENCODING", "utf-8").partition(":")
    buffering, errors = (1, "backslashreplace") if number == _ERROR else (-1, errors or "strict")
    return os.fdopen(number, mode, 1 if os.isatty(number) else buffering, encoding, errors, closefd=False)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as socket_of_parent:
        _serve(socket_of_parent, fake=sys.argv[2] == "1")
