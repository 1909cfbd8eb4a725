"""The state of a training in a file, every few minutes, so that it can continue after it was cut off."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch

EVERY = 600.0  # seconds
State = dict[str, Any]


class Checkpoint:
    """The file of the state, and when it was last written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._written = time.monotonic()

    def read(self) -> State | None:
        """The last state; None if there is none."""
        if not self.path.exists():
            return None
        state: State = torch.load(self.path, map_location="cpu")
        return state

    def due(self) -> bool:
        """Whether it is time to write."""
        return time.monotonic() - self._written >= EVERY

    def write(self, state: State) -> None:
        """Write the state. If the run ends meanwhile, the old one stays."""
        save(state, self.path)
        self._written = time.monotonic()


def save(state: State, path: Path) -> None:
    """Write a state to a file."""
    with put_in_place(path) as beside:
        torch.save(state, beside)


@contextmanager
def put_in_place(path: Path) -> Iterator[Path]:
    """A temporary path beside this one. Afterwards it is moved here, so that a file is never half written."""
    beside = path.with_name(f"{path.name}.new")
    yield beside
    beside.replace(path)


def chances() -> State:
    """The states of torch's random number generators."""
    return {"processor": torch.get_rng_state(), "graphics": torch.cuda.get_rng_state_all()}


def set_chances(state: State) -> None:
    """Restore the generators. With another number of graphics cards, theirs start again."""
    torch.set_rng_state(state["processor"])
    if len(state["graphics"]) == torch.cuda.device_count():
        torch.cuda.set_rng_state_all(state["graphics"])
