"""Pull quotes are marked in the records of an article, and are not a second statement."""

from __future__ import annotations

import pytest

from quotes.assemble import divided
from quotes.checking.pullquotes import marked
from quotes.speakers.registry import Registry
from tests.checking.test_repeating import FULL, said
from tests.support.samples import lines

BODY = said("a", FULL)
FAR = "x" * 200


@pytest.mark.parametrize(
    ("text", "who", "repeats"),
    [
        (FULL, "Anna Lund", "a:0"),
        ("It will stand for years", "Anna Lund", "a:0"),
        ("It will stand for years", None, "a:0"),
        ("We did not test every nut on the old bridge, but it will stand for years", "Anna Lund", "a:0"),
        ("We did test every bolt on the old bridge, but it will stand for years", "Anna Lund", None),
        ("It will stand for years", "Karl Weber", None),
        ("It will stand", "Anna Lund", None),
        ("The harbor will close for a year", "Anna Lund", None),
    ],
)
def test_a_pull_quote_has_the_id_of_its_quotation(text: str, who: str | None, repeats: str | None) -> None:
    assert [record.repeats for record in marked([BODY, said("a", text, who, before=FAR)])] == [None, repeats]


def test_the_shorter_one_is_marked_wherever_it_stands() -> None:
    short, long = said("a", "it will stand for years"), said("a", FULL, before=FAR)
    assert [record.repeats for record in marked([short, long])] == [long.id, None]


def test_the_same_characters_are_not_repeated() -> None:
    inner = BODY.model_copy(update={"id": "a:0.2", "within": "a:0"})
    assert marked([BODY, inner]) == [BODY, inner]


def test_what_an_article_yields_is_marked() -> None:
    found, _ = divided([BODY, said("a", FULL, before=FAR)])
    assert [record.repeats for record in found] == [None, "a:0"]


def test_a_speaker_says_it_once() -> None:
    registry = Registry()
    registry.add(lines(*marked([BODY, said("a", FULL, before=FAR)])))
    [profile] = registry.profiles()
    assert profile.quotes.total == 1
