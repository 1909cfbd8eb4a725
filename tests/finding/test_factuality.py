"""A table of English, `factuality.toml`: sentence in, factuality out, over frozen parses."""

from __future__ import annotations

import pytest

from quotes import extract
from quotes.article import Article
from quotes.assemble import divided, records
from quotes.finding import factuality
from quotes.parsing import marks
from quotes.records import Factuality
from tests.support.parses import by_text, cases

CASES = [(case["text"], case["word"], case["is"]) for case in cases("factuality")]


@pytest.mark.parametrize(("text", "word", "expected"), CASES, ids=[f"{word}: {text}" for text, word, _ in CASES])
def test_factuality(text: str, word: str, expected: Factuality) -> None:
    [saying] = (token for token in by_text("factuality")[text] if token.text == word)
    assert factuality.of_cue(saying) == expected


RECORDS = [
    ("Lund denied that he had told the crew the pump was safe.", {"denied": "negated", "told": "negated"}),
    (
        "The mayor dismissed reports that Lund had told the crew the pump was safe.",
        {"dismissed": "negated", "told": "disputed"},
    ),
    (
        "Lund did not regret telling the crew that the pump had failed.",
        {"did not regret": "negated", "telling": "asserted"},
    ),
    ("Lund never told reporters that the pump had failed.", {"never told": "negated"}),
    ("Nowhere in the report did Lund say that the pump was new.", {"say": "negated"}),
    ("A fake letter said that the pump was safe.", {"said": "disputed"}),
    ("Lund was misquoted as saying that the pump was safe.", {"saying": "disputed"}),
    ("A judge would never say, “I was wrong.”", {}),
    ("Imagine a pilot announcing, “We have lost both engines.”", {}),
    ("A judge said, “I was wrong.”", {"said": "asserted"}),
    ("Officers here would not say who had called.", {"would not say": "negated"}),
    ("Lund would never say, “The pump is safe.”", {"would never say": "hypothetical"}),
]


@pytest.mark.parametrize(("text", "expected"), RECORDS, ids=[text for text, _ in RECORDS])
def test_records(text: str, expected: dict[str, Factuality]) -> None:
    doc = by_text("factuality")[text]
    made, _ = divided(records(Article("case", text), *extract.find(doc, marks.pair(text))))
    assert {record.cue.text: record.factuality for record in made if record.cue} == expected
