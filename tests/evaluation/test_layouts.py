"""The layouts that the scores are measured on: words and annotations stay, blanks change."""

from __future__ import annotations

import pytest

from evaluation.layouts import LAYOUTS, laid_out

TEXT = "Bridge Closes\n\n“It fell,” said Anna Lund,\nmayor of Torsby.\n \nShe left. \n"
DOCUMENT = {
    "doc": "a",
    "text": TEXT,
    "attributions": [{"source": [[31, 57]], "cue": [[26, 30]], "content": [[16, 23]], "name": "Anna Lund"}],
}

SHAPES = [
    ("flat", "Bridge Closes “It fell,” said Anna Lund, mayor of Torsby. She left."),
    ("single breaks", "Bridge Closes\n“It fell,” said Anna Lund,\nmayor of Torsby.\nShe left."),
    ("double breaks", "Bridge Closes\n\n“It fell,” said Anna Lund,\n\nmayor of Torsby.\n\nShe left."),
]


@pytest.mark.parametrize(("layout", "text"), SHAPES)
def test_shapes(layout: str, text: str) -> None:
    assert laid_out(DOCUMENT, layout)["text"] == text


def test_lines_are_wrapped_at_a_column() -> None:
    long = {"doc": "a", "text": "It rained all day. " * 10, "attributions": []}
    assert max(map(len, laid_out(long, "wrapped at 60")["text"].split("\n"))) <= 60
    assert laid_out(long, "wrapped at 60")["text"].count("\n") == 3


@pytest.mark.parametrize("layout", LAYOUTS)
def test_annotations_move_with_their_words(layout: str) -> None:
    moved = laid_out(DOCUMENT, layout)
    [found] = moved["attributions"]
    shown = {part: " ".join(moved["text"][slice(*found[part][0])].split()) for part in ("source", "cue", "content")}
    assert shown == {"source": "Anna Lund, mayor of Torsby", "cue": "said", "content": "It fell"}
    assert (found["name"], moved["doc"]) == ("Anna Lund", "a")
