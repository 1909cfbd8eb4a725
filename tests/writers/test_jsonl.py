"""A line of JSON is bytes with the record's content, and nothing that a terminal or a reader of lines would obey."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from quotes.records import Attribution, Quote
from quotes.writers.jsonl import line
from tests.support.samples import REPORTED, SPOKEN


def quoting(text: str) -> Attribution:
    quote = Quote(text=text, kind="direct", spans=((0, len(text)),))
    return Attribution(id="a:0", doc="a", quote=quote, rule="x", confidence=1)


def test_a_line() -> None:
    assert line(REPORTED) == (
        b'{"schema_version":"1.2","id":"sample:39","doc":"sample","path":null,"article":null,'
        b'"quote":{"text":"that the old bridge is safe","kind":"indirect","spans":[[39,66]]},'
        b'"cue":{"text":"told","start":14,"end":18,"lemma":"told","act":"statement","factuality":"asserted"},'
        b'"speaker":{"text":"Ida Roe","start":6,"end":13,"name":"Ida Roe","type":"person","resolution":"named",'
        b'"confidence":null,"id":null},'
        b'"role":{"text":"Mayor","start":0,"end":5},"roles":[],'
        b'"target":{"text":"reporters","start":19,"end":28,"kind":"addressee","name":null},'
        b'"when":{"text":"on Monday","start":29,"end":38},"where":null,'
        b'"within":null,"repeats":null,"rule":"clause","confidence":0.9,'
        b'"role_confidence":null,"target_confidence":null}\n'
    )


def test_letters_stay_letters() -> None:
    assert "“Señora” 🎉".encode() in line(quoting("“Señora” 🎉"))


def test_what_a_terminal_or_a_reader_of_lines_obeys_is_escaped() -> None:
    text = "a\x1b[31m\x7f\x9b\x85\u2028\u2029\n\x00z"
    assert rb"a\u001b[31m\u007f\u009b\u0085\u2028\u2029\n\u0000z" in line(quoting(text))
    assert json.loads(line(quoting(text)))["quote"]["text"] == text


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_line_says_what_the_record_says(text: str) -> None:
    record = quoting(text)
    assert json.loads(line(record)) == record.to_dict()
    assert len(line(record).decode().splitlines()) == 1


def test_the_same_record_is_the_same_bytes() -> None:
    assert line(SPOKEN) == line(Attribution.model_validate_json(line(SPOKEN)))
