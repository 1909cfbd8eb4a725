"""What a reviewer changes becomes a record that the article proves, or an error that says why not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.article import Article
from quotes.errors import RecordError
from quotes.records import Attribution, check
from quotes.review.changes import Correction, Surroundings, added, changed, same_place
from quotes.writers.jsonl import line
from tests.support.samples import REPORTED, SPOKEN, TEXT

HERE = Surroundings(TEXT, [REPORTED, SPOKEN])
ARTICLE = Article("sample", TEXT)


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def change(**fields: Any) -> Correction:
    return Correction.model_validate_json(json.dumps(fields))


@pytest.mark.parametrize(
    ("given", "then"),
    [
        ({}, {}),
        ({"quote": [at(" “It will stand,” ")]}, {"quote": "It will stand,"}),
        ({"quote": [at("I promise."), at("that the old")]}, {"quote": "that the old I promise."}),
        ({"role": None}, {"role": None, "roles": []}),
        ({"role": at("reporters")}, {"role": "reporters", "roles": ["reporters"]}),
        ({"target": None}, {"target": None}),
        ({"target": {"place": at("bridge"), "kind": "object"}}, {"target": "bridge"}),
        ({"when": None, "where": at("old bridge")}, {"when": None, "where": "old bridge"}),
        ({"when": at(" Monday")}, {"when": "Monday"}),
        ({"cue": None}, {"cue": None, "lemma": None, "act": None}),
        ({"cue": {"place": at("said")}}, {"cue": "said", "lemma": "said", "act": "statement"}),
        (
            {"cue": {"place": at("promise"), "factuality": "negated"}},
            {"cue": "promise", "lemma": "promise", "act": "commitment"},
        ),
        ({"cue": {"place": at("told"), "lemma": "tell", "act": "telling"}}, {"lemma": "tell", "act": "telling"}),
        ({"speaker": None}, {"speaker": None, "name": None, "role": None}),
        ({"speaker": {"place": at("she"), "name": "Ida Roe", "type": "person"}}, {"speaker": "she", "role": "Mayor"}),
        (
            {"speaker": {"place": at("reporters"), "type": "group"}},
            {"speaker": "reporters", "role": None, "name": None},
        ),
        (
            {"speaker": {"place": at("reporters"), "name": "Kim", "type": "person"}, "role": at("Mayor")},
            {"speaker": "reporters", "name": "Kim", "role": "Mayor", "roles": ["Mayor"]},
        ),
    ],
)
def test_a_change(given: dict[str, Any], then: dict[str, Any]) -> None:
    better = changed(REPORTED, change(**given), HERE)
    assert said(better) == said(REPORTED) | then
    assert Attribution.model_validate_json(line(better)) == check(better, TEXT)


def said(record: Attribution) -> dict[str, Any]:
    return {
        "quote": record.quote.text,
        "role": record.role and record.role.text,
        "roles": [role.text for role in record.roles],
        "target": record.target and record.target.text,
        "when": record.when and record.when.text,
        "where": record.where and record.where.text,
        "cue": record.cue and record.cue.text,
        "lemma": record.cue and record.cue.lemma,
        "act": record.cue and record.cue.act.value,
        "speaker": record.speaker and record.speaker.text,
        "name": record.speaker and record.speaker.name,
    }


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        ({"quote": [[5, 6]]}, "quote: has no words"),
        ({"quote": [[900, 950]]}, "quote: has no words"),
        ({"quote": [[0, 9], [3, 12]]}, "quote: Value error, the spans overlap or are out of order"),
        ({"role": [7, 3]}, "role: has no words"),
        ({"role": [900, 950]}, "role: has no words"),
        ({"speaker": {"place": [5, 6]}}, "speaker: has no words"),
    ],
)
def test_what_is_not_a_change(given: dict[str, Any], cause: str) -> None:
    with pytest.raises(RecordError) as error:
        changed(REPORTED, change(**given), HERE)
    assert str(error.value) == f"{REPORTED.id}: {cause}"


def test_without_the_article_s_text_known_words_can_be_kept() -> None:
    nowhere = Surroundings(None)
    place = [REPORTED.speaker.start, REPORTED.speaker.end] if REPORTED.speaker else []
    assert changed(REPORTED, change(speaker={"place": place, "name": "Kim"}), nowhere).speaker
    for fields in ({"role": [0, 3]}, {"quote": [[0, 5]]}):
        with pytest.raises(RecordError, match="needs the article's text"):
            changed(REPORTED, change(**fields), nowhere)


def test_what_is_as_it_was_found_is_that() -> None:
    without = changed(REPORTED, change(speaker=None), HERE)
    back = {"place": at("Ida Roe"), "name": "Ida Roe", "type": "person"}
    again = changed(without, change(speaker=back, role=at("Mayor")), HERE, REPORTED)
    assert (again.speaker, again.role) == (REPORTED.speaker, REPORTED.role)


places = st.tuples(st.integers(0, len(TEXT) + 5), st.integers(0, len(TEXT) + 5))


@given(places, places)
def test_any_place_is_a_record_or_an_error(quote: tuple[int, int], who: tuple[int, int]) -> None:
    try:
        better = changed(REPORTED, change(quote=[quote], speaker={"place": who}, role=who), HERE)
    except RecordError:
        return
    check(better, TEXT)
    assert better.speaker
    assert better.speaker.text == better.speaker.text.strip()


def test_an_addition() -> None:
    given = change(quote=[at("the old bridge")], speaker={"place": at("reporters")}, cue={"place": at("said")})
    new = added(given, ARTICLE, [REPORTED, SPOKEN])
    assert (new.id, new.rule, new.confidence, new.within) == (
        f"sample:{at('the old bridge')[0]}",
        "reviewer",
        1.0,
        REPORTED.id,
    )
    assert check(new, TEXT).quote.text == "the old bridge"
    again = added(given, ARTICLE, [REPORTED, SPOKEN, new])
    assert again.id == f"{new.id}.2"
    assert same_place(again, [REPORTED, new]) == new
    with pytest.raises(RecordError, match="an addition needs the words of the quote"):
        added(Correction(), ARTICLE, [])


@pytest.mark.parametrize(
    ("words", "lemma", "act"),
    [
        ("told", "tell", "telling"),
        ("Warned", "warn", "warning"),
        ("denied", "denied", "statement"),
        ("¶", "¶", "statement"),
    ],
)
def test_a_verb_is_known_from_the_article_or_the_lexicon(words: str, lemma: str, act: str) -> None:
    text = f"{words} it"
    told = changed(REPORTED, change(cue={"place": at("told"), "lemma": "tell", "act": "telling"}), HERE)
    blank = REPORTED.model_copy(update=dict.fromkeys(("speaker", "role", "target", "when", "cue")))
    blank = blank.model_copy(
        update={"quote": blank.quote.model_copy(update={"text": "it", "spans": ((len(words) + 1, len(words) + 3),)})}
    )
    found = changed(blank, change(cue={"place": [0, len(words)]}), Surroundings(text, [told])).cue
    assert found
    assert (found.lemma, found.act) == (lemma, act)
