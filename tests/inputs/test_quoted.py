"""Quotations that a page marks by tags: source in, source with marks out."""

from __future__ import annotations

from pathlib import Path

import pytest

import quotes
from quotes.inputs.quoted import marked
from tests.support.pipelines import extractor


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("She said <q>no</q>.", "She said “no”."),
        ('<Q cite="x">No</Q>', "“No”"),
        ("<blockquote>No.</blockquote>", "<blockquote>“No.”</blockquote>"),
        ("<blockquote><p>A.</p>\n<p>B.</p></blockquote>", "<blockquote><p>“A.</p>\n<p>“B.”</p></blockquote>"),
        ("<blockquote>A. <cite>Roe</cite></blockquote>", "<blockquote>“A.” <cite>Roe</cite></blockquote>"),
        (
            "<blockquote><p>A.</p><p>— Roe</p></blockquote>",
            "<blockquote><p>“A.”</p><p>— Roe</p></blockquote>",
        ),
        (
            '<blockquote class="t"><p>A.</p>&mdash; Roe (@roe)</blockquote>',
            '<blockquote class="t"><p>“A.”</p>&mdash; Roe (@roe)</blockquote>',
        ),
        # marks of its own, no text, no end, and tags that only begin so
        ("<blockquote>“No.”</blockquote>", "<blockquote>“No.”</blockquote>"),
        ("<blockquote>&quot;No.&quot;</blockquote>", "<blockquote>&quot;No.&quot;</blockquote>"),
        ("<blockquote> <img></blockquote>", "<blockquote> <img></blockquote>"),
        ("<blockquote>No.", "<blockquote>No."),
        ("<quiz>No</quiz>", "<quiz>No</quiz>"),
    ],
)
def test_marks_stand_for_tags(source: str, expected: str) -> None:
    assert marked(source) == expected


PAGE = """<html><body><article><h1>The bell of Elm</h1>
<p><q>We lost the bell,</q> Mayor Ida Strand said on Monday, and nobody in the town was happy about that at all.</p>
<p>Later the driver Nils Varga, who has lived in the town for many years and has rung the bell, wrote:</p>
<blockquote><p>We will buy a new one.</p><p>It will be loud.</p></blockquote>
<p>The council meets in May to talk about the bell and about the rope and a number of other things.</p>
</article></body></html>"""


def test_a_page_keeps_its_quotations(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="of the extra `html`")
    path = tmp_path / "bell.html"
    path.write_text(PAGE, encoding="utf-8")
    (found,) = extractor().extract_many(quotes.articles(path))
    said = [(r.speaker and r.speaker.name, r.quote.text) for r in found.attributions if r.quote.kind == "direct"]
    assert said == [("Ida Strand", "We lost the bell"), ("Nils Varga", "We will buy a new one. It will be loud.")]
