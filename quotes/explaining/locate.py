"""A place in an article, as people name it -> its offset in code points of the text."""

from __future__ import annotations

import re

from quotes.article import Article
from quotes.errors import PlaceError
from quotes.language import table


def offset(article: Article, given: str) -> int:
    """The offset of "1003", or of "12:5", a line and a column as an editor counts them. Raises PlaceError."""
    line, _, column = given.rpartition(":")
    return _at_line(article, int(line), int(column)) if line else int(column)


def is_place(given: str) -> bool:
    """Whether `offset` can read it."""
    return re.fullmatch(r"([0-9]{1,9}:)?[0-9]{1,9}", given) is not None


def _at_line(article: Article, line: int, column: int) -> int:
    lines = article.text.split("\n")
    if not 1 <= line <= len(lines):
        raise PlaceError(article.name, f"has no line {line}, only 1 to {len(lines)}")
    if not 1 <= column <= len(lines[line - 1]) + 1:
        raise PlaceError(article.name, f"line {line} has no column {column}, only 1 to {len(lines[line - 1]) + 1}")
    return min(sum(len(text) + 1 for text in lines[: line - 1]) + column - 1, len(article.text) - 1)


def first(article: Article, words: str) -> int:
    """Where the words first occur, whatever their case, white space and quotation marks. Raises PlaceError."""
    found = re.search(r"\s+".join(map(_pattern, words.split())), article.text, re.IGNORECASE)
    if found is None or not words.strip():
        raise PlaceError(article.name, f"has no “{words}”")
    return found.start()


def _pattern(word: str) -> str:
    """A pattern for the word in which each quotation mark or apostrophe matches all marks of its sort."""
    sorts = [
        "".join(sign for signs in table("marks")[sort].values() for sign in signs) for sort in ("double", "single")
    ]
    return "".join(next((f"[{re.escape(s)}]" for s in sorts if sign in s), re.escape(sign)) for sign in word)
