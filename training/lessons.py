"""Annotated documents -> lessons: windows for the encoder, each with what it should find there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from spacy.training import Example

from quotes.parsing.pieces import Pieces
from quotes.parsing.windows import LONGEST, OVERLAP, Window, windows
from training import hyphens
from training.gold import UNKNOWN, Gold, Ints, Labels, numbers

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window and its gold by word (W,). Heads and links are counted from 1 within the window; 0 is the root."""

    window: Window
    gold: Gold


class Teacher:
    """Turns annotated documents into lessons, with the annotation aligned to the tokens of our tokenizer."""

    def __init__(self, nlp: Language, pieces: Pieces, labels: Labels) -> None:
        self.nlp = nlp
        self.pieces = pieces
        self.labels = labels

    def lessons(self, references: Iterable[Doc]) -> Iterator[Lesson]:
        """The lessons of these documents."""
        for reference in references:
            example = Example(self.nlp.make_doc(reference.text), reference)
            yield from self.cut(example.predicted, self.gold(example))

    def cut(self, doc: Doc, gold: Gold) -> Iterator[Lesson]:
        """A document's windows with their part of the gold."""
        for found in windows(doc, self.pieces, LONGEST, OVERLAP):
            yield from (Lesson(window, _part(window, gold)) for window in found)

    def gold(self, example: Example) -> Gold:
        """The reference's annotation for the tokens of our tokenizer."""
        count = len(example.predicted)
        reference = example.reference
        gold = Gold.unknown(count)
        if reference.has_annotation("ENT_IOB"):
            gold = replace(gold, names=self._column("names", example.get_aligned_ner()))
        if not reference.has_annotation("DEP"):
            return gold
        starts = example.get_aligned_sent_starts()  # type: ignore[no-untyped-call]
        gold = replace(
            gold,
            xpos=self._column("xpos", example.get_aligned("TAG", as_string=True)),
            upos=self._column("upos", example.get_aligned("POS", as_string=True)),
            feats=self._column("feats", map(_features, example.get_aligned("MORPH", as_string=True))),
            deps=self._column("deps", example.get_aligned("DEP", as_string=True)),
            heads=_heads(example),
            starts=np.array([UNKNOWN if start is None else int(start is True or start == 1) for start in starts]),
        )
        hyphens.settle(example, gold, self.labels)
        return gold

    def _column(self, name: str, values: Iterable[str | None]) -> Ints:
        known = numbers(self.labels)[name]
        return np.array([UNKNOWN if v is None else known.get(v, UNKNOWN) for v in values], dtype=np.int64)


def _heads(example: Example) -> Ints:
    """The head of each token that represents a word."""
    tokens = hyphens.words(example)
    found = np.full(len(example.predicted), UNKNOWN, dtype=np.int64)
    for word, token in zip(example.reference, tokens, strict=True):
        head = tokens[word.head.i]
        if token is not None and head is not None:
            found[token] = head
    return found


def _features(value: str | None) -> str | None:
    """The features; without any, spaCy's string store has "_", but a token has ""."""
    return "" if value == "_" else value


def _part(window: Window, gold: Gold) -> Gold:
    part = Gold(*(getattr(gold, name)[window.tokens] for name in Gold.__slots__))
    place = {int(token): number for number, token in enumerate(window.tokens, start=1)}

    def placed(heads: Ints) -> Ints:
        own = zip(heads.tolist(), window.tokens.tolist(), strict=True)
        return np.array([0 if head == token else place.get(head, UNKNOWN) for head, token in own], dtype=np.int64)

    return replace(part, heads=placed(part.heads), links=placed(part.links))
