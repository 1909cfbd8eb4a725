"""Readers of ours that are packages of their own: a pipeline in the folder `model` of one, found by name."""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

from quotes.errors import ModelError

GROUP = "quotes_readers"

# What installs each, in a checkout of this repository.
PACKAGES = {"accurate": "./models/accurate"}


def folder(name: str) -> Path | None:
    """The pipeline of an installed reader; None for a name that is none of a reader.

    Raises:
        ModelError: the reader is not installed, or its package is damaged.
    """
    for entry in entry_points(group=GROUP, name=name):
        try:
            found = Path(str(files(entry.module))) / "model"
        except ImportError as error:
            raise ModelError(name, f"its package is damaged: {error}") from error
        if not found.is_dir():
            raise ModelError(name, "its package holds no pipeline; docs/pipelines.md tells how to make it")
        return found
    if name in PACKAGES:
        raise ModelError(name, f"this reader is not installed; to install it: pip install {PACKAGES[name]}")
    return None
