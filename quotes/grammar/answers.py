"""Answers to questions about a token that many rules ask again: its children, its subject, its phrase.

They are kept for the docs that have a `Layout`, as long as that lives: for one article. Nothing changes the parse of a
doc in this time. For any other doc each question is answered anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import finalize

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

T = TypeVar("T")

# For each question the answers by the id of the doc, then by what it is asked about.
_kept: list[dict[int, dict[Any, Any]]] = []
_UNKNOWN: Any = object()


def keep(owner: object, doc: Doc) -> None:
    """Keep all answers about the doc and its tokens as long as the owner lives, which must hold the doc."""
    for answers in _kept:
        answers[id(doc)] = {}
    finalize(owner, _forget, id(doc))


def _forget(doc: int) -> None:
    for answers in _kept:
        answers.pop(doc, None)


def once(question: Callable[[Token], T]) -> Callable[[Token], T]:
    """Ask the question about each token of an article only once. The answer must not be changed by who gets it."""
    kept: dict[int, dict[int, T]] = {}
    _kept.append(kept)

    @wraps(question)
    def answer(token: Token) -> T:
        own = kept.get(id(token.doc))
        if own is None:
            return question(token)
        found: T = own.get(token.i, _UNKNOWN)
        if found is _UNKNOWN:
            found = own[token.i] = question(token)
        return found

    return answer


def once_for_all(question: Callable[[Doc, str], T]) -> Callable[[Doc, str], T]:
    """The same for a question about the whole doc and something with a name."""
    kept: dict[int, dict[str, T]] = {}
    _kept.append(kept)

    @wraps(question)
    def answer(doc: Doc, name: str) -> T:
        own = kept.get(id(doc))
        if own is None:
            return question(doc, name)
        if name not in own:
            own[name] = question(doc, name)
        return own[name]

    return answer
