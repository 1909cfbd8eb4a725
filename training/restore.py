"""The command `python -m training.restore`: the network of a finished pipeline, so that its training can go on.

    python -m training.restore quotes/model WORK/fourth.pt

The weights are those of the graph, with eight bits; further training repairs what the rounding costs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import srsly
import torch
from onnx import numpy_helper

from training import checkpoints
from training.encoders import DEFAULT, ENCODERS
from training.network import Network, Sizes

_PIECES = "word_embeddings"
_TYPES = "encoder.embeddings.token_type_embeddings.weight"
_OWN = "network."  # how the graph's names of the network's numbers begin


def restored(pipeline: Path) -> Network:
    """The network of the default reader whose pipeline this is."""
    encoder = pipeline / "encoder"
    classes, label = srsly.read_json(encoder / "classes.json"), srsly.read_msgpack(encoder / "label.msgpack")
    network = Network(ENCODERS[DEFAULT], Sizes(**{head: len(labels) for head, labels in classes.items()}))
    found = numbers(onnx.load(encoder / "graph.onnx").graph)
    if "looks.weight" not in found:  # up to version 3.0, looks took the place of BERT's token types
        types = network.state_dict()[_TYPES].numpy()
        found |= {"looks.weight": found[_TYPES] - types[0], _TYPES: types}
    found |= {"label.weight": np.asarray(label["weight"]).T, "label.bias": np.asarray(label["bias"])}
    missing, surplus = network.load_state_dict({n: torch.tensor(value) for n, value in found.items()}, strict=False)
    if wrong := [*(name for name in missing if _PIECES not in name), *surplus]:
        raise ValueError(f"{pipeline} is not the default reader's pipeline: {', '.join(wrong)}")
    return network


def numbers(graph: onnx.GraphProto) -> dict[str, np.ndarray]:
    """The numbers of an exported network by their names in the network, without the pieces' embedding.

    The embedding stays as pretrained in training, too.
    """
    kept = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {name.removeprefix(_OWN): value for name, value in kept.items() if name.startswith(_OWN)}
    for node in graph.node:
        if node.op_type == "Expand" and node.input[0] in kept:
            found["root"] = kept[node.input[0]]
    biases = {_scope(node): name for node in graph.node for name in node.input if name.endswith(".bias")}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            name = node.input[1].removesuffix("_quantized")
            levels = kept[f"{name}_quantized"].astype(np.float32) - kept[f"{name}_zero_point"]
            layer = biases[_scope(node)].removeprefix(_OWN).removesuffix("bias")
            found[f"{layer}weight"] = (levels * kept[f"{name}_scale"]).T
    return {name: value for name, value in found.items() if _PIECES not in name}


def _scope(node: onnx.NodeProto) -> str:
    """The module that a node belongs to."""
    return str(node.name).rpartition("/")[0]


def main() -> None:
    """Read the arguments and write the network."""
    parser = argparse.ArgumentParser(prog="python -m training.restore", description=__doc__.partition("\n")[0])
    parser.add_argument("pipeline", type=Path, help="folder of the default reader's pipeline")
    parser.add_argument("output", type=Path, help="file for the network, as training writes it after a course")
    options = parser.parse_args()
    checkpoints.save(restored(options.pipeline).state_dict(), options.output)


if __name__ == "__main__":
    main()
