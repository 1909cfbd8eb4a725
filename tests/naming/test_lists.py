"""The names of a list, whatever the tree says of them."""

from __future__ import annotations

import pytest

from quotes.naming import names
from quotes.naming.lists import listed
from tests.support.trees import misread


@pytest.mark.parametrize(
    ("arcs", "first", "wanted"),
    [
        ({2: (6, "conj"), 4: (2, "conj"), 0: (4, "conj")}, 2, ["Kos", "Lund"]),
        ({0: (2, "conj")}, 2, []),
        ({2: (0, "conj"), 6: (2, "conj"), 4: (0, "conj")}, 0, ["Roe", "Kos", "Lund", "Dahl"]),
    ],
)
def test_a_list_is_in_the_order_of_the_text(arcs: dict[int, tuple[int, str]], first: int, wanted: list[str]) -> None:
    parsed = misread("Roe ; Kos ; Lund ; Dahl left", arcs, dict.fromkeys((1, 3, 5), ("PUNCT", ":")))
    assert [parsed[name.start].text for name in listed(names.find(parsed), parsed[first])] == wanted


def test_a_list_of_any_length() -> None:
    chain = {i: (i - 1, "conj") for i in range(1, 3000)}
    parsed = misread("Kos " * 3000 + "left", chain)
    assert len(listed(names.find(parsed), parsed[0])) == 3000
