"""Our readers. Those that are separate packages have a pipeline in their folder `model` and are found by name."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

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


def of(nlp: Language) -> Iterator[str]:
    """The readers in a pipeline, by the names that tell them apart: their pipelines have the same name."""
    from quotes.parsing.encoder import FACTORY  # it runs the graph, which other pipelines do not need

    for config in map(nlp.get_pipe_config, nlp.pipe_names):
        if config["factory"] == FACTORY:
            yield str(config["reader"])
