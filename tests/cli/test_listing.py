"""The list of articles beside a file of records: when it is written, and what it says."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from quotes.listing import is_list, path_beside
from tests.support.command import LEE, ROE, run

LIST = "out.articles.ndjson"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "roe.txt").write_text(ROE)
    (tmp_path / "lee.txt").write_text(LEE)
    (tmp_path / "quiet.txt").write_text("It rained.")
    return tmp_path


def extract(here: Path, *args: str, output: str = "out.jsonl") -> int:
    return run(here, "extract", "roe.txt", "lee.txt", "quiet.txt", "-o", output, *args)[0]


def listed(here: Path, name: str = LIST) -> list[tuple[str, int]]:
    lines = map(json.loads, (here / name).read_bytes().splitlines())
    return [(each["doc"], each["attributions"]) for each in lines]


@pytest.mark.parametrize(
    ("records", "beside"),
    [
        ("out.jsonl", "out.articles.ndjson"),
        ("out.jsonl.gz", "out.articles.ndjson"),
        ("news/out", "news/out.articles.ndjson"),
    ],
)
def test_the_path_of_the_list(records: str, beside: str) -> None:
    assert path_beside(records) == Path(beside)


def test_an_article_without_an_attribution_is_in_it(here: Path) -> None:
    assert extract(here, "--articles") == 0
    assert listed(here) == [("roe", 2), ("lee", 1), ("quiet", 0)]
    first, second, _ = map(json.loads, (here / LIST).read_bytes().splitlines())
    assert first == {
        "schema_version": "1.0",
        "doc": "roe",
        "path": "roe.txt",
        "article": None,
        "sha256": sha256(ROE.encode()).hexdigest(),
        "characters": len(ROE),
        "words": len(ROE.split()),
        "attributions": 2,
        "diagnostics": [],
    }
    assert second["diagnostics"] == [
        {"code": "unclosed-mark", "message": "quotation mark that is never closed", "start": 14, "end": 15}
    ]


def test_it_counts_the_records_that_were_written(here: Path) -> None:
    assert extract(here, "--articles", "--min-confidence", "0.6") == 0
    assert listed(here) == [("roe", 1), ("lee", 1), ("quiet", 0)]


def test_nothing_that_was_not_asked_for_is_written(here: Path) -> None:
    assert extract(here) == 0
    assert not (here / LIST).exists()


def test_an_existing_list_is_updated(here: Path) -> None:
    assert extract(here, "--articles") == 0
    assert extract(here, "--min-confidence", "1") == 0
    assert listed(here) == [("roe", 1), ("lee", 1), ("quiet", 0)]


def test_a_file_that_is_not_a_list_is_left_alone(here: Path) -> None:
    (here / LIST).write_text("my own notes\n")
    assert not is_list(here / LIST)
    assert extract(here) == 0
    assert (here / LIST).read_text() == "my own notes\n"


def test_a_run_that_reads_nothing_changes_neither(here: Path) -> None:
    assert extract(here, "--articles") == 0
    before = (here / "out.jsonl").read_bytes(), (here / LIST).read_bytes()
    assert run(here, "extract", "absent.txt", "-o", "out.jsonl", "--articles")[0] == 1
    assert ((here / "out.jsonl").read_bytes(), (here / LIST).read_bytes()) == before
    assert {path.suffix for path in here.iterdir()} == {".txt", ".jsonl", ".ndjson"}


@pytest.mark.parametrize("options", [[], ["-o", "-"]])
def test_it_needs_an_output_file(here: Path, options: list[str]) -> None:
    code, _, err = run(here, "extract", "roe.txt", "--articles", *options)
    assert code == 2
    assert "needs -o OUT.jsonl" in err
