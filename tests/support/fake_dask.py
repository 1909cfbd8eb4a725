"""A batch in this process, with a client that acts like Dask, one task at a time, whenever somebody waits.

A task's arguments and results are pickled, as between processes. A task that kills its process ends a worker: then the
result of every finished task that is still held is lost and computed again.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext, redirect_stderr, redirect_stdout
from functools import lru_cache
from pathlib import Path
from typing import Any

import distributed
import pytest

from quotes import cli
from quotes.archive import batch, processes
from quotes.cli import extract
from tests.support.fake_batch import load


class DiedError(BaseException):
    """A process was killed, which nothing in it can catch."""


class Future:
    """A task, and what it returned or raised."""

    def __init__(self, client: Client, task: Any, call: bytes) -> None:
        self.task = task
        self._client = client
        self._call = call
        self._outcome: bytes | None = None

    def run(self) -> None:
        self._outcome = pickle.dumps(self._run())

    def _run(self) -> Any:
        do, task = pickle.loads(self._call)  # noqa: S301 - see above
        try:
            return do(task)
        except DiedError:
            self._client.worker_died()
            return distributed.KilledWorker(str(task), None, processes.DEATHS - 1)
        except Exception as error:  # noqa: BLE001 - as Dask hands on whatever a task raises
            return error

    def done(self) -> bool:
        return self._outcome is not None

    def exception(self) -> Exception | None:
        outcome = self._load()
        return outcome if isinstance(outcome, Exception) else None

    def result(self) -> Any:
        return self._load()

    def release(self) -> None:
        self._client.held.remove(self)

    def _load(self) -> Any:
        assert self._outcome
        return pickle.loads(self._outcome)  # noqa: S301 - see above


class Client:
    """As much of `distributed.Client` as a batch needs."""

    def __init__(self, workers: int = 1) -> None:
        self.held: list[Future] = []
        self.again = False  # whether a task is being computed again
        self._workers = workers

    def nthreads(self) -> dict[str, int]:
        return {f"worker {number}": 1 for number in range(self._workers)}

    def submit(self, do: Callable[[Any], Any], task: Any, *, pure: bool) -> Future:
        assert not pure
        future = Future(self, task, pickle.dumps((do, task)))
        self.held.append(future)
        return future

    def worker_died(self) -> None:
        if self.again:
            return
        self.again = True
        for future in filter(Future.done, self.held):
            future.run()
        self.again = False

    def sleep(self, _: float) -> None:
        """Sleeping takes no time, but a task that is computed again does not finish in time."""
        if self.again:
            raise DiedError


def wait(futures: Sequence[Future], _: float, *, return_when: str) -> None:
    """Run tasks until the first one is done."""
    assert return_when == "FIRST_COMPLETED"
    if not any(map(Future.done, futures)):
        futures[0].run()


def _die(*_: int) -> None:
    raise DiedError


_digest = lru_cache(batch._digest)  # of a pipeline that does not change


def run(here: Path, *args: str) -> tuple[int, str]:
    """Exit code and standard error of a command with such a cluster, without real waiting or killing."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(here)
        patch.setattr(sys, "argv", ["quotes", *args])
        patch.setattr(extract, "load", load)
        patch.setattr(batch, "_digest", _digest)
        patch.setattr(os, "kill", _die)
        patch.setattr(processes, "connected", lambda workers, _: nullcontext(_client(patch, workers or 1)))
        patch.setattr(distributed, "wait", wait)
        with pytest.raises(SystemExit) as end:
            cli.main()
    assert not out.getvalue()
    assert isinstance(end.value.code, int)
    return end.value.code, err.getvalue()


def _client(patch: pytest.MonkeyPatch, workers: int) -> Client:
    client = Client(workers)
    patch.setattr(time, "sleep", client.sleep)
    return client
