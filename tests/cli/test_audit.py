"""`quotes audit` from outside: files in, a table, a page, CSV or Excel out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from quotes.lines import ListedLine
from quotes.listing import Listed
from quotes.writers.jsonl import line
from tests.auditing.samples import LISTED, RECORDS
from tests.support.command import run, run_on_terminal
from tests.support.samples import statement


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "week.jsonl").write_bytes(b"".join(map(line, RECORDS)))
    return tmp_path


def audit(here: Path, *args: str) -> tuple[int, bytes, str]:
    return run(here, "audit", *args, module="quotes")


def test_a_table(here: Path) -> None:
    code, out, err = audit(here, "week.jsonl")
    shown = " ".join(out.decode().split())
    assert (code, err) == (0, "")
    assert "Ida Roe 2 40.0% 42.9% 1 1 1 Jan Kos 1 20.0% 14.3% 1" in shown
    assert "5 statements (1 direct, 1 mixed, 3 indirect; 3 not asserted), 14 words, 2 sources with a name," in shown
    assert "3 articles with attributions; others are not known without a list of articles" in shown
    assert "Check a sample by hand for each group that you compare" in shown


def listed_articles() -> list[Listed]:
    return [each.article for each in LISTED if isinstance(each, ListedLine)]


def test_the_list_of_articles_counts_the_silent_ones(here: Path) -> None:
    counts = zip(listed_articles(), (2, 3, 3, 0), strict=True)
    listed = [article.model_copy(update={"attributions": count}) for article, count in counts]
    (here / "week.articles.ndjson").write_bytes(b"".join(map(line, listed)))
    assert "4 articles, 1 without a statement" in " ".join(audit(here, "week.jsonl")[1].decode().split())


@pytest.mark.parametrize(
    ("name", "start"),
    [("out.html", b"<!DOCTYPE html>"), ("OUT.CSV", b"by,value,"), ("out.csv.gz", b"\x1f\x8b"), ("out.xlsx", b"PK")],
)
def test_the_ending_names_the_format(here: Path, name: str, start: bytes) -> None:
    if name.endswith("xlsx"):
        pytest.importorskip("xlsxwriter")
    assert audit(here, "week.jsonl", "-o", name) == (0, b"", "")
    assert (here / name).read_bytes().lstrip().startswith(start)


def test_a_record_given_twice_counts_once(here: Path) -> None:
    once = audit(here, "week.jsonl")
    (here / "week.jsonl").write_bytes(b"".join(map(line, RECORDS * 2)))
    assert audit(here, "week.jsonl", "./week.jsonl") == once


def test_by_a_column_of_a_people_file(here: Path) -> None:
    (here / "people.csv").write_text("name,office\nIda Roe,City Hall\n")
    assert audit(here, "week.jsonl", "--people", "people.csv", "-o", "out.csv", "--excel")[0] == 0
    rows = csv.DictReader(io.StringIO((here / "out.csv").read_text(encoding="utf-8-sig"), newline=""))
    assert [(row["value"], row["statements"]) for row in rows if row["by"] == "people: office"] == [
        ("City Hall", "2"),
        ("(not in the people file, or nothing there)", "3"),
    ]


def test_a_bad_file_is_left_out(here: Path) -> None:
    code, out, err = audit(here, "absent.jsonl", "week.jsonl")
    assert (code, err) == (1, "quotes: error: absent.jsonl: no such file or directory\n")
    assert "5 statements" in out.decode()


def test_where_nothing_could_be_read_nothing_is_written(here: Path) -> None:
    assert audit(here, "absent.jsonl", "-o", "out.html")[0] == 1
    assert not (here / "out.html").exists()


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        ([], "Missing argument 'PATHS'"),
        (["week.jsonl", "-o", "out.pdf"], "for -o: must end in one of .html, .csv, .xlsx"),
        (["week.jsonl", "-o", "out.html", "--excel"], "for --excel: is only for .csv"),
        (["week.jsonl", "-o", "./week.jsonl"], "for -o: is one of the inputs"),
    ],
)
def test_wrong_usage(here: Path, args: list[str], cause: str) -> None:
    code, out, err = audit(here, *args)
    assert (code, out) == (2, b"")
    assert cause in " ".join(err.split())


def test_people_that_cannot_be_read_are_one_line(here: Path) -> None:
    (here / "people.csv").write_text("id\n1\n")
    code, out, err = audit(here, "week.jsonl", "--people", "people.csv", "-o", "out.html")
    assert (code, out, err.count("\n")) == (1, b"", 1)
    assert err.startswith("quotes: error: people.csv: ")


def test_a_name_does_not_control_the_terminal(here: Path) -> None:
    (here / "evil.jsonl").write_bytes(line(statement("a", "\x1b[31mRoe", "\x1b[31mRoe")))
    assert "␛[31mRoe" in run_on_terminal(here, ["audit", "evil.jsonl"])
