"""Large channels get a separate product: the result is the same, and rounding changes it less."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="the extra `training` is not installed")
pytest.importorskip("transformers", reason="the extra `training` is not installed")


def test_a_layer_in_two_products() -> None:
    from training.fit import rounded
    from training.outliers import Apart

    torch.manual_seed(0)
    numbers = torch.randn(1, 50, 16)
    numbers[0, 2, 3] = 400
    layer = torch.nn.Linear(16, 4)
    expected, in_one = layer(numbers), layer(rounded(numbers))
    apart = Apart(layer, torch.tensor([3]))
    assert torch.allclose(apart(numbers), expected, atol=1e-4)
    for part in (apart.others, apart.large):
        part.register_forward_pre_hook(lambda _, inputs: (rounded(inputs[0]),))
    assert (apart(numbers) - expected).abs().mean() < (in_one - expected).abs().mean() / 3
