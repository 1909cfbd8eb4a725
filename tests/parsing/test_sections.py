"""Long paragraphs in parts. | shows where one is cut, ¶ where marks show that a paragraph ended."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.parsing.marks import pair

LONG = "It rained on the bridge and on the road to Torsby that day, and the river rose by a foot. " * 14


def shown(text: str) -> str:
    """The text in the parts in which it is read at the end of a long line."""
    start = len(LONG)
    blocks = [(max(a, start), b) for a, b in pair(LONG + text).paragraphs if b > start]
    return " | ".join((LONG + text)[a:b] for a, b in blocks)


CUT = [
    # a quotation behind another sentence starts a part, and what follows one with its cue another
    "The road was closed. | “It fell,” Anna Lund said. | The council met.",
    "He said: “It fell.” | “It broke.” | The council met.",
    # two quotations that touch, or with a cue each, are of two paragraphs
    "“It fell,” she said. | “It broke,” said Erik Dahl. | “It sank,” said Ada Frost.",
    "“It fell last night.” | “It broke,” said Erik Dahl.",
    # one that goes on stays with its cue
    "“It fell,” she said. “Nobody was hurt.” | The council met.",
    "'It fell,' she said. 'Nobody was hurt.' | The council met.",
    # so does a cue behind a question
    "“Did it fall?” Anna Lund asked the council. | “It fell,” she said.",
    # no cut inside a quotation
    "“It fell. It broke. It sank. We saw it. Nobody else was there.”",
    # an abbreviation, an initial and a number end no sentence
    "“It fell,” she said. | The U.S. Senate, Gov. Lund, J. R. Dahl of Smith Inc. and No. 5 were there.",
    # and a short name in front of a quotation does, though any other may be one
    "“It fell,” said Lund. | “It broke,” said Lund. It sank.",
    # nor “...?” in the midst of a sentence, before a quotation that goes on
    "“Did it fall!” Anna Lund wrote on Monday. “Nobody was hurt.” | The council met.",
    # a heading ends where an article with a capital follows, but none that begins a name
    "“It fell,” she said. | Old bridge to close | The mayor met The Torsby Times at The Hague.",
    # sentences without quotations one by one
    "“It fell,” she said. | The council met. | The mayor left. | Nobody came.",
]


@pytest.mark.parametrize("marked", CUT)
def test_cuts(marked: str) -> None:
    assert shown(marked.replace(" | ", " ")) == marked


def test_only_long_paragraphs_are_cut() -> None:
    text = "It fell. It broke. It sank. The mayor left. “It is late,” she said. The council met."
    assert pair(text).paragraphs == ((0, len(text)),)
    assert len(pair(LONG).paragraphs) > 5


REOPENED = [
    # an opening mark where one is open already: the break before it is lost
    "“It was a long night. ¶ “We saw the water rise,” Erik Dahl said.",
    '"It was a long night. ¶ "We saw the water rise," Erik Dahl said.',
    "He said: “It was long. ¶ “We saw it. ¶ “It rose,” and left.",
    # not one that is closed before the other is
    "“I asked him. “No,” he said, and left.” She waited.",
]


@pytest.mark.parametrize("marked", REOPENED)
def test_a_second_opening_mark_starts_a_paragraph(marked: str) -> None:
    text = marked.replace(" ¶ ", " ")
    assert " ¶ ".join(text[a:b] for a, b in pair(text).paragraphs) == marked


PIECES = st.sampled_from(
    ["It fell. ", "“It fell,” ", "she said. ", '"', "“", "” ", "’ ", "? ", "Gov. ", "\n\n", "x" * 90]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_parts_hold_all_words_in_order(text: str) -> None:
    found = pair(LONG + text).paragraphs
    assert all(start < end for start, end in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert sum(len("".join((LONG + text)[a:b].split())) for a, b in found) == len("".join((LONG + text).split()))
