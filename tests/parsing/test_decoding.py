"""Scores in, structures out: the trees are the best ones, the names whole."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from quotes.parsing import decoding
from quotes.parsing.decoding import NameTags, sentences, tree

Scores = NDArray[np.float32]


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word reaches it."""
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        word, steps = start, 0
        while word and steps <= len(heads):
            word, steps = heads[word - 1], steps + 1
        if word:
            return False
    return True


def total(scores: Scores, heads: tuple[int, ...]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


@st.composite
def arcs(draw: st.DrawFn) -> Scores:
    words = draw(st.integers(1, 5))
    numbers = st.lists(st.integers(-20, 20), min_size=words + 1, max_size=words + 1)
    return np.array(draw(st.lists(numbers, min_size=words, max_size=words)), dtype=np.float32)


@given(arcs())
def test_no_tree_is_better(scores: Scores) -> None:
    found = tuple(tree(scores).tolist())
    assert is_tree(found)
    every = (heads for heads in product(range(len(scores) + 1), repeat=len(scores)) if is_tree(heads))
    assert total(scores, found) == max(total(scores, heads) for heads in every)


def test_the_best_heads_are_kept_where_they_make_a_tree() -> None:
    scores = np.array([[0, 0, 9, 0], [9, 0, 0, 0], [0, 0, 9, 0]], dtype=np.float32)
    assert tree(scores).tolist() == [2, 0, 2]


def starts(*values: float) -> Scores:
    return np.array(values, dtype=np.float32)


SETTLED = [
    # by the scores alone; the first word always starts one
    ((-5, -5, 5, -5), (0, 0, 0, 0), [(0, 2), (2, 4)]),
    # what is settled is kept against the scores
    ((-5, -5, 5, -5), (0, 1, -1, 0), [(0, 1), (1, 4)]),
]


@pytest.mark.parametrize(("scores", "settled", "expected"), SETTLED)
def test_sentences(scores: tuple[float, ...], settled: tuple[int, ...], expected: list[tuple[int, int]]) -> None:
    assert list(sentences(starts(*scores), np.array(settled))) == expected


def test_an_endless_sentence_is_cut_where_one_is_likeliest_to_start() -> None:
    count = decoding.LONGEST_SENTENCE + 10
    scores = np.full(count, -5, dtype=np.float32)
    scores[300] = -1
    assert list(sentences(scores, np.zeros(count, dtype=np.int64))) == [(0, 300), (300, count)]


TAGS = NameTags(["O", "B-ORG", "I-ORG", "L-ORG", "U-ORG", "B-LOC", "I-LOC", "L-LOC", "U-LOC"])


def tagged(*tags: str, weight: float = 5) -> Scores:
    scores = np.zeros((len(tags), len(TAGS.tags)), dtype=np.float32)
    for word, tag in enumerate(tags):
        scores[word, TAGS.tags.index(tag)] = weight
    return scores


NAMES = [
    (("O", "B-ORG", "I-ORG", "L-ORG", "O", "U-LOC"), [(1, 4, "ORG"), (5, 6, "LOC")]),
    (("O", "O"), []),
    # two names side by side
    (("U-LOC", "U-LOC"), [(0, 1, "LOC"), (1, 2, "LOC")]),
]


@pytest.mark.parametrize(("tags", "expected"), NAMES)
def test_names(tags: tuple[str, ...], expected: list[tuple[int, int, str]]) -> None:
    assert TAGS.spans(tagged(*tags)) == expected


def test_a_name_is_never_half() -> None:
    scores = tagged("B-ORG", "O")
    scores[1, TAGS.tags.index("L-ORG")] = 4
    assert TAGS.spans(scores) == [(0, 2, "ORG")]
    assert TAGS.spans(tagged("B-ORG")) in ([(0, 1, "ORG")], [(0, 1, "LOC")], [])


def test_words_that_are_certainly_not_names_are_skipped_without_effect() -> None:
    scores = tagged("O", "U-LOC", "O")
    certain = scores.copy()
    certain[[0, 2], 0] = 50
    assert TAGS.spans(scores) == TAGS.spans(certain) == [(1, 2, "LOC")]


@pytest.mark.parametrize("words", [2, 3, 40, 400])
def test_words_that_all_govern_each_other(words: int) -> None:
    """Like a thousand quotation marks: the best heads are cycles within cycles."""
    scores = np.random.default_rng(words).normal(size=(words, words + 1)).astype(np.float32)
    scores[:, 0] -= 20
    assert is_tree(tuple(tree(scores).tolist()))
