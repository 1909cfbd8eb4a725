"""The annotation of a document's tokens, head by head, as numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from quotes.parsing.reading import PARTS

if TYPE_CHECKING:
    from spacy.tokens import Doc

Ints = NDArray[np.int64]

UNKNOWN = -100  # not annotated; torch's losses ignore this number
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
        """All classes that occur in these documents."""
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
    """The annotation of N tokens, each field (N,).

    Fields are class numbers, except for `starts`, 0 or 1, and `heads`, token indices (a root is its own head).
    For attributions, `parts` are class numbers, and `links` token indices: for a word of a content that of its cue, for
    a cue that of its source (or its own if it has none). `UNKNOWN` for what is not annotated.
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
        """The gold of this many tokens without any annotation."""
        return cls(*(np.full(count, UNKNOWN, dtype=np.int64) for _ in cls.__slots__))
