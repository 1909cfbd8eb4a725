"""Text to words: what is no part of a word, what an editor added, where something may be left out."""

from __future__ import annotations

import pytest

from quotes.checking.wording import is_negation, read, without_negation


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("“Well-known,” she said — LOUDLY!", "well known she said loudly"),
        ("It’s the workers‘ ‘last’ chance", "it's the workers last chance"),
        ("don't don’t don&#39;t don&rsquo;t", "don't don't don't don't"),
        ("10,000 drivers, 3.5%, $5", "10000 drivers 3.5 % $ 5"),
        ("the U.S. and J.P. Roe", "the us and jp roe"),
        ("infor\u00admation, no\u200bthing", "information nothing"),
        ("cafe\u0301 café", "café café"),
        ("[T]he bolts [sic] were test[ed]", "the bolts were tested"),
        ("COVID-19 in 2014", "covid 19 in 2014"),
        (" … “ ” ", ""),
    ],
)
def test_words_as_they_are_compared(text: str, forms: str) -> None:
    assert " ".join(read(text).forms) == forms


@pytest.mark.parametrize("text", ["“Well-known,” she said.", "the U.S. [sic] 10,000 don’t", "[T]he test[ed] bolts"])
def test_each_word_has_its_place(text: str) -> None:
    found = read(text)
    assert [read(text[start:end]).forms for start, end in found.spans] == [(form,) for form in found.forms]


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("[The mayor] said so", "the mayor"),
        ("[T]he mayor said so", ""),
        ("she test[ed] it", "tested"),
        ("she (laughs) said so", ""),
    ],
)
def test_what_an_editor_added_to_a_quotation(text: str, added: str) -> None:
    found = read(text)
    assert " ".join(found.forms[n] for n in sorted(found.added)) == added


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("LUND: It is. (Applause.) [Crosstalk.] Yes.", "lund applause crosstalk"),
        ("LUND: It is (not) safe (in the long run, I mean).", "lund"),
    ],
)
def test_what_a_transcriber_added(text: str, added: str) -> None:
    found = read(text, labels=[(0, 5)])
    assert " ".join(found.forms[n] for n in sorted(found.added)) == added


@pytest.mark.parametrize("sign", ["…", "...", ". . .", "[...]", "(…)"])
def test_an_ellipsis_admits_that_something_is_left_out(sign: str) -> None:
    assert read(f"We tested {sign} every bolt").breaks == {2: "ellipsis"}


@pytest.mark.parametrize(
    ("first", "second", "breaks"),
    [("We tested,", "It will stand.", {2: "interruption"}), ("We tested,", "every bolt.", {})],
)
def test_an_interruption(first: str, second: str, breaks: dict[int, str]) -> None:
    text = f"{first} {second}"
    pieces = [(0, len(first)), (len(first) + 1, len(text))]
    assert read(text, pieces).breaks == breaks


@pytest.mark.parametrize(
    ("word", "without"),
    [("not", ""), ("nobody", ""), ("didn't", "did"), ("can't", "can"), ("cannot", "can"), ("knot", "knot")],
)
def test_negations(word: str, without: str) -> None:
    assert (without_negation(word), is_negation(word)) == (without, word != without)
