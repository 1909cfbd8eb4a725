"""A server in this process with a fake reader."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from starlette.testclient import TestClient

from quotes.article import Article, Diagnostic
from quotes.errors import ArticleError
from quotes.extract import Extraction
from quotes.serving.guard import Limits
from quotes.serving.server import application
from tests.support.samples import attribution, cue, speaker

HERE = "http://127.0.0.1:8000"
TEXT = "Mayor Ida Roe said that the old bridge is safe."
LIMITS = Limits(hosts=frozenset({"127.0.0.1", "[::1]"}), token=None, size=10_000)


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
            found.append(said.model_copy(update={"doc": article.id, "article": article.info}))
        return Extraction(article, found, (*article.diagnostics, Diagnostic("read", "was read")))

    def close(self) -> None:
        pass


def client(**limits: Any) -> TestClient:
    app = application(Reader(), lambda record: record, replace(LIMITS, **limits))  # type: ignore[arg-type]
    return TestClient(app, base_url=HERE)
