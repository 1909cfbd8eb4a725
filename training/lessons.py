"""Annotated documents -> lessons: the windows that the encoder reads, each with what it should find in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from spacy.training import Example

from quotes.parsing.pieces import Pieces
from quotes.parsing.reading import PARTS
from quotes.parsing.windows import LONGEST, OVERLAP, Window, windows

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Ints = NDArray[np.int64]

UNKNOWN = -100  # what the annotation does not say; torch's losses pass over it
KINDS = ("PERSON", "ORG", "LOC")


@dataclass(frozen=True, slots=True)
class Labels:
    """The classes of each head, in order. `names` are the tags of `decoding.NameTags`, `parts` those of `reading`."""

    xpos: tuple[str, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    deps: tuple[str, ...]
    names: tuple[str, ...] = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BILU"))
    parts: tuple[str, ...] = PARTS

    @classmethod
    def of(cls, docs: Iterable[Doc]) -> Labels:
        """All that stand on the words of these documents."""
        xpos, upos, feats, deps = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        for token in (token for doc in docs for token in doc if not token.is_space):
            xpos[token.tag_] += 1
            upos[token.pos_] += 1
            feats[str(token.morph)] += 1
            deps[token.dep_] += 1
        return cls(*(tuple(sorted(counter)) for counter in (xpos, upos, feats, deps)))


@cache
def numbers(labels: Labels) -> dict[str, dict[str, int]]:
    """The number of each class, by head."""
    return {head: {label: n for n, label in enumerate(getattr(labels, head))} for head in Labels.__slots__}


@dataclass(frozen=True, slots=True)
class Gold:
    """What a document's tokens are (N,), as class numbers, token indices of heads (a root is its own), starts 0 or 1.

    Of attributions, parts as class numbers, and as `links` the token index of the cue of a content's word, and of a
    cue's source (its own where it has none). `UNKNOWN` where the annotation does not say.
    """

    xpos: Ints
    upos: Ints
    feats: Ints
    deps: Ints
    heads: Ints
    starts: Ints
    names: Ints
    parts: Ints
    links: Ints

    @classmethod
    def unknown(cls, count: int) -> Gold:
        """A lesson for this many tokens about which nothing is known."""
        return cls(*(np.full(count, UNKNOWN, dtype=np.int64) for _ in cls.__slots__))


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window and its gold by word (W,); heads and links count from 1 within the window, 0 is the root."""

    window: Window
    gold: Gold


class Teacher:
    """Turns annotated documents into lessons: the tokens are the tokenizer's, the annotation is aligned to them."""

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
        """The reference's annotation on the tokens of the tokenizer."""
        count = len(example.predicted)
        reference = example.reference
        gold = Gold.unknown(count)
        if reference.has_annotation("ENT_IOB"):
            gold = replace(gold, names=self._column("names", example.get_aligned_ner()))
        if not reference.has_annotation("DEP"):
            return gold
        heads, deps = example.get_aligned_parse(projectivize=False)  # type: ignore[no-untyped-call]
        starts = example.get_aligned_sent_starts()  # type: ignore[no-untyped-call]
        return replace(
            gold,
            xpos=self._column("xpos", example.get_aligned("TAG", as_string=True)),
            upos=self._column("upos", example.get_aligned("POS", as_string=True)),
            feats=self._column("feats", map(_features, example.get_aligned("MORPH", as_string=True))),
            deps=self._column("deps", deps),
            heads=np.array([UNKNOWN if head is None else head for head in heads], dtype=np.int64),
            starts=np.array([UNKNOWN if start is None else int(start is True or start == 1) for start in starts]),
        )

    def _column(self, name: str, values: Iterable[str | None]) -> Ints:
        known = numbers(self.labels)[name]
        return np.array([UNKNOWN if v is None else known.get(v, UNKNOWN) for v in values], dtype=np.int64)


def _features(value: str | None) -> str | None:
    """No features are "_" in spaCy's store of strings, and "" as a token's own."""
    return "" if value == "_" else value


def _part(window: Window, gold: Gold) -> Gold:
    part = Gold(*(getattr(gold, name)[window.tokens] for name in Gold.__slots__))
    place = {int(token): number for number, token in enumerate(window.tokens, start=1)}

    def placed(heads: Ints) -> Ints:
        own = zip(heads.tolist(), window.tokens.tolist(), strict=True)
        return np.array([0 if head == token else place.get(head, UNKNOWN) for head, token in own], dtype=np.int64)

    return replace(part, heads=placed(part.heads), links=placed(part.links))
