"""Fitting: shares and weights from made-up cases; the score of links between mentions."""

from __future__ import annotations

import math
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from quotes.choosing import weighing
from quotes.choosing.confidence import keys
from training.fitting import coreference, shares, targets, weights


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
    found = shares.smoothed({("a: x", "a", "all"): always, ("a: y", "a", "all"): never, ("b: z", "b", "all"): [True]})
    assert found["a: y"][0] < found["a"][0] < found["a: x"][0]
    assert found["a: x"][1] == 20
    assert "b: z" not in found, "one case is not enough"
    assert all(0 < share < 1 for share, _ in found.values())


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "confidence.toml"
    shares.write(path, {"clause: say": (0.91234, 40), "all": (0.5, 99)})
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {"share": {"clause: say": 0.912, "all": 0.5}}


class TestWeights:
    def cases(self, cues: int = 100) -> list[weights.Cases]:
        """An article for each cue: what is read as content is right, whatever the group; half of the rest is, too."""
        found = []
        for n in range(cues):
            numbers = dict.fromkeys(weighing.NAMES, 0.0) | {"constant": 1, "content": n % 2}
            case = weights.Case(weighing.GROUPS[n % 3], tuple(numbers.values()), right=bool(n % 2 or n % 4))
            found.append(weights.Cases([[case]], wanted=1))
        return found

    def test_evidence_for_right_alternatives_gets_weight(self, tmp_path: Path) -> None:
        pytest.importorskip("sklearn", reason="the extra `evaluation` is not installed")
        fitted = weights.fit(self.cases())
        for numbers in fitted.by_group.values():
            assert numbers[weighing.NAMES.index("content")] > 1
        weights.write(tmp_path / "weights.toml", fitted)
        written = tomllib.loads((tmp_path / "weights.toml").read_text(encoding="utf-8"))
        assert set(written) == set(weighing.GROUPS)
        assert written["reading"]["least"] >= 0.5
        assert set(written["parse"]) == {"least", *weighing.NAMES}

    def test_scaled_probabilities_hold(self) -> None:
        """Of what is sure at 40%, half is right, at 60% nine tenths; a corpus that counts little hardly matters."""
        pytest.importorskip("sklearn", reason="the extra `evaluation` is not installed")
        found = [(0.4, n % 2 == 0) for n in range(40)] + [(0.6, n % 10 > 0) for n in range(40)]
        other = [(confidence, not right) for confidence, right in found] * 20
        as_read = tuple(float(name == "content") for name in weighing.NAMES)
        old = weighing.Weights(dict.fromkeys(weighing.GROUPS, as_read), dict.fromkeys(weighing.GROUPS, 0.4))
        scaled = weights.rescaled([(0.999, found), (0.001, other)], old)
        for group, mine in scaled.by_group.items():
            for before, now in ((0.4, 0.5), (0.6, 0.9)):
                odds = {"constant": 1.0, "content": math.log(before / (1 - before))}
                numbers = [odds.get(name, 0.0) for name in weighing.NAMES]
                assert weights.likelihood(mine, numbers) == pytest.approx(now, abs=0.02)
            assert scaled.least[group] == pytest.approx(0.5, abs=0.02)  # what was just kept still is

    def test_each_fold_is_weighed_by_the_others(self) -> None:
        pytest.importorskip("sklearn", reason="the extra `evaluation` is not installed")
        scores = weights.cross_validated({"one": self.cases(), "other": self.cases(40)})
        assert scores.keys() == {"one", "other"}
        assert all(60 < score["F1"] < 100 and 0 <= score["ECE"] < 30 for score in scores.values())


class TestTargets:
    def cases(self) -> list[targets.Case]:
        """Of two nouns the first is told, and the second never; where there is none to tell, nobody is."""
        told = targets.Case((("object", "person"), ("object", "thing")), (0, "addressee"), has_target=True)
        nobody = targets.Case((("object", "thing"),), None, has_target=False)
        return [replace(case, article=str(n), counts=True) for n in range(40) for case in (told, nobody)]

    def test_what_is_right_weighs(self, tmp_path: Path) -> None:
        pytest.importorskip("scipy", reason="the extra `evaluation` is not installed")
        fitted = targets.fit(self.cases())
        assert fitted["addressee"]["person"] > 1 > fitted["object"]["person"]
        targets.write(tmp_path / "targets.toml", fitted, 0.9)
        written = tomllib.loads((tmp_path / "targets.toml").read_text(encoding="utf-8"))
        assert written.keys() == {"addressee", "object", "nobody"}

    def test_how_sure_it_is_that_nobody_is_meant_where_nobody_could_be(self) -> None:
        alone = [targets.Case((), None, has_target=n == 0) for n in range(8)]
        assert targets.without_candidate([*alone, *self.cases()]) == 0.8

    def test_each_fold_is_chosen_by_the_others(self) -> None:
        pytest.importorskip("scipy", reason="the extra `evaluation` is not installed")
        assert targets.cross_validated(self.cases()) == {"P": 100.0, "R": 100.0, "F1": 100.0}

    def test_an_example_has_its_target_between_asterisks(self) -> None:
        for kind, sentence in targets.examples():
            assert sentence.count("**") == (2 if kind else 0), sentence


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

    def test_a_wrong_link_and_a_missing_one(self) -> None:
        found = self.scores({34: 28, 46: 19})
        assert (found["pronouns precision"], found["pronouns recall"], found["names recall"]) == (50, 50, 0)
        assert found["both recall"] == pytest.approx(100 / 3)


def test_layouts_are_in_the_form_of_the_gate() -> None:
    documents = list(shares.layouts())
    assert {attribution["type"] for each in documents for attribution in each["attributions"]} == {"person"}
    assert any(not each["attributions"] for each in documents)  # pages that only look like transcripts
