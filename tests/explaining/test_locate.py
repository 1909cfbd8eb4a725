"""Places as people give them -> offsets."""

from __future__ import annotations

import pytest

from quotes.article import Article, place
from quotes.errors import PlaceError
from quotes.explaining import locate

ARTICLE = Article("bridge", "The bridge fell.\n\nIt’s late, “Roe”\nsaid. \r\nIt’s over.", "news/bridge.txt")


@pytest.mark.parametrize(
    ("given", "rest"),
    [
        ("0", "The bridge"),
        ("4", "bridge fell"),
        ("1:5", "bridge fell"),
        ("2:1", "\nIt’s late"),
        ("3:1", "It’s late"),
        ("4:3", "id. "),
        ("5:11", "."),  # behind the last character
    ],
)
def test_an_offset_and_a_line(given: str, rest: str) -> None:
    assert locate.is_place(given)
    assert ARTICLE.text[locate.offset(ARTICLE, given) :].startswith(rest)


def test_a_line_and_a_column_are_those_of_the_diagnostics() -> None:
    for offset in range(len(ARTICLE.text)):
        assert locate.offset(ARTICLE, "{}:{}".format(*place(ARTICLE.text, offset))) == offset


@pytest.mark.parametrize("given", ["", "-1", "1:", ":1", "1:2:3", "one", "1.5", "٣", "9" * 10])
def test_what_is_not_a_place(given: str) -> None:
    assert not locate.is_place(given)


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("bridge", "bridge fell"),
        ("BRIDGE FELL", "bridge fell"),
        ("it's late", "It’s late"),
        ('"roe" said', "“Roe”\nsaid"),
        ("fell. it", "fell.\n\nIt"),
        (".", ".\n\nIt"),
    ],
)
def test_words(words: str, rest: str) -> None:
    assert ARTICLE.text[locate.first(ARTICLE, words) :].startswith(rest)


@pytest.mark.parametrize(
    ("ask", "given", "cause"),
    [
        (locate.offset, "0:1", "has no line 0, only 1 to 5"),
        (locate.offset, "6:1", "has no line 6, only 1 to 5"),
        (locate.offset, "1:0", "line 1 has no column 0, only 1 to 17"),
        (locate.offset, "1:18", "line 1 has no column 18, only 1 to 17"),
        (locate.first, "river", "has no “river”"),
        (locate.first, " ", "has no “ ”"),
    ],
)
def test_what_the_article_does_not_have(ask: object, given: str, cause: str) -> None:
    assert callable(ask)
    with pytest.raises(PlaceError) as error:
        ask(ARTICLE, given)
    assert str(error.value) == f"news/bridge.txt: {cause}"
