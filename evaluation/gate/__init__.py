"""The gate that everyone can run: thirty annotated articles of our own, and the scores that must not fall.

articles/*.toml are the sources (see `source`), articles.jsonl is generated from them.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.corpora import read
from evaluation.gate import source
from evaluation.matching import Document
from evaluation.scoring import Figures

HERE = Path(__file__).parent
SOURCES = HERE / "articles"
ARTICLES = HERE / "articles.jsonl"
FLOORS = HERE.parent / "floors.toml"
UNSEEN = HERE.parent / "unseen"  # more articles, to which nothing was fitted


@dataclass(frozen=True, slots=True)
class Floor:
    """A measure, and the least that it may be, in percent."""

    measure: str
    least: float


def documents() -> list[Document]:
    """The annotated articles."""
    return read(ARTICLES)


def built() -> str:
    """articles.jsonl generated from the sources, one article per line. Raises ValueError for an error in a source."""
    return "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in source.read_all(SOURCES))


def digest() -> str:
    """The SHA-256 of articles.jsonl, which floors.toml pins."""
    return hashlib.sha256(ARTICLES.read_bytes()).hexdigest()


def pinned() -> tuple[str, list[Floor]]:
    """The SHA-256 of the articles that the floors were measured on, and the floors."""
    return _table("gate")["sha256"], _floors("gate")


def unseen_floors() -> list[Floor]:
    """The floors of the articles in evaluation/unseen."""
    return _floors("unseen")


def _floors(articles: str) -> list[Floor]:
    return [Floor(measure, least) for measure, least in _table(articles)["least"].items()]


def _table(articles: str) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))[articles]
    return table


def fallen(figures: Figures) -> Iterator[Floor]:
    """The floors that are not reached."""
    return (floor for floor in pinned()[1] if figures[floor.measure] < floor.least)


def table(figures: Figures) -> Iterator[str]:
    """A line for each figure, with its floor if it has one."""
    least = {floor.measure: floor.least for floor in pinned()[1]}
    width = max(map(len, figures))
    yield f"{'':{width}}  {'score':>6}  {'floor':>6}"
    for measure, value in figures.items():
        floor = f"{least[measure]:6g}" if measure in least else ""
        yield f"{measure:{width}}  {value:6g}  {floor}".rstrip()
