"""CSV and TSV to articles: rows below a header, and errors in their place."""

from __future__ import annotations

import csv
import gzip
import tracemalloc
from pathlib import Path

import pytest

from quotes.article import Article, Diagnostic
from quotes.inputs.articles import articles
from quotes.records import ArticleInfo


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(data: bytes | str, name: str = "a.csv", **fields: str) -> list[str]:
    """Each article as id and text, each error as its message."""
    Path(name).write_bytes(data.encode() if isinstance(data, str) else data)
    return [f"{a.id}: {a.text}" if isinstance(a, Article) else f"! {a}" for a in articles(name, fields)]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.csv", "text\nNo.\n", ["a-2: No."]),
        ("a.csv", "id,text\nx,No.\ny,Ja.", ["x: No.", "y: Ja."]),
        ("a.csv", "\ufeffid;text\r\nx;No, no.\r\n", ["x: No, no."]),
        ("a.tsv", "id\ttext\nx\tNo, no; no.\n", ["x: No, no; no."]),
        ("a.csv", '"id","text"\n"x","No,\nhe said: ""Ja."""\n\ny,Ja.\n', ['x: No,\nhe said: "Ja."', "y: Ja."]),
        ("a.csv", ",text\n,No.\n,Ja.\n", ["a-2: No.", "a-3: Ja."]),  # as pandas writes its index
        ("a.csv", "id,text\n00123456789012345678901,No.\n", ["00123456789012345678901: No."]),
        ("a.csv", "\n\nid,text\rx,No.\ry,Ja.\r", ["x: No.", "y: Ja."]),
        ("a.csv", "maintext,source_domain\nNo.,post.example\n", ["a-2: No."]),
    ],
)
def test_rows(name: str, text: str, found: list[str]) -> None:
    assert told(text, name) == found


def test_facts_about_an_article_in_its_row() -> None:
    Path("a.csv").write_text("title,body,date,url,n\nT,No.,2026-01-02,,7\n")
    [article] = articles("a.csv", {"id": "n"})
    assert article == Article("7", "No.", "a.csv", (), ArticleInfo(title="T", date="2026-01-02"))


MEGABYTE = 1 << 20
NONE = "has no text under a known key: name its key with --field text=KEY"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["is empty"]),
        ("\n\n", ["is empty"]),
        ("id,text\n", ["has no row below its header"]),
        ("id,story\nx,No.\n", [f"{NONE} (columns: id, story)"]),
        ("No, she said.\n", [f"{NONE} (columns: No, she said.)"]),
        ("text,text\nNo.,Ja.\n", ['has two columns "text"']),
        (
            "id,text\nx,No.,more\ny\nz,Ja.\n",
            [
                "line 2: does not fit the header (cells: 3, columns: 2)",
                "line 3: does not fit the header (cells: 1, columns: 2)",
            ],
        ),
        ('id,text\nx,"No.\n2"\ny\nz,Ja.\n', ["line 4: does not fit the header (cells: 1, columns: 2)"]),
        ('id,text\nx," "\ny,\n', ['line 2: has no text in its "text"', 'line 3: has no text in its "text"']),
    ],
)
def test_errors_have_their_line(text: str, found: list[str]) -> None:
    assert [line for line in told(text) if line.startswith("!")] == [f"! a.csv: {cause}" for cause in found]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ('id,text\nx,No.\ny,"Ja.\nz,So.\n', "line 3: is not CSV: unexpected end of data"),
        ('id,text\nx,No.\ny,"Ja." she said\nz,So.\n', "line 3: is not CSV: ',' expected after '\"'"),
        (b"id,text\nx,No.\ny," + b"a" * (MEGABYTE + 1) + b"\nz,So.\n", "line 3: is not CSV: more than 1 MB in a line"),
        (
            b'id,text\nx,No.\ny,"' + (b"a" * 1000 + b"\n") * (MEGABYTE // 1000) + b'"\nz,So.\n',
            "line 3: is not CSV: field larger than field limit",
        ),
    ],
)
def test_reading_ends_where_the_next_row_cannot_be_found(
    text: bytes | str, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.inputs.delimited.LARGEST", MEGABYTE)
    first, last = told(text)
    assert first == "x: No."
    assert last.startswith(f"! a.csv: {cause}")
    assert last.endswith("; this row and the rest are not read")


def test_a_large_cell_is_read_and_the_limit_of_others_stays() -> None:
    before = csv.field_size_limit()
    [found] = told("id,text\nx," + "No. " * 250_000)
    assert len(found) == len("x: ") + 1_000_000
    assert csv.field_size_limit() == before


def test_a_row_in_windows_1252_is_read_and_noted() -> None:
    Path("a.csv").write_bytes(b"id,text\n" + "x,“Señora”\n".encode("cp1252") + "y,Señor\n".encode())
    found = [each for each in articles("a.csv") if isinstance(each, Article)]
    cause = "in the article's row: not UTF-8 here: the whole text was decoded as Windows-1252"
    assert [(a.text, a.diagnostics) for a in found] == [
        ("“Señora”", (Diagnostic("decoded-as-cp1252", cause),)),
        ("Señor", ()),
    ]


def test_a_row_of_many_such_lines_has_one_note() -> None:
    Path("a.csv").write_bytes(b'id,text\nx,"' + "“Señora”\n".encode("cp1252") * 1000 + b'"\n')
    [article] = articles("a.csv")
    assert isinstance(article, Article)
    assert article.text == "“Señora”\n" * 1000
    assert [d.code for d in article.diagnostics] == ["decoded-as-cp1252"]


def test_a_null_character_is_kept_and_noted() -> None:
    Path("a.csv").write_bytes(b"id,text\nx,No\0.\n")
    [article] = articles("a.csv")
    assert isinstance(article, Article)
    assert (article.text, [d.code for d in article.diagnostics]) == ("No\0.", ["control-characters"])


def test_many_rows_are_not_kept() -> None:
    with gzip.open("a.csv.gz", "wt") as file:
        file.write("id,text\n")
        file.writelines(f"{n},{'No. ' * 25_000}\n" for n in range(40))  # 4 MB
    tracemalloc.start()
    assert sum(isinstance(each, Article) for each in articles("a.csv.gz")) == 40
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000
