"""Arithmetic of half-open character ranges."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quotes.spans import covers, joined, overlap, strip

RANGES = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair)))


def characters(span: tuple[int, int]) -> set[int]:
    return set(range(*span))


@given(RANGES, RANGES)
def test_overlap_counts_shared_characters(a: tuple[int, int], b: tuple[int, int]) -> None:
    assert overlap(a, b) == len(characters(a) & characters(b))


@given(RANGES, RANGES)
def test_covers(a: tuple[int, int], b: tuple[int, int]) -> None:
    if characters(b):
        assert covers(a, b) == (characters(b) <= characters(a))


@given(st.text(alphabet="a, \n"), st.data())
def test_strip_leaves_only_white_space_and_unwanted_outside(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, right = strip(text, (start, end), ",")
    assert start <= left <= right <= end
    assert text[left:right] == text[start:end].strip(", \n")


@given(st.lists(RANGES))
def test_joined_ranges_are_apart_and_cover_the_same(spans: list[tuple[int, int]]) -> None:
    found = joined(spans)
    assert all(left[1] < right[0] for left, right in pairwise(found))
    assert set().union(*map(characters, found)) == set().union(*map(characters, spans))
