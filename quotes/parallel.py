"""Many articles in several processes, with the same results as in one process, in the same order.

A pipeline holds Python's global lock for half of its time, so threads would not help. The other processes load their
own pipeline, which takes as long as reading about `ALONE` characters; so they are started only after that much has been
read, and a small job needs none.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import chain

from quotes.article import Article, Diagnostic
from quotes.errors import QuotesError
from quotes.extract import Extraction, Extractor
from quotes.records import Attribution

ALONE = 60_000  # characters

_AHEAD = 4  # articles that wait for each process, so that none is idle while the results are written

Load = Callable[[], Extractor]
Found = tuple[list[Attribution], tuple[Diagnostic, ...]]
_Given = Article | QuotesError


def cores() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def extracted(
    extractor: Extractor, load: Load, articles: Iterable[_Given], processes: int
) -> Iterator[Extraction | QuotesError]:
    """The extraction of each article, or the error in its place; only a few articles per process are in memory.

    `load`, which must be picklable, makes the extractor of each other process. If one of them dies, *e.g.* for lack of
    memory, nothing is lost: its articles are read here.
    """
    rest = iter(articles)
    yield from map(partial(_read, extractor), _first(rest) if processes > 1 else rest)
    for article in rest:  # there are more articles, so other processes are worth their start
        yield from _shared(extractor, load, chain([article], rest), processes)


def _first(articles: Iterator[_Given]) -> Iterator[_Given]:
    """The first articles, which are read in this process alone."""
    read = 0
    while read < ALONE and (article := next(articles, None)) is not None:
        yield article
        read += len(article.text) if isinstance(article, Article) else 0


def _shared(
    extractor: Extractor, load: Load, articles: Iterable[_Given], processes: int
) -> Iterator[Extraction | QuotesError]:
    waiting = deque[tuple[_Given, Future[Found] | None]]()
    with _open_pool(load, processes) as others:
        for article in articles:
            waiting.append((article, _submitted(others, article)))
            if len(waiting) >= _AHEAD * processes:
                yield _result(extractor, *waiting.popleft())
        while waiting:
            yield _result(extractor, *waiting.popleft())


@contextmanager
def _open_pool(load: Load, processes: int) -> Iterator[ProcessPoolExecutor]:
    opened = pool(load, processes)
    try:
        yield opened
    finally:
        opened.shutdown(cancel_futures=True)


def _submitted(others: ProcessPoolExecutor, article: _Given) -> Future[Found] | None:
    if isinstance(article, QuotesError):
        return None
    try:
        return others.submit(find, article)
    except BrokenProcessPool:
        return None


def _result(extractor: Extractor, article: _Given, future: Future[Found] | None) -> Extraction | QuotesError:
    if future is None or isinstance(article, QuotesError):
        return _read(extractor, article)
    try:
        return Extraction(article, *future.result())
    except BrokenProcessPool:
        return _read(extractor, article)
    except QuotesError as error:
        return error


def _read(extractor: Extractor, article: _Given) -> Extraction | QuotesError:
    if isinstance(article, QuotesError):
        return article
    try:
        return extractor.extract(article)
    except QuotesError as error:
        return error


# --- in the other processes -------------------------------------------------------------------------------------------


def pool(load: Load, processes: int) -> ProcessPoolExecutor:
    """Processes that run `find`; `load`, which must be picklable, makes the extractor of each."""
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _load, (load,))


def find(article: Article) -> Found:
    """The extraction of an article, in a process of a pool. Raises ArticleError, and ModelError if `load` does."""
    if isinstance(_loaded, QuotesError):
        raise _loaded
    found = _loaded.extract(article)
    return found.attributions, found.diagnostics


_loaded: Extractor | QuotesError


def _load(load: Load) -> None:
    global _loaded  # noqa: PLW0603 - one extractor for each process of a pool
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all processes, and the first ends the others
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _loaded = load()
    except QuotesError as error:
        _loaded = error


def _end_with_parent() -> None:
    """End this process if its parent is killed; otherwise it would wait for articles forever."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
