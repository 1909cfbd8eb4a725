"""A table of English, `factuality.toml`: sentence in, what it says of a saying out, over frozen parses."""

from __future__ import annotations

import pytest

from quotes.finding import factuality
from quotes.records import Factuality
from tests.support.parses import by_text, cases

CASES = [(case["text"], case["word"], case["is"]) for case in cases("factuality")]


@pytest.mark.parametrize(("text", "word", "expected"), CASES, ids=[f"{word}: {text}" for text, word, _ in CASES])
def test_what_is_said_of_a_saying(text: str, word: str, expected: Factuality) -> None:
    [saying] = (token for token in by_text("factuality")[text] if token.text == word)
    assert factuality.of_cue(saying) == expected
