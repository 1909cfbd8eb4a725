"""--people as its user meets it: ids in the records, notes where somebody is in doubt, one line for a wrong file."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import quotes
from tests.support.command import records, run

ARTICLE = (
    "Mayor Anna Lund told reporters on Monday that the old bridge is safe. “We tested every bolt,” she said.\n\n"
    "Karl Weber said that it is not. Erik Marsh said that he had heard so. Marsh denied that it was true.\n\n"
    "Robert “Bob” Lane warned that the bridge could fall.\n"
)
PEOPLE = (
    "name,aliases,id,desk\nAnna Lund,,Q1,Harbor\nKarl Weber,,Q2,\nKarl Weber,,Q3,\nIda Marsh,Marsh,Q4,\nBob Lane,,Q5,\n"
)
NAMED = [("Anna Lund", "Q1"), ("Anna Lund", "Q1"), ("Karl Weber", None)]
NAMED += [("Erik Marsh", None), ("Erik Marsh", None), ("Robert “Bob” Lane", "Q5")]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE)
    return tmp_path


def test_extract(here: Path) -> None:
    code, out, err = run(here, "extract", "a.txt", "--people", "people.csv", module="quotes")
    assert (code, [(r["speaker"]["name"], r["speaker"]["id"]) for r in records(out)]) == (0, NAMED)
    assert "! line 3, column 1: “Karl Weber” may be Q2 (Karl Weber) or Q3 (Karl Weber): no id is given" in " ".join(
        err.split()
    )


def test_without_a_file_nobody_has_an_id(here: Path) -> None:
    _, out, _ = run(here, "extract", "a.txt", module="quotes")
    assert {r["speaker"]["id"] for r in records(out)} == {None}


def test_a_name_that_is_withheld_takes_its_id_with_it(here: Path) -> None:
    args = ("extract", "a.txt", "--people", "people.csv", "--min-name-confidence", "1")
    _, out, _ = run(here, *args, module="quotes")
    assert {(r["speaker"]["name"], r["speaker"]["id"]) for r in records(out)} == {(None, None)}


@pytest.mark.parametrize("command", ["extract", "speakers"])
@pytest.mark.parametrize(
    ("text", "error"),
    [
        (None, "people.csv: no such file or directory"),
        ("", "people.csv: is empty"),
        ("name,id\nAnna Lund,Q1\nErik Marsh,Q1\n", 'people.csv: line 3: has the id of line 2, "Q1": if both are one '),
    ],
)
def test_a_wrong_file_is_one_line(here: Path, command: str, text: str | None, error: str) -> None:
    (here / "people.csv").unlink()
    if text is not None:
        (here / "people.csv").write_text(text)
    code, out, err = run(here, command, "a.txt", "-o", "out.jsonl", "--people", "people.csv", module="quotes")
    assert (code, out, err.count("\n"), (here / "out.jsonl").exists()) == (1, b"", 1, False)
    assert err.startswith(f"quotes: error: {error}")


def test_from_python(here: Path) -> None:
    for people in (here / "people.csv", quotes.People.read(here / "people.csv")):
        extractor = pickle.loads(pickle.dumps(quotes.load(people=people)))  # noqa: S301 - our own
        found = extractor.extract(ARTICLE).attributions
        assert [(r.speaker.name, r.speaker.id) for r in found] == NAMED
    with pytest.raises(quotes.PeopleError, match="gone.csv"):
        quotes.load(people=here / "gone.csv")
