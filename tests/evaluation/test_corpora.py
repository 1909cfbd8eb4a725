"""Scores on corpora that do not ship must not fall. They take minutes: `pytest -m corpora` tests them."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest
import spacy

import evaluation
import quotes
from evaluation.corpora import GOLD, extract, read, score
from evaluation.scoring import Figures
from quotes.parsing.parse import SHIPPED
from tests.support import ROOT
from training import evaluate

CORPORA = ROOT.parent / "shared" / "data"
pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif(not CORPORA.is_dir(), reason="needs the corpora, which do not ship"),
]

FLOORS = tomllib.loads((Path(evaluation.__file__).parent / "floors.toml").read_text(encoding="utf-8"))


def pinned(sort: str) -> list[tuple[str, str, float]]:
    """(corpus, measure, least) of each floor of a sort."""
    return [(name, measure, least) for name, row in FLOORS[sort].items() for measure, least in row.items()]


@pytest.mark.parametrize(("path", "digest"), FLOORS["sha256"].items())
def test_the_corpora_are_those_that_the_floors_were_measured_on(path: str, digest: str) -> None:
    assert hashlib.sha256((CORPORA / path).read_bytes()).hexdigest() == digest


@pytest.fixture(scope="module")
def extraction(extractor: quotes.Extractor) -> dict[str, Figures]:
    return {name: score(list(extract(extractor, read(CORPORA / GOLD[name])))) for name in FLOORS["extraction"]}


@pytest.mark.parametrize(("name", "measure", "least"), pinned("extraction"))
def test_extraction_does_not_fall(name: str, measure: str, least: float, extraction: dict[str, Figures]) -> None:
    assert extraction[name][measure] >= least


@pytest.fixture(scope="module")
def pipeline() -> dict[str, dict[str, dict[str, float]]]:
    nlp = spacy.load(SHIPPED)
    return {"syntax": evaluate.syntax(nlp, CORPORA), "names": evaluate.names(nlp, CORPORA)}


@pytest.mark.parametrize(
    ("sort", "name", "measure", "least"), [(sort, *row) for sort in ("syntax", "names") for row in pinned(sort)]
)
def test_the_pipeline_does_not_fall(
    sort: str, name: str, measure: str, least: float, pipeline: dict[str, dict[str, dict[str, float]]]
) -> None:
    assert pipeline[sort][name][measure] >= least
