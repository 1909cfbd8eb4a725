"""Tasks distributed by Dask to processes on this machine or on a cluster, and the outcome of each.

Dask is imported only here, and only when it is needed. A scheduler of our own listens on the loopback interface,
without a dashboard; the only other connection is to the scheduler whose address is given.
"""

from __future__ import annotations

import asyncio
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any, TypeVar

from quotes.errors import BatchError

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

T = TypeVar("T")
R = TypeVar("R")

DEATHS = 3  # a task is given up after this many workers have died on it

_TICK = 1.0  # seconds between looks at the number of workers
_PATIENCE = 0.5  # seconds in which a worker ends by itself

_SETTINGS: dict[str, Any] = {
    "logging": {  # we report errors ourselves, on one line
        "version": 1,
        "disable_existing_loggers": False,
        "loggers": {name: {"level": "CRITICAL"} for name in ("distributed", "tornado", "asyncio")},
    },
}
_OWN = {
    "distributed.scheduler.allowed-failures": DEATHS - 1,
    "distributed.nanny.pre-spawn-environ.DASK_LOGGING__DISTRIBUTED": "critical",
    # A loaded pipeline cannot be moved to disk: a worker paused for lack of memory would wait forever. So it is ended
    # when it comes close to its share, and its task starts again in a new worker.
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
}


_HERE = "127.0.0.1"
# Even without a dashboard there is a server, for health checks: give it a free port.
_NO_DASHBOARD = {"dashboard": False, "dashboard_address": f"{_HERE}:0"}


class KilledError(BatchError):
    """A task on which several workers died."""


@contextmanager
def connected(workers: int | None, scheduler: str | None) -> Iterator[Client]:
    """A client of the scheduler at the address, or of this many processes of our own, by default one per core.

    Raises BatchError if Dask is not installed, or nothing answers at the address.
    """
    try:
        import dask

        dask.config.set(_SETTINGS if scheduler else _SETTINGS | _OWN)  # before the import that reads them
        from distributed import Client
    except ModuleNotFoundError as error:
        raise BatchError("quotes batch", f"needs {error.name}: pip install distributed") from error
    if scheduler is None:
        with _own(workers or dask.system.CPU_COUNT) as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(scheduler)
    except (OSError, ValueError) as error:
        raise BatchError(scheduler, str(error)) from error
    with client:
        yield client


@contextmanager
def _own(workers: int) -> Iterator[LocalCluster]:
    from distributed import LocalCluster

    with _interrupt_held_back():
        own = LocalCluster(
            n_workers=workers, threads_per_worker=1, host=_HERE, dashboard_address=None, scheduler_kwargs=_NO_DASHBOARD
        )
    with own as cluster:
        try:
            yield cluster
        finally:
            cluster.sync(_end, cluster)


@contextmanager
def _interrupt_held_back() -> Iterator[None]:
    """Start processes that leave it to this one to handle an interrupt, which a terminal sends to them, too.

    The blocked signal is inherited by the threads started here, and by everything that they start.
    """
    resource_tracker.ensure_running()  # otherwise it is started later, and unblocks the signal
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


async def _end(cluster: LocalCluster) -> None:
    """End the workers without waiting for their tasks, which are not needed or were interrupted."""
    await asyncio.gather(*(nanny.close(timeout=_PATIENCE) for nanny in cluster.workers.values()))


def outcomes(client: Client, do: Callable[[T], R], waiting: deque[T]) -> Iterator[tuple[T, R | BaseException]]:
    """Each task with its result or exception, as it is finished; tasks added to `waiting` meanwhile are run, too.

    At most one task per worker is submitted at a time, so that a task is not blamed for the crash of another.

    Raises:
        BatchError: the scheduler has stopped.
    """
    from distributed import wait

    running: dict[Future, T] = {}
    try:
        while waiting or running:
            workers = len(client.nthreads()) or 1
            while waiting and len(running) < workers:
                task = waiting.popleft()
                running[client.submit(do, task, pure=False)] = task
            with suppress(TimeoutError):
                wait(list(running), _TICK, return_when="FIRST_COMPLETED")
            for future in [future for future in running if future.done()]:
                task, outcome = running.pop(future), _outcome(future)
                future.release()  # or Dask computes a kept result again when its worker dies
                yield task, outcome
    except (CancelledError, OSError) as error:
        raise BatchError(client.scheduler.address, "the scheduler has stopped") from error


def _outcome(future: Future) -> Any:
    """The task's result or exception. Raises CancelledError."""
    from distributed import KilledWorker

    error = future.exception()
    if isinstance(error, KilledWorker):
        return KilledError(str(error.task), f"{error.allowed_failures + 1} workers died")
    return future.result() if error is None else error
