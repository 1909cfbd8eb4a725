"""Parquet -> articles: one for each row, read a few rows at a time. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
from pyarrow import parquet

from quotes.article import Article
from quotes.errors import ArticleError
from quotes.files import PACKED, STDIN, path_name
from quotes.inputs.keys import Keys
from quotes.inputs.rows import article

_BATCH = 100  # rows in memory at a time


def read(path: str, keys: Keys, held: BinaryIO | None = None) -> Iterator[Article | ArticleError]:
    """The articles in the file, in order, and an error for each row that is not one (`inputs.rows.article`).

    `held`: the file, if it can be read in any order. Raises ArticleError if there is no row, or the rest of the file
    cannot be read.
    """
    if path == STDIN or path.lower().endswith(PACKED):  # its index is at the end, so it cannot be read as a stream
        raise ArticleError(path_name(path), "Parquet can only be read from an uncompressed file")
    try:
        with parquet.ParquetFile(path if held is None else held) as file:
            wanted = [name for name in file.schema_arrow.names if name in keys.all()]
            batches = file.iter_batches(_BATCH, columns=wanted, use_threads=False)
            rows = (row for batch in batches for row in batch.to_pylist())
            number = 0
            for number, row in enumerate(rows, 1):
                try:
                    yield article(path, number, row, keys)
                except ValueError as error:
                    yield ArticleError(path_name(path), f"row {number}: {error}")
    except (OSError, pa.ArrowException) as error:
        raise ArticleError(path_name(path), " ".join(str(error).split())) from error
    if not number:
        raise ArticleError(path_name(path), "is empty")
