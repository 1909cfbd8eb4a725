"""An extractor for tests about processes: it finds nothing, and its diagnostics show what it read.

It is alone in its module, which each process imports.
"""

from __future__ import annotations

import multiprocessing
import os
import time

from quotes.article import Article, Diagnostic
from quotes.errors import ArticleError, ModelError
from quotes.extract import Extraction


class Echo:
    """Refuses a text that says so, and is slow at one; another one ends its process, if a pool has started it."""

    def extract(self, article: Article) -> Extraction:
        if article.text == "refused":
            raise ArticleError(article.id, "is refused")
        if article.text == "deadly" and multiprocessing.parent_process():
            os._exit(1)
        if article.text == "endless":
            time.sleep(0.3)
        return Extraction(article, [], (Diagnostic("read", article.text),))


def echo() -> Echo:
    return Echo()


def broken() -> Echo:
    raise ModelError("model", "is damaged")
