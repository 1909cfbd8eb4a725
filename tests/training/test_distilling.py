"""A network learns from another reader, and training goes on from a finished pipeline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy

from tests.training import tiny
from training.lessons import Lesson, Teacher
from training.passages import Name, Passage, document

torch = pytest.importorskip("torch", reason="the extra `training` is not installed")
for needed in ("onnx", "transformers"):
    pytest.importorskip(needed, reason="the extra `training` is not installed")

HEADS = {"names", "parts", "arcs", "links", "deps"}
PASSAGES = [Passage("Ana left Lund.", (Name(0, 3, "PERSON"), Name(9, 13, "LOC"))), Passage("Ana left.", ())]


@pytest.fixture
def network() -> Callable[..., Any]:
    """A tiny network with its initial numbers, others for each seed."""
    from training.network import Network, Sizes

    def made(seed: int) -> Any:
        pretrained = tiny.pretrained("Bert")
        torch.manual_seed(seed)
        network = Network(pretrained, Sizes(2, 2, 2, 3, 13, 5))
        for numbers in network.parameters():  # none are equal, as after training
            numbers.data += 0.05 * torch.randn_like(numbers)
        return network

    return made


def lessons() -> list[Lesson]:
    from quotes.parsing.pieces import Pieces
    from training.gold import Labels

    teacher = Teacher(spacy.blank("en"), Pieces(tiny.PIECES), labels := Labels(*LABELS))
    assert labels.names[0] == "O"
    return list(teacher.lessons(document(passage, teacher.nlp) for passage in PASSAGES))


LABELS = ("NN", "VB"), ("NOUN", "VERB"), ("", "Number=Sing"), ("ROOT", "nsubj", "obj")


def saved(network: Any, path: Path, *, quantized: bool) -> Path:
    from training import assemble
    from training.gold import Labels

    assemble.assemble(network, Labels(*LABELS), quantized=quantized).to_disk(path)
    return path


def test_whoever_reads_as_the_tutor_has_nothing_to_learn(network: Callable[..., Any], tmp_path: Path) -> None:
    from training import distilling
    from training.fit import collate, loss

    same, pupil = network(1).eval(), network(2).eval()
    tutor = distilling.Tutor(saved(network(1), tmp_path, quantized=False), tiny.PIECES)
    [told] = tutor.ahead([lessons()])
    batch = collate(lessons(), torch.device("cpu"))
    nearest = loss(same, batch, told)
    further = loss(pupil, batch, told)
    assert {name.removesuffix(" (told)") for name in nearest if "told" in name} == HEADS
    for head in ("names", "parts", "arcs"):
        shares = np.concatenate([getattr(one, head) for one in told], axis=None)
        words = sum(len(one.heads) for one in told)
        assert nearest[f"{head} (told)"].item() == pytest.approx(-(shares * np.log(shares)).sum() / words, abs=1e-3)
        assert nearest[f"{head} (told)"] < further[f"{head} (told)"]


def test_the_tutor_may_have_other_numbers_for_the_pieces(network: Callable[..., Any], tmp_path: Path) -> None:
    from training import distilling

    tutor = distilling.Tutor(saved(network(1), tmp_path, quantized=False), [*reversed(tiny.PIECES)])
    [lesson, _] = lessons()
    last = len(tiny.PIECES) - 1
    turned = replace(lesson, window=replace(lesson.window, pieces=last - lesson.window.pieces))
    own = distilling.Tutor(tmp_path, tiny.PIECES)
    [[same], [expected]] = [*tutor.ahead([[turned]]), *own.ahead([[lesson]])]
    assert np.array_equal(same.parts, expected.parts)


def test_a_network_learns_what_the_tutor_reads(network: Callable[..., Any], tmp_path: Path) -> None:
    from training import distilling, fit
    from training.courses import Manner

    tutor = distilling.Tutor(saved(network(1), tmp_path, quantized=False), tiny.PIECES)
    [told], batch = tutor.ahead([lessons()]), fit.collate(lessons(), torch.device("cpu"))
    pupil = network(2)
    before = fit.loss(pupil.eval(), batch, told)
    fit.fit(pupil, [lessons()] * 30, Manner(taught=True), seed=1, tutor=tutor)
    after = fit.loss(pupil.eval(), batch, told)
    assert sum(after[f"{head} (told)"].item() for head in HEADS) < sum(
        before[f"{head} (told)"].item() for head in HEADS
    )


def test_a_network_is_restored_from_its_pipeline(
    network: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from training import encoders, restore

    monkeypatch.setitem(encoders.ENCODERS, encoders.DEFAULT, tiny.pretrained("Bert"))
    restored = restore.restored(saved(network(1), tmp_path, quantized=True)).state_dict()
    expected = network(1).state_dict()
    assert restored.keys() == expected.keys()
    pieces = "encoder.embeddings.word_embeddings.weight"  # not trained, so not restored
    for name, value in ((name, value) for name, value in expected.items() if name != pieces):
        rounding = value.abs().amax() / 60
        assert torch.allclose(restored[name].float(), value.float(), atol=float(rounding) + 1e-6), name
