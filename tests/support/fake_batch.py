"""`python -m tests.support.fake_batch batch ...`: an extractor that needs no pipeline and fails if a text says so.

KILL ends its process, LINGER waits a moment, HOLD waits as long as the file $HOLD exists, BUG raises an error.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from quotes import cli
from quotes.article import Article
from quotes.cli import extract
from quotes.errors import ModelError
from quotes.extract import Extraction
from tests.support.fake_cli import FakeExtractor

if TYPE_CHECKING:
    from quotes.extract import Extractor


class FaultyExtractor(FakeExtractor):
    def extract(self, article: Article) -> Extraction:
        if "KILL" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "LINGER" in article.text:
            time.sleep(0.3)
        while "HOLD" in article.text and Path(os.environ.get("HOLD", "/absent")).exists():
            time.sleep(0.02)
        if "BUG" in article.text:
            raise KeyError("of\nours")
        return super().extract(article)


def load(
    model: str | None,  # noqa: ARG001 - as the command calls it
    *,
    rules_only: bool = False,
    any_language: bool = False,  # noqa: ARG001
    people: str | None = None,  # noqa: ARG001
) -> Extractor:
    if rules_only:
        raise ModelError("the rules alone were asked for")
    if "LOADED" in os.environ:
        with Path(os.environ["LOADED"]).open("a") as log:
            log.write(f"{os.getpid()}\n")
    return cast("Extractor", FaultyExtractor())


if __name__ == "__main__":
    from tests.support.fake_batch import load as importable  # a worker knows no __main__

    extract.load = importable
    cli.main()
