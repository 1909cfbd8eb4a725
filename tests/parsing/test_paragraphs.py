"""Paragraphs, however the lines of a text are broken. ¶ shows where one ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.parsing.paragraphs import laid_out, paragraphs

STORY = """\
Old Bridge to Close
The bridge over the river at Torsby will be closed for the whole winter, said Erik Dahl, a professor at Harbor State \
University, who led the tests. Nobody was hurt when a cable snapped in March.
“It is safe for those who walk,” Mayor Anna Lund told the council on Monday. “It is not safe for cars, and it will not \
be until the cables are new.”
The council meets again in May, and will hear from the builders of the Torsby Bridge then.\
""".split("\n")


def shown(text: str) -> str:
    """The paragraphs as the pipeline reads them."""
    blocks = paragraphs(text)
    read = laid_out(text, blocks)
    assert len(read) == len(text)
    return " ¶ ".join(read[start:end] for start, end in blocks)


BREAKS = [
    ("One line.", "One line."),
    ("One.\n\nTwo.", "One. ¶ Two."),
    ("One.\n \t\nTwo.", "One. ¶ Two."),
    ("One.\nTwo.", "One. ¶ Two."),
    ("The bridge\nis safe.\nHe left. \r\n\r\n\tand the end.", "The bridge is safe. ¶ He left. ¶ and the end."),
    ("The bridge\r\nis safe.", "The bridge  is safe."),
    ("One.\rTwo.\u2029Three.\x0bFour.", "One. ¶ Two. ¶ Three. ¶ Four."),
    ("> The bridge\n> is safe.\n>\n> > He left.\n>", "The bridge   is safe. ¶ He left."),
    (" \n\n ", ""),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BREAKS)
def test_breaks(text: str, expected: str) -> None:
    assert shown(text) == expected


def wrapped(paragraph: str, width: int) -> str:
    """The paragraph in lines that are as long as allowed."""
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("width", "between"),
    [*((width, "\n\n") for width in (60, 68, 76, 100)), *((width, "\n") for width in (60, 68, 100))],
)
def test_lines_wrapped_at_a_column_are_joined(width: int, between: str) -> None:
    text = between.join(wrapped(paragraph, width) for paragraph in STORY)
    assert shown(text) == " ¶ ".join(STORY)


PDF = """\
The bridge over the river at Torsby will be
closed for the whole winter, the mayor of
Torsby said on Monday, since one of the cables
that hold it was found broken by Erik Dahl of
Harbor University, who led the tests."""


def test_lines_of_a_pdf_are_joined_though_their_lengths_differ() -> None:
    assert shown(PDF) == PDF.replace("\n", " ")


KEPT = {
    "verse": """\
The river rose above the door,
And nobody was there to hear;
The bridge will carry us no more,
The winter came again this year.""",
    "list": """\
The council will vote on these:
- A new bridge over the river
- Two ferries for the whole winter
- Buses""",
    "address": """\
Anna Lund, Mayor
Torsby Town Hall
12 River Street
Torsby""",
    "table": """\
Lund (Green)   1,203
Dahl (Labour)   1,101
Frost (Independent)   96""",
    "transcript": """\
Q. Were you on the bridge that night?
A. I was, with Erik Dahl, until ten or so.
Q. Who else was there?
A. Nobody that I knew.""",
    "paragraphs": "\n".join(STORY),
}


@pytest.mark.parametrize("name", KEPT)
def test_lines_that_are_not_wrapped_prose_stay(name: str) -> None:
    assert shown(KEPT[name]) == KEPT[name].replace("\n", " ¶ ")


@pytest.mark.parametrize("name", ["verse", "list", "address"])
def test_they_stay_among_wrapped_paragraphs(name: str) -> None:
    text = "\n\n".join([*(wrapped(paragraph, 68) for paragraph in STORY), KEPT[name]])
    assert shown(text) == " ¶ ".join([*STORY, KEPT[name].replace("\n", " ¶ ")])


def test_an_item_or_an_indented_line_after_a_full_one_starts_a_paragraph() -> None:
    full = "He said it was safe for those who walk, not for cars at all."
    for opening in ("- Buses", "  The bridge"):
        text = "\n".join([wrapped(STORY[1], 60), full, f"{opening} will carry them all winter long."])
        assert shown(text).endswith(f"{full} ¶ {opening.strip()} will carry them all winter long.")


@given(
    st.lists(st.sampled_from(["It fell.", "it", " ", "\n", "\r\n", "\r", "\u2029", "said Roe"]), max_size=40).map(
        "".join
    )
)
def test_any_text_gives_ordered_paragraphs_inside_it(text: str) -> None:
    found = paragraphs(text)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    assert all(left[1] < right[0] for left, right in pairwise(found))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
