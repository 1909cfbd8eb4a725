"""What the words of a name say about its bearer."""

from __future__ import annotations

import pytest

from quotes.words import kinds


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("harbor times", "medium"),
        ("cnn", "medium"),
        ("corvo bank", "company"),
        ("harbor council", "panel"),
        ("ministry of trade", "agency"),
        ("ortega campaign", "campaign"),
        ("ortega administration", "government"),
        ("u.n", "authority"),
        ("ann roe", None),
        ("council", None),
    ],
)
def test_sort_of_an_organization(name: str, sort: str | None) -> None:
    assert kinds.organization_sort(tuple(name.split())) == sort


@pytest.mark.parametrize(("name", "gender"), [("maria", "female"), ("peter", "male"), ("robin", None), ("corvo", None)])
def test_given_names_are_hints(name: str, gender: str | None) -> None:
    assert kinds.given_gender(name) == gender
