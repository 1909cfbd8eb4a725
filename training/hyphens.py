"""Words that are one word in a treebank and several tokens for the tokenizer: "ex-minister", three tokens.

They are annotated like words that treebanks do split: the last piece has the word's tag, label and head; the pieces
before it are compounds of it, and the hyphens are punctuation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from training.gold import UNKNOWN, Gold, Labels, numbers

if TYPE_CHECKING:
    from spacy.training import Example

_HYPHENS = ("-", "–")
_PROPER = ("NNP", "NNPS")  # all pieces of a name are proper nouns: Al-Jazeera


def words(example: Example) -> list[int | None]:
    """For each word of the reference, the token that represents it; None if tokens and words cross."""
    return [pieces[-1] if pieces else None for pieces in _pieces(example)]


def settle(example: Example, gold: Gold, labels: Labels) -> None:
    """Set the annotation of the pieces before the last, for which the gold has copies of the whole word's."""
    for pieces in _pieces(example):
        for piece in pieces[:-1]:
            _settle_piece(example, gold, labels, piece, pieces[-1])


def _settle_piece(example: Example, gold: Gold, labels: Labels, piece: int, word: int) -> None:
    known, text = numbers(labels), example.predicted[piece].text
    mark = not _has_letters(text)
    gold.heads[piece] = word
    gold.deps[piece] = known["deps"].get("punct" if mark else "compound", UNKNOWN)
    if mark:
        gold.xpos[piece] = known["xpos"].get("HYPH", UNKNOWN) if text in _HYPHENS else UNKNOWN
        gold.upos[piece], gold.feats[piece] = known["upos"].get("PUNCT", UNKNOWN), known["feats"].get("", UNKNOWN)
    elif gold.xpos[piece] == UNKNOWN or labels.xpos[gold.xpos[piece]] not in _PROPER:
        gold.xpos[piece] = gold.upos[piece] = gold.feats[piece] = UNKNOWN


def _pieces(example: Example) -> Iterator[Sequence[int]]:
    """The tokens of each word; last, the one that represents it, which is the last with a letter or a digit."""
    crossing = set((example.alignment.x2y.lengths > 1).nonzero()[0].tolist())
    for number in range(len(example.reference)):
        pieces = example.alignment.y2x[number].tolist()
        if crossing.intersection(pieces):
            yield []
        else:
            yield sorted(pieces, key=lambda piece: (_has_letters(example.predicted[piece].text), piece))


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
