"""Answers to questions about a token that many rules ask again: its children, its subject, its phrase.

They are kept for the docs that have a `Layout`, as long as that lives: for one article. Nothing changes the parse of a
doc in this time. For any other doc each question is answered anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import finalize

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

T = TypeVar("T")

# By the id of the doc, by the question, by what it is asked about: a token's index, a name.
_answers: dict[int, defaultdict[object, dict[int | str, Any]]] = {}
_UNKNOWN: Any = object()


def keep(owner: object, doc: Doc) -> None:
    """Keep all answers about the doc's tokens as long as the owner lives, which must hold the doc."""
    _answers[id(doc)] = defaultdict(dict)
    finalize(owner, _answers.pop, id(doc), None)


def of_all(doc: Doc, name: str, ask: Callable[[Doc, str], T]) -> T:
    """What a question about the doc as a whole says of something with this name, asked once."""
    known = _answers.get(id(doc))
    if known is None:
        return ask(doc, name)
    own = known[ask]
    found: T = own.get(name, _UNKNOWN)
    if found is _UNKNOWN:
        found = own[name] = ask(doc, name)
    return found


def once(question: Callable[[Token], T]) -> Callable[[Token], T]:
    """Ask the question about each token of an article only once. The answer must not be changed by who gets it."""

    @wraps(question)
    def answer(token: Token) -> T:
        known = _answers.get(id(token.doc))
        if known is None:
            return question(token)
        own = known[question]
        found: T = own.get(token.i, _UNKNOWN)
        if found is _UNKNOWN:
            found = own[token.i] = question(token)
        return found

    return answer
