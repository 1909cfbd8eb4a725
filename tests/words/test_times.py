"""Where a phrase of time begins and ends."""

from __future__ import annotations

from quotes.words import times
from tests.support.trees import misread


def test_a_time_that_continues_after_its_noun_does_not_begin_the_phrase() -> None:
    parsed = misread(
        "dismissed week claims Monday", {1: (2, "obl:tmod"), 2: (0, "obj"), 3: (1, "nummod"), 0: (0, "ROOT")}
    )
    assert times.after_time(parsed[2], 1) == 1
