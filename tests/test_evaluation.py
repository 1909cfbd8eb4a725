"""Calibration's arithmetic; and, where the corpora are beside the checkout, the scores that must not fall."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

import quotes
from evaluation import calibrate
from evaluation.corpora import GOLD, extract, read, scorer
from quotes.confidence import keys

CORPORA = Path(__file__).parents[2] / "shared" / "data"
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="needs the corpora, which do not ship")


def test_keys_go_from_narrow_to_wide() -> None:
    assert keys("clause", "say", "statement", "indirect") == (
        "clause: say",
        "clause statement indirect",
        "clause indirect",
        "clause",
        "all",
    )


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


# What issue by issue was reached, less a little for the processor's rounding: (figure, at least)
FLOORS = [
    ("seeds", ("relation", "f1"), 85.0),
    ("seeds", ("name_accuracy",), 90.0),
    ("seeds", ("role", "f1"), 85.0),
    ("seeds", ("target", "f1"), 80.0),
    ("linking-dev", ("name_accuracy",), 80.0),
]


@pytest.fixture(scope="module")
def scores() -> dict[str, Any]:
    judge, extractor = scorer(CORPORA), quotes.load()
    found = {}
    for name in {name for name, _, _ in FLOORS}:
        documents = read(CORPORA / GOLD[name])
        predicted: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for document, records in extract(extractor, documents):
            predicted[document["doc"]] += [record.to_dict() for record in records]
        found[name] = judge.score(documents, predicted)[0]
    return found


@needs_corpora
@pytest.mark.parametrize(("name", "figure", "floor"), FLOORS)
def test_floors(name: str, figure: tuple[str, ...], floor: float, scores: dict[str, Any]) -> None:
    value: Any = scores[name]
    for key in figure:
        value = value[key]
    assert value >= floor
