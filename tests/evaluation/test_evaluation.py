"""The measures' arithmetic; and, where the corpora are beside the checkout, the scores that must not fall."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import spacy
from typer.testing import CliRunner

import evaluation.__main__
import quotes
import training.fitting.__main__
from evaluation import bench, errors, reliability
from evaluation.corpora import GOLD, extract, read, score
from evaluation.matching import marked
from evaluation.scoring import Figures
from quotes.parsing.parse import SHIPPED
from tests.support import ROOT
from training import evaluate

CORPORA = ROOT.parent / "shared" / "data"
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="needs the corpora, which do not ship")


def test_each_hostile_text_is_timed_in_each_size(extractor: quotes.Extractor) -> None:
    found = bench.hostile(extractor, sizes=(20, 40))
    assert {name: len(seconds) for name, seconds in found.items()} == dict.fromkeys(bench.HOSTILE, 2)


@pytest.mark.parametrize("module", [evaluation.__main__, training.fitting.__main__], ids=["evaluation", "fitting"])
def test_help_cuts_no_summary(module: ModuleType) -> None:
    shown = CliRunner().invoke(module.app, ["--help"]).output
    assert "Commands:" in shown
    assert "..." not in shown.partition("Commands:")[2]


class TestReliability:
    def test_bins_and_their_error(self) -> None:
        made = reliability.bins([(0.95, True), (0.95, True), (1.0, False), (0.25, False), (0.25, True)])
        assert [(b.low, b.count, round(b.confidence, 2), round(b.right, 2)) for b in made] == [
            (0.2, 2, 0.25, 0.5),
            (0.9, 3, 0.97, 0.67),
        ]
        assert reliability.error(made) == pytest.approx((2 * 0.25 + 3 * 0.3) / 5)
        assert reliability.error([]) == 0

    def test_plot(self) -> None:
        [line] = reliability.plot([reliability.Bin(0.4, 7, 0.75, 0.5)])
        assert line == "  0.4 " + "█" * 20 + " " * 10 + "|" + " " * 10 + " 0.50 of 7"


class TestErrors:
    TEXT = "Ana said it fell."
    GOLD = marked(TEXT, source=[(0, 3)], cue=[(4, 8)], content=[(9, 16)])

    def judged(self, *outcomes: errors.Outcome, spurious: tuple[str, ...] = ()) -> dict[str, errors.Judged]:
        return {"a": errors.Judged(self.TEXT, [self.GOLD] * len(outcomes), outcomes, spurious)}

    def test_the_most_costly_come_first(self) -> None:
        found = self.judged(errors.Outcome.MISSED, errors.Outcome.RIGHT, errors.Outcome.MISSED, spurious=("clause",))
        assert errors.most_costly(found) == [
            ("missed, indirect speech", 2),
            ("annotated by nobody, found by clause", 1),
        ]

    def test_gains_and_losses_are_listed_by_sentence(self, tmp_path: Path) -> None:
        right, missed, elsewhere = errors.Outcome.RIGHT, errors.Outcome.MISSED, errors.Outcome.ELSEWHERE
        path = tmp_path / "baseline.json"
        errors.pin(self.judged(right, missed, missed, right), path)
        changed = list(errors.changes(self.judged(missed, elsewhere, right, right), path))
        line = "Ana | said | it fell"
        assert changed == [("a", line, right, missed), ("a", line, missed, right)]


FLOORS = tomllib.loads((Path(evaluation.__file__).parent / "floors.toml").read_text(encoding="utf-8"))


def pinned(sort: str) -> list[tuple[str, str, float]]:
    """(corpus, measure, least) of each floor of a sort."""
    return [(name, measure, least) for name, row in FLOORS[sort].items() for measure, least in row.items()]


@needs_corpora
@pytest.mark.parametrize(("path", "digest"), FLOORS["sha256"].items())
def test_the_corpora_are_those_that_the_floors_were_measured_on(path: str, digest: str) -> None:
    assert hashlib.sha256((CORPORA / path).read_bytes()).hexdigest() == digest


@pytest.fixture(scope="module")
def extraction(extractor: quotes.Extractor) -> dict[str, Figures]:
    return {name: score(list(extract(extractor, read(CORPORA / GOLD[name])))) for name in FLOORS["extraction"]}


@needs_corpora
@pytest.mark.parametrize(("name", "measure", "least"), pinned("extraction"))
def test_extraction_does_not_fall(name: str, measure: str, least: float, extraction: dict[str, Figures]) -> None:
    assert extraction[name][measure] >= least


@pytest.fixture(scope="module")
def pipeline() -> dict[str, dict[str, dict[str, float]]]:
    nlp = spacy.load(SHIPPED)
    return {"syntax": evaluate.syntax(nlp, CORPORA), "names": evaluate.names(nlp, CORPORA)}


@needs_corpora
@pytest.mark.parametrize(
    ("sort", "name", "measure", "least"), [(sort, *row) for sort in ("syntax", "names") for row in pinned(sort)]
)
def test_the_pipeline_does_not_fall(
    sort: str, name: str, measure: str, least: float, pipeline: dict[str, dict[str, dict[str, float]]]
) -> None:
    assert pipeline[sort][name][measure] >= least
