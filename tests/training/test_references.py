"""Weights of candidates: fitted so that the right ones are likeliest, over invented mentions."""

from __future__ import annotations

import pytest

from training.fitting.references import GROUPS, Case, cross_validated, examples, fit

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


@pytest.mark.parametrize("example", examples(), ids=lambda example: example["text"])
def test_an_example_names_whom_it_means(example: dict[str, str]) -> None:
    assert example["means"] in example["text"]
