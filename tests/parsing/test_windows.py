"""What the encoder reads at once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.parsing.pieces import Pieces
from quotes.parsing.windows import Window, windows
from tests.support.pipelines import blank

VOCABULARY = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "it", "fell", "."]
PIECES = Pieces(VOCABULARY)
NLP = blank()


def read(text: str, longest: int = 256, overlap: int = 64) -> list[list[Window]]:
    return list(windows(NLP(text), PIECES, longest, overlap))


def spelled(window: Window) -> str:
    return " ".join(VOCABULARY[number] for number in window.pieces)


PARAGRAPHS = [
    ("It fell.", ["[CLS] it fell . [SEP]"]),
    # an empty line ends a paragraph; a single break may be wrapping, and is read
    ("It fell.\n\nIt fell.", ["[CLS] it fell . [SEP]", "[CLS] it fell . [SEP]"]),
    ("It\nfell.", ["[CLS] it [unused0] fell . [SEP]"]),
    ("\n\n It fell", ["[CLS] it fell [SEP]"]),
    ("It fell \n", ["[CLS] it fell [unused0] [SEP]"]),
    ("", []),
    (" \n\n ", []),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [spelled(window) for paragraph in read(text) for window in paragraph] == expected


def test_a_line_that_is_known_to_start_a_sentence_is_a_paragraph() -> None:
    doc = NLP("It fell\nIt fell")
    doc[3].is_sent_start = True
    assert len(list(windows(doc, PIECES, 256, 64))) == 2


def test_words_know_their_first_piece_and_whether_a_space_stands_before() -> None:
    [[window]] = read("It fell.")
    assert window.tokens.tolist() == [0, 1, 2]
    assert window.firsts.tolist() == [1, 2, 3]
    assert [number % 2 for number in window.looks[1:-1]] == [1, 1, 0]


@given(st.lists(st.sampled_from(["It", "fell", ".", "it-fell", "\n", "\n\n", " "]), max_size=60), st.integers(4, 12))
def test_each_word_is_owned_once_and_in_order(parts: list[str], longest: int) -> None:
    text = " ".join(parts)
    found = [window for paragraph in read(text, longest, longest // 3) for window in paragraph]
    owned = [int(token) for window in found for token in window.tokens[slice(*window.own)]]
    assert owned == [token.i for token in NLP(text) if not token.is_space]
    assert all(len(window.pieces) <= longest + 2 or len(window.tokens) == 1 for window in found)


def test_each_word_of_a_long_paragraph_is_seen_with_some_of_both_sides() -> None:
    [paragraph] = read("it " * 1000, longest=100, overlap=40)
    for before, after in pairwise(paragraph):
        assert before.tokens[-1] - before.tokens[before.own[1] - 1] >= 19
        assert after.tokens[after.own[0]] - after.tokens[0] >= 19
