"""A table of English, `offices.toml`: sentences in; name and role of their speakers out, over frozen parses."""

from __future__ import annotations

import pytest

from quotes import extract
from quotes.article import Article
from quotes.assemble import divided, records
from quotes.parsing import marks
from quotes.records import Attribution
from tests.support.parses import by_text, cases

CASES = [(case["text"], case["finds"]) for case in cases("offices")]


def line(record: Attribution) -> str:
    """`name | role`."""
    speaker, role = record.speaker, record.role
    return " | ".join([(speaker.name if speaker else None) or "", role.text if role else ""])


@pytest.mark.parametrize(("text", "finds"), CASES, ids=[text for text, _ in CASES])
def test_in_which_role(text: str, finds: list[str]) -> None:
    made, _ = divided(records(Article("case", text), *extract.find(by_text("offices")[text], marks.pair(text))))
    assert [line(record) for record in made] == finds
