"""Pipelines that are loaded once for all tests of a process, and what was found with them. Nobody changes them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import spacy

import quotes
from quotes.parsing.encoder import Encoder
from quotes.parsing.parse import SHIPPED

if TYPE_CHECKING:
    from spacy.language import Language


class _Network:
    """The encoder's network, which is asked once about each window: it reads each alone, and always the same."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._said: dict[tuple[bytes, ...], list[Any]] = {}

    def run(self, names: list[str], feed: dict[str, Any]) -> list[Any]:
        window = tuple(part.tobytes() for part in feed.values())
        if window not in self._said:
            self._said[window] = self._session.run(names, feed)
            for rows in self._said[window]:
                rows.setflags(write=False)
        return self._said[window]


@cache
def loaded() -> Language:
    """The pipeline that ships, as `quotes.load` has it."""
    nlp = quotes.load().nlp
    encoder = nlp.get_pipe("encoder")
    assert isinstance(encoder, Encoder)
    encoder._session = _Network(encoder._session)
    return nlp


@cache
def extractor(*, rules_only: bool = False) -> quotes.Extractor:
    """The extractor, which has no state that one test could change for another."""
    return quotes.Extractor(loaded(), rules_only=rules_only)


@cache
def extracted(text: str) -> quotes.Extraction:
    """What is found in a text with the pipeline that ships."""
    return extractor().extract(text)


@cache
def shipped() -> Language:
    """The pipeline that ships, as spaCy loads it."""
    return spacy.load(SHIPPED)


@cache
def blank() -> Language:
    """A tokenizer for English and its vocabulary."""
    return spacy.blank("en")
