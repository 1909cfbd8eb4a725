"""What tests ask for by name."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    import quotes

# The files that take longest, longest first: with several workers, the last to end has little left to do alone.
SLOW = [
    "test_batch_processes.py",
    "test_docs.py",
    "test_gate.py",
    "test_main_job.py",
    "test_any_text.py",
    "test_component.py",
    "test_streams.py",
    "test_offline.py",
    "test_review.py",
    "test_encoder.py",
]


def pytest_collection() -> None:
    """Prepare a process that runs tests; pytest-xdist's first one, which runs none, need not load all this."""
    import hypothesis

    hypothesis.settings.register_profile("untimed", deadline=None)  # how busy the machine is fails no test
    hypothesis.settings.load_profile("untimed")
    gc.disable()


def pytest_collection_finish() -> None:
    """Spare the garbage collector all that collecting has made: modules and tests, which stay."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: SLOW.index(item.path.name) if item.path.name in SLOW else len(SLOW))


@pytest.fixture(scope="session")
def extractor() -> quotes.Extractor:
    """The extractor with the included pipeline."""
    from tests.support import pipelines

    return pipelines.extractor()


@pytest.fixture(scope="session", autouse=True)
def _forks() -> Iterator[None]:
    """End the processes that run commands with the session."""
    yield
    from tests.support import forks

    forks.stop()
