"""--people as its user meets it: ids in the records, notes where somebody is in doubt, one line for a wrong file."""

from __future__ import annotations

import codecs
import pickle
from pathlib import Path

import pytest

import quotes
from quotes.writers.jsonl import line
from tests.support.command import records, run
from tests.support.runner import load
from tests.support.samples import statement

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
    assert "line 3, column 1: “Karl Weber” may be Q2 (Karl Weber) or Q3 (Karl Weber): no id is given" in " ".join(
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
    path = here / "people.csv"
    of_a_path, of_people = (load(None, people=each) for each in (path, quotes.People.read(path)))
    for extractor in (of_a_path, of_people, pickle.loads(pickle.dumps(of_people))):  # noqa: S301 - our own
        found = extractor.extract(ARTICLE).attributions
        assert [(r.speaker and r.speaker.name, r.speaker and r.speaker.id) for r in found] == NAMED
    with pytest.raises(quotes.PeopleError, match="gone.csv"):
        quotes.load(people=here / "gone.csv")


# --- the file that is edited ------------------------------------------------------------------------------------------


def told(here: Path, *args: str) -> list[tuple[str, str | None, int]]:
    """Name, id and number of quotes of each speaker."""
    code, out, _ = run(here, "speakers", "out.jsonl", *args, module="quotes")
    assert code == 0
    return [(each["name"], each["id"], each["quotes"]["total"]) for each in records(out)]


LANES = [
    statement("a", "Robert Lane", "Robert Lane"),
    statement("a", "Robert Lane", "Robert Lane", id="a:2"),
    statement("b", "Bob Lane", "Bob Lane"),
]


@pytest.mark.parametrize(
    ("edited", "found"),
    [
        ("?", [("Robert Lane", "Robert Lane", 2), ("Bob Lane", None, 1)]),
        ("yes", [("Robert Lane", "Robert Lane", 3)]),
        ("no", [("Robert Lane", "Robert Lane", 2), ("Bob Lane", "Bob Lane", 1)]),
    ],
)
@pytest.mark.parametrize("name", ["people.csv", "people.jsonl"])
def test_a_proposal_is_decided_in_the_file(
    here: Path, name: str, edited: str, found: list[tuple[str, str, int]]
) -> None:
    (here / "out.jsonl").write_bytes(b"".join(map(line, LANES)))
    assert told(here, "--propose", name) == [("Robert Lane", None, 2), ("Bob Lane", None, 1)]
    text = (here / name).read_bytes()
    assert text.startswith(codecs.BOM_UTF8) == name.endswith(".csv")  # a spreadsheet needs it
    (here / name).write_bytes(text.replace(b"?", edited.encode()))
    before = (here / name).read_bytes()
    assert told(here, "--people", name, "--propose", name) == found
    assert (here / name).read_bytes() == before


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (["--propose", "people.txt"], "Invalid value for --propose: must end in .csv or .jsonl"),
        (["--people", "people.csv", "-o", "people.csv"], "Invalid value for -o: is one of the inputs"),
        (["--propose", "out.jsonl"], "Invalid value for --propose: is one of the inputs"),
    ],
)
def test_wrong_usage(here: Path, args: list[str], error: str) -> None:
    (here / "out.jsonl").write_bytes(b"")
    code, _, err = run(here, "speakers", "out.jsonl", *args, module="quotes")
    assert (code, (here / "people.csv").read_text()) == (2, PEOPLE)
    assert error in " ".join(err.replace("│", " ").split())


@pytest.mark.parametrize(("names", "notes"), [(2, 2), (12, 11)])
def test_speakers_tells_who_is_in_doubt(here: Path, names: int, notes: int) -> None:
    letters = "ABCDEFGHIJKL"[:names]
    said = [statement(doc, f"Jan {each}os", f"Jan {each}os", id=f"{doc}:{each}") for doc in "ab" for each in letters]
    (here / "out.jsonl").write_bytes(b"".join(map(line, said)))
    rows = [f"Jan {each}os,{each}{n}\n" for each in letters for n in (1, 2)]
    (here / "people.csv").write_text("name,id\n" + "".join(rows))
    args = ("out.jsonl", "--people", "people.csv", "--format", "jsonl")
    code, _, err = run(here, "speakers", *args, module="quotes")
    assert (code, err.count("! ")) == (0, notes)
    assert err.startswith("! “Jan Aos” may be A1 (Jan Aos) or A2 (Jan Aos): no id is given")
    assert ("! 2 more names in doubt" in err) == (names == 12)
