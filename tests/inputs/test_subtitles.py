"""Subtitles without their times and tags: what stays, no offset changes, and which characters a record has."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import quotes
from quotes.inputs.articles import articles
from quotes.inputs.subtitles import blanked

VTT = """WEBVTT - council

NOTE 00:00 recorded in May

1
00:01.000 --> 00:04.000 align:start
<v Ida Strand>We lost the bell

00:04.000 --> 00:06.000
<v Ida Strand>and the <i>rope</i>. Nobody came.

00:06.000 --> 00:09.000
<v.loud Nils Varga>Who was asked
to come?

00:09.000 --> 00:10.000
<v Ida Strand>You were.
"""
SRT = """1
00:00:01,000 --> 00:00:04,000
IDA STRAND: We lost the bell

2
00:00:04,000 --> 00:00:06,000
{\\an8}and the rope. Nobody came.

3
00:00:06,000 --> 00:00:09,000
NILS VARGA: Who was asked
to come?

4
00:00:09,000 --> 00:00:10,000
IDA STRAND: You were.
"""


def paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in blanked(text).split("\n\n") if paragraph.strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (VTT, ["Ida Strand:We lost the bell and the rope . Nobody came.", "Nils Varga:Who was asked to come?"]),
        (SRT, ["IDA STRAND: We lost the bell and the rope. Nobody came.", "NILS VARGA: Who was asked to come?"]),
        (SRT.replace("\n", "\r\n"), ["IDA STRAND: We lost the bell and the rope. Nobody came."]),
        ("1\n00:00:01,000 --> 00:00:02,000\nThe bell\nrang.\n", ["The bell rang."]),
        ("WEBVTT\n", []),
        ("", []),
    ],
)
def test_a_paragraph_for_each_speaker(text: str, expected: list[str]) -> None:
    assert paragraphs(text)[: len(expected) or None] == expected


PIECES = [*"a1:.,<>v/- \n\r{}\\", "00:01.000 --> 00:02.000\n", "<v A>"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_nothing_moves(text: str) -> None:
    prose = blanked(text)
    assert len(prose) == len(text)
    assert all(new in (old, " ", "\n", ":") for new, old in zip(prose, text, strict=True))


@pytest.mark.parametrize(("name", "text", "first"), [("a.vtt", VTT, "Ida Strand"), ("a.srt", SRT, "IDA STRAND")])
def test_records_have_the_characters_of_the_file(
    extractor: quotes.Extractor, tmp_path: Path, name: str, text: str, first: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    (article,) = articles(path)
    assert isinstance(article, quotes.Article)
    turns = [record for record in extractor.extract(article).attributions if record.rule == "turn"]
    assert [record.speaker and record.speaker.name for record in turns][::2] == [first, first]
    pieces = [[text[start:end] for start, end in record.quote.spans] for record in turns]
    assert [len(each) for each in pieces] == [2, 1, 1]
    assert pieces[0][0] == "We lost the bell"
