"""Quotations of the same words in many articles: which belong together, which is first, what contradicts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.checking.blocking import pairs
from quotes.checking.repeated import Repeated
from quotes.checking.repeating import Repeats
from quotes.lines import Line
from quotes.records import ArticleInfo, Attribution
from tests.support.samples import attribution, speaker

FULL = "We did not test every bolt on the old bridge, but it will stand for years."


def said(doc: str, text: str, who: str | None = "Anna Lund", date: str | None = None, before: str = "") -> Attribution:
    """A direct quote of an article, behind other text."""
    story = f"{before}“{text}” {who or ''}"
    return attribution(
        story,
        text,
        kind="direct",
        id=f"{doc}:{len(before)}",
        doc=doc,
        speaker=speaker(story, who, who) if who else None,
        article=ArticleInfo(date=date) if date else None,
    )


def repeated(*records: Attribution) -> list[Repeated]:
    read = Repeats()
    for record in records:
        read.add(Line("run.jsonl", record))
    return read.repeated()


def docs(group: Repeated) -> list[str]:
    return [each.doc for each in group.occurrences]


@pytest.mark.parametrize(
    ("others", "together"),
    [
        ([FULL], True),
        (["WE DID NOT TEST every bolt – on the old bridge; but it will stand for years"], True),
        (["it will stand for years"], True),
        (["We did not test every single bolt on the old bridge, but it will stand for years."], True),
        (["We did test every bolt on the old bridge, but it will stand for years."], True),
        (["It will stand for years, and we did test every bolt on the old bridge"], True),  # overlaps
        (["It will stand"], False),  # too short
        (["The harbor will be closed for years, but it will open again in the spring."], False),
    ],
)
def test_what_belongs_together(others: list[str], together: bool) -> None:
    records = [said("a", FULL), *(said(f"b{n}", text) for n, text in enumerate(others))]
    assert [docs(group) for group in repeated(*records)] == ([["a", "b0"]] if together else [])


def test_the_fullest_is_what_the_others_differ_from() -> None:
    [group] = repeated(said("a", "every single bolt on the old bridge"), said("b", FULL))
    assert (group.text, group.first, group.articles) == (FULL, "a:0", 2)
    differences = [[(each.kind, each.quoted.text) for each in one.differences] for one in group.occurrences]
    assert differences == [[("added", "single")], []]


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["2026-03-02", "2026-03-01"], ["b", "a"]),
        (["2026-03-02T10:00:00+02:00", "2026-03-02T09:00:00Z"], ["a", "b"]),
        (["Mon, 02 Mar 2026 10:00:00 +0000", "2026-03-01"], ["b", "a"]),
        ([None, "2026-03-01"], ["b", "a"]),
        ([None, None], ["a", "b"]),
        (["yesterday", "2026-03-01"], ["b", "a"]),
    ],
)
def test_the_earliest_is_first(dates: list[str | None], order: list[str]) -> None:
    records = [said(doc, FULL, date=date) for doc, date in zip("ab", dates, strict=True)]
    [group] = repeated(*records)
    assert docs(group) == order


@pytest.mark.parametrize(
    ("other", "who", "conflicts"),
    [
        (FULL, "Lund", ()),
        (FULL, None, ()),
        (FULL, "Karl Weber", ("speakers",)),
        ("We did test every bolt on the old bridge", "Anna Lund", ("negation",)),
        ("test every bolt on the old bridge", "Karl Weber", ("speakers", "negation")),
    ],
)
def test_conflicts(other: str, who: str | None, conflicts: tuple[str, ...]) -> None:
    [group] = repeated(said("a", FULL), said("b", other, who))
    assert group.conflicts == conflicts


def test_a_pull_quote_is_in_the_same_article() -> None:
    [group] = repeated(said("a", FULL), said("a", "it will stand for years", before="x" * 200), said("b", FULL))
    assert [(each.doc, each.within_article) for each in group.occurrences] == [("a", False), ("a", True), ("b", False)]
    assert group.articles == 2


def test_two_records_of_the_same_characters_are_not_a_repeat() -> None:
    inner = said("a", FULL).model_copy(update={"id": "a:0.2", "within": "a:0"})
    assert repeated(said("a", FULL), inner) == []


def test_groups_of_many_articles_come_first() -> None:
    other = "Nobody will lose work in the harbor this year."
    found = repeated(*(said(doc, other) for doc in "ab"), *(said(doc, FULL) for doc in "cde"))
    assert [group.articles for group in found] == [3, 2]


WORD = st.integers(0, 30)


@given(st.lists(st.lists(WORD, max_size=12), max_size=12), st.lists(WORD, min_size=5, max_size=12, unique=True))
def test_a_text_in_another_is_a_pair_with_it_or_a_longer_one(texts: list[list[int]], text: list[int]) -> None:
    found = set(pairs([*texts, text, [99, *text, 98]]))
    assert any(short == len(texts) for short, _ in found)
    assert all(len(([*texts, text, [99, *text, 98]])[a]) <= len(([*texts, text, [99, *text, 98]])[b]) for a, b in found)


def test_many_texts_with_one_shingle_are_not_compared_each_with_each() -> None:
    texts = [[1, 2, 3, 1000 + n] for n in range(200)]
    assert len(list(pairs(texts))) == len(texts) - 1
