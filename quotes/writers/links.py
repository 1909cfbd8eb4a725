"""Addresses that a page or a workbook may link to: those of articles on the Web, and no script."""

from __future__ import annotations

import re

_URL = re.compile(r"https?://[!-~]+", re.IGNORECASE)  # ASCII: no sign in it can hide another


def link(url: str | None) -> str | None:
    """The address if it may be a link."""
    return url if url and _URL.fullmatch(url) else None
