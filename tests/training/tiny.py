"""A tiny encoder of either kind with its initial weights; torch is imported when one is made."""

from __future__ import annotations

import json
from typing import Any

PIECES = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "ana", "left", "lund", "."]

_SHAPE = {"hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 24}


def pretrained(kind: str, *, uneven: bool = False) -> Any:
    """`kind` is "Bert" or "MPNet"."""
    import torch
    import transformers
    from safetensors.torch import save

    from training.encoders import Pretrained

    configuration = getattr(transformers, f"{kind}Config")
    described = {**_SHAPE, "vocab_size": len(PIECES), "max_position_embeddings": 300}
    torch.manual_seed(0)
    born = transformers.AutoModel.from_config(configuration(**described), add_pooling_layer=False)
    files = {
        "config.json": json.dumps(described).encode(),
        "vocab.txt": "\n".join(PIECES).encode(),
        "model.safetensors": save(born.state_dict()),
    }
    return Pretrained("tiny", configuration, files.__getitem__, rate=1e-2, special={}, uneven=uneven)
