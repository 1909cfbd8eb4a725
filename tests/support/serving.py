"""A server in this process with a fake reader."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from quotes.article import Article, Diagnostic
from quotes.errors import ArticleError
from quotes.extract import Extraction
from quotes.inputs.originals import Originals
from quotes.serving.desk import Desk
from quotes.serving.guard import Limits
from quotes.serving.server import application
from tests.support.samples import attribution, cue, speaker

HERE = "http://127.0.0.1:8000"
TEXT = "Mayor Ida Roe said that the old bridge is safe."
LIMITS = Limits(hosts=frozenset({"127.0.0.1", "[::1]"}), token=None, size=100_000)


class Reader:
    """Finds the same attribution in each article with `TEXT`."""

    async def extract(self, article: Article) -> Extraction:
        if "refuse" in article.text:
            raise ArticleError(article.id, "is refused")
        if "slow" in article.text:
            await asyncio.sleep(0.05)
        found = []
        if TEXT in article.text:
            said = attribution(
                TEXT, "that the old bridge is safe", cue=cue(TEXT, "said"), speaker=speaker(TEXT, "Ida Roe", "Ida Roe")
            )
            found.append(said.model_copy(update={"doc": article.id, "article": article.info, "path": article.path}))
        return Extraction(article, found, (*article.diagnostics, Diagnostic("read", "was read")))

    async def run(self, work: Callable[[], Any]) -> Any:
        return work()

    def close(self) -> None:
        pass


def desk(folder: Path, *files: str) -> Desk:
    """A desk in a folder, with these files of records on it."""
    reader: Any = Reader()
    laid = Desk(reader, lambda record: record, Originals(), str(folder / "review.jsonl"), "Ada")
    for file in files:
        laid.open(str(folder / file))
    return laid


def client(laid: Desk | None = None, **limits: Any) -> TestClient:
    """A browser before a server, which has an empty desk by default."""
    reader: Any = Reader()
    laid = desk(Path("/nonexistent")) if laid is None else laid
    app = application(reader, lambda record: record, replace(LIMITS, **limits), laid)
    return TestClient(app, base_url=HERE)
