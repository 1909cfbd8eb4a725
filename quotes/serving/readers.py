"""Processes that extract for a server: each loads the pipeline once, and one that dies is replaced."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from http import HTTPStatus
from typing import TypeVar

from quotes import parallel
from quotes.article import Article
from quotes.extract import Extraction
from quotes.serving.problems import ProblemError

T = TypeVar("T")

_WAITING = 1_000  # articles that may wait at once
_TRIES = 2  # an article is refused after this many processes have died on it


class Readers:
    """A pool of processes. After `patience` seconds, time in the queue included, an article is given up."""

    def __init__(self, load: parallel.Load, processes: int, patience: float) -> None:
        self._load = load
        self._processes = processes
        self._patience = patience
        self._pool = parallel.pool(load, processes)
        self._waiting = 0

    async def start(self) -> None:
        """Load the pipeline in a process. Raises ModelError."""
        await self._done(partial(parallel.find, Article("", "")))

    def close(self) -> None:
        """End the processes after the articles that they are reading."""
        self._pool.shutdown(cancel_futures=True)

    async def extract(self, article: Article) -> Extraction:
        """The extraction of the article. Raises ArticleError, ProblemError."""
        found = await self._patiently(self._done(partial(parallel.find, article)))
        return Extraction(article, *found)

    async def run(self, work: Callable[[], T]) -> T:
        """The result of other work, which must be picklable, in one of the processes. Raises ProblemError."""
        return await self._patiently(self._done(work))

    async def _patiently(self, work: Coroutine[None, None, T]) -> T:
        """The result of work in the processes, if there is room and it comes in time. Raises ProblemError."""
        if self._waiting >= _WAITING:
            work.close()
            raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, f"{_WAITING:,} articles are waiting already")
        self._waiting += 1
        try:
            return await asyncio.wait_for(work, self._patience)
        except TimeoutError as error:
            detail = f"the article took longer than {self._patience:g} seconds"
            raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail) from error
        finally:
            self._waiting -= 1

    async def _done(self, work: Callable[[], T]) -> T:
        for _ in range(_TRIES):
            pool = self._pool
            try:
                return await asyncio.get_running_loop().run_in_executor(pool, work)
            except BrokenProcessPool:
                if pool is self._pool:  # nobody has replaced it yet
                    self._pool = parallel.pool(self._load, self._processes)
        raise ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, "the process that read the article died")
