"""Lessons -> a trained network."""

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from quotes.parsing.pieces import LOOKS
from training import checkpoints, distilling
from training.checkpoints import Checkpoint
from training.courses import Manner
from training.distilling import Told, Tutor, padded
from training.gold import UNKNOWN, Gold
from training.lessons import Lesson
from training.network import TAGS, Network

PIECES_PER_BATCH = 1500
HEAD_RATE = 1.5e-3
# Share of the pieces that are hidden during training, so that the network learns to use their context.
HIDDEN = 0.06
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


def fit(
    network: Network,
    courses: Sequence[Sequence[Lesson]],
    manner: Manner,
    seed: int,
    steps: int | None = None,
    checkpoint: Path | None = None,
    tutor: Tutor | None = None,
) -> None:
    """Train on each course in turn, for at most `steps` steps. It continues from the checkpoint, if there is one.

    With a tutor, the network also learns what the tutor reads in each lesson.

    The network computes in bfloat16 if the processor or a graphics card multiplies in it, which takes half the time;
    its parameters are kept in float32.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    plan = [batch for course in courses for batch in batches(course, chance)][:steps]
    torch.manual_seed(seed)
    with _rounded_inputs(network) if manner.rounded else nullcontext():
        _learn(_Learner(network, manner, len(plan)), plan, tutor, Checkpoint(checkpoint) if checkpoint else None)


def _learn(
    learner: "_Learner", plan: Sequence[Sequence[Lesson]], tutor: Tutor | None, checkpoint: Checkpoint | None
) -> None:
    if checkpoint and (state := checkpoint.read()):
        learner.go_on(state)
        print(f"goes on after step {learner.step} of {len(plan)}", flush=True)
    started, losses = time.monotonic(), dict[str, float]()
    left = plan[learner.step :]
    for lessons, told in zip(left, tutor.ahead(left) if tutor else repeat([]), strict=False):
        for name, part in learner.learn(lessons, told).items():
            losses[name] = 0.95 * losses.get(name, part) + 0.05 * part
        if learner.step % REPORT == 0 or learner.step == len(plan):
            means = " ".join(f"{name} {value:.3f}" for name, value in losses.items())
            print(f"step {learner.step} of {len(plan)}, {time.monotonic() - started:.0f} s: {means}", flush=True)
        if checkpoint and checkpoint.due():
            checkpoint.write(learner.state())
    learner.restore()


class _Learner:
    """A network with its optimizer, after `step` steps."""

    def __init__(self, network: Network, manner: Manner, steps: int) -> None:
        self.step = 0
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._network = network.to(self._device).train()
        self._kept = _Kept(network)
        self._optimizer = torch.optim.AdamW(self._kept.groups, weight_decay=WEIGHT_DECAY, fused=True)
        self._rates = torch.optim.lr_scheduler.LambdaLR(self._optimizer, lambda step: manner.rate(step, steps))

    def learn(self, lessons: Sequence[Lesson], told: Sequence[Told]) -> dict[str, float]:
        """Take a step. Returns the losses before it."""
        parts = loss(self._network, collate(lessons, self._device), told)
        torch.stack(list(parts.values())).sum().backward()
        self._kept.take_gradients()
        nn.utils.clip_grad_norm_(self._kept.parameters, CLIP)
        self._optimizer.step()
        self._rates.step()
        self._kept.give_values()
        self.step += 1
        return {name: part.item() for name, part in parts.items()}

    def state(self) -> checkpoints.State:
        """Everything that is needed to continue from here."""
        return {
            "step": self.step,
            "parameters": self._kept.parameters,
            "optimizer": self._optimizer.state_dict(),
            "rates": self._rates.state_dict(),
            "chances": checkpoints.chances(),
        }

    def go_on(self, state: checkpoints.State) -> None:
        """Continue from a state."""
        self.step = state["step"]
        with torch.no_grad():
            for own, kept in zip(self._kept.parameters, state["parameters"], strict=True):
                own.copy_(kept)
        self._optimizer.load_state_dict(state["optimizer"])
        self._rates.load_state_dict(state["rates"])
        self._kept.give_values()
        checkpoints.set_chances(state["chances"])

    def restore(self) -> None:
        """Make the network float32 again and move it back to the CPU, with the learned parameters."""
        self._kept.restore()
        self._network.cpu()


@contextmanager
def _rounded_inputs(network: Network) -> Iterator[None]:
    """A context in which inputs of products with weights are rounded to eight bits, as onnxruntime does at run time."""
    layers = (module for module in network.modules() if isinstance(module, nn.Linear))
    hooks = [layer.register_forward_pre_hook(lambda _, inputs: (rounded(inputs[0]),)) for layer in layers]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def rounded(numbers: Tensor) -> Tensor:
    """The numbers rounded to 255 even steps from the least, or 0, to the greatest, or 0; the gradient is unchanged.

    Dynamic quantisation rounds in this way (https://onnx.ai/onnx/operators/onnx__DynamicQuantizeLinear.html). Training
    with rounded numbers is due to Jacob et al. 2018 (https://arxiv.org/abs/1712.05877).
    """
    with torch.no_grad():
        least, greatest = numbers.amin().clamp(max=0).float(), numbers.amax().clamp(min=0).float()
        step = ((greatest - least) / 255).clamp(min=1e-8).to(numbers.dtype)
        error = (numbers / step).round() * step - numbers
    return numbers + error


def _number_format(device: torch.device) -> torch.dtype:
    """The number format for computing: older processors are slower in bfloat16 than in float32."""
    fast = device.type == "cuda" or torch.backends.cpu.get_cpu_capability() == "AVX512"
    return torch.bfloat16 if fast else torch.float32


class _Kept:
    """The network's parameters in float32, while the network itself computes in a faster format.

    The embedding of pieces stays as pretrained: it has many weights, and very few of its words occur often enough in
    the corpora to be learned.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self._frozen = network.encoder.get_input_embeddings().weight.requires_grad_(False).detach().clone()
        encoder = {id(parameter) for parameter in network.encoder.parameters()}
        learnt = [parameter for parameter in network.parameters() if parameter.requires_grad]
        self.parameters = [parameter.detach().float().clone() for parameter in learnt]
        rates = [network.rate if id(parameter) in encoder else HEAD_RATE for parameter in learnt]
        self.groups = [
            {"params": [p for p, r in zip(self.parameters, rates, strict=True) if r == rate], "lr": rate}
            for rate in (network.rate, HEAD_RATE)
        ]
        network.to(_number_format(self._frozen.device))
        self._copies = [parameter for parameter in network.parameters() if parameter.requires_grad]

    def take_gradients(self) -> None:
        """Move the gradients from the network to the kept parameters; a head without any words has no gradients."""
        for own, copy in zip(self.parameters, self._copies, strict=True):
            own.grad = None if copy.grad is None else copy.grad.float()
            copy.grad = None

    def give_values(self) -> None:
        """Copy the kept parameters to the network."""
        with torch.no_grad():
            for own, copy in zip(self.parameters, self._copies, strict=True):
                copy.copy_(own)

    def restore(self) -> None:
        """Make the network float32 again, with the kept values."""
        self.network.float()
        self.give_values()
        self.network.encoder.get_input_embeddings().weight.data = self._frozen


def batches(lessons: Sequence[Lesson], chance: random.Random) -> Iterator[list[Lesson]]:
    """All lessons once, in random order, with lessons of similar length together so that there is little padding."""
    order = sorted(lessons, key=lambda lesson: len(lesson.window.pieces) + chance.uniform(0, 8))
    found: list[list[Lesson]] = [[]]
    for lesson in order:
        if (len(found[-1]) + 1) * len(lesson.window.pieces) > PIECES_PER_BATCH and found[-1]:
            found.append([])
        found[-1].append(lesson)
    chance.shuffle(found)
    return iter(found)


def collate(lessons: Sequence[Lesson], device: torch.device) -> Batch:
    """Lessons of one batch, padded."""
    windows = [lesson.window for lesson in lessons]
    return Batch(
        pieces=padded([window.pieces for window in windows], device),
        looks=padded([window.looks for window in windows], device),
        mask=padded([np.ones_like(window.pieces) for window in windows], device),
        firsts=padded([window.firsts for window in windows], device),
        gold={
            name: padded([getattr(lesson.gold, name) for lesson in lessons], device, UNKNOWN) for name in Gold.__slots__
        },
    )


def loss(network: Network, batch: Batch, told: Sequence[Told] = ()) -> dict[str, Tensor]:
    """The loss of each head, over the words that are annotated for it, and over what the tutor told."""
    drawn = torch.rand(batch.pieces.shape, device=batch.pieces.device) < HIDDEN
    hidden = drawn & (batch.looks // 2 < LOOKS.index("other"))  # never marks and edges
    pieces = batch.pieces.masked_fill(hidden, network.hidden)
    scores = network(pieces, batch.looks, batch.mask, batch.firsts)
    heads = batch.gold["heads"]
    labels = network.labels(scores, heads.clamp(min=0))
    padding = torch.arange(scores.arcs.shape[-1], device=batch.firsts.device)[None] > (batch.firsts > 0).sum(1)[:, None]
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
    if told:
        second = distilling.loss(network, replace(scores, arcs=arcs, links=links), told)
        found |= {f"{name} (told)": value for name, value in second.items()}
    return {name: value for name, value in found.items() if torch.isfinite(value)}


def _entropy(scores: Tensor, gold: Tensor, also: Tensor | None = None) -> Tensor:
    """Mean cross-entropy of the classes; NaN if no word is annotated."""
    if also is not None:
        gold = gold.masked_fill(also == UNKNOWN, UNKNOWN)
    return nn.functional.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=UNKNOWN)
