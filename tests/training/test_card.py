"""The model card, the meta data and the licence of what was made from each encoder."""

from __future__ import annotations

import pytest

from training import card
from training.evaluate import Scores

SCORES = Scores(
    syntax={"EWT test": {"LAS": 90.0}},
    names={"UNER": {"F1": 80.0}},
    exact_syntax={"EWT test": {"LAS": 91.0}},
    exact_names={"UNER": {"F1": 81.0}},
    speed={"news": 1000.0},
    size=110_000_000,
)


@pytest.mark.parametrize(
    ("encoder", "name", "described"),
    [
        ("minilm", "all-MiniLM-L6-v2", "a small transformer"),
        ("mpnet", "all-mpnet-base-v2", "a large transformer"),
    ],
)
def test_the_card_names_the_pretrained_encoder(encoder: str, name: str, described: str) -> None:
    meta, written, licence = card.meta(SCORES, encoder), card.card(SCORES, encoder), card.licence(encoder)
    assert described in meta["description"]
    assert meta["sources"][0]["name"] == name
    assert f"The encoder is {name}: " in written
    assert "Size: 110.0 MB." in written
    assert f"sentence-transformers/{name}," in licence
    assert "$" not in written + licence
