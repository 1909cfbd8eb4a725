"""Markdown without its markup: what stays, what becomes spaces, and no offset changes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quotes
from quotes.inputs.articles import articles
from quotes.inputs.markdown import blanked
from tests.support.pipelines import extractor


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("# Bridge closes #1", "  Bridge closes #1"),
        ("Bridge\n======\nIt is.\r\n---\r\n", "Bridge\n      \nIt is.\r\n   \r\n"),
        ("> > “No,” he said.\n>\n>“Ja.”", "    “No,” he said.\n \n “Ja.”"),
        ("- One\n  * Two\n+ Three\n1. Four", "  One\n    Two\n  Three\n1. Four"),
        ("a **big** and *very* ***bold*** plan*", "a   big   and  very     bold    plan "),
        ("_“No,”_ said __Roe__.", " “No,”  said   Roe  ."),
        ("5 * 3 * 2, f***ing, a_b_c, 2**3", "5 * 3 * 2, f***ing, a_b_c, 2**3"),
        ("said [Roe](https://x.example/r 'R') [sic].", "said  Roe" + " " * 26 + " [sic]."),
        ("[Roe][1] said it.\n\n[1]: https://x.example", " Roe     said it.\n\n" + " " * 22),
        ("![A bridge](b.png) He said", " " * 18 + " He said"),
        ("a `word` and\n```py\nx = 1 # no\n```\nb", "a  word  and\n     \n          \n   \nb"),
        ("<b>Roe</b> said <https://x.example> 1 < 2 > 0", "   Roe     said                     1 < 2 > 0"),
        ("---\ntitle: Roe said\n---\nText", "   \n               \n   \nText"),
        ("“It’s [the president]’s,” (he) said — it’s 50 % *", "“It’s [the president]’s,” (he) said — it’s 50 % *"),
    ],
)
def test_what_stays(text: str, prose: str) -> None:
    assert blanked(text) == prose


@given(st.text(st.sampled_from("ab “.\n\r#>*_`-=[]()!<~:/1"), max_size=60))
def test_nothing_moves(text: str) -> None:
    prose = blanked(text)
    assert len(prose) == len(text)
    assert all(new in (old, " ") for new, old in zip(prose, text, strict=True))
    assert all(new == old for new, old in zip(prose, text, strict=True) if old in "\r\n")


@pytest.mark.parametrize(
    "piece", ["[", "](", "][", "![", "<a", "```\n", "*a", "_", "`", "> ", "- ", "---\n", "[a]: http"]
)
def test_the_time_is_linear(piece: str) -> None:
    begun = time.process_time()
    blanked(piece * 20_000)
    blanked("---\n" + piece * 20_000)
    assert time.process_time() - begun < 2  # a few hundredths on most machines


def test_the_record_has_the_characters_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "bridge.md"
    path.write_text(
        "# Bridge\n\n> “It is a *very* bad plan,” said [Peter Roe](https://x.example/roe), who owns a boat.\n"
    )
    [article] = articles([str(path)])
    assert isinstance(article, quotes.Article)
    [record] = extractor().extract(article).attributions
    assert record.quote.text == "It is a *very* bad plan"
    assert record.speaker
    assert record.speaker.name == "Peter Roe"
    text = path.read_text()
    [(start, end)] = record.quote.spans
    assert text[start:end] == record.quote.text


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("“*Never* again,” said Ida Strand.", "*Never* again"),
        ("“Not **ever**,” said Ida Strand.", "Not **ever**"),
        ("**“We go *now*,”** said Ida Strand.", "We go *now*"),
        ("“_We go now,_” said Ida Strand.", "We go now"),
        ("> “We lost the bell\n> and the rope,” said Ida Strand.", "We lost the bell and the rope"),
    ],
)
def test_no_half_mark_is_published(text: str, published: str, tmp_path: Path) -> None:
    path = tmp_path / "bell.md"
    path.write_text(text, encoding="utf-8")
    (found,) = extractor().extract_many(articles(path))
    assert [record.quote.text for record in found.attributions] == [published]
