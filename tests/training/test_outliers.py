"""What is large in a few channels is set apart: the product is the same, and rounding hurts it less."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="the extra `training` is not installed")
pytest.importorskip("transformers", reason="the extra `training` is not installed")


def test_a_layer_in_two_products() -> None:
    from training.fit import rounded
    from training.outliers import Apart

    torch.manual_seed(0)
    numbers = torch.randn(1, 5, 16)
    numbers[0, 2, 3] = 400
    whole = torch.nn.Linear(16, 4)
    expected = whole(numbers)
    apart = Apart(whole, torch.tensor([3]))
    assert torch.allclose(apart(numbers), expected, atol=1e-4)
    layers = (apart.others, apart.large)
    hooks = [layer.register_forward_pre_hook(lambda _, inputs: (rounded(inputs[0]),)) for layer in layers]
    in_two = (apart(numbers) - expected).abs().max()
    for hook in hooks:
        hook.remove()
    assert in_two < 0.1 < (torch.nn.functional.linear(rounded(numbers), *_parameters(apart)) - expected).abs().max()


def _parameters(apart: torch.nn.Module) -> tuple[torch.Tensor, torch.Tensor]:
    """The layer's weight and bias before it was taken apart."""
    weight = apart.others.weight.clone()
    weight[:, apart.channels] = apart.large.weight
    return weight, apart.others.bias
