"""The page says what it is: when and by what it was made, and that nobody has verified it."""

from __future__ import annotations

import re

import pytest

from quotes.article import Article
from quotes.errors import OutputError
from quotes.writers.about import LIMITS, About, made
from quotes.writers.html import ArticleEntry, page
from tests.support.manual import text_of
from tests.support.samples import REPORTED, TEXT


def plain(text: str) -> str:
    return " ".join(re.sub("[*`]", "", text).split()).casefold()


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_is_one_of_the_manual(limit: str) -> None:
    assert plain(limit) in plain(text_of("limits"))


def text(about: About | None = None) -> str:
    return b"".join(page([ArticleEntry(Article("a", TEXT), [REPORTED])], about)).decode()


def test_the_page_says_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    shown = " ".join(text(About("Bridges <1>", "en_quotes_news 3.0.0", version="0.9")).split())
    assert "<title>Bridges &lt;1&gt;</title>" in shown
    assert "<h1>Bridges &lt;1&gt;</h1>" in shown
    assert "<strong>Found by a program, not verified.</strong> quotes 0.9, 2026-05-28." in shown
    assert "Made by quotes 0.9, which read the articles with en_quotes_news 3.0.0, on" in shown
    assert '<time datetime="2026-05-28T20:26:40+00:00">2026-05-28 at 20:26 UTC</time>' in shown
    assert '<a href="#/limits">' in shown
    assert '<section id="/limits"' in shown
    assert "A percentage is the probability that the speaker and the words of a quote are both right" in shown


def test_the_same_time_gives_the_same_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert text() == text()
    assert "1970-01-01" in text()


@pytest.mark.parametrize("given", ["yesterday", "1.5", "9" * 30, "-" + "9" * 30])
def test_what_is_no_time_is_an_error(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(OutputError, match="SOURCE_DATE_EPOCH: must be a number of seconds since 1970"):
        made()
