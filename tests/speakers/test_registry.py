"""Speakers of many records: what is counted together, and what never is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quotes.lines import Line, ListedLine
from quotes.records import Attribution
from quotes.speakers.profiles import Profile
from quotes.speakers.registry import Registry
from tests.support.samples import lines, statement

LUND = ("Anna Lund", "Anna Lund")


def profiles(*records: Attribution) -> list[Profile]:
    registry = Registry()
    registry.add(lines(*records))
    return registry.profiles()


def only(*records: Attribution) -> Profile:
    (profile,) = profiles(*records)
    return profile


def who(*records: Attribution) -> list[str]:
    """Each speaker with the number of quotes, in order; an unnamed one as (mention, article)."""
    return [f"{p.name or (p.mention, p.doc)} {p.quotes.total}" for p in profiles(*records)]


def test_a_profile() -> None:
    found = only(
        statement("a", "Lund", "Lund", kind="direct"),
        statement("b", *LUND, role="Mayor", target="reporters"),
        statement("b", "she", "Anna Lund", resolution="pronoun", role="mayor", target="(those rumors)", kind="mixed"),
        statement("c", "the former mayor", "Anna Lund", resolution="description", role="former mayor"),
        statement("d", *LUND, target="Reporters"),
    )
    assert found.to_dict() == {
        "schema_version": "1.1",
        "id": None,
        "name": "Anna Lund",
        "mention": None,
        "doc": None,
        "type": "person",
        "variants": ["Lund", "the former mayor"],
        "roles": [{"text": "Mayor", "doc": "b", "count": 2}, {"text": "former mayor", "doc": "c", "count": 1}],
        "quotes": {"total": 5, "direct": 1, "mixed": 1, "indirect": 3},
        "not_asserted": 0,
        "articles": 4,
        "targets": [
            {"text": "reporters", "kind": "addressee", "count": 2},
            {"text": "those rumors", "kind": "object", "count": 1},
        ],
    }
    assert list(found.to_dict()) == list(Profile.model_fields)


def test_every_role_and_the_names_of_targets() -> None:
    record = statement("a", *LUND, role="Mayor", target="him").to_dict()
    record["roles"] = [record["role"], {"text": "a former teacher", "start": 9, "end": 25}]
    record["target"]["name"] = "Erik Dahl"
    found = only(Attribution.model_validate_json(json.dumps(record)), statement("a", *LUND, target="her"))
    assert [role.text for role in found.roles] == ["Mayor", "a former teacher"]
    assert [told.text for told in found.targets] == ["Erik Dahl"]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        # one name is one speaker in all articles
        ([statement("a", *LUND), statement("b", *LUND)], ["Anna Lund 2"]),
        # a surname is its only bearer's, wherever it stands
        ([statement("a", "Lund", "Lund"), statement("b", *LUND)], ["Anna Lund 2"]),
        ([statement("a", "Lund", "Lund"), statement("b", *LUND), statement("c", "Erik Lund", "Erik Lund")],
         ["Anna Lund 1", "Erik Lund 1", "Lund 1"]),
        # most quotes first, then by name without regard to case
        ([statement("a", n, n) for n in ("Roe", "Kos", "Kos", "eBay", "Lind")], ["Kos 2", "eBay 1", "Lind 1", "Roe 1"]),
        # sources without a name are each article's own
        ([statement("a", "Two officials"), statement("a", "two  officials"), statement("b", "two officials")],
         ["('Two officials', 'a') 2", "('two officials', 'b') 1"]),
        # that of another path, too
        ([statement("a", "sources", path="1/a.txt"), statement("a", "sources", path="2/a.txt")],
         ["('sources', 'a') 1", "('sources', 'a') 1"]),
        # a name is not what somebody calls a source
        ([statement("a", "Lund"), statement("a", "Lund", "Lund")], ["('Lund', 'a') 1", "Lund 1"]),
        # where nobody is named nobody is counted
        ([statement("a", None)], []),
    ],
)  # fmt: skip
def test_who_is_counted(records: list[Attribution], expected: list[str]) -> None:
    assert who(*records) == expected


@pytest.mark.parametrize(
    ("mentions", "variants"),
    [
        (["Anna Lund"], []),
        (["Lund", "Ms. Lund", "Lund"], ["Lund", "Ms. Lund"]),
        (["LUND", "Lund", "anna\nlund"], ["LUND"]),
        # a quote that goes on with what "she" said
        (["she", "She", "who"], []),
        (["the mayor\nof the port"], ["the mayor of the port"]),
    ],
)
def test_variants(mentions: list[str], variants: list[str]) -> None:
    found = only(*(statement("a", mention, "Anna Lund", resolution="continued") for mention in mentions))
    assert list(found.variants) == variants


def test_a_mention_by_pronoun_is_not_a_variant() -> None:
    assert only(statement("a", "she herself", "Anna Lund", resolution="pronoun")).variants == ()


def test_the_name_is_the_fullest_in_its_most_frequent_spelling() -> None:
    names = ["Lund", "Lund", "Lund", "ANNA LUND", "Anna Lund", "Anna Lund"]
    assert only(*(statement("a", name, name) for name in names)).name == "Anna Lund"


def test_roles_over_time() -> None:
    def lund(doc: str, role: str) -> Attribution:
        return statement(doc, *LUND, role=role)

    surname = statement("a", "Lund", "Lund", role="candidate")
    found = only(surname, lund("b", "mayor"), lund("c", "Mayor"), lund("d", "former mayor"), lund("e", "mayor"))
    assert [(r.text, r.doc, r.count) for r in found.roles] == [
        ("candidate", "a", 1),
        ("mayor", "b", 3),
        ("former mayor", "d", 1),
    ]


def test_targets_are_sorted_by_number_and_pronouns_are_left_out() -> None:
    targets = ["voters", "reporters", "him", "Reporters", "(voters)", "them"]
    found = only(*(statement("a", *LUND, target=target) for target in targets))
    assert [(t.text, t.kind, t.count) for t in found.targets] == [
        ("reporters", "addressee", 2),
        ("voters", "addressee", 1),
        ("voters", "object", 1),
    ]


@pytest.mark.parametrize(
    ("types", "type_"),
    [
        (["unknown"], "unknown"),
        (["organization", "unknown", "unknown"], "organization"),
        (["place", "organization", "organization"], "organization"),
        (["group", "organization"], "group"),  # the first of two that are as usual
    ],
)
def test_the_type_is_the_most_frequent_known_one(types: list[str], type_: str) -> None:
    assert only(*(statement("a", "Corvo", "Corvo", type=each) for each in types)).type == type_


def test_files_of_one_name_are_not_one_article() -> None:
    registry = Registry()
    for source in ("monday.jsonl", "tuesday.jsonl"):
        registry.add(lines(statement("1", *LUND), statement("1", "officials"), source=source))
    assert [(p.name, p.articles) for p in registry.profiles()] == [("Anna Lund", 2), (None, 1), (None, 1)]
    assert (registry.attributions, registry.nobody, len(registry.articles)) == (4, 0, 2)


def test_what_comes_first_is_the_first_of_the_first_file() -> None:
    registry = Registry()
    registry.add(lines(statement("a", "officials"), statement("a", "Lund", "Lund", role="candidate")))
    registry.add(lines(statement("b", *LUND, role="mayor")))
    registry.add(lines(statement("c", "Lund", "Lund", role="former mayor")))
    assert [role.text for role in registry.profiles()[0].roles] == ["candidate", "mayor", "former mayor"]


def test_a_file_that_cannot_be_read_counts_for_nothing() -> None:
    def broken() -> Iterator[Line | ListedLine]:
        yield from lines(statement("a", *LUND))
        raise OSError

    registry = Registry()
    with pytest.raises(OSError):  # noqa: PT011
        registry.add(broken())
    assert (registry.profiles(), registry.attributions, registry.articles) == ([], 0, set())


def test_a_register_can_be_read_and_extended() -> None:
    registry = Registry()
    registry.add(lines(statement("a", "Lund", "Lund", role="candidate"), statement("a", *LUND), statement("a", None)))
    assert registry.profiles() == registry.profiles()
    registry.add(lines(statement("b", "Erik Lund", "Erik Lund")))
    assert [profile.name for profile in registry.profiles()] == ["Anna Lund", "Erik Lund", "Lund"]
    assert registry.nobody == 1


NAMES = st.sampled_from(["Anna Lund", "Lund", "Erik Lund", "Jan Kos Jr.", "Jan Kos", "Kos", "Corvo", " ", "—", None])
RECORDS = st.builds(
    statement,
    st.sampled_from("abc"),
    st.sampled_from(["officials", "she", " ", None]),
    NAMES,
    type=st.sampled_from(["person", "organization", "unknown"]),
    role=st.sampled_from(["mayor", "Mayor", " "]),
    target=st.sampled_from(["voters", "(voters)", "him"]),
)


@given(st.lists(RECORDS))
def test_nothing_is_lost_and_nothing_counted_twice(records: list[Attribution]) -> None:
    registry = Registry()
    registry.add(lines(*records))
    found = registry.profiles()
    assert sum(profile.quotes.total for profile in found) + registry.nobody == len(records) == registry.attributions
    assert sum(role.count for profile in found for role in profile.roles) == len(records) - registry.nobody
    whole = Registry()
    for record in records:
        whole.add(lines(record))
    assert whole.profiles() == found


GOOD = only(statement("a", *LUND, role="mayor")).to_dict()


@pytest.mark.parametrize(
    "changes",
    [
        {"name": None},
        {"mention": "the mayor"},
        {"doc": "a"},
        {"name": ""},
        {"quotes": {"total": 2, "direct": 0, "mixed": 0, "indirect": 1}},
        {"articles": 0},
        {"articles": "1"},
        {"roles": [{"text": "mayor", "doc": "a"}]},
        {"aliases": []},
        {"schema_version": "2.0"},
    ],
)
def test_a_malformed_profile_is_refused(changes: dict[str, Any]) -> None:
    import orjson

    assert Profile.model_validate_json(orjson.dumps(GOOD)).to_dict() == GOOD
    with pytest.raises(ValidationError):
        Profile.model_validate_json(orjson.dumps({**GOOD, **changes}))
