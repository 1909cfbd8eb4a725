"""A table of English, `references.toml`: sentence in, the speakers' names out, over frozen parses."""

from __future__ import annotations

import pytest

from quotes import extract
from quotes.article import Article
from quotes.assemble import divided, records
from quotes.parsing import marks
from tests.support.parses import by_text, cases

CASES = [(case["text"], case["names"]) for case in cases("references")]


@pytest.mark.parametrize(("text", "names"), CASES, ids=[text for text, _ in CASES])
def test_names(text: str, names: list[str]) -> None:
    doc = by_text("references")[text]
    made, _ = divided(records(Article("case", text), *extract.find(doc, marks.pair(text))))
    assert [(record.speaker and record.speaker.name) or "" for record in made] == names
