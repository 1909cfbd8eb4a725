"""A people file: what its rows hold, and what is wrong with it, named with its line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from quotes.errors import PeopleError
from quotes.people.known import People


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(data: bytes | str, name: str = "people.csv") -> People:
    Path(name).write_bytes(data.encode() if isinstance(data, str) else data)
    return People.read(name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("people.csv", "name,aliases,id,desk\nAnna Lund,Anna Maria Lund; Lund,Q1,Harbor\n"),
        ("people.csv", "\ufeffName;ALIASES;Id;Desk\r\n Anna  Lund ;Anna Maria Lund|Lund;Q1;Harbor\r\n;;;\r\n"),
        ("people.tsv", "id\tdesk\tname\taliases\nQ1\tHarbor\tAnna Lund\tAnna Maria Lund;;Lund;\n"),
        ("people", "name,aliases,id,desk\nAnna Lund,Anna Maria Lund; Lund,Q1,Harbor\n"),
        ("people.csv", "name,aliases,id,desk,,\nAnna Lund,Anna Maria Lund; Lund,Q1,Harbor,,\n"),
        (
            "people.jsonl",
            '{"name": "Anna Lund", "aliases": ["Anna Maria Lund", "Lund"], "id": "Q1", "desk": "Harbor"}\n',
        ),
        ("people.jsonl", '\n{"ID": "Q1", "Name": "Anna Lund", "aliases": "Anna Maria Lund; Lund", "desk": "Harbor"}'),
        (
            "people.csv",
            "id,name,aliases,same,desk\nQ1,Lund,,yes,\nQ1,Anna Lund,Anna Maria Lund,,Harbor\nQ1,Ann Lund,,?,Bridge\n",
        ),
    ],
)
def test_a_person(name: str, text: str) -> None:
    [person] = read(text, name)
    assert (person.id, person.name, sorted(person.aliases)) == ("Q1", "Anna Lund", ["Anna Maria Lund", "Lund"])
    assert person.columns == {"desk": "Harbor"}


def test_a_packed_file() -> None:
    assert [person.name for person in read(gzip.compress(b"name\nAnna Lund\n"), "people.csv.gz")] == ["Anna Lund"]


@pytest.mark.parametrize(
    ("row", "ids"),
    [
        ("Anna Lund,,", ["Anna Lund"]),
        ("Anna Lund,007,", ["007"]),
        ("Anna Lund,Q1,\nLund,Q1,yes", ["Q1"]),
        ("Anna Lund,Q1,\nLund,Q1,no", ["Q1", "Lund"]),
        ("Anna Lund,Q1,\nLund,Q1,?", ["Q1"]),
        ("Anna Lund,Q1,YES", ["Q1"]),
    ],
)
def test_ids(row: str, ids: list[str]) -> None:
    assert [person.id for person in read(f"name,id,same\n{row}\n")] == ids


def test_other_values_of_json() -> None:
    people = read('{"name": "Anna Lund", "born": 1970, "on air": true, "desks": ["Harbor"], "note": null}', "p.jsonl")
    assert people.columns == ("born", "on air", "desks", "note")
    assert [person.columns for person in people] == [
        {"born": "1970", "on air": "true", "desks": '["Harbor"]', "note": ""}
    ]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("people.csv", "", "people.csv: is empty"),
        ("people.csv", "name,id\n", "people.csv: has no person"),
        ("people.csv", "name,id\n,\n", "people.csv: has no person"),
        ("people.csv", "person,id\nAnna Lund,Q1\n", 'people.csv: has no column "name" (columns: person, id)'),
        ("people.csv", "name,Name\nAnna Lund,Lund\n", 'people.csv: has two columns "name"'),
        ("people.csv", "name,id\n,Q1\n", "people.csv: line 2: has no name"),
        ("people.csv", "name,id\nAnna Lund\n", "people.csv: line 2: does not fit the header (cells: 1, columns: 2)"),
        ("people.csv", 'name,id\n"Anna" Lund,Q1\n', "people.csv: line 2: is not CSV: "),
        ("people.csv", "name,same\nAnna Lund,maybe\n", 'people.csv: line 2: has "maybe" as "same", which may be '),
        (
            "people.csv",
            "name,id\nAnna Lund,Q1\nErik Marsh,Q1\n",
            (
                'people.csv: line 3: has the id of line 2, "Q1": if both are one person, write yes under "same" here; '
                "if not, give each an id"
            ),
        ),
        ("people.csv", "name\nAnna Lund\nAnna Lund\n", 'people.csv: line 3: has the id of line 2, "Anna Lund": '),
        (
            "people.csv",
            "name,id\nAnna Lund,Q1\nJosé Lima,Q2\n".encode("cp1252"),
            "people.csv: line 3: is not UTF-8: save the file as UTF-8 (in a spreadsheet: CSV UTF-8)",
        ),
        ("people.jsonl", "{}\n", "people.jsonl: has no person"),
        ("people.jsonl", '{"id": "Q1"}\n', "people.jsonl: line 1: has no name"),
        ("people.jsonl", '{"name": "A"}\n{"name"\n', "people.jsonl: line 2: is not JSON: "),
        ("people.jsonl", '{"name": "A"}\n7\n', "people.jsonl: line 2: is not a JSON object"),
        ("people.jsonl", '{"name": "\\ud800"}\n', "people.jsonl: line 1: holds a lone surrogate, which is half a char"),
        ("people.json", '[\n{"name": "A"}]\n', "people.json: looks like json: save it as CSV whose first line has a "),
        ("people.txt", "Anna Lund\n", "people.txt: looks like text: save it as CSV whose first line has a column "),
        ("people.csv", b"PK\x03\x04xl/workbook", "people.csv: looks like xlsx: save it as CSV whose first line"),
    ],
)
def test_a_file_that_is_wrong(name: str, data: bytes | str, error: str) -> None:
    with pytest.raises(PeopleError) as caught:
        read(data, name)
    assert str(caught.value).startswith(error)


def test_no_file() -> None:
    with pytest.raises(PeopleError, match="gone.csv: no such file or directory"):
        People.read("gone.csv")
