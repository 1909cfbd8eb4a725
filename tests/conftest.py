"""What tests ask for by name."""

from __future__ import annotations

from collections.abc import Iterator

import hypothesis
import pytest

import quotes
from tests.support import forks, pipelines

hypothesis.settings.register_profile("untimed", deadline=None)  # how busy the machine is fails no test
hypothesis.settings.load_profile("untimed")

# The files that take longest, longest first: with several workers, the last to end has little left to do alone.
SLOW = [
    "test_offline.py",
    "test_batch_processes.py",
    "test_docs.py",
    "test_component.py",
    "test_streams.py",
    "test_any_text.py",
    "test_main_job.py",
    "test_gate.py",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: SLOW.index(item.path.name) if item.path.name in SLOW else len(SLOW))


@pytest.fixture(scope="session")
def extractor() -> quotes.Extractor:
    """The extractor with the included pipeline."""
    return pipelines.extractor()


@pytest.fixture(scope="session", autouse=True)
def _forks() -> Iterator[None]:
    """End the processes that run commands with the session."""
    yield
    forks.stop()
