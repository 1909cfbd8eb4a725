"""Role in, sort out: each sort finds its examples, and none of its counterexamples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.auditing.sorts import sort_of_source, titles, told
from quotes.language import table

SORTS = table("sorts")["sort"]


def sort_of(text: str) -> str | None:
    found = told(text)
    return found and found.sort


@pytest.mark.parametrize(("sort", "text"), [(sort, text) for sort in SORTS for text in SORTS[sort]["examples"]])
def test_examples(sort: str, text: str) -> None:
    assert sort_of(text) == sort


@pytest.mark.parametrize(("sort", "text"), [(sort, text) for sort in SORTS for text in SORTS[sort]["counterexamples"]])
def test_counterexamples(sort: str, text: str) -> None:
    assert sort_of(text) != sort


@pytest.mark.parametrize("list_", ["heads", "open"])
def test_a_noun_is_of_one_sort(list_: str) -> None:
    nouns = [noun for entry in SORTS.values() for noun in entry.get(list_, ())]
    assert sorted(set(nouns)) == sorted(nouns)


@pytest.mark.parametrize("kind", sorted({kind for entry in SORTS.values() for kind in entry.get("kinds", ())}))
def test_a_kind_of_organization_is_one_that_the_tables_have(kind: str) -> None:
    names = table("organizations")
    assert {*names["sort"], *names["known"], *table("descriptions")["organization"]} >= {kind}


@pytest.mark.parametrize("list_", ["heads", "open", "bodies"])
@pytest.mark.parametrize("sort", SORTS)
def test_each_noun_of_a_list_is_found(sort: str, list_: str) -> None:
    nouns = SORTS[sort].get(list_, ())
    assert {noun: sort_of(f"the {noun}") for noun in nouns} == dict.fromkeys(nouns, sort)


@pytest.mark.parametrize("word", table("sorts")["ends"]["words"])
def test_the_noun_before_a_preposition_counts(word: str) -> None:
    assert sort_of(f"a mayor {word} coaches") == "official"


@pytest.mark.parametrize("word", table("sorts")["vague"]["words"])
def test_whoever_must_not_be_recognized_has_no_sort(word: str) -> None:
    assert sort_of(f"people {word} to the mayor") is None


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("bosses", "business"),
        ("coaches", "sport"),
        ("policemen", "security"),
        ("secretaries", "official"),
        ("co-founder of Corvo", "business"),
        ("Lt. Gov.", "official"),
        ("R-Ohio", "official"),
        ("Norwegians", "resident"),
        ("an Italian", "resident"),
        ("", None),
        ("in the harbor", None),
    ],
)
def test_forms(text: str, sort: str | None) -> None:
    assert sort_of(text) == sort


@pytest.mark.parametrize(
    ("source", "sort"),
    [
        (("mayor", None, "Ida Roe", "Roe", "person"), "official"),
        ((None, "neighbor; mayor", "Ida Roe", "she", "person"), "resident"),
        (("chairman", "chairman; R-Ohio", "Ida Roe", "she", "person"), "official"),
        (("chairman", "chairman; head of the club", "Ida Roe", "she", "person"), "sport"),
        (("chairman", "chairman", "Ida Roe", "she", "person"), "business"),
        ((None, None, None, "officials familiar with the matter", "group"), "official"),
        ((None, None, "Ida Roe", "the mayor", "person"), "unknown"),
        ((None, None, None, "the mayor", "person"), "official"),
        ((None, None, None, "he", "person"), "unnamed"),
        ((None, None, None, "sources", "group"), "unnamed"),
        ((None, None, "Corvo Bank", "the lender", "organization"), "business"),
        ((None, None, "Corvo Group", "the group", "organization"), "business"),
        ((None, None, "Torsby Leader", "Torsby Leader", "organization"), "organization"),
        ((None, None, "Corvo", "Corvo", "organization"), "organization"),
        ((None, None, "Torsby", "Torsby", "place"), "organization"),
        ((None, None, None, "a police report", "document"), "document"),
        ((None, None, None, None, None), "nobody"),
    ],
)
def test_a_source(source: tuple[str | None, ...], sort: str) -> None:
    assert sort_of_source(*source) == sort


@given(st.text())
def test_any_text_has_a_sort_or_none(text: str) -> None:
    assert sort_of(text) in {None, *titles()}
