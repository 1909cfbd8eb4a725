"""Calibration's arithmetic; and, where the corpora are beside the checkout, the scores that must not fall."""

from __future__ import annotations

import hashlib
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import spacy

import evaluation
import quotes
from evaluation import bench, calibrate, coreference, errors, reliability, weights
from evaluation.corpora import GOLD, extract, read, scorer
from quotes.choosing import weighing
from quotes.choosing.confidence import keys
from quotes.parsing.parse import SHIPPED
from tests.support import ROOT
from training import evaluate

CORPORA = ROOT.parent / "shared" / "data"
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="needs the corpora, which do not ship")


def test_keys_go_from_narrow_to_wide() -> None:
    assert keys("clause", "say", "statement", "indirect") == (
        "clause: say",
        "clause statement indirect",
        "clause indirect",
        "clause",
        "all",
    )


def test_each_hostile_text_is_timed_in_each_size() -> None:
    found = bench.hostile(quotes.load(), sizes=(20, 40))
    assert {name: len(seconds) for name, seconds in found.items()} == dict.fromkeys(bench.HOSTILE, 2)


def test_a_share_is_pulled_towards_the_wider_one() -> None:
    always, never = [True] * 20, [False] * 20
    found = calibrate.smoothed(
        {("a: x", "a", "all"): always, ("a: y", "a", "all"): never, ("b: z", "b", "all"): [True]}
    )
    assert found["a: y"][0] < found["a"][0] < found["a: x"][0]
    assert found["a: x"][1] == 20
    assert "b: z" not in found, "one case is not enough"
    assert all(0 < share < 1 for share, _ in found.values())


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "confidence.toml"
    calibrate.write(path, {"clause: say": (0.91234, 40), "all": (0.5, 99)})
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {"share": {"clause: say": 0.912, "all": 0.5}}


class TestWeights:
    def cases(self) -> weights.Cases:
        """A hundred cues: what is read as content is right, whatever the group; half of the rest is, too."""
        found = []
        for n in range(100):
            numbers = dict.fromkeys(weighing.NAMES, 0.0) | {"constant": 1, "content": n % 2}
            case = weights.Case(weighing.GROUPS[n % 3], tuple(numbers.values()), right=bool(n % 2 or n % 4))
            found.append([case])
        return weights.Cases(found, wanted=90)

    def test_evidence_of_what_is_right_weighs(self, tmp_path: Path) -> None:
        pytest.importorskip("sklearn", reason="the extra `evaluation` is not installed")
        fitted = weights.fit(self.cases())
        for numbers in fitted.by_group.values():
            assert numbers[weighing.NAMES.index("content")] > 1
        weights.write(tmp_path / "weights.toml", fitted)
        written = tomllib.loads((tmp_path / "weights.toml").read_text(encoding="utf-8"))
        assert set(written) == {"least", *weighing.GROUPS}
        assert set(written["parse"]) == set(weighing.NAMES)


@dataclass
class Gold:
    kind: str
    speech: bool
    spans: dict[str, list[tuple[int, int]]]


class TestCoreference:
    # Ana Roldán met the mayor of Lund. She thanked him. Roldán left.
    MENTIONS = (
        ((0, 10), "1", False, True),
        ((15, 32), "2", False, False),
        ((28, 32), "3", False, True),
        ((34, 37), "1", True, False),
        ((46, 49), "2", True, False),
        ((51, 57), "1", False, True),
    )

    def scores(self, links: dict[int, int]) -> dict[str, float]:
        text = "Ana Roldán met the mayor of Lund. She thanked him. Roldán left."
        return coreference.scores(lambda _: links, [coreference.Text(text, self.MENTIONS)])

    def test_all_links_right(self) -> None:
        assert set(self.scores({34: 4, 46: 19, 51: 34}).values()) == {100}

    def test_a_wrong_one_and_one_that_lacks(self) -> None:
        found = self.scores({34: 28, 46: 19})
        assert (found["pronouns precision"], found["pronouns recall"], found["names recall"]) == (50, 50, 0)
        assert found["both recall"] == pytest.approx(100 / 3)


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
    GOLD = Gold("indirect", speech=True, spans={"source": [(0, 3)], "cue": [(4, 8)], "content": [(9, 16)]})

    def judged(self, *outcomes: errors.Outcome, spurious: tuple[str, ...] = ()) -> dict[str, errors.Judged]:
        return {"a": errors.Judged(self.TEXT, [self.GOLD] * len(outcomes), outcomes, spurious)}

    def test_the_most_costly_come_first(self) -> None:
        found = self.judged(errors.Outcome.MISSED, errors.Outcome.RIGHT, errors.Outcome.MISSED, spurious=("clause",))
        assert errors.most_costly(found) == [
            ("missed, indirect speech", 2),
            ("annotated by nobody, found by clause", 1),
        ]

    def test_gains_and_losses_are_told_by_sentence(self, tmp_path: Path) -> None:
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
def extraction() -> dict[str, Any]:
    judge, extractor = scorer(CORPORA), quotes.load()
    found = {}
    for name in FLOORS["extraction"]:
        documents = read(CORPORA / GOLD[name])
        predicted: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for document, records in extract(extractor, documents):
            predicted[document["doc"]] += [record.to_dict() for record in records]
        found[name] = judge.score(documents, predicted)[0]
    return found


@needs_corpora
@pytest.mark.parametrize(("name", "measure", "least"), pinned("extraction"))
def test_extraction_does_not_fall(name: str, measure: str, least: float, extraction: dict[str, Any]) -> None:
    value: Any = extraction[name]
    for key in measure.split("."):
        value = value[key]
    assert value >= least


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
