"""`quotes export` from outside: files in, one complete file out, or none."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import os
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from quotes.writers.jsonl import line
from tests.support import ROOT
from tests.support.command import command, environment, run, run_on_terminal
from tests.support.samples import REPORTED, SPOKEN, statement

MONDAY = [REPORTED, SPOKEN]
TUESDAY = [statement("vote", "Corvo Holdings", "Corvo Holdings", type="organization")]
IDS = [record.id for record in MONDAY + TUESDAY]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "monday.jsonl").write_bytes(b"".join(map(line, MONDAY)))
    (tmp_path / "tuesday.jsonl").write_bytes(b"".join(map(line, TUESDAY)))
    return tmp_path


def export(here: Path, *args: str, stdin: bytes = b"") -> tuple[int, bytes, str]:
    return run(here, "export", *args, stdin=stdin, module="quotes", SOURCE_DATE_EPOCH="0")


def ids(data: bytes) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(data.decode(), newline=""))]


def names(here: Path) -> set[str]:
    return {path.name for path in here.iterdir()} - {"monday.jsonl", "tuesday.jsonl"}


@pytest.mark.parametrize(
    ("options", "file"),
    [
        (["-o", "out.csv"], "out.csv"),
        (["-o", "OUT.CSV"], "OUT.CSV"),
        (["-o", "out.txt", "--format", "csv"], "out.txt"),
        (["-o", "out.csv.gz"], "out.csv.gz"),
        (["--format", "csv"], None),
    ],
)
def test_where_it_goes(here: Path, options: list[str], file: str | None) -> None:
    code, out, err = export(here, "monday.jsonl", "tuesday.jsonl", *options)
    assert (code, err) == (0, "")
    data = (here / file).read_bytes() if file else out
    assert ids(gzip.decompress(data) if file and file.endswith(".gz") else data) == IDS
    assert names(here) == ({file} if file else set())


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        ("csv", b"schema_version,"),
        ("tsv", b"schema_version\t"),
        ("xlsx", b"PK\x03\x04"),
        ("sqlite", b"SQLite format 3\x00"),
        ("jsonld", b'{"@context":"http://www.w3.org/ns/anno.jsonld"'),
        ("claimreview.jsonld", b'{"@context":"https://schema.org"'),
        ("html", b"<!DOCTYPE html>"),
    ],
)
def test_the_ending_names_the_format(here: Path, ending: str, start: bytes) -> None:
    if ending == "xlsx":
        pytest.importorskip("xlsxwriter")
    code, out, err = export(here, "monday.jsonl", "-o", f"out.{ending}")
    assert (code, out, err) == (0, b"", "")
    assert (here / f"out.{ending}").read_bytes().startswith(start)
    assert (
        export(here, "monday.jsonl", "--format", ending.removesuffix(".jsonld"))[1]
        == (here / f"out.{ending}").read_bytes()
    )


def test_metadata_for_datasette(here: Path) -> None:
    assert export(here, "monday.jsonl", "-o", "week.sqlite", "--metadata", "week.json") == (0, b"", "")
    assert list(json.loads((here / "week.json").read_bytes())["databases"]) == ["week"]
    assert names(here) == {"week.sqlite", "week.json"}


@pytest.mark.parametrize(("folder", "text"), [(".", "Anna Lund; that it rains"), ("..", None)])
def test_a_database_has_the_text_of_no_file_from_elsewhere(here: Path, folder: str, text: str | None) -> None:
    (here / "in").mkdir()
    path = f"{folder}/a.txt"
    record = statement("a", "Anna Lund", "Anna Lund", path=path)
    (here / "in" / path).write_text("Anna Lund; that it rains")
    (here / "in" / "run.jsonl").write_bytes(line(record))
    assert export(here / "in", "run.jsonl", "-o", "run.sqlite") == (0, b"", "")
    with closing(sqlite3.connect(here / "in" / "run.sqlite")) as database:
        assert database.execute("SELECT text FROM articles").fetchall() == [(text,)]


def test_without_a_database_no_metadata(here: Path) -> None:
    assert export(here, "absent.jsonl", "-o", "week.sqlite", "--metadata", "week.json")[0] == 1
    assert names(here) == set()


@pytest.mark.parametrize("ending", ["csv", "tsv"])
def test_excel_gets_a_byte_order_mark(here: Path, ending: str) -> None:
    plain = export(here, "monday.jsonl", "--format", ending)[1]
    assert export(here, "monday.jsonl", "--format", ending, "--excel")[1] == codecs.BOM_UTF8 + plain


@pytest.mark.parametrize(("ending", "package"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter")])
def test_without_its_package_one_line_says_what_to_install(here: Path, ending: str, package: str) -> None:
    (here / f"{package}.py").write_text(f"raise ModuleNotFoundError(name='{package}')")
    done = subprocess.run(
        command("export", "monday.jsonl", "-o", f"out.{ending}", module="quotes"),
        cwd=here,
        capture_output=True,
        env=environment(PYTHONPATH=f"{here}:{ROOT}"),
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == f"quotes: error: --format {ending}: needs {package}: pip install {package}\n"
    assert names(here) == {f"{package}.py"}


def test_standard_input(here: Path) -> None:
    code, out, _ = export(here, "-", "tuesday.jsonl", "--format", "csv", stdin=(here / "monday.jsonl").read_bytes())
    assert (code, ids(out)) == (0, IDS)


def test_each_bad_file_is_one_line_and_counts_for_nothing(here: Path) -> None:
    (here / "other.jsonl").write_bytes(line(MONDAY[0]) + line(MONDAY[1]).replace(b'"1.2"', b'"2.0"'))
    code, out, err = export(here, "absent.jsonl", "other.jsonl", "-", "tuesday.jsonl", "-o", "out.csv", stdin=b"no")
    assert (code, out) == (1, b"")
    assert err.splitlines() == [
        "quotes: error: absent.jsonl: no such file or directory",
        "quotes: error: other.jsonl: line 2: schema version 2.0, not 1.2: use a newer version of quotes",
        "quotes: error: standard input: line 1: Invalid JSON: expected ident at column 2",
    ]
    assert ids((here / "out.csv").read_bytes()) == IDS[2:]


def test_if_nothing_can_be_read_the_output_does_not_change(here: Path) -> None:
    (here / "out.csv").write_text("before\n")
    assert export(here, "absent.jsonl", "-o", "out.csv")[0] == 1
    assert (here / "out.csv").read_text() == "before\n"
    assert names(here) == {"out.csv"}


def test_an_output_that_cannot_be_written(here: Path) -> None:
    code, out, err = export(here, "monday.jsonl", "-o", "absent/out.csv")
    assert (code, out, err) == (1, b"", "quotes: error: absent/out.csv: no such file or directory\n")


@pytest.mark.parametrize("ending", ["csv", "sqlite"])
def test_an_interrupt_leaves_no_output(here: Path, ending: str) -> None:
    os.mkfifo(here / "slow.jsonl")
    with (
        subprocess.Popen(
            command("export", "monday.jsonl", "slow.jsonl", "-o", f"out.{ending}", module="quotes"),
            cwd=here,
            env=environment(TMPDIR=str(here)),
        ) as process,
        (here / "slow.jsonl").open("wb", buffering=0) as file,  # waits until the command reads
    ):
        file.write(line(MONDAY[0]))
        process.send_signal(signal.SIGINT)
        process.wait()
    assert process.returncode == 130
    assert names(here) == {"slow.jsonl"}


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["-o", "out.csv"], "Missing argument 'PATHS'"),
        (
            ["monday.jsonl"],
            "for --format: is needed, unless -o ends in .claimreview.jsonld, .csv, .tsv, .xlsx, .sqlite, .jsonld,",
        ),
        (
            ["monday.jsonl", "-o", "out.ods"],
            "for --format: is needed, unless -o ends in .claimreview.jsonld, .csv, .tsv, .xlsx, .sqlite, .jsonld,",
        ),
        (["monday.jsonl", "-o", "./monday.jsonl"], "Invalid value for -o: is one of the inputs"),
        (["monday.jsonl", "-o", "a.sqlite", "--excel"], "for --excel: is only for .csv and .tsv"),
        (["-", "-", "-o", "out.csv"], "Invalid value for PATHS: standard input can be given only once"),
        (
            ["monday.jsonl", "-o", "a.csv", "--metadata", "a.json"],
            "for --metadata: needs a database: -o OUT.sqlite",
        ),
        (
            ["monday.jsonl", "-o", "a.sqlite", "--metadata", "./a.sqlite"],
            "for --metadata: must not be the same file as -o",
        ),
        (["monday.jsonl", "-o", "a.sqlite", "--metadata", "monday.jsonl"], "for --metadata: is one of the inputs"),
        (["monday.jsonl", "--format", "ods"], "Invalid value for '--format'"),
    ],
)
def test_wrong_usage(here: Path, args: list[str], cause: str) -> None:
    code, out, err = export(here, *args)
    assert (code, out) == (2, b"")
    assert cause in " ".join(err.split())
    assert names(here) == set()


def test_a_terminal_gets_nothing(here: Path) -> None:
    (here / "evil.jsonl").write_bytes(line(statement("a", "\x1b[31mRoe")))
    shown = run_on_terminal(here, ["export", "evil.jsonl", "--format", "csv"])
    assert "Invalid value for -o: is needed: standard output is a terminal" in " ".join(shown.split())
    assert "Roe" not in shown


def test_help_has_an_example(here: Path) -> None:
    code, out, err = export(here, "--help")
    assert (code, err) == (0, "")
    assert b"Example: quotes export monday.jsonl tuesday.jsonl -o week.csv" in out
