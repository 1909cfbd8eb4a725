"""A checked quotation for people: what differs in its place."""

from __future__ import annotations

import pytest

from quotes.article import Article
from quotes.checking.looking import best
from quotes.checking.quotations import given
from quotes.checking.sources import of_article
from quotes.writers.checks import marked

SPEECH = "We did not test every bolt on the old bridge. It will stand for years."


@pytest.mark.parametrize(
    ("quotation", "shown"),
    [
        ("We did not test every bolt", "We did not test every bolt"),
        ("We tested every bolt on the bridge.", "We [-did not test-] {+tested+} every bolt on the [-old-] bridge."),
        ("“every single bolt on the old bridge”", "“every {+single+} bolt on the old bridge”"),
        ("did test every bolt on the old bridge", "did [-not-] test every bolt on the old bridge"),
        ("every bolt on the … bridge", "every bolt on the … bridge"),
        ("every bolt on [this] bridge. It will stand", "every bolt on [this] bridge. It will stand"),
        ("test every bolt on the old bridge", "[-not-] test every bolt on the old bridge"),
        ("the old bridge\x1b[2J will stand for years", "the old bridge␛[[-It-] {+2J+} will stand for years"),
    ],
)
def test_the_differences_are_marked(quotation: str, shown: str) -> None:
    [found] = best([given(quotation)], [of_article(Article("speech", SPEECH))])
    assert marked(found.quote, found.differences).plain == shown
