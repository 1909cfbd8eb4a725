"""The measures' arithmetic. The scores that must not fall are in test_corpora.py and test_gate.py."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

import evaluation.__main__
import quotes
import training.fitting.__main__
from evaluation import bench, errors, reliability
from evaluation.matching import marked
from tests.support.samples import attribution, speaker


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

    def test_how_sure_each_part_was_and_whether_it_is_right(self) -> None:
        text = "Mayor Ida Roe told reporters that the old bridge is safe."
        annotated = {"cue": [[14, 18]], "source": [[0, 13]], "content": [[29, 56]], "target": None}
        links = {"name": "Ida Roe", "role": ["Mayor"]}
        document = {"doc": "sample", "text": text, "attributions": [{**annotated, **links}]}
        who = speaker(text, "Ida Roe", "Ida Roe", confidence=0.9)
        found = attribution(text, "that the old bridge is safe", speaker=who, role="Mayor", target="reporters")
        found = found.model_copy(update={"role_confidence": 0.8, "target_confidence": 0.6})
        told = reliability.parts([(document, [found])])
        assert told == {"name": [(0.9, True)], "role": [(0.8, True)], "target": [(0.6, False)]}

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
