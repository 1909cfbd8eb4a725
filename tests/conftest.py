"""What tests ask for by name."""

from __future__ import annotations

import pytest

import quotes
from tests.support import pipelines


@pytest.fixture(scope="session")
def extractor() -> quotes.Extractor:
    """Over the pipeline that ships."""
    return pipelines.extractor()
