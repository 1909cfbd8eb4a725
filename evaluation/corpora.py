"""The corpora's layout, and running the extractor over a gold file."""

from __future__ import annotations

import importlib.util
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from quotes import Article, Attribution, Extractor

GOLD = {"seeds": "seeds-gold.jsonl", "linking-dev": "linking-dev.jsonl", "polnear-dev": "polnear/dev.jsonl"}
TRAIN = "polnear/train.jsonl.xz"

Document = dict[str, Any]


def read(path: Path) -> list[Document]:
    """The documents of a gold file: "doc", "text", "attributions" with character spans."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def extract(extractor: Extractor, documents: list[Document]) -> Iterator[tuple[Document, list[Attribution]]]:
    """Each document with what was found in it, in order."""
    for document in documents:
        yield document, extractor.extract(Article(document["doc"], document["text"])).attributions


def scorer(corpora: Path) -> ModuleType:
    """The scorer that lies beside the corpora, as a module. Raises FileNotFoundError if it is not there."""
    path = corpora.resolve().parent / "score" / "score.py"
    if not path.is_file():
        raise FileNotFoundError(path)
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
