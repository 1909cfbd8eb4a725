"""The network: one encoder and its heads, in torch. `export` makes the graph for run time.

The heads follow Dozat and Manning 2017 (https://arxiv.org/abs/1611.01734): a biaffine score for each pair of a word and
a head. The label is scored from both by a small network, which costs less than their second biaffine.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from quotes.parsing.pieces import LOOKS
from training.encoders import HIDDEN, Pretrained

ARC_WIDTH = 256
LABEL_WIDTH = 192
LINK_WIDTH = 128
TAGS = ("xpos", "upos", "feats", "names", "parts")
HIDDEN_DROPOUT = 0.2
HEAD_DROPOUT = 0.25


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many classes each head has."""

    xpos: int
    upos: int
    feats: int
    deps: int
    names: int
    parts: int


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores for B windows of W words (padded).

    Tags are (B, W, classes), starts (B, W), arcs and links (B, W, W + 1) with the root in column 0; labels are scored
    from `dependents` (B, W, L) and `governors` (B, W + 1, L).
    """

    xpos: Tensor
    upos: Tensor
    feats: Tensor
    names: Tensor
    parts: Tensor
    starts: Tensor
    arcs: Tensor
    links: Tensor
    dependents: Tensor
    governors: Tensor


class Network(nn.Module):
    """The encoder reads pieces and looks; each word is represented by its first piece."""

    def __init__(self, pretrained: Pretrained, sizes: Sizes) -> None:
        super().__init__()
        self.vocabulary = pretrained.vocabulary()
        self.hidden = self.vocabulary.index(HIDDEN)
        self.rate, self.uneven = pretrained.rate, pretrained.uneven
        self.encoder = pretrained.encoder()
        width = self.encoder.config.hidden_size
        self.looks = nn.Embedding(2 * len(LOOKS), width)  # how a word is written, since its pieces are in lower case
        nn.init.zeros_(self.looks.weight)
        self.drop = nn.Dropout(HIDDEN_DROPOUT)
        self.tags = nn.ModuleDict({name: nn.Linear(width, getattr(sizes, name)) for name in TAGS})
        self.starts = nn.Linear(width, 1)
        self.root = nn.Parameter(torch.randn(width) * 0.02)
        self.arcs, self.links = Biaffine(width, ARC_WIDTH), Biaffine(width, LINK_WIDTH)
        self.label_dependent, self.label_governor = nn.Linear(width, LABEL_WIDTH), nn.Linear(width, LABEL_WIDTH)
        self.label_drop = nn.Dropout(HEAD_DROPOUT)
        self.label = nn.Linear(LABEL_WIDTH, sizes.deps)

    def forward(self, pieces: Tensor, looks: Tensor, mask: Tensor | None, firsts: Tensor) -> Scores:
        """Score windows: `pieces`, `looks` and `mask` (B, P), `firsts` (B, W)."""
        embedded = self.encoder.get_input_embeddings()(pieces) + self.looks(looks)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return self.heads(hidden, firsts)

    def heads(self, hidden: Tensor, firsts: Tensor) -> Scores:
        """Scores from the encoder's last layer (B, P, width)."""
        words = torch.gather(hidden, 1, firsts[..., None].expand(-1, -1, hidden.shape[-1]))
        words = self.drop(words)
        nodes = torch.cat([self.root.to(words.dtype).expand(words.shape[0], 1, -1), words], 1)
        return Scores(
            **{name: layer(words) for name, layer in self.tags.items()},
            starts=self.starts(words)[..., 0],
            arcs=self.arcs(words, nodes),
            links=self.links(words, nodes),
            dependents=self.label_dependent(words),
            governors=self.label_governor(nodes),
        )

    def labels(self, scores: Scores, heads: Tensor) -> Tensor:
        """Scores of the labels (B, W, classes) of the words' arcs to these heads (B, W)."""
        index = heads[..., None].expand(-1, -1, scores.governors.shape[-1])
        pairs = scores.dependents + torch.gather(scores.governors, 1, index)
        found: Tensor = self.label(self.label_drop(torch.relu(pairs)))
        return found


class Biaffine(nn.Module):
    """Scores (B, W, W + 1) for each pair of a word (B, W, width) and a node (B, W + 1, width)."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.dependent, self.governor = _layer(width, inner), _layer(width, inner)
        self.pair = nn.Linear(inner, inner)

    def forward(self, words: Tensor, nodes: Tensor) -> Tensor:
        """The scores."""
        found: Tensor = self.pair(self.dependent(words)) @ self.governor(nodes).transpose(1, 2)
        return found


def _layer(width: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, out), nn.ReLU(), nn.Dropout(HEAD_DROPOUT))
