"""The corpora's layout, and running the extractor over a gold file."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from evaluation import scoring
from evaluation.matching import Document, Json, Marked, annotated, predicted
from quotes import Article, Attribution, Extractor

GOLD = {"seeds": "seeds-gold.jsonl", "linking-dev": "linking-dev.jsonl", "polnear-dev": "polnear/dev.jsonl"}
TRAIN = "polnear/train.jsonl.xz"

# A document with what was found in it.
Found = tuple[Document, list[Attribution]]


def read(path: Path) -> list[Document]:
    """The documents of a gold file: "doc", "text", "attributions" with character spans."""
    return list(read_lines(path))


def read_lines(path: Path) -> Iterator[Json]:
    """The objects of a JSON Lines file, compressed by xz or not. Raises ValueError for what is not JSON."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield json.loads(line)
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
    """What people annotated in a document, and its records in their order, as the scorer compares them."""
    text = document["text"]
    return annotated(text, document["attributions"]), predicted(text, [record.to_dict() for record in records])
