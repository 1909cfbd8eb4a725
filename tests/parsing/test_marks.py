"""Quotation marks: what opens, what closes, what has no partner. ⟦ ⟧ show the text between a pair."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.parsing.marks import pair

PAIRED = [
    # straight, curly, TeX and guillemets
    ('She said: "It is late."', 'She said: "⟦It is late.⟧"'),
    ("She said: “It is late.”", "She said: “⟦It is late.⟧”"),
    ("She said: ``It is late.''", "She said: ``⟦It is late.⟧''"),
    ("She said: «It is late.»", "She said: «⟦It is late.⟧»"),
    ("She said: „It is late.“", "She said: „⟦It is late.⟧“"),
    # the wrong way round
    ("“It is late, “she said on Monday.", "“⟦It is late, ⟧“she said on Monday."),
    ("“There are options. “", "“⟦There are options. ⟧“"),
    ("”It is late.” — Jane Roe", "”⟦It is late.⟧” — Jane Roe"),
    # full-width ones, and those of Chinese and Japanese
    ("＂It is late,＂ she said.", "＂⟦It is late,⟧＂ she said."),
    ("「It is late」, she said.", "「⟦It is late⟧」, she said."),
    # no space beside a mark
    ("She said,“It is late.”He left.", "She said,“⟦It is late.⟧”He left."),
    ('"It is late,"she said,"and cold."', '"⟦It is late,⟧"she said,"⟦and cold.⟧"'),
    ("``It is late,''she said.``Go.''", "``⟦It is late,⟧''she said.``⟦Go.⟧''"),
    ("She said,'It is late,'and left.", "She said,'⟦It is late,⟧'and left."),
    ("She said:‘It is late.’He left.", "She said:‘⟦It is late.⟧’He left."),
    # marks in marks of their own sort
    ("“She said “no,” so I left,” he said.", "“⟦She said “no,” so I left,⟧” he said."),
    ('"She told me "do not go" and left," he said.', '"⟦She told me "do not go" and left,⟧" he said.'),
    ("„Die „Welle“ fell“, he said.", "„⟦Die „Welle“ fell⟧“, he said."),
    ("“One “two” three. “Four,” she said.", "“One “⟦two⟧” three. “⟦Four,⟧” she said."),
    # two in a row, one right behind the other
    ("“It is late. ” “We go home.”", "“⟦It is late. ⟧” “⟦We go home.⟧”"),
    ('"A," she said, "and B."', '"⟦A,⟧" she said, "⟦and B.⟧"'),
    ('"Go, "he said. "Now."', '"⟦Go, ⟧"he said. "⟦Now.⟧"'),
    # inches, decades, apostrophes, plurals
    ('The 5\' 11" guard said: "I am tall."', 'The 5\' 11" guard said: "⟦I am tall.⟧"'),
    ("The horses’ stable of the ’90s isn’t “new.”", "The horses’ stable of the ’90s isn’t “⟦new.⟧”"),
    # houses that set speech in single marks
    ("‘It’s late,’ she said.", "‘⟦It’s late,⟧’ she said."),
    ("'It's late,' she said.", "'⟦It's late,⟧' she said."),
    ("He had 'seen it'. 'It was late,' he said.", "He had '⟦seen it⟧'. '⟦It was late,⟧' he said."),
    ("'I love rock 'n' roll,' she said.", "'⟦I love rock 'n' roll,⟧' she said."),
    # singles inside doubles belong to the double
    ("“He said ‘no’ to us,” she said.", "“⟦He said ‘no’ to us,⟧” she said."),
    # the opening mark is lost: at the paragraph's start, or behind another quotation
    ("It is late,” said Roe. “We go,” she said.", "⟦It is late,⟧” said Roe. “⟦We go,⟧” she said."),
    ('I am mad," said Roe. "We go.', '⟦I am mad,⟧" said Roe. "⟦We go.⟧'),
    ("“It is late,” he said. We go,” she said.", "“⟦It is late,⟧” he said. ⟦We go,⟧” she said."),
    ("He saw “Late,” “Later,” and left.", "He saw “⟦Late,⟧” “⟦Later,⟧” and left."),
    ("He is 5' 11.\" She left.", "He is 5' 11.\" She left."),
    # a paragraph that is not closed, because the next goes on
    ("“One.\n\n“Two,” she said.", "“⟦One.⟧\n\n“⟦Two,⟧” she said."),
    # a stray mark harms its own paragraph only
    ('A " stray.\n\n"It is late," she said.', 'A " stray.\n\n"⟦It is late,⟧" she said.'),
    ("No marks at all.", "No marks at all."),
    ("", ""),
]


@pytest.mark.parametrize(("text", "marked"), PAIRED, ids=[marked for _, marked in PAIRED])
def test_pairs(text: str, marked: str) -> None:
    shown = text
    for quotation in reversed(pair(text).quotations):
        start, end = quotation.inner
        shown = f"{shown[:start]}⟦{shown[start:end]}⟧{shown[end:]}"
    assert shown == marked


WRONG = [
    ("“It is late, “she said.", [("wrong-mark", 13)]),
    ("”It is late.” — Jane Roe", [("wrong-mark", 0)]),
    ("“It is late, she said. Nobody answered.", [("unclosed-mark", 0)]),
    ("It is late,” she said.", [("stray-mark", 11)]),
    ("“One.\n\n“Two,” she said.", []),
    ("“It is late,” she said.", []),
    ("A 5' 11\" guard.", []),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_diagnoses(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(d.code, d.start) for d in pair(text).diagnostics] == expected


@given(st.text(alphabet="ab .,\n\r“”\"‘’'«»1"))
def test_any_text_gives_ordered_pairs_inside_it(text: str) -> None:
    found = pair(text)
    for q in found.quotations:
        assert 0 <= q.span[0] <= q.inner[0] <= q.inner[1] <= q.span[1] <= len(text)
    doubles = [q for q in found.quotations if not q.single]
    assert all(left.span[1] <= right.span[0] for left, right in pairwise(doubles))
    assert all(d.start is not None and d.end is not None and text[d.start : d.end] for d in found.diagnostics)


@given(st.text(alphabet="ab .,“”"), st.text(alphabet="ab .,“”"))
def test_paragraphs_are_read_on_their_own(first: str, second: str) -> None:
    """Other paragraphs do not change the pairs of a paragraph, except that the next one may open with a mark."""
    before = f"{first}\n\nNo marks here.\n\n"
    alone = [q.span for q in pair(second).quotations]
    behind = [q.span for q in pair(before + second).quotations if q.span[0] >= len(before)]
    assert behind == [(start + len(before), end + len(before)) for start, end in alone]
