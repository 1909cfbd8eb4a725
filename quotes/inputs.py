"""Paths -> articles: what a command is given to read, one article at a time, whatever it is written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotes import article
from quotes.article import Article, unique_ids
from quotes.errors import ArticleError


def articles(paths: Iterable[str]) -> Iterator[Article | ArticleError]:
    """The articles at the paths, in order, or in the place of each that cannot be read, why; none is kept.

    "-" is standard input. The ids are unique: -2, -3 ... follows one that an earlier article has.
    """
    given = list(paths)
    for path, doc_id in zip(given, unique_ids(given), strict=True):
        try:
            yield article.read(path, doc_id=doc_id)
        except ArticleError as error:
            yield error
