"""A training that was cut off continues with the same result, for both encoders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.pipelines import blank
from tests.training import tiny
from training.courses import Manner
from training.lessons import Lesson
from training.passages import Name, Passage, document

torch = pytest.importorskip("torch", reason="the extra `training` is not installed")
pytest.importorskip("transformers", reason="the extra `training` is not installed")


@pytest.fixture(params=["Bert", "MPNet"])
def pretrained(request: pytest.FixtureRequest) -> Any:
    return tiny.pretrained(request.param)


@pytest.fixture
def learnt(pretrained: Any) -> Callable[..., dict[str, Any]]:
    """The parameters of a network after some steps, with the state kept in a file."""
    from quotes.parsing.pieces import Pieces
    from training.fit import fit
    from training.gold import Labels
    from training.lessons import Teacher
    from training.network import Network, Sizes

    labels = Labels(("NN",), ("NOUN",), ("",), ("ROOT",))
    teacher = Teacher(blank(), Pieces(tiny.PIECES), labels)
    passage = Passage("Ana left Lund.", (Name(0, 3, "PERSON"), Name(9, 13, "LOC")))
    lessons = list(teacher.lessons([document(passage, teacher.nlp)])) * 4

    def learn(steps: int, checkpoint: Path | None = None) -> dict[str, Any]:
        torch.manual_seed(1)
        network = Network(pretrained, Sizes(1, 1, 1, 1, len(labels.names), len(labels.parts)))
        fit(network, [lessons] * 6, Manner(steady=0.9), 1, steps, checkpoint)
        return dict(network.state_dict())

    return learn


def test_a_training_that_was_cut_off_continues(
    learnt: Callable[..., dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from training import checkpoints, fit

    monkeypatch.setattr(checkpoints.Checkpoint, "due", lambda _: True)
    whole = learnt(6)
    learn = fit._Learner.learn

    def cut_off(learner: Any, lessons: Sequence[Lesson], told: Any) -> dict[str, float]:
        if learner.step == 3:
            raise KeyboardInterrupt
        return learn(learner, lessons, told)

    with monkeypatch.context() as patched:
        patched.setattr(fit._Learner, "learn", cut_off)
        with pytest.raises(KeyboardInterrupt):
            learnt(6, tmp_path / "state")
    resumed = learnt(6, tmp_path / "state")
    assert not (tmp_path / "state.new").exists()
    assert all(torch.equal(resumed[name], value) for name, value in whole.items())
    assert any(not torch.equal(learnt(3)[name], value) for name, value in whole.items())


@pytest.mark.parametrize(("step", "expected"), [(0, 1 / 6), (5, 1.0), (69, 1.0), (70, 1.0), (85, 0.5), (100, 0.005)])
def test_the_rate_rises_stays_and_falls(step: int, expected: float) -> None:
    assert Manner(steady=0.7).rate(step, 100) == pytest.approx(expected)


def test_a_training_that_was_begun_can_be_shortened() -> None:
    assert Manner(steady=0.7).rate(60, 1000) == Manner(steady=0.7).rate(60, 100)
