"""A table of English, `naming.toml`: sentences in, who speaks out, over frozen parses."""

from __future__ import annotations

import pytest

from quotes import extract
from quotes.article import Article
from quotes.assemble import divided, records
from quotes.parsing import marks
from quotes.records import Attribution
from tests.support.parses import by_text, cases

CASES = [(case["text"], case["finds"]) for case in cases("naming")]


def line(record: Attribution) -> str:
    """`mention | name | role`."""
    speaker, role = record.speaker, record.role
    return " | ".join(
        [speaker.text if speaker else "", (speaker.name if speaker else None) or "", role.text if role else ""]
    )


@pytest.mark.parametrize(("text", "finds"), CASES, ids=[text for text, _ in CASES])
def test_who_speaks(text: str, finds: list[str]) -> None:
    made, _ = divided(records(Article("case", text), *extract.find(by_text("naming")[text], marks.pair(text))))
    assert [line(record) for record in made] == finds
