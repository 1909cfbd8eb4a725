"""A date in any form in, its day and month out, or none where it can be read in two ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.writers.dates import day, month


@pytest.mark.parametrize(
    "date",
    [
        "2026-11-02", "2026-11-02T08:30:00Z", "2026-11-02 08:30:00", "20261102", "2026/11/02",
        "Mon, 02 Nov 2026 08:30:00 +0100", "2 November 2026", "November 2, 2026", "Nov. 2, 2026", " 2\nNov 2026 ",
    ],
)  # fmt: skip
def test_a_day(date: str) -> None:
    assert (day(date), month(date)) == ("2026-11-02", "2026-11")


def test_a_month() -> None:
    assert (day("2026-11"), month("2026-11")) == ("2026-11", "2026-11")


@pytest.mark.parametrize("date", [None, "", "yesterday", "11/02/2026", "02.11.26", "2026", "1767312000", "2026-13-01"])
def test_no_day(date: str | None) -> None:
    assert (day(date), month(date)) == (None, None)


@given(st.text())
def test_any_text_has_a_day_or_none(date: str) -> None:
    assert len(day(date) or "2026-11") in {7, 10}
