"""A training that is cut off goes on where it last was: its state in a file, every few minutes."""

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
    """The file, and when it was last written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._written = time.monotonic()

    def read(self) -> State | None:
        """The state that was written last; None where there is none."""
        if not self.path.exists():
            return None
        state: State = torch.load(self.path, map_location="cpu")
        return state

    def due(self) -> bool:
        """Whether enough time has gone by."""
        return time.monotonic() - self._written >= EVERY

    def write(self, state: State) -> None:
        """Write the state. A run that ends meanwhile leaves the one before."""
        save(state, self.path)
        self._written = time.monotonic()


def save(state: State, path: Path) -> None:
    """Write a state to a file."""
    with put_in_place(path) as beside:
        torch.save(state, beside)


@contextmanager
def put_in_place(path: Path) -> Iterator[Path]:
    """A path beside this one, to be written; then it is moved here, so that no file is ever half written."""
    beside = path.with_name(f"{path.name}.new")
    yield beside
    beside.replace(path)


def chances() -> State:
    """Where torch's random numbers are."""
    return {"processor": torch.get_rng_state(), "graphics": torch.cuda.get_rng_state_all()}


def set_chances(state: State) -> None:
    """Go on from there. What was drawn on another number of graphics cards goes on anew."""
    torch.set_rng_state(state["processor"])
    if len(state["graphics"]) == torch.cuda.device_count():
        torch.cuda.set_rng_state_all(state["graphics"])
