"""The day of an article's date, in whatever form its source writes it, as far as there is only one way to read it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime

# Besides ISO 8601 and the dates of feeds and e-mail (RFC 5322). 11/02/2026 may be in February or in November.
_FORMATS = ("%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%b. %d, %Y")


def day(date: str | None) -> str | None:
    """*e.g.* 2026-11-02 for 2026-11-02T08:30:00Z, 2026-11 for a month; None where it is missing or cannot be read."""
    text = " ".join((date or "").split())
    with suppress(ValueError):
        return f"{datetime.fromisoformat(text):%Y-%m-%d}"
    with suppress(ValueError):
        return f"{parsedate_to_datetime(text):%Y-%m-%d}"
    for form in _FORMATS:
        with suppress(ValueError):
            return f"{datetime.strptime(text, form):%Y-%m-%d}"  # noqa: DTZ007 - the day is that of the place of print
    with suppress(ValueError):
        return f"{datetime.strptime(text, '%Y-%m'):%Y-%m}"  # noqa: DTZ007
    return None


def month(date: str | None) -> str | None:
    """*e.g.* 2026-11, as `day`."""
    found = day(date)
    return found and found[:7]
