"""Counts in, shares out that add up to 100%."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.auditing.shares import shares


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], []),
        ([0, 0], [0, 0]),
        ([1], [100]),
        ([1, 1], [50, 50]),
        ([1, 1, 1], [33.4, 33.3, 33.3]),
        ([2, 1], [66.7, 33.3]),
        ([999, 1, 0], [99.9, 0.1, 0]),
        ([5000, 1], [100, 0]),
    ],
)
def test_shares(counts: list[int], expected: list[float]) -> None:
    assert shares(counts) == expected


@given(st.lists(st.integers(0, 10**9), min_size=1).filter(any))
def test_they_add_up_and_none_is_far_off(counts: list[int]) -> None:
    found = shares(counts)
    assert sum(round(10 * share) for share in found) == 1000
    assert all(abs(share - 100 * count / sum(counts)) <= 0.1 for share, count in zip(found, counts, strict=True))
