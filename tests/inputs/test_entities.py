"""Quotation marks as entities: text in, prose out, and no offset changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quotes
from quotes.inputs.entities import read


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("&quot;No,&quot; he said.", '     "No,"      he said.'),
        ("He said:&nbsp;&ldquo;No.&rdquo;", "He said:            “No.”      "),
        ("He said,&quot;No.&quot;", 'He said,     "No."     '),
        ("&#8220;No&#8221;, he said.", "      “No”      , he said."),
        ("Don&#39;t, the &lsquo;70s", "Don&#39;t, the       ‘70s"),
        ("R&amp;D &copy; & more;", "R&amp;D &copy; & more;"),
    ],
)
def test_marks_are_read(text: str, prose: str) -> None:
    assert read(text) == prose


@given(st.lists(st.sampled_from(["&quot;", "&#39;", "&nbsp;", "&", ";", "a", " ", ","])).map("".join))
def test_nothing_moves(text: str) -> None:
    assert len(read(text)) == len(text)


def test_a_record_has_the_characters_of_the_text(extractor: quotes.Extractor) -> None:
    text = "&quot;We don&#39;t know,&quot; said Ida Strand. &quot;Ask the priest.&quot;"
    (record,) = extractor.extract(text).attributions
    assert (record.quote.text, record.quote.kind) == ("We don&#39;t know Ask the priest.", "direct")
