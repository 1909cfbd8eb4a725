"""Processes that extract for a server: each loads the pipeline once, and one that dies is replaced."""

from __future__ import annotations

import asyncio
from concurrent.futures.process import BrokenProcessPool
from http import HTTPStatus

from quotes import parallel
from quotes.article import Article
from quotes.extract import Extraction
from quotes.serving.problems import ProblemError

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
        await self._find(Article("", ""))

    def close(self) -> None:
        """End the processes after the articles that they are reading."""
        self._pool.shutdown(cancel_futures=True)

    async def extract(self, article: Article) -> Extraction:
        """The extraction of the article. Raises ArticleError, ProblemError."""
        if self._waiting >= _WAITING:
            raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, f"{_WAITING:,} articles are waiting already")
        self._waiting += 1
        try:
            found = await asyncio.wait_for(self._find(article), self._patience)
        except TimeoutError as error:
            detail = f"the article took longer than {self._patience:g} seconds"
            raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, detail) from error
        finally:
            self._waiting -= 1
        return Extraction(article, *found)

    async def _find(self, article: Article) -> parallel.Found:
        for _ in range(_TRIES):
            pool = self._pool
            try:
                return await asyncio.get_running_loop().run_in_executor(pool, parallel.find, article)
            except BrokenProcessPool:
                if pool is self._pool:  # nobody has replaced it yet
                    self._pool = parallel.pool(self._load, self._processes)
        raise ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, "the process that read the article died")
