"""Learning from another reader: what it reads in a lesson is a second gold, which is soft and complete.

After Hinton et al. 2015 (https://arxiv.org/abs/1503.02531), at temperature 1. Tags and sentence starts are left out: in
these, the accurate reader is not better than the treebanks that teach them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import spacy
import torch
from numpy.typing import NDArray
from torch import Tensor

from quotes.parsing.pieces import UNKNOWN as UNKNOWN_PIECE
from quotes.parsing.reading import CONTENT, CUE, CUE_GOES_ON
from training.gold import Ints
from training.network import Network, Scores

if TYPE_CHECKING:
    from quotes.parsing.encoder import Encoder
    from training.lessons import Lesson

_AHEAD = 2

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Told:
    """What the tutor reads in a window of W words.

    Probabilities: `names` and `parts` (W, classes), `arcs` and `links` (W, W + 1) with the root in column 0, `labels`
    (W, classes) of the arcs to `heads` (W,).
    """

    names: Floats
    parts: Floats
    arcs: Floats
    links: Floats
    labels: Floats
    heads: Ints


class Tutor:
    """A finished reader that tells what it reads in lessons; its classes must be those of the network."""

    def __init__(self, pipeline: Path, vocabulary: Sequence[str]) -> None:
        """`vocabulary`: the pieces of the lessons."""
        self._encoder = cast("Encoder", spacy.load(pipeline).get_pipe("encoder"))
        own = {piece: number for number, piece in enumerate(self._encoder.vocabulary)}
        self._number = np.array([own.get(piece, own[UNKNOWN_PIECE]) for piece in vocabulary])
        self._threads = ThreadPoolExecutor(cpu_count())

    def ahead(self, plan: Iterable[Sequence[Lesson]]) -> Iterator[list[Told]]:
        """What it reads in each batch of lessons, some batches ahead: it reads while the network learns."""
        waiting = deque[list[Future[Told]]]()
        for lessons in plan:
            waiting.append([self._threads.submit(self._tell, lesson) for lesson in lessons])
            if len(waiting) > _AHEAD:
                yield [one.result() for one in waiting.popleft()]
        for batch in waiting:
            yield [one.result() for one in batch]

    def _tell(self, lesson: Lesson) -> Told:
        window = replace(lesson.window, pieces=self._number[lesson.window.pieces])
        said: dict[str, Any] = self._encoder.read(window)
        heads = said["arcs"].argmax(axis=1)
        return Told(
            names=_softmax(said["names"]),
            parts=said["parts"],
            arcs=_softmax(said["arcs"]),
            links=_softmax(said["links"]),
            labels=_softmax(self._encoder.label_scores(said["dependents"] + said["governors"][heads])),
            heads=heads,
        )


def loss(network: Network, scores: Scores, told: Sequence[Told]) -> dict[str, Tensor]:
    """How far the network's scores are from what the tutor told, head by head."""
    gold = {name: padded([getattr(one, name) for one in told], scores.parts.device) for name in Told.__slots__}
    words = padded([np.ones(len(one.heads), dtype=np.float32) for one in told], scores.parts.device)
    found = {name: _soft(getattr(scores, name), gold[name], words) for name in ("names", "parts", "arcs")}
    found["deps"] = _soft(network.labels(scores, gold["heads"]), gold["labels"], words)
    # only cues and contents belong to something; what the tutor says of other words has no meaning
    found["links"] = _soft(scores.links, gold["links"], gold["parts"][..., [CUE, CUE_GOES_ON, CONTENT]].sum(-1))
    return found


def padded(rows: Sequence[np.ndarray], device: torch.device, filler: int = 0) -> Tensor:
    """Arrays of one rank as one tensor, padded at the end of each axis."""
    filled = np.full((len(rows), *np.max([row.shape for row in rows], axis=0)), filler, dtype=rows[0].dtype)
    for place, row in zip(filled, rows, strict=True):
        place[tuple(map(slice, row.shape))] = row
    return torch.from_numpy(filled).to(device)


def _soft(scores: Tensor, told: Tensor, weights: Tensor) -> Tensor:
    """Mean cross-entropy of the words' scores with probabilities, with a weight for each word; padding has none."""
    each = -(told * scores.float().log_softmax(-1)).sum(-1)
    return (each * weights).sum() / weights.sum().clamp(min=1e-6)


def _softmax(scores: Floats) -> Floats:
    parts: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    whole: Floats = parts / parts.sum(axis=1, keepdims=True)
    return whole
