"""Articles of all kinds of news that weights are fitted on: those of the corpora, and our own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from evaluation.corpora import read
from evaluation.gate import source
from evaluation.matching import Document
from training.corpora import WIDE, Attributed, unseen_wide_articles

# Our own articles. The network reads none of them; those in evaluation/unseen are kept from fitting, too.
OWN = Path(__file__).parents[1] / "articles"


def linked(corpora: Path) -> Iterator[Document]:
    """The articles with the name, role and target of each attribution."""
    return chain(read(corpora / WIDE), own())


def unseen(corpora: Path) -> Iterator[Attributed]:
    """The articles whose attributions the network has not learned."""
    return chain(unseen_wide_articles(corpora), ((article["text"], article["attributions"]) for article in own()))


def own() -> list[Document]:
    """The articles of our own."""
    return source.read_all(OWN)
