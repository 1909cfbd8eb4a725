"""The pipeline that ships, loaded once for all tests of a process."""

from __future__ import annotations

from functools import cache

import quotes


@cache
def extractor(*, rules_only: bool = False) -> quotes.Extractor:
    """With no state of its own: what one test extracts is nothing to another."""
    return quotes.load(rules_only=rules_only)
