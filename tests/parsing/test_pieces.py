"""How words are split for the encoder, and how they look."""

from __future__ import annotations

import pytest

from quotes.parsing.pieces import LOOKS, Pieces, look

VOCABULARY = [
    "[PAD]",
    "[unused0]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "un",
    "##said",
    "said",
    "n",
    "'",
    "t",
    "senor",
    "’",
    ",",
    '"',
]

SPLITS = [
    ("said", ["said"]),
    ("Said", ["said"]),
    ("unsaid", ["un", "##said"]),
    ("n’t", ["n", "’", "t"]),
    # in straight marks as in curly ones
    ("n't", ["n", "’", "t"]),
    ("“", ['"']),
    ('"', ['"']),
    ("Señor", ["senor"]),
    ("xyz", ["[UNK]"]),
    ("said,xyz", ["said", ",", "[UNK]"]),
    ("\u0301", ["[UNK]"]),  # an accent without its letter leaves nothing to look up
]


@pytest.mark.parametrize(("word", "expected"), SPLITS)
def test_pieces(word: str, expected: list[str]) -> None:
    numbers, _ = Pieces(VOCABULARY)(word)
    assert [VOCABULARY[number] for number in numbers] == expected


def test_a_word_is_split_once() -> None:
    pieces = Pieces(VOCABULARY)
    assert pieces("said") is pieces("said")


def test_a_link_of_a_megabyte_is_read_by_its_beginning() -> None:
    numbers, _ = Pieces(VOCABULARY)("said," * 200_000)
    assert 1 < len(numbers) < 50


LOOK = [
    ("said", "lower"),
    ("Lund", "title"),
    ("NATO", "upper"),
    ("U.N.", "upper"),
    ("U", "initial"),
    ("McKay", "mixed"),
    ("iPad", "mixed"),
    ("2021", "digits"),
    ("“", "other"),
    ("...", "other"),
    ("ünder", "lower"),
]


@pytest.mark.parametrize(("word", "expected"), LOOK)
def test_look(word: str, expected: str) -> None:
    assert LOOKS[look(word)] == expected
