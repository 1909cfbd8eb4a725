"""Names of an article, and people of a file, in; ids and what is in doubt out."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.people.file import Row
from quotes.people.identify import identified
from quotes.people.known import People
from quotes.records import SpeakerType
from tests.support.samples import statement


def people(*rows: str) -> People:
    """Rows as "id: name; alias; alias"."""
    divided = [row.partition(": ") for row in rows]
    names = [[name.strip() for name in rest.split(";")] for _, _, rest in divided]
    return People(
        Row(n, name, tuple(aliases), id_, "", {})
        for n, ((id_, *_), (name, *aliases)) in enumerate(zip(divided, names, strict=True), 2)
    )


def told(known: People, *names: str, kind: SpeakerType = "person") -> list[str | None]:
    """The ids of the speakers of one article who are called so."""
    found, _ = identified([statement("a", name, name, type=kind) for name in names], known)
    return [record.speaker.id if record.speaker else None for record in found]


def doubts(known: People, *names: str) -> list[str]:
    """The codes of the diagnostics, each with the name and who it may be."""
    _, found = identified([statement("a", name, name) for name in names], known)
    return [f"{each.code}: {each.message.partition(':')[0]}" for each in found]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Q1: Anna Lund", "Anna Lund"),
        ("Q1: Anna Lund", "ANNA LUND"),
        ("Q1: Anna Lund", "Mrs. Anna Lund"),
        ("Q1: Anna Lund; Ann Lund", "Ann Lund"),
        ("Q1: Anna Lund; Lund", "Lund"),
        # spellings
        ("Q1: José Lima", "Jose Lima"),
        ("Q1: Lukasz Oster", "Łukasz Øster"),
        ("Q1: Jan O'Neal", "Jan O’Neal"),
        ("Q1: Oleh Marskyy", "Oleh Marskiy"),
        ("Q1: Oleh Marsky; Marsky", "Marskii"),
        ("Q1: Олег Марський", "Oleg Marskiy"),
        ("Q1: Tae Min-jun", "Tae Min Jun"),
        # initials, and nicknames that stand in a name
        ("Q1: Ida Roe", "Ida B. Roe"),
        ("Q1: Ida B. Roe", "Ida Roe"),
        ("Q1: J.P. Kos", "J. P. Kos"),
        ("Q1: Robert Lane", "Robert “Bob” Lane"),
        ("Q1: Bob Lane", 'Robert "Bob" Lane'),
        ("Q1: Robert (Bob) Lane", "Bob Lane"),
        ("Q1: Bob Lane", "Robert A. “Bob” Lane"),
        ("Q1: Robert A. “Bob” Lane", "Bob Lane"),
        ("Q1: Jan Kos Jr.", "Jan Kos, Jr."),
        ("Q1: Jan Kos, Jr.", "Jan Kos Jr."),
        ("Q1: Lund, Anna", "Anna Lund"),
        ("Q1: van der Berg, Maria", "Maria van der Berg"),
    ],
)
def test_who_it_is(row: str, name: str) -> None:
    assert told(people(row, "Q2: Karl Weber"), name) == ["Q1"]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Q1: Anna Lund", "Erik Lund"),
        ("Q1: Anna Lund", "Anna"),
        ("Q1: Anna Lund", "Anna Maria Lund"),
        ("Q1: Ida B. Roe", "Ida C. Roe"),
        ("Q1: Jan Kos", "Jan Kos Jr."),
        ("Q1: Jan Kos Jr.", "Jan Kos"),
        ("Q1: Jan Kos Jr.", "Jan Kos Sr."),
        ("Q1: Ida Clark", "Ida Clarke"),
        ("Q1: Lund", "Anna Lund"),
        ("Q1: Anna Lund", "—"),
    ],
)
def test_somebody_else(row: str, name: str) -> None:
    known = people(row)
    assert (told(known, name), doubts(known, name)) == ([None], [])


@pytest.mark.parametrize(
    ("rows", "names", "doubt"),
    [
        (["Q1: Jan Kos", "Q2: Jan Kos"], ["Jan Kos"], "several-people: “Jan Kos” may be Q1 (Jan Kos) or Q2 (Jan Kos)"),
        (["Q1: Ida B. Roe", "Q2: Ida C. Roe"], ["Ida Roe"], "several-people: “Ida Roe” may be Q1 (Ida B. Roe) or Q2"),
        (["Q1: Anna Lund; Lund", "Q2: Erik Lund; Lund"], ["Lund"], "several-people: “Lund” may be Q1 (Anna Lund) or"),
        (["Q1: Robert Lane", "Q2: Bob Lane"], ["Robert “Bob” Lane"], "several-people: “Robert “Bob” Lane” may be Q1"),
        (["Q1: Anna Lund; Lund"], ["Lund", "Erik Lund"], "several-people: “Lund” may be Q1 (Anna Lund) or Erik Lund, "),
        (["Q1: Anna Lund"], ["Lund"], "not-sure-who: “Lund” may be Q1 (Anna Lund)"),
        (
            ["Anna Lund: Anna Lund", "Q2: Erik Lund"],
            ["Lund"],
            "not-sure-who: “Lund” may be Anna Lund or Q2 (Erik Lund)",
        ),
        (["Q1: Robert Lane"], ["Bob Lane"], "not-sure-who: “Bob Lane” may be Q1 (Robert Lane)"),
        (
            [f"Q{n}: Jan Kos" for n in range(5)],
            ["Jan Kos"],
            "several-people: “Jan Kos” may be Q0 (Jan Kos) or Q1 (Jan ",
        ),
    ],
)
def test_nobody_if_it_may_be_several(rows: list[str], names: list[str], doubt: str) -> None:
    known = people(*rows)
    assert told(known, *names)[0] is None
    [found] = doubts(known, *names, *names)  # once for a name
    assert found.startswith(doubt)


@pytest.mark.parametrize(
    ("rows", "name", "id_"),
    [
        (["Q1: Ida B. Roe", "Q2: Ida Roe", "Q3: Ida C. Roe"], "Ida Roe", "Q2"),
        (["Q1: Ida B. Roe", "Q2: Ida Roe"], "Ida B. Roe", "Q1"),
        (["Q1: Anna Lund; Lund", "Q2: Erik Lund"], "Lund", "Q1"),
        (["Q1: Oleh Marskyy", "Q2: Oleh Marskiy"], "Oleh Marskiy", "Q2"),
        (["Q1: Jan Kos", "Q2: Jan Kos Jr."], "Jan Kos Jr.", "Q2"),
    ],
)
def test_the_nearest_of_namesakes(rows: list[str], name: str, id_: str) -> None:
    assert told(people(*rows), name) == [id_]


@pytest.mark.parametrize(
    ("kind", "id_"),
    [("person", "Q1"), ("unknown", "Q1"), ("organization", None), ("group", None), ("place", None), ("document", None)],
)
def test_people_are_persons(kind: str, id_: str | None) -> None:
    assert told(people("Q1: Anna Lund"), "Anna Lund", kind=cast("SpeakerType", kind)) == [id_]


def test_a_surname_beside_the_same_person_in_full() -> None:
    assert told(people("Q1: Anna Lund; Lund"), "Lund", "Anna Lund") == ["Q1", "Q1"]


def test_an_id_from_elsewhere_is_replaced() -> None:
    [record], _ = identified([statement("a", "Erik Marsh", "Erik Marsh")], people("Q1: Erik Marsh"))
    [again], _ = identified([record], people("Q2: Anna Lund"))
    assert again.speaker
    assert again.speaker.id is None


# --- a file of 200 people with namesakes, all of them made of parts ---------------------------------------------------

GIVEN = ["Anna", "Bela", "Carla", "Dorin", "Edda", "Falk", "Gesa", "Henk", "Ilka", "Jorn", "Kaja", "Lorin"]
SURNAMES = ["Abel", "Bruck", "Corvo", "Dahl", "Ebner", "Falter", "Gruber", "Hask", "Imhof", "Jansky", "Kolb", "Lindt"]


@pytest.fixture(scope="module")
def two_hundred() -> People:
    names = [f"{given} {surname}" for given, surname in product(GIVEN, SURNAMES)]
    initials = [f"{given} {letter}. {SURNAMES[0]}" for given, letter in product(GIVEN, "XYZ")]
    again = [f"{given} {SURNAMES[1]}" for given in GIVEN]
    rest = [f"{given} {SURNAMES[2]} Jr." for given in GIVEN[:8]]
    rows = [Row(n, name, (), f"Q{n}", "", {}) for n, name in enumerate([*names, *initials, *again, *rest])]
    assert len(rows) == 200
    return People(rows)


@pytest.mark.parametrize("given", GIVEN)
def test_each_of_two_hundred(two_hundred: People, given: str) -> None:
    ids = {surname: told(two_hundred, f"{given} {surname}")[0] for surname in SURNAMES}
    assert ids.pop(SURNAMES[1]) is None  # two of them have this name
    assert ids == {surname: f"Q{GIVEN.index(given) * 12 + SURNAMES.index(surname)}" for surname in ids}
    assert told(two_hundred, *SURNAMES) == [None] * 12


letters = st.text(ascii_lowercase, min_size=2, max_size=8).map(str.title)


@given(st.lists(st.tuples(letters, letters), min_size=1, max_size=12), st.data())
@settings(max_examples=100, derandomize=True)
def test_an_id_is_given_only_where_one_person_has_the_name(named: list[tuple[str, str]], data: st.DataObject) -> None:
    rows = [f"Q{n}: {' '.join(words)}" for n, words in enumerate(named)]
    asked = data.draw(st.sampled_from(named))
    [found] = told(people(*rows), " ".join(asked))
    bearers = [n for n, words in enumerate(named) if "".join(words).casefold() == "".join(asked).casefold()]
    assert found == (f"Q{bearers[0]}" if len(bearers) == 1 else None)


def test_ten_thousand_are_read_and_found(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = (f"Given{n % 1000} Surname{n // 10},Q{n}\n" for n in range(10_000))
    path.write_text("name,id\n" + "".join(rows))
    known = People.read(path)
    assert (len(known), [person.id for person in known.named("Given7 Surname10070")]) == (10_000, [])
    assert [person.id for person in known.named("Given7 Surname500")] == ["Q5007"]
