"""Forms of one name: which words may mean which name."""

from __future__ import annotations

import pytest

from quotes.naming import forms


@pytest.mark.parametrize(
    ("form", "full", "same"),
    [
        ("j. ortega", "juan ortega", True),
        ("juan carlos", "juan carlos ortega", True),
        ("juan roe", "juan ortega", False),
        ("ana ortega", "juan ortega", False),
    ],
)
def test_abbreviates(form: str, full: str, *, same: bool) -> None:
    words = tuple(word.rstrip(".") for word in form.split())
    assert forms.abbreviates(words, tuple(full.split())) is same


@pytest.mark.parametrize(
    ("form", "full", "same"),
    [
        ("post", "harbor post", True),
        ("corvo", "corvo holdings", True),
        ("corvo", "corvo foods ltd", True),
        ("house", "house of deputies", True),
        ("harbor", "harbor fire council", False),
        ("harbor post", "harbor post", False),
    ],
)
def test_shortens(form: str, full: str, *, same: bool) -> None:
    assert forms.shortens(tuple(form.split()), tuple(full.split())) is same


@pytest.mark.parametrize(
    ("acronym", "full", "same"),
    [
        ("bhs", "bureau of harbor safety", True),
        ("b.h.s", "bureau of harbor safety", True),
        ("boh", "bureau of harbors", True),
        ("tg&w", "torsby gas water co", True),
        ("chc", "centers for harbor control and prevention", True),
        ("ch", "centers for harbor control", False),
        ("b", "bureau", True),
        ("hb", "bureau of harbor safety", False),
    ],
)
def test_acronyms(acronym: str, full: str, *, same: bool) -> None:
    assert forms.is_acronym((acronym,), tuple(full.split())) is same


@pytest.mark.parametrize(
    ("form", "full", "same"),
    [
        ("torsby university", "university of torsby", True),
        ("harbor university", "university of torsby", False),
        ("torsby university", "university", False),
    ],
)
def test_turns(form: str, full: str, *, same: bool) -> None:
    assert forms.turns(tuple(form.split()), tuple(full.split())) is same
