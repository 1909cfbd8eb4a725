"""Grammatical functions, the same in both label schemes; and the same attributions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from quotes import extract
from quotes.article import Article
from quotes.assemble import divided, records
from quotes.grammar import functions, phrases
from quotes.parsing import marks
from quotes.words import negation
from tests.support.schemes import SCHEMES, SENTENCES, Scheme, doc

if TYPE_CHECKING:
    from spacy.tokens import Token


def token(name: str, word: str, scheme: Scheme) -> Token:
    return next(t for t in doc(name, scheme) if t.text == word)


def text(found: Token | None) -> str | None:
    return found.text if found is not None else None


FUNCTIONS: list[tuple[str, str, Callable[[Token], Token | None], str | None]] = [
    ("told", "told", functions.subject, "mayor"),
    ("told", "told", functions.indirect_object, "reporters"),
    ("told", "told", functions.direct_object, None),
    ("rejected", "rejected", functions.passive_subject, "plan"),
    ("rejected", "rejected", functions.agent, "secretary"),
    ("rejected", "rejected", functions.subject, None),
    ("accused", "accused", functions.direct_object, "mayor"),
    ("accused", "accused", lambda verb: functions.oblique(verb, "of"), "hiding"),
    ("called on", "called", lambda verb: functions.oblique(verb, "on"), "drivers"),
    ("rejected", "secretary", lambda noun: functions.oblique(noun, "of"), "state"),
    ("urged", "urged", functions.infinitive, "stop"),
    ("called on", "called", functions.infinitive, "stop"),
    ("confident", "confident", functions.holder, "Lund"),
    ("adding", "adding", functions.subject, None),
    ("appositive", "Novak", lambda noun: next(iter(functions.appositions(noun)), None), "head"),
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("name", "word", "function", "expected"), FUNCTIONS)
def test_functions(
    name: str, word: str, function: Callable[[Token], Token | None], expected: str | None, scheme: Scheme
) -> None:
    assert text(function(token(name, word, scheme))) == expected


@pytest.mark.parametrize("scheme", SCHEMES)
def test_voice_and_negation(scheme: Scheme) -> None:
    assert functions.is_passive(token("rejected", "rejected", scheme))
    assert not functions.is_passive(token("told", "told", scheme))
    assert negation.is_negated(token("negated", "say", scheme))
    assert not negation.is_negated(token("told", "told", scheme))


PHRASES = [
    ("rejected", "secretary", "the secretary of state"),
    ("appositive", "Novak", "Jan Novak"),
    ("accused", "mayor", "the mayor"),
    ("told", "mayor", "The mayor"),
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("name", "word", "expected"), PHRASES)
def test_noun_phrases(name: str, word: str, expected: str, scheme: Scheme) -> None:
    start, end = phrases.phrase(token(name, word, scheme))
    assert doc(name, scheme)[start:end].text == expected


ATTRIBUTIONS = {
    "told": ["The mayor | told | reporters | that the bridge was safe"],
    "aside": ["the mayor | said |  | The bridge fell"],
    "rejected": ["the secretary of state | rejected | The plan | The plan"],
    "accused": ["Critics | accused | the mayor | the mayor of hiding the report"],
    "urged": ["Lund | urged | drivers | to stop"],
    "negated": ["Lund | did not say |  | why"],
    "called on": ["Lund | called on | drivers | to stop"],
    "confident": ["Lund | confident |  | that it holds"],
    "according": ["the report | according to |  | The bridge fell"],
    "adding": ["Lund | adding |  | that they won"],
    "appositive": [],
}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", SENTENCES)
def test_both_schemes_give_the_same_attributions(name: str, scheme: Scheme) -> None:
    parsed = doc(name, scheme)
    found, _ = divided(records(Article("x", parsed.text), *extract.find(parsed, marks.pair(parsed.text))))
    lines = [
        " | ".join([*(part.text if part else "" for part in (r.speaker, r.cue, r.target)), r.quote.text]) for r in found
    ]
    assert lines == ATTRIBUTIONS[name]
