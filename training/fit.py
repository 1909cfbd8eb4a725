"""Lessons -> a trained network."""

import math
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from quotes.parsing.pieces import LOOKS
from training.lessons import UNKNOWN, Gold, Lesson
from training.network import TAGS, Network

PIECES_PER_BATCH = 1500
ENCODER_RATE = 2e-4
HEAD_RATE = 1.5e-3
WARM_UP = 0.06
# Share of the pieces that are hidden from the network while it learns, so that it learns to use what is around.
HIDDEN = 0.06
MASK = 103  # the vocabulary's "[MASK]"
CLIP = 2.0
WEIGHT_DECAY = 0.01
REPORT = 100


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one length: pieces, looks, mask (B, P), firsts and gold (B, W)."""

    pieces: Tensor
    looks: Tensor
    mask: Tensor
    firsts: Tensor
    gold: dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a course is learnt: at `pace` times the usual rates; `rounded`, with numbers rounded as in what ships."""

    pace: float = 1.0
    rounded: bool = False


def fit(
    network: Network, courses: Sequence[Sequence[Lesson]], manner: Manner, seed: int, steps: int | None = None
) -> None:
    """Train on each course, an epoch, in turn; the learning rate rises shortly and then falls to zero over all.

    The network computes in bfloat16, twice as fast on a processor that knows it; what is learnt is kept in float32.
    """
    with _rounded_inputs(network) if manner.rounded else nullcontext():
        _learn(network, courses, manner.pace, seed, steps)


def _learn(network: Network, courses: Sequence[Sequence[Lesson]], pace: float, seed: int, steps: int | None) -> None:
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 - no secret
    plan = [batch for course in courses for batch in batches(course, chance)][:steps]
    kept = _Kept(network, pace)
    optimizer = torch.optim.AdamW(kept.groups, weight_decay=WEIGHT_DECAY, fused=True)
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, len(plan)))
    network.train()
    started, losses = time.monotonic(), dict[str, float]()
    for step, lessons in enumerate(plan, start=1):
        parts = loss(network, collate(lessons))
        torch.stack(list(parts.values())).sum().backward()
        kept.take_gradients()
        nn.utils.clip_grad_norm_(kept.parameters, CLIP)
        optimizer.step()
        rates.step()
        kept.give_values()
        losses = {name: 0.95 * losses.get(name, part.item()) + 0.05 * part.item() for name, part in parts.items()}
        if step % REPORT == 0 or step == len(plan):
            told = " ".join(f"{name} {value:.3f}" for name, value in losses.items())
            print(f"step {step} of {len(plan)}, {time.monotonic() - started:.0f} s: {told}", flush=True)
    kept.restore()


@contextmanager
def _rounded_inputs(network: Network) -> Iterator[None]:
    """Inside, what goes into a product with weights is rounded to eight bits, as onnxruntime rounds it when it runs."""
    layers = (module for module in network.modules() if isinstance(module, nn.Linear))
    hooks = [layer.register_forward_pre_hook(lambda _, inputs: (rounded(inputs[0]),)) for layer in layers]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def rounded(numbers: Tensor) -> Tensor:
    """The numbers at 255 even steps from the least, or 0, to the greatest, or 0; their gradient passes through.

    So does dynamic quantisation round them (https://onnx.ai/onnx/operators/onnx__DynamicQuantizeLinear.html); that a
    network learns with it is due to Jacob et al. 2018 (https://arxiv.org/abs/1712.05877).
    """
    with torch.no_grad():
        least, greatest = numbers.amin().clamp(max=0).float(), numbers.amax().clamp(min=0).float()
        step = ((greatest - least) / 255).clamp(min=1e-8).to(numbers.dtype)
        error = (numbers / step).round() * step - numbers
    return numbers + error


class _Kept:
    """The network's parameters in float32, while the network itself computes in bfloat16.

    The embedding of pieces stays as pretrained: half of all weights, and hardly a word of it occurs often
    enough in the corpora to be learned.
    """

    def __init__(self, network: Network, pace: float) -> None:
        self.network = network
        network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        encoder = {id(parameter) for parameter in network.encoder.parameters()}
        learnt = [parameter for parameter in network.parameters() if parameter.requires_grad]
        self.parameters = [parameter.detach().float().clone() for parameter in learnt]
        rates = [ENCODER_RATE if id(parameter) in encoder else HEAD_RATE for parameter in learnt]
        self.groups = [
            {"params": [p for p, r in zip(self.parameters, rates, strict=True) if r == rate], "lr": pace * rate}
            for rate in (ENCODER_RATE, HEAD_RATE)
        ]
        self._frozen = network.encoder.embeddings.word_embeddings.weight.detach().clone()
        network.bfloat16()
        self._copies = [parameter for parameter in network.parameters() if parameter.requires_grad]

    def take_gradients(self) -> None:
        """Move the gradients from the network to what is kept; of a head that read nothing they are none."""
        for own, copy in zip(self.parameters, self._copies, strict=True):
            own.grad = None if copy.grad is None else copy.grad.float()
            copy.grad = None

    def give_values(self) -> None:
        """Copy what is kept to the network."""
        with torch.no_grad():
            for own, copy in zip(self.parameters, self._copies, strict=True):
                copy.copy_(own)

    def restore(self) -> None:
        """Make the network float32 again, with the values kept."""
        self.network.float()
        self.give_values()
        self.network.encoder.embeddings.word_embeddings.weight.data = self._frozen


def _rate(step: int, steps: int) -> float:
    warm = max(1, math.ceil(WARM_UP * steps))
    return min((step + 1) / warm, max(0.005, (steps - step) / max(1, steps - warm)))


def batches(lessons: Sequence[Lesson], chance: random.Random) -> Iterator[list[Lesson]]:
    """All lessons once, in random order, those of like length together so that little is padded."""
    order = sorted(lessons, key=lambda lesson: len(lesson.window.pieces) + chance.uniform(0, 8))
    found: list[list[Lesson]] = [[]]
    for lesson in order:
        if (len(found[-1]) + 1) * len(lesson.window.pieces) > PIECES_PER_BATCH and found[-1]:
            found.append([])
        found[-1].append(lesson)
    chance.shuffle(found)
    return iter(found)


def collate(lessons: Sequence[Lesson]) -> Batch:
    """Lessons of one batch, padded."""
    windows = [lesson.window for lesson in lessons]
    pieces = _padded([window.pieces for window in windows], 0)
    return Batch(
        pieces=pieces,
        looks=_padded([window.looks for window in windows], 0),
        mask=_padded([np.ones_like(window.pieces) for window in windows], 0),
        firsts=_padded([window.firsts for window in windows], 0),
        gold={name: _padded([getattr(lesson.gold, name) for lesson in lessons], UNKNOWN) for name in Gold.__slots__},
    )


def _padded(rows: Sequence[np.ndarray], filler: int) -> Tensor:
    length = max(len(row) for row in rows)
    return torch.from_numpy(np.stack([np.pad(row, (0, length - len(row)), constant_values=filler) for row in rows]))


def loss(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The loss of each head, over the words whose annotation says what it should find."""
    hidden = (torch.rand(batch.pieces.shape) < HIDDEN) & (
        batch.looks // 2 < LOOKS.index("other")
    )  # never marks and edges
    pieces = batch.pieces.masked_fill(hidden, MASK)
    scores = network(pieces, batch.looks, batch.mask, batch.firsts)
    heads = batch.gold["heads"]
    labels = network.labels(scores, heads.clamp(min=0))
    padding = torch.arange(scores.arcs.shape[-1])[None] > (batch.firsts > 0).sum(1)[:, None]
    arcs, links = (pairs.float().masked_fill(padding[:, None], -1e4) for pairs in (scores.arcs, scores.links))
    found = {"arcs": _entropy(arcs, heads), "deps": _entropy(labels, batch.gold["deps"], heads)}
    found |= {name: _entropy(getattr(scores, name), batch.gold[name]) for name in TAGS}
    found["links"] = _entropy(links, batch.gold["links"])
    starts = batch.gold["starts"]
    said = starts != UNKNOWN
    if said.any():
        found["starts"] = nn.functional.binary_cross_entropy_with_logits(
            scores.starts.float()[said], starts[said].float()
        )
    return {name: value for name, value in found.items() if torch.isfinite(value)}


def _entropy(scores: Tensor, gold: Tensor, also: Tensor | None = None) -> Tensor:
    """Mean cross-entropy of the classes; not a number where no word is annotated."""
    if also is not None:
        gold = gold.masked_fill(also == UNKNOWN, UNKNOWN)
    return nn.functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN)
