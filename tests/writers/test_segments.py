"""Marks that nest and overlap become segments that do neither; together, the segments are the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.writers.segments import paragraphs, segments, sentence

Marks = list[tuple[int, int, str]]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "abcdef"),
        ([(0, 6, "q")], "abcdef:q"),
        ([(1, 3, "q")], "a bc:q def"),
        ([(0, 4, "q"), (1, 2, "s")], "a:q b:sq cd:q ef"),  # the narrower mark first
        ([(0, 3, "q"), (2, 5, "s")], "ab:q c:qs de:s f"),
        ([(0, 3, "q"), (3, 6, "s")], "abc:q def:s"),
        ([(1, 3, "q"), (1, 3, "s")], "a bc:qs def"),
        ([(1, 1, "q"), (3, 2, "s")], "abcdef"),
        ([(-2, 1, "q"), (5, 9, "s"), (7, 9, "t")], "a:q bcde f:s"),
    ],
)
def test_segments(marks: Marks, expected: str) -> None:
    found = [f"{'abcdef'[start:end]}:{''.join(labels)}".rstrip(":") for start, end, labels in segments(6, marks)]
    assert " ".join(found) == expected


def test_cuts_where_no_mark_ends() -> None:
    assert [(start, end) for start, end, _ in segments(6, [(1, 5, "q")], cuts=[0, 3, 6, 8])] == [
        (0, 1),
        (1, 3),
        (3, 5),
        (5, 6),
    ]


@given(
    st.integers(0, 30),
    st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33), st.characters())),
    st.sets(st.integers()),
)
def test_each_character_has_its_marks(length: int, marks: Marks, cuts: set[int]) -> None:
    cut = list(segments(length, marks, cuts))
    assert [place for start, end, _ in cut for place in range(start, end)] == list(range(length))
    for start, end, labels in cut:
        for place in range(start, end):
            assert sorted(labels) == sorted(label for left, right, label in marks if left <= place < right)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n", []),
        ("One.", ["One."]),
        ("One.\nTwo.\n", ["One.\n", "Two.\n"]),
        ("One,\none.\n\n \nTwo.", ["One,\none.\n", "Two."]),
        ("\r\nOne,\r\none.\r\n\r\nTwo.", ["One,\r\none.\r\n", "Two."]),
        ("One.\rTwo.", ["One.\r", "Two."]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("It rains.", "rains", "It rains."),
        ("One. It rains! Two.", "rains", "It rains!"),
        ("One.\n\nIt\nrains\n\nTwo.", "rains", "It rains"),
        ("One.\nIt rains\nTwo.", "rains", "It rains"),
        ("No. “It rains.” So she said. Two.", "It rains.", "“It rains.”"),
        ("No. “It rains,” she said. “A lot.” Two.", "It rains,” she said. “A lot", "“It rains,” she said. “A lot.”"),
        (
            "One. Mr. Lund and Gov. J. Roe of the U.S. Senate said no. Two.",
            "said",
            "Mr. Lund and Gov. J. Roe of the U.S. Senate said no.",
        ),
        ("On Nov. 18 it fell by 2.5 percent. Two.", "fell", "On Nov. 18 it fell by 2.5 percent."),
        ("Was it so? “Yes.” (It was.) Two.", "It was", "(It was.)"),
    ],
)
def test_the_sentence_around(text: str, words: str, expected: str) -> None:
    start = text.index(words)
    assert sentence(text, start, start + len(words)) == expected


@given(st.text("ab.!”“ \nMrA"), st.integers(0, 20), st.integers(0, 20))
def test_a_sentence_has_all_that_it_is_around(text: str, start: int, length: int) -> None:
    start, end = min(start, len(text)), min(start + length, len(text))
    assert " ".join(text[start:end].split()) in sentence(text, start, end)
