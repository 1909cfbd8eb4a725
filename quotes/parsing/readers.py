"""Our readers that are separate packages: each has a pipeline in its folder `model` and is found by name."""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

from quotes.errors import ModelError

GROUP = "quotes_readers"

# What to install for each, in a checkout of this repository.
PACKAGES = {"accurate": "./models/accurate"}


def folder(name: str) -> Path | None:
    """The folder of an installed reader's pipeline; None if the name is not that of a reader.

    Raises:
        ModelError: the reader is not installed, or its package is damaged.
    """
    for entry in entry_points(group=GROUP, name=name):
        try:
            found = Path(str(files(entry.module))) / "model"
        except ImportError as error:
            raise ModelError(name, f"its package is damaged: {error}") from error
        if not found.is_dir():
            raise ModelError(name, "its package has no pipeline; docs/pipelines.md explains how to make one")
        return found
    if name in PACKAGES:
        raise ModelError(name, f"this reader is not installed; to install it: pip install {PACKAGES[name]}")
    return None
