"""Who speaks where in a transcript, and whether two names are one person's."""

from __future__ import annotations

import pytest

from quotes.checking.turns import same_person, turns


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("LUND: It is safe.\n\nWEBER: It is not.", ["LUND", "WEBER"]),
        ("Anna Lund: It is safe.\nIt will stand.\nQ: Will it?\nAnna Lund: Yes.", ["Anna Lund", "Q", "Anna Lund"]),
        ("LUND: It is safe.\n\nIt will stand.\n\nI promise.\n\nWe tested it.\n\nWEBER: No.", []),
        ("The bridge is safe.\n\nPhoto: A. Roe\n\nPhoto: B. Roe", []),
        ("Lund said it is safe: it will stand.", []),
    ],
)
def test_turns(text: str, who: list[str]) -> None:
    found = turns(text)
    assert [turn.who for turn in found] == who
    assert all(text[slice(*turn.label)] == f"{turn.who}:" for turn in found)


def test_a_turn_goes_up_to_the_next() -> None:
    text = "LUND: It is safe.\n\nWEBER: It is not."
    assert [text[slice(*turn.span)].strip() for turn in turns(text)] == ["LUND: It is safe.", "WEBER: It is not."]


@pytest.mark.parametrize(
    ("name", "label", "same"),
    [
        ("Anna Lund", "LUND", True),
        ("Anna Lund", "MAYOR LUND", True),
        ("Lund", "Ms. Anna Lund", True),
        ("Jan de Kos", "De Kos", True),
        ("Anna Lund", "WEBER", False),
        ("Anna Lund", "Karl Weber", False),
        ("Anna Lund", "Erik Lund", None),
        ("Anna Lund", "THE MAYOR", None),
        ("Anna Lund", "Q", None),
        ("Anna Lund", "REPORTER", None),
    ],
)
def test_one_person(name: str, label: str, same: bool | None) -> None:
    assert same_person(name, label) is same_person(label, name) is same
