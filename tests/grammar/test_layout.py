"""Where things are in an article, and which of its paragraphs are page furniture."""

from __future__ import annotations

import pytest

from quotes.grammar.layout import Layout, is_boilerplate
from quotes.grammar.phrases import ranges
from quotes.parsing import marks
from tests.support.pipelines import blank

FURNITURE = [
    "Read more about the floods:",
    "Erik Dahl | Reuters",
    "By Erik Dahl",
    "By Erik Dahl and Mia Holm",
    "Leave a Reply",
    "Be the first to comment",
    "Your email address will not be published.",
    "Source link The bridge is safe",
    "Back to top button",
    "Photo: Erik Dahl",
    "© 2021 The Torsby Courier",
    "Advertisement",
]
PROSE = [
    "The mayor read more about the floods.",
    "By Monday the bridge had fallen.",
    "By then, Lund and her aides had left the town.",
    "Officials said they would leave a reply for the council.",
    "The photo shows the bridge.",
    "Related costs rose, the company said, and prices with them. " * 4,
]


@pytest.mark.parametrize("paragraph", FURNITURE)
def test_furniture(paragraph: str) -> None:
    assert is_boilerplate(paragraph)


@pytest.mark.parametrize("paragraph", PROSE)
def test_prose(paragraph: str) -> None:
    assert not is_boilerplate(paragraph)


DATELINES = [
    ("TORSBY, Sweden (AP) — The bridge fell.", "The bridge fell."),
    ("LONDON - The bridge fell.", "The bridge fell."),
    ("ST. OLAF (Reuters) -- The bridge fell.", "The bridge fell."),
    ("NEW DELHI: The bridge fell.", "The bridge fell."),
    ("The bridge — all of it — fell.", "The bridge — all of it — fell."),
    ("NATO-led troops left.", "NATO-led troops left."),
]


@pytest.mark.parametrize(("text", "prose"), DATELINES)
def test_datelines(text: str, prose: str) -> None:
    assert text[layout(text).paragraphs[0].prose :] == prose


def layout(text: str) -> Layout:
    return Layout(blank()(text), marks.pair(text))


def test_look_ups_by_character() -> None:
    found = layout("“It fell,” she said.\n\nNobody saw “it.”")
    assert [t.text for t in found.tokens((11, 19))] == ["she", "said"]
    quotation = found.quotation(3)
    assert quotation is not None
    assert quotation.inner == (1, 9)
    assert found.quotation(12) is None
    assert [q.inner for q in found.touching((0, 40))] == [(1, 9), (34, 37)]
    assert found.paragraph(20) is None
    paragraph = found.paragraph(30)
    assert paragraph is not None
    assert paragraph.span == (22, 38)


KINDS = [
    ("“It fell,” she said.", (1, 8), "direct"),
    ("She said it “fell twice.”", (9, 25), "mixed"),
    ("She said it fell.", (9, 16), "indirect"),
]


@pytest.mark.parametrize(("text", "span", "kind"), KINDS)
def test_kinds(text: str, span: tuple[int, int], kind: str) -> None:
    assert layout(text).kind((span,)) == kind


def test_ranges_drop_punctuation_at_the_edges() -> None:
    doc = blank()(", and it fell , she said .")
    assert [doc.text[start:end] for start, end in ranges(doc, doc[0:5])] == ["and it fell"]
    assert ranges(doc, doc[0:1]) == ()
