"""The processes behind a server: one that dies is replaced, and costs only the article that killed it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from quotes.article import Article
from quotes.errors import ModelError
from quotes.serving.problems import ProblemError
from quotes.serving.readers import Readers
from tests.support.echo import broken, echo


@contextmanager
def readers(load: object = echo, patience: float = 60.0) -> Iterator[Readers]:
    opened = Readers(load, 1, patience)  # type: ignore[arg-type]
    try:
        yield opened
    finally:
        opened.close()


async def read(opened: Readers, *texts: str) -> list[str]:
    found = await asyncio.gather(*(_read(opened, text) for text in texts))
    return list(found)


async def _read(opened: Readers, text: str) -> str:
    try:
        found = await opened.extract(Article("a", text))
    except ProblemError as problem:
        return f"{int(problem.status)}: {problem.detail}"
    return found.diagnostics[0].message


def test_an_article_that_kills_its_process_is_refused_and_the_next_is_read() -> None:
    async def run() -> list[str]:
        return [*await read(opened, "one"), *await read(opened, "deadly"), *await read(opened, "two", "three")]

    with readers() as opened:
        assert asyncio.run(run()) == ["one", "500: the process that read the article died", "two", "three"]


def test_an_article_that_takes_too_long_is_given_up() -> None:
    with readers(patience=0.1) as opened:
        assert asyncio.run(read(opened, "endless")) == ["503: the article took longer than 0.1 seconds"]


def test_a_pipeline_that_cannot_be_loaded_is_an_error_at_the_start() -> None:
    with readers(broken) as opened, pytest.raises(ModelError, match="is damaged"):
        asyncio.run(opened.start())
