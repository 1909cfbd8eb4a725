"""All commands count in the same way: one person once, only asserted quotes, all articles."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quotes.writers.jsonl import line
from tests.support.command import run
from tests.support.samples import attribution, cue, speaker, statement
from tests.test_lines import article

DENIED = "Lund never said that it rains."
NEGATED = attribution(
    DENIED,
    "that it rains",
    doc="b",
    cue=cue(DENIED, "said", factuality="negated"),
    speaker=speaker(DENIED, "Lund", "Lund"),
)
MONDAY = [statement("a", "Anna Lund", "Anna Lund"), statement("a", "she", "Anna Lund", kind="direct", id="a:2")]
TUESDAY = [
    statement("b", "Lund", "Lund", id="b:1"),
    NEGATED,
    statement("b", "officials", id="b:3"),
    statement("b", None, id="b:4"),
]
LISTED = [article("b", 4), article("quiet", 0)]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    for name, records in (("monday", MONDAY), ("tuesday", TUESDAY)):
        (tmp_path / f"{name}.jsonl").write_bytes(b"".join(map(line, records)))
    (tmp_path / "tuesday.articles.ndjson").write_bytes(b"".join(map(line, LISTED)))
    return tmp_path


@pytest.fixture
def twice(here: Path) -> Path:
    """The same, with a second run appended to one file: its records count once."""
    with (here / "tuesday.jsonl").open("ab") as file:
        file.write(b"".join(map(line, TUESDAY)))
    listed = [article("b", 8), article("quiet", 0)]
    (here / "tuesday.articles.ndjson").write_bytes(b"".join(map(line, listed)))
    return here


FILES = ("monday.jsonl", "tuesday.jsonl")
GIVEN_TWICE = (*FILES, "./monday.jsonl", "tuesday.jsonl")


def told(here: Path, *args: str) -> str:
    code, out, err = run(here, *args, module="quotes")
    assert (code, err) == (0, "")
    return out.decode()


@pytest.mark.parametrize("files", [FILES, GIVEN_TWICE])
@pytest.mark.parametrize("folder", ["here", "twice"])
def test_speakers(request: pytest.FixtureRequest, folder: str, files: tuple[str, ...]) -> None:
    code, out, shown = run(request.getfixturevalue(folder), "speakers", *files, module="quotes")
    lund, officials = (json.loads(each) for each in out.splitlines())
    assert (code, lund["name"], lund["quotes"]["total"], lund["not_asserted"]) == (0, "Anna Lund", 3, 1)
    assert (officials["mention"], officials["quotes"]["total"], officials["not_asserted"]) == ("officials", 1, 0)
    assert shown.splitlines()[-1] == "2 speakers (1 unnamed), 6 attributions (1 by nobody, 1 not asserted), 3 articles"


def test_show(here: Path) -> None:
    shown = told(here, "show", "monday.jsonl", "tuesday.jsonl")
    assert "6 attributions (1 direct, 0 mixed, 4 indirect, 1 negated), 2 speakers, 2 articles" in " ".join(
        shown.split()
    )


def test_show_of_files_given_twice(here: Path) -> None:
    assert told(here, "show", *GIVEN_TWICE) == told(here, "show", *FILES)


@pytest.mark.parametrize("words", ["anna lund", "Lund", "ANNA"])
def test_show_of_a_speaker(here: Path, words: str) -> None:
    shown = told(here, "show", "monday.jsonl", "tuesday.jsonl", "--speaker", words)
    assert "4 attributions (1 direct, 0 mixed, 2 indirect, 1 negated), 1 speaker, 2 articles" in " ".join(shown.split())


def test_show_of_a_speaker_in_standard_input(here: Path) -> None:
    data = b"".join(map(line, [*MONDAY, *TUESDAY]))
    code, out, err = run(here, "show", "-", "--speaker", "anna lund", stdin=data, module="quotes")
    assert (code, err) == (0, "")
    assert out.decode().splitlines()[-1].startswith("4 attributions (1 direct, ")


@pytest.mark.parametrize("ending", ["csv", "jsonld", "parquet"])
def test_exports(here: Path, ending: str) -> None:
    once = run(here, "export", "--format", ending, *FILES, module="quotes")[1]
    with (here / "monday.jsonl").open("ab") as file:
        file.write(b"".join(map(line, MONDAY)))
    assert run(here, "export", "--format", ending, *GIVEN_TWICE, module="quotes")[1] == once


@pytest.mark.parametrize("files", [FILES, GIVEN_TWICE])
@pytest.mark.parametrize("folder", ["here", "twice"])
def test_the_database(request: pytest.FixtureRequest, folder: str, files: tuple[str, ...]) -> None:
    here = request.getfixturevalue(folder)
    assert told(here, "export", *files, "-o", "week.sqlite") == ""
    with closing(sqlite3.connect(here / "week.sqlite")) as database:
        ask = database.execute
        counts = "SELECT name, quotes, direct, mixed, indirect, not_asserted, articles FROM speakers ORDER BY id"
        assert ask(counts).fetchall() == [("Anna Lund", 3, 1, 0, 2, 1, 2), ("officials", 1, 0, 0, 1, 0, 1)]
        view = "SELECT speaker, count(*), sum(factuality = 'negated') FROM who_said_what GROUP BY 1 ORDER BY 1"
        assert ask(view).fetchall() == [(None, 1, 0), ("Anna Lund", 4, 1), ("officials", 1, 0)]
        articles = "SELECT doc, characters, words, attributions FROM articles ORDER BY doc"
        assert ask(articles).fetchall() == [("a", None, None, 2), ("b", 1, 1, 4), ("quiet", 1, 1, 0)]


@pytest.mark.parametrize("command", [["export", "--format", "html"], ["report"]])
@pytest.mark.parametrize("folder", ["here", "twice"])
def test_the_page(request: pytest.FixtureRequest, folder: str, command: list[str]) -> None:
    page = told(request.getfixturevalue(folder), command[0], "monday.jsonl", "tuesday.jsonl", *command[1:])
    assert '<p class="totals">5 quotes, 1 not asserted, 2 speakers, 3 articles</p>' in page
    assert re.findall(r'data-kind="(\w+)"', page) == [
        "indirect",
        "direct",
        "indirect",
        "negated",
        "indirect",
        "indirect",
    ]
    assert re.findall(r'<span class="tally">([^<]*)<', page) == ["2 quotes", "3 quotes, 1 not asserted", "0 quotes"]
    assert "person, 2 articles, 1 not asserted" in page


def test_a_pull_quote_counts_nowhere_asserted_or_not(tmp_path: Path) -> None:
    records = [MONDAY[1], NEGATED.model_copy(update={"doc": "a", "id": "a:9"})]
    again = [record.model_copy(update={"id": f"{record.id}-again", "repeats": record.id}) for record in records]
    (tmp_path / "run.jsonl").write_bytes(b"".join(map(line, [*records, *again])))
    out, shown = run(tmp_path, "speakers", "run.jsonl", module="quotes")[1:]
    [lund] = (json.loads(each) for each in out.splitlines())
    assert (lund["quotes"]["total"], lund["not_asserted"]) == (1, 1)
    assert shown.splitlines()[-1] == "1 speaker (0 unnamed), 4 attributions (0 by nobody, 1 not asserted), 1 article"
    assert "1 statement (1 direct, 0 mixed, 0 indirect; 1 not asserted)" in " ".join(
        told(tmp_path, "audit", "run.jsonl").split()
    )
    page = told(tmp_path, "report", "run.jsonl")
    assert '<p class="totals">1 quote, 1 not asserted, 2 repeated, 1 speaker, 1 article</p>' in page
    assert '<span class="tally">1 quote, 1 not asserted, 2 repeated</span>' in page
    told(tmp_path, "export", "run.jsonl", "-o", "run.sqlite")
    with closing(sqlite3.connect(tmp_path / "run.sqlite")) as database:
        counts = "SELECT quotes, direct, not_asserted, articles FROM speakers"
        assert database.execute(counts).fetchall() == [(1, 1, 1, 1)]


# --- people with ids --------------------------------------------------------------------------------------------------

FIRST = [
    statement("a", "Olga Kos", "Olga Kos", id_="Q1"),  # Q1 and Q2 have one name
    statement("a", "Olga Kos of Torsby", "Olga Kos", id="a:2", id_="Q2"),
    statement("a", "Olga Kos", "Olga Kos", id="a:3"),  # one of them
    statement("a", "Bela Roe", "Bela Roe", id="a:4", id_="Q3"),
]
SECOND = [
    statement("b", "Ruth Marsh", "Ruth Marsh", id="b:1", id_="Q1"),  # her other name
    statement("b", "Roe", "Roe", id="b:2"),  # nobody else is called so
]
IDS = [("Olga Kos", "Q1", 2, 2), ("Bela Roe", "Q3", 2, 2), ("Olga Kos", "Q2", 1, 1), ("Olga Kos", None, 1, 1)]


@pytest.fixture
def known(tmp_path: Path) -> Path:
    for name, records in (("first", FIRST), ("second", SECOND)):
        (tmp_path / f"{name}.jsonl").write_bytes(b"".join(map(line, records)))
    return tmp_path


def test_an_id_is_one_speaker(known: Path) -> None:
    code, out, shown = run(known, "speakers", "first.jsonl", "second.jsonl", module="quotes")
    found = [json.loads(each) for each in out.splitlines()]
    counted = [(each["name"], each["id"], each["quotes"]["total"], each["articles"]) for each in found]
    assert (code, sorted(counted, key=str)) == (0, sorted(IDS, key=str))
    assert found[counted.index(IDS[0])]["variants"] == ["Ruth Marsh"]
    assert shown.splitlines()[-1].startswith("4 speakers (0 unnamed), 6 attributions")


def test_the_other_commands_count_them_so(known: Path) -> None:
    both = ["first.jsonl", "second.jsonl"]
    assert "4 speakers, 2 articles" in " ".join(told(known, "show", *both).split())
    assert "2 attributions (0 direct, 0 mixed, 2 indirect), 1 speaker, 2 articles" in " ".join(
        told(known, "show", *both, "--speaker", "marsh").split()
    )
    assert '<p class="totals">6 quotes, 4 speakers, 2 articles</p>' in told(known, "report", *both)
    told(known, "export", *both, "-o", "week.sqlite")
    with closing(sqlite3.connect(known / "week.sqlite")) as database:
        counts = database.execute("SELECT name, person_id, quotes, articles FROM speakers").fetchall()
    assert sorted(counts, key=str) == sorted(IDS, key=str)


def test_a_people_file_decides(known: Path) -> None:
    (known / "people.csv").write_text("name,id\nOlga Kos,K\nBela Roe,R\nRuth Marsh,M\n")
    _, out, _ = run(known, "speakers", "first.jsonl", "second.jsonl", "--people", "people.csv", module="quotes")
    found = [json.loads(each) for each in out.splitlines()]
    assert [(each["name"], each["id"], each["quotes"]["total"]) for each in found] == [
        ("Olga Kos", "K", 3),
        ("Bela Roe", "R", 2),
        ("Ruth Marsh", "M", 1),
    ]


def test_extract_counts_as_the_others_do(here: Path) -> None:
    (here / "a.txt").write_text("Roe said that it rains. Kim thinks that it does not.")
    (here / "quiet.txt").write_text("It rained.")
    closing_line = "2 attributions (0 direct, 0 mixed, 2 indirect), 2 speakers, 2 articles"
    _, _, shown = run(here, "extract", "a.txt", "quiet.txt", "-o", "out.jsonl", "--articles")
    assert shown.splitlines()[-1] == closing_line
    assert told(here, "speakers", "out.jsonl", "--format", "table").splitlines()[-1] == (
        "2 speakers (0 unnamed), 2 attributions (0 by nobody), 2 articles"
    )
