"""A table of English, `references.toml`: sentence in, the speakers' names out, over frozen parses."""

from __future__ import annotations

import pytest

from quotes import extract
from quotes.article import Article
from quotes.assemble import divided, records
from quotes.parsing import marks
from quotes.records import Attribution
from tests.support.parses import by_text, cases

CASES = [(case["text"], case["names"]) for case in cases("references")]


def found(text: str) -> list[Attribution]:
    doc = by_text("references")[text]
    made, _ = divided(records(Article("case", text), *extract.find(doc, marks.pair(text))))
    return made


@pytest.mark.parametrize(("text", "names"), CASES, ids=[text for text, _ in CASES])
def test_names(text: str, names: list[str]) -> None:
    assert [(record.speaker and record.speaker.name) or "" for record in found(text)] == names


def sure(text: str) -> float:
    [record] = found(text)
    assert record.speaker is not None
    assert record.speaker.confidence is not None
    return record.speaker.confidence


def test_a_pronoun_that_may_mean_two_is_less_sure() -> None:
    alone, one_of_two = (
        "Delmar Foods sued Karl Egge. He said the mill was safe.",
        "Senator Neil Frost met Mayor Karl Egge.",
    )
    assert sure(alone) > sure(f"{one_of_two} He told voters that the tax would rise.")
