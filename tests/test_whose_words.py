"""Whose words they are, whatever the page looks like: text in, `name: words` out, over the pipeline that ships."""

from __future__ import annotations

import pytest

import quotes
from quotes.records import Attribution

NO_SPACE_AT_THE_MARK = [
    ("Gate guard Nils Varga said,“Not tonight.” The crowd left.", ["Nils Varga: Not tonight."]),
    ('Varga said,"No visitors."', ["Varga: No visitors."]),
    ('"The bell and the rope are gone,"said Ida Strand.', ["Ida Strand: The bell and the rope are gone"]),
    ("“The bell and the rope are gone”--said Ida Strand.", ["Ida Strand: The bell and the rope are gone"]),
    ("“The bell and the rope are gone”—Ida Strand, mayor", ["Ida Strand: The bell and the rope are gone"]),
    ("Nils Varga said:“The gate is shut.”He went home.", ["Nils Varga: The gate is shut."]),
    ("``The count was clean,''said Ida Strand.", ["Ida Strand: The count was clean"]),
]

MARKS_IN_MARKS = [
    (
        "“She looked at us and said “leave now,” so we left,” said Ida Strand, a former nurse.",
        ["Ida Strand: She looked at us and said “leave now,” so we left"],
    ),
    (
        "``The count was clean,'' said Ida Strand. ``Every box was opened twice.''",
        ["Ida Strand: The count was clean Every box was opened twice."],
    ),
]


def line(record: Attribution) -> str:
    """`name: words`, the name empty where none was found."""
    return f"{record.speaker.name or '' if record.speaker else ''}: {record.quote.text}"


@pytest.mark.parametrize(("text", "expected"), [*NO_SPACE_AT_THE_MARK, *MARKS_IN_MARKS])
def test_who_said_what(extractor: quotes.Extractor, text: str, expected: list[str]) -> None:
    assert [line(record) for record in extractor.extract(text).attributions] == expected
