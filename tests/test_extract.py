"""All stages with the included pipeline, on text of every sort."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import quotes
from quotes.parsing import parse
from quotes.records import check
from tests.support import pipelines

STORY = (
    "TORSBY — The bridge over the Klar is safe, Mayor Anna Lund said on Monday.\n\n"
    "“We tested it twice,” she told reporters. “Nothing moved.”\n\n"
    "Engineers who worked on it disagree. According to Erik Dahl, who led the tests, the city “never asked us.”\n\n"
    "The council rejected his claim.\n"
)


def told(extractor: quotes.Extractor, text: str) -> list[tuple[str | None, str | None, str]]:
    """(name, cue, content) of each attribution."""
    return [
        (r.speaker.name if r.speaker else None, r.cue.text if r.cue else None, r.quote.text)
        for r in extractor.extract(text).attributions
    ]


def test_a_story(extractor: quotes.Extractor) -> None:
    found = told(extractor, STORY)
    assert ("Anna Lund", "told", "We tested it twice Nothing moved.") in found
    assert ("Erik Dahl", "According to", "the city “never asked us.”") in found


def test_the_same_text_gives_the_same_records(extractor: quotes.Extractor) -> None:
    first, second = extractor.extract(STORY), extractor.extract(STORY)
    assert first.attributions == second.attributions
    assert first.diagnostics == second.diagnostics


def test_records_as_plain_python(extractor: quotes.Extractor) -> None:
    found = extractor.extract(STORY)
    assert found.to_dicts() == [json.loads(record.model_dump_json()) for record in found.attributions]
    assert extractor.extract("").to_dicts() == []


def test_line_ends_change_nothing_but_offsets(extractor: quotes.Extractor) -> None:
    assert told(extractor, STORY.replace("\n", "\r\n")) == told(extractor, STORY)


def test_straight_marks_are_as_good_as_curly_ones(extractor: quotes.Extractor) -> None:
    straight = STORY.replace("“", '"').replace("”", '"')
    direct = [r.quote.text for r in extractor.extract(straight).attributions if r.quote.kind == "direct"]
    assert direct == [r.quote.text for r in extractor.extract(STORY).attributions if r.quote.kind == "direct"]


def test_records_are_in_text_order(extractor: quotes.Extractor) -> None:
    starts = [r.quote.spans[0][0] for r in extractor.extract(STORY).attributions]
    assert starts == sorted(starts)


def test_a_long_text_is_parsed_in_runs_of_paragraphs(
    extractor: quotes.Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = extractor.extract(STORY).attributions
    shares: list[float] = []
    monkeypatch.setattr(extractor, "watch", shares.append)
    monkeypatch.setattr(parse, "_RUN", 20)
    assert [(r.id, r.quote, r.cue) for r in extractor.extract(STORY).attributions] == [
        (r.id, r.quote, r.cue) for r in at_once
    ]
    assert len(shares) > 1
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_an_empty_text_has_no_attributions(extractor: quotes.Extractor) -> None:
    for text in ("", " ", "\n\n", "“", "”", ".", "said", "“said”"):
        for record in extractor.extract(text).attributions:
            check(record, text)


def test_many_articles_are_extracted_as_each_alone(extractor: quotes.Extractor) -> None:
    articles: list[str | quotes.Article] = [
        "The mayor denied it.",
        quotes.Article("storm", "“It rained,” Ada Frost said."),
        STORY,
    ]
    found = list(extractor.extract_many(articles))
    assert [extraction.article.id for extraction in found] == ["text-1", "storm", "text-3"]
    assert found == [extractor.extract(text, doc_id=f"text-{n}") for n, text in enumerate(articles, 1)]


def test_each_of_many_is_read_when_it_is_asked_for(extractor: quotes.Extractor) -> None:
    waiting = iter(["The mayor denied it.", "The council agreed.", "It rained."])
    found = extractor.extract_many(waiting)
    next(found)
    assert list(waiting) == ["The council agreed.", "It rained."]


def test_after_an_error_the_other_articles_follow(extractor: quotes.Extractor) -> None:
    found = extractor.extract_many(["It rained.", "She said “\ud800.”", "The mayor denied it."])
    next(found)
    with pytest.raises(quotes.ArticleError, match="text-2: holds a lone surrogate"):
        next(found)
    assert [extraction.article.id for extraction in found] == ["text-3"]


def test_many_are_read_from_paths(extractor: quotes.Extractor, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(STORY)
    found = extractor.extract_many(quotes.articles([str(tmp_path / "a.txt"), str(tmp_path)]))
    with pytest.raises(quotes.ArticleError, match="a.txt: no such file or directory"):
        next(found)
    assert [extraction.article.id for extraction in found] == ["b"]


def test_words_are_forgotten_with_their_article(extractor: quotes.Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    known = len(extractor.nlp.vocab.strings)
    monkeypatch.setattr("quotes.extract._WORDS", known)
    for n in range(20):
        extractor.extract(f"Mayor Ada Ro{n}e said that the bri{n}dge was safe.")
    assert len(extractor.nlp.vocab.strings) <= known
    assert told(extractor, "Mayor Ada Ro7e told reporters that it rained.") == [("Ada Ro7e", "told", "that it rained")]


def test_words_of_the_first_articles_are_kept(extractor: quotes.Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    known = len(extractor.nlp.vocab.strings)
    monkeypatch.setattr("quotes.extract._WORDS", known + 200)
    for n in range(40):
        extractor.extract(f"Mayor Ada Ro{n}e said that the bri{n}dge was safe.")
    assert known < len(extractor.nlp.vocab.strings) <= known + 200


def test_an_article_inside_a_memory_zone_of_the_caller(extractor: quotes.Extractor) -> None:
    expected = extractor.extract(STORY)
    for _ in range(2):
        with extractor.nlp.memory_zone():
            assert extractor.extract(STORY) == expected


def test_threads_may_share_one(extractor: quotes.Extractor) -> None:
    texts = [STORY.replace("Dahl", f"Dahl{n}") for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(extractor.extract, texts)) == [extractor.extract(text) for text in texts]


def test_it_can_be_sent_to_another_process() -> None:
    rules_only = pipelines.extractor(rules_only=True)
    sent = pickle.loads(pickle.dumps(rules_only))  # noqa: S301 - our own bytes
    assert sent.rules_only
    assert told(sent, STORY) == told(rules_only, STORY)


def test_a_lone_surrogate_is_refused(extractor: quotes.Extractor) -> None:
    with pytest.raises(quotes.ArticleError, match="U\\+D800"):
        extractor.extract("She said “\ud800.”")


def test_a_text_that_is_too_long_is_refused(extractor: quotes.Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "LONGEST", 10)
    text = "The mayor said nothing."
    with pytest.raises(quotes.ArticleError, match=r"^text: has 23 characters, more than 10: split it$"):
        extractor.extract(text)
    with pytest.raises(quotes.ArticleError, match=r"^in/a\.txt: has 23 characters"):
        extractor.extract(quotes.Article("a", text, "in/a.txt"))


PIECES = st.sampled_from(
    [
        *"“”\"‘’',.?:—()\n \u00a0\x00😀é",
        *("\n\n", "\r\n", "\x1b[31m", "[red]", "=1+1", "Politico:", "who said", "said", "Say", "rejected", "He"),
        *("she said", "Mayor Lund told reporters", "according to", "adding that", "that the bridge was safe"),
        *("the council", "called on Russia to"),
    ]
)


@settings(max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=80))
def test_any_text_gives_records_that_it_proves(text: str) -> None:
    extraction = pipelines.extractor().extract(text)
    ids = [record.id for record in extraction.attributions]
    assert len(set(ids)) == len(ids)
    for record in extraction.attributions:
        check(record, text)
