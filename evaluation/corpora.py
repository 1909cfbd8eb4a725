"""The corpora's layout, and running the extractor over a gold file."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation import scoring
from evaluation.matching import Document, Json, Marked, annotated, predicted
from quotes import Article, Attribution, Extractor

GOLD = {
    "seeds": "seeds-gold.jsonl",
    "linking-dev": "linking-dev.jsonl",
    "wide-dev": "wide-dev.jsonl",
    "polnear-dev": "polnear/dev.jsonl",
}
TRAIN = "polnear/train.jsonl.xz"

# A document, and what was found in it.
Found = tuple[Document, list[Attribution]]


def read(path: Path) -> list[Document]:
    """The documents of a gold file: "doc", "text", "attributions" with character spans. Raises ValueError."""
    return [document for _, document in _lines(path)]


def read_records(path: Path) -> Iterator[Json]:
    """The records of any program, in the form of `quotes extract`. Raises ValueError for a line that is not one."""
    for number, record in _lines(path):
        if not (isinstance(record, dict) and "doc" in record and "spans" in (record.get("quote") or ())):
            raise ValueError(f"{path}:{number}: not a record: it needs doc and quote.spans")
        yield record


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The number and value of each line of a JSON Lines file, compressed by xz or not."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise ValueError(f"{path}:{number}: not JSON: {error}") from error


def extract(extractor: Extractor, documents: Iterable[Document]) -> Iterator[Found]:
    """Each document with what was found in it, in order."""
    for document in documents:
        yield document, extractor.extract(Article(document["doc"], document["text"])).attributions


def score(found: Sequence[Found]) -> scoring.Figures:
    """The figures of what was found in annotated documents."""
    records = {document["doc"]: [record.to_dict() for record in records] for document, records in found}
    return scoring.score([document for document, _ in found], records)


def compared(document: Document, records: Iterable[Attribution]) -> tuple[list[Marked], list[Marked]]:
    """The annotations of a document, and its records in order, in the form that the scorer compares."""
    text = document["text"]
    return annotated(text, document["attributions"]), predicted(text, [record.to_dict() for record in records])
