"""Weights of candidates: fitted so that the right ones are likeliest, over invented mentions."""

from __future__ import annotations

from typing import cast

import pytest

from quotes.naming.ranking import Weights
from training.fitting.references import GROUPS, UNGUESSED, Case, Lesson, cross_validated, examples, fit, learned

pytest.importorskip("scipy")


def cases(count: int) -> list[Case]:
    """Mentions of all groups, of which the candidate that is near is meant, not the one that is often named."""
    numbers = ({"near": 1.0}, {"often": 1.0}, {"nobody": 1.0})
    return [Case(group, numbers, (True, False, False), 1.0, f"a{n}") for n in range(count) for group in GROUPS]


def test_numbers_of_right_candidates_get_the_largest_weights() -> None:
    weights = fit(cases(5))["he"]
    assert weights["near"] > 0 > weights["often"]


def test_each_article_is_judged_by_weights_fitted_without_it() -> None:
    assert cross_validated(cases(10))["it"] == (10, 10)


class Given:
    """A lesson with the same cases whatever the weights; `seen` has the weights by which it was read."""

    def __init__(self) -> None:
        self.seen: list[Weights] = []

    def cases(self, weights: Weights) -> list[Case]:
        self.seen.append(weights)
        return cases(3)


def test_a_fit_starts_from_no_weights_and_guesses_nothing() -> None:
    given = Given()
    lessons = [cast("Lesson", given)]
    first, again = learned(lessons)[0], learned(lessons)[0]
    assert given.seen[0] == {group: {} for group in GROUPS} | UNGUESSED
    assert again == first


@pytest.mark.parametrize("example", examples(), ids=lambda example: example["text"])
def test_an_example_names_whom_it_means(example: dict[str, str]) -> None:
    assert example["means"] in example["text"]
