"""A trained network -> an ONNX graph with weights of eight bits, and the matrix that scores labels."""

import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from quotes.parsing.encoder import OUTPUTS
from quotes.parsing.runtime import onnxruntime
from training.network import Network, Scores
from training.outliers import set_apart

OPSET = 17

_quantization = onnxruntime(".quantization")


class Graph(nn.Module):
    """The network at run time: one window at a time, so without padding and mask; tags as class numbers."""

    def __init__(self, network: Network, *, quantized: bool) -> None:
        super().__init__()
        self.network = network.eval().float()
        if quantized:
            if network.uneven:
                set_apart(network)
            network.encoder.set_input_embeddings(Bytes(network.encoder.get_input_embeddings().weight.data))

    def forward(self, pieces: Tensor, looks: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """The outputs of `OUTPUTS` from `pieces` and `looks` (1, P) and `firsts` (1, W), without the first axis."""
        scores: Scores = self.network(pieces, looks, None, firsts)
        numbers = (getattr(scores, name)[0].argmax(-1) for name in ("xpos", "upos", "feats"))
        rest = (getattr(scores, name)[0] for name in ("names", "starts", "arcs", "dependents", "governors"))
        return (*numbers, *rest, scores.parts[0].softmax(-1), scores.links[0])


class Bytes(nn.Module):
    """An embedding of eight bits, with a scale for each row. It has half of the encoder's weights."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, numbers: Tensor) -> Tensor:
        """The rows of these numbers."""
        return self.rows[numbers].float() * self.scale[numbers]


def export(network: Network, *, quantized: bool = True) -> tuple[bytes, dict[str, np.ndarray]]:
    """The graph, and the label scorer's `weight` (L, classes) and `bias` (classes,). This changes the network.

    Weights use only seven of the eight bits: on processors without VNNI instructions, sums of larger ones overflow.
    """
    label = {
        "weight": network.label.weight.detach().numpy().T.copy(),
        "bias": network.label.bias.detach().numpy().copy(),
    }
    with tempfile.TemporaryDirectory() as directory:
        path, small = Path(directory) / "float.onnx", Path(directory) / "int8.onnx"
        _write(Graph(network, quantized=quantized), path)
        if quantized:
            _quantization.quantize_dynamic(
                path,
                small,
                op_types_to_quantize=["MatMul"],
                weight_type=_quantization.QuantType.QInt8,
                per_channel=True,
                reduce_range=True,
            )
            path = small
        return path.read_bytes(), label


def _write(graph: Graph, path: Path) -> None:
    pieces, firsts = torch.ones(1, 7, dtype=torch.int64), torch.arange(1, 6)[None]
    axes = {"pieces": {1: "P"}, "looks": {1: "P"}, "firsts": {1: "W"}}
    axes |= {name: {0: "W"} for name in OUTPUTS}
    axes["arcs"] |= {1: "W+1"}
    axes["links"] |= {1: "W+1"}
    axes["governors"] = {0: "W+1"}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer warns about shapes that are fixed on purpose
        torch.onnx.export(
            graph,
            (pieces, torch.zeros_like(pieces), firsts),
            str(path),
            input_names=["pieces", "looks", "firsts"],
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
    onnx.checker.check_model(str(path))
