"""Names of records in; rows of a people file out: who is one person, and who may be."""

from __future__ import annotations

import pytest

from quotes.people.file import Row
from quotes.people.known import People
from quotes.speakers.proposals import proposed
from quotes.speakers.registry import Registry
from tests.support.samples import statement


def rows(*names: str, known: tuple[Row, ...] = (), ids: tuple[str | None, ...] = ()) -> list[str]:
    """Each row as id: name; alias (same), of records with these names; of two names the first has more of them."""
    registry = Registry()
    for n, name in enumerate(names):
        id_ = ids[n] if ids else None
        for time in range(len(names) - n):
            registry.count(statement("a", name, name, id=f"a:{n}-{time}", id_=id_))
    return [_shown(row) for row in proposed(registry, known)]


def _shown(row: Row) -> str:
    own = "" if row.id == row.name else f"{row.id}: "
    return own + "; ".join(row.names) + (f" ({row.same} {row.others.get('why', '')})" if row.same else "")


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["Anna Lund", "Karl Weber"], ["Anna Lund", "Karl Weber"]),
        (["Anna Lund", "Lund"], ["Anna Lund"]),
        (["Lund"], []),
        (["van der Berg"], []),
        (["Maria van der Berg", "van der Berg"], ["Maria van der Berg"]),
        # what is one speaker
        (["Robert “Bob” Lane", "Robert Lane", "Bob Lane"], ["Robert “Bob” Lane; Robert Lane; Bob Lane"]),
        (["Oleh Marsky", "Oleh Marskiy"], ["Oleh Marsky"]),
        # what may be one
        (["Robert Lane", "Bob Lane"], ["Robert Lane", "Robert Lane: Bob Lane (? short form of the given name)"]),
        (["Bob Lane", "Robert Lane"], ["Bob Lane", "Bob Lane: Robert Lane (? short form of the given name)"]),
        (["Anna Lund", "Anna Maria Lund"], ["Anna Lund", "Anna Lund: Anna Maria Lund (? middle name)"]),
        (["Jan Kos", "J. Kos"], ["Jan Kos", "Jan Kos: J. Kos (? initial)"]),
        (["J. Kos", "Jan Kos"], ["J. Kos", "J. Kos: Jan Kos (? initial)"]),
        (["Ida Clark", "Ida Clarke"], ["Ida Clark", "Ida Clark: Ida Clarke (? sounds alike)"]),
        (["Muhammad Kos", "Mohammed Kos"], ["Muhammad Kos", "Muhammad Kos: Mohammed Kos (? sounds alike)"]),
        (["Tae Min", "Min Tae"], ["Tae Min", "Tae Min: Min Tae (? order of the words)"]),
        (["Muammar Kadafi", "Muammar Qaddafi"], ["Muammar Kadafi", "Muammar Kadafi: Muammar Qaddafi (? sounds alike)"]),
        # what may not, or may be two
        (["Dan Marsh", "Tony Marsh"], ["Dan Marsh", "Tony Marsh"]),
        (["Tom Knight", "Tom Notter"], ["Tom Knight", "Tom Notter"]),
        (["Rex XI", "Rex XII"], ["Rex XI", "Rex XII"]),
        (["Ida Clark Jr.", "Ida Clarke Sr."], ["Ida Clark Jr.", "Ida Clarke Sr."]),
        (["Robert Marsh", "William Marsh"], ["Robert Marsh", "William Marsh"]),
        (["Alan Kos", "Albert Kos"], ["Alan Kos", "Albert Kos"]),
        (["Jan Kos", "Jens Kos", "J. Kos"], ["Jan Kos", "Jens Kos", "J. Kos"]),
        (["Ida B. Roe", "Ida C. Roe"], ["Ida B. Roe", "Ida C. Roe"]),
        (["Robert Lane", "Bob Marsh"], ["Robert Lane", "Bob Marsh"]),
    ],
)
def test_people_and_who_may_be_one(names: list[str], found: list[str]) -> None:
    assert rows(*names) == found


def test_only_persons() -> None:
    registry = Registry()
    registry.count(statement("a", "Corvo Holdings", "Corvo Holdings", type="organization"))
    registry.count(statement("a", "officials"))
    assert list(proposed(registry)) == []


def test_what_helps_to_decide() -> None:
    registry = Registry()
    registry.count(statement("a", "Bob Lane", "Bob Lane", role="harbor master"))
    [row] = proposed(registry)
    assert row.others == {"why": "", "roles": "harbor master"}


LANE = Row(2, "Robert Lane", (), "Q1", "", {"desk": "Harbor"})


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ([LANE], ["Q1: Robert Lane", "Q1: Bob Lane (? short form of the given name)"]),
        ([LANE, Row(3, "Bob Lane", (), "Q1", "?", {})], ["Q1: Robert Lane", "Q1: Bob Lane (? )"]),
        ([LANE, Row(3, "Bob Lane", (), "Q1", "yes", {})], ["Q1: Robert Lane", "Q1: Bob Lane (yes )"]),
        ([LANE, Row(3, "Bob Lane", (), "Q1", "no", {})], ["Q1: Robert Lane", "Q1: Bob Lane (no )"]),
        ([LANE, Row(3, "Bob Lane", (), "Q2", "", {})], ["Q1: Robert Lane", "Q2: Bob Lane"]),
        ([LANE._replace(aliases=("Bob Lane",))], ["Q1: Robert Lane; Bob Lane"]),
        (
            [Row(2, "Bob Lane", (), "Q1", "", {}), Row(3, "Bob Lane", (), "Q2", "", {}), LANE._replace(id="Q3")],
            ["Q1: Bob Lane", "Q2: Bob Lane", "Q3: Robert Lane"],
        ),
    ],
)
def test_what_is_decided_stays(known: list[Row], found: list[str]) -> None:
    people = People(known)
    ids = tuple(each[0].id if len(each := people.named(name)) == 1 else None for name in ("Robert Lane", "Bob Lane"))
    assert rows("Robert Lane", "Bob Lane", known=tuple(known), ids=ids) == found


def test_an_id_without_a_people_file_is_kept() -> None:
    assert rows("Robert Lane", "Bob Lane", ids=("Q1", "Q2")) == ["Q1: Robert Lane", "Q2: Bob Lane"]
