"""What a notebook shows of an extraction: valid HTML with the marks of the page, and nothing that acts."""

from __future__ import annotations

import html5lib
import pytest

from quotes.article import Article, Diagnostic
from quotes.extract import Extraction
from tests.support.samples import REPORTED, SPOKEN, TEXT, attribution, speaker

EVIL = "<script>alert(1)</script></style><img src=x onerror=alert(1)>{{7*7}}"


def shown(found: Extraction) -> str:
    text = found._repr_html_()
    html5lib.HTMLParser(strict=True).parseFragment(text)
    return text


def test_the_marks_and_the_records() -> None:
    text = shown(Extraction(Article("a", TEXT), [REPORTED, SPOKEN], (Diagnostic("x", "odd", 0, 1),)))
    assert '<span class="speaker" data-of="1:speaker">Ida Roe</span>' in text
    assert '<span class="quote" data-of="1:quote">that the old bridge is safe</span><sup class="note">1</sup>' in text
    assert "<td>It will stand, I promise.</td><td>direct</td>" in text
    assert "a: 2 quotes. Found by a program, not verified." in text
    assert "line 1, column 1: odd" in text


@pytest.mark.parametrize("text", ["", "Nobody spoke."])
def test_without_a_quote(text: str) -> None:
    assert "<table>" not in shown(Extraction(Article("a", text), [], ()))


def test_nothing_of_an_article_acts() -> None:
    record = attribution(EVIL, EVIL, speaker=speaker(EVIL, EVIL, EVIL), id=EVIL, rule=EVIL)
    root = html5lib.parseFragment(shown(Extraction(Article(EVIL, EVIL), [record], ())), namespaceHTMLElements=False)
    assert not [each for each in root.iter() if each.tag in {"script", "img", "a"}]


def test_its_style_is_only_its_own() -> None:
    text = shown(Extraction(Article("a", TEXT), [REPORTED], ()))
    assert ":root" not in text
    assert "& {\n  color-scheme: light dark;" in text
    assert text.count("<style>.quotes-extraction {") == 1
