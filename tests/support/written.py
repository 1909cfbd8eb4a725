"""Parses written by hand, for what a recognizer or a tagger may give.

    parsed("[Maria PERSON] Delgado/flat left/VERB")

A word with a capital is a proper noun unless marked otherwise, any other a noun; `/flat`, `/compound` and `/appos`
attach it to the word before, and the rest is attached to the last word, `/nsubj` as its subject, `/nmod:desc` as its
attribute; `~` means no space before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from tests.support.conllu import vocabulary

PIECE = re.compile(r"\[(.+?) (\w+)\]|(\S+)")  # a name with its label, or a word
PARTS = {"PLURAL": "NOUN", "POS": "PART"}  # parts of speech that are written otherwise
TAGS = {
    "PROPN": "NNP",
    "NOUN": "NN",
    "PLURAL": "NNS",
    "VERB": "VBD",
    "DET": "DT",
    "ADP": "IN",
    "ADJ": "JJ",
    "PUNCT": ",",
}
ON_THE_WORD_BEFORE = {"flat", "compound", "appos"}
LABELS = ON_THE_WORD_BEFORE | {"nmod:desc", "nsubj"}


@dataclass(frozen=True)
class Word:
    text: str
    part: str
    label: str
    entity: str
    near: bool


def parsed(text: str) -> Doc:
    words = list(_words(text))
    last = len(words) - 1
    return Doc(
        vocabulary(),
        words=[word.text for word in words],
        lemmas=[word.text.lower() for word in words],
        spaces=[not word.near for word in words[1:]] + [True],
        pos=[PARTS.get(word.part, word.part) for word in words],
        tags=[TAGS.get(word.part, word.part) for word in words],
        ents=[word.entity for word in words],
        heads=[i - 1 if word.label in ON_THE_WORD_BEFORE else last for i, word in enumerate(words)],
        deps=[*(word.label for word in words[:-1]), "ROOT"],
    )


def _words(text: str) -> Iterator[Word]:
    for named, label, plain in PIECE.findall(text):
        for n, piece in enumerate((named or plain).split()):
            yield _word(piece, f"{'I' if n else 'B'}-{label}" if label else "O")


def _word(piece: str, entity: str) -> Word:
    text, *marks = piece.removeprefix("~").split("/")
    label = next((mark for mark in marks if mark in LABELS), "dep")
    usual = "PROPN" if text[0].isupper() else "NOUN"
    part = next((mark for mark in marks if mark not in LABELS), usual)
    return Word(text, part, label, entity, piece.startswith("~"))
