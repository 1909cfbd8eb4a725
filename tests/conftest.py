"""What tests ask for by name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import quotes
from tests.support import forks, pipelines


@pytest.fixture(scope="session")
def extractor() -> quotes.Extractor:
    """Over the pipeline that ships."""
    return pipelines.extractor()


@pytest.fixture(scope="session", autouse=True)
def _forks() -> Iterator[None]:
    """What runs commands ends with the session."""
    yield
    forks.stop()
