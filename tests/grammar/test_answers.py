"""Answers about tokens: asked once an article, and only while its layout lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy

from quotes.grammar.answers import once, once_for_all
from quotes.grammar.layout import Layout
from quotes.parsing import marks

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

asked: list[str] = []


@once
def shout(token: Token) -> str:
    asked.append(token.text)
    return token.text.upper()


@once_for_all
def count(doc: Doc, letter: str) -> int:
    asked.append(letter)
    return doc.text.count(letter)


def test_a_question_is_asked_once_while_the_layout_lives() -> None:
    doc = spacy.blank("en")("It rained")
    layout = Layout(doc, marks.pair(doc.text))
    asked.clear()
    assert [shout(doc[1]), shout(doc[1]), shout(doc[0]), count(doc, "i"), count(doc, "i")] == [
        "RAINED", "RAINED", "IT", 1, 1]  # fmt: skip
    assert asked == ["rained", "It", "i"]
    del layout
    assert (shout(doc[1]), count(doc, "i")) == ("RAINED", 1)
    assert asked == ["rained", "It", "i", "rained", "i"]


def test_two_docs_have_their_own_answers() -> None:
    nlp = spacy.blank("en")
    docs = [nlp(text) for text in ("It rained", "He left")]
    layouts = [Layout(doc, marks.pair(doc.text)) for doc in docs]
    assert [shout(doc[1]) for doc in docs] == ["RAINED", "LEFT"]
    assert len(layouts) == 2


def test_without_a_layout_each_question_is_asked_anew() -> None:
    doc = spacy.blank("en")("It rained")
    asked.clear()
    assert shout(doc[0]) == shout(doc[0]) == "IT"
    assert asked == ["It", "It"]
