"""Articles of all kinds of news that weights are fitted on: those of the corpora, and our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from evaluation.corpora import read
from evaluation.gate import source
from evaluation.matching import Document
from training.corpora import WIDE, Attributed, unseen_articles, unseen_wide_articles

# Our own articles. The network reads none of them; those in evaluation/unseen are kept from fitting, too.
OWN = Path(__file__).parents[1] / "articles"


def linked(corpora: Path) -> Iterator[Document]:
    """The articles with the name, role and target of each attribution."""
    return chain(read(corpora / WIDE), own())


def unseen(corpora: Path) -> dict[str, list[Document]]:
    """The articles whose attributions the network has not learned, by corpus."""
    kinds = [*_documents("all kinds", unseen_wide_articles(corpora)), *own()]
    return {"PolNeAR": list(_documents("PolNeAR", unseen_articles(corpora))), "all kinds": kinds}


def _documents(name: str, found: Iterable[Attributed]) -> Iterator[Document]:
    for n, (text, attributions) in enumerate(found):
        yield {"doc": f"{name} {n}", "text": text, "attributions": list(attributions)}


def own() -> list[Document]:
    """The articles of our own."""
    return source.read_all(OWN)
