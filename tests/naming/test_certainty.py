"""How sure a name and a role are: what is known about both, and what the weights make of it."""

from __future__ import annotations

import pytest

from quotes.naming import certainty
from quotes.naming.certainty import of_name, of_role, with_name
from quotes.naming.speaker import Grounds

WEIGHTS = {"name": {"named": 2.0}, "role": {"role": 1.0, "no role": -1.0, "odds of the name, role": 0.5}}
NAMED = {"named": 1.0}


@pytest.mark.parametrize(
    ("grounds", "name", "role"),
    [
        (Grounds(NAMED, {"role": 1.0}), 0.881, 0.881),
        (Grounds({}, {"role": 1.0}), 0.5, 0.731),
        (Grounds(NAMED, {"no role": 1.0}), 0.881, 0.269),
    ],
)
def test_a_role_is_as_sure_as_its_own_grounds_and_the_name_make_it(
    monkeypatch: pytest.MonkeyPatch, grounds: Grounds, name: float, role: float
) -> None:
    monkeypatch.setattr(certainty, "fitted", lambda: WEIGHTS)
    assert (of_name(grounds), of_role(grounds)) == (name, role)


def test_the_odds_of_the_name_count_apart_where_there_is_no_role() -> None:
    assert with_name(Grounds(NAMED, {"no role": 1.0}), WEIGHTS["name"]) == {
        "no role": 1.0,
        "odds of the name, no role": 2.0,
    }
