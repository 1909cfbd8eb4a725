"""Rows of Excel workbooks are read as those of CSV are. XlsxWriter and openpyxl write the workbooks."""

from __future__ import annotations

import gzip
import io
import random
import sys
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from datetime import time as day_time
from pathlib import Path

import pytest

from quotes.article import Article
from quotes.errors import ArticleError
from quotes.inputs.articles import articles
from quotes.records import ArticleInfo

openpyxl = pytest.importorskip("openpyxl", reason="of the extra `xlsx`")
xlsxwriter = pytest.importorskip("xlsxwriter", reason="of the extra `xlsx`")

Rows = Sequence[Sequence[object]]
NONE = "has no text under a known key: name its key with --field text=KEY"


def workbook(*sheets: Rows) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"default_date_format": "yyyy-mm-dd", "remove_timezone": True}) as book:
        for sheet in sheets:
            page = book.add_worksheet()
            for place, row in enumerate(sheet):
                page.write_row(place, 0, row)
    return data.getvalue()


def told(path: Path, data: bytes, **fields: str) -> list[str]:
    """Each article as id and text, each error as it is told."""
    path.write_bytes(data)
    found = list(articles([path], fields))
    return [f"{one.id}: {one.text}" if isinstance(one, Article) else one.cause for one in found]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return tmp_path / "news.xlsx"


def test_rows(news: Path) -> None:
    rows: Rows = [
        ["id", "text", "n"],
        ["one", "It rains.", 1],
        [None, "It snows.\r\nA lot.\x01", None],
        [],
        ["one", None, 3],
        [17, "It hails.", 4],
        ["0012", 12, 4],
    ]
    assert told(news, workbook(rows)) == [
        "one: It rains.",
        "news-3: It snows.\r\nA lot.\x01",
        f"sheet Sheet1, row 5: {NONE}",
        "17: It hails.",
        'sheet Sheet1, row 7: has something other than text as "text"',
    ]


def test_columns_that_are_named(news: Path) -> None:
    data = workbook([["id", "story", "head"], ["one", "It rains.", "Rain"]])
    news.write_bytes(data)
    [article] = articles([news], {"text": "story", "title": "head"})
    assert isinstance(article, Article)
    assert (article.text, article.info) == ("It rains.", ArticleInfo(title="Rain"))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (date(2026, 11, 2), "2026-11-02"),
        (datetime(2026, 11, 2, 8, 30), "2026-11-02 08:30:00"),  # noqa: DTZ001 - a workbook knows no time zones
        ("2 November", "2 November"),
        (20261102, "20261102"),
        ('="2026-11-" & "02"', "2026-11-02"),
        (day_time(8, 30), None),
        ("=NA()", None),
    ],
)
def test_dates(news: Path, cell: object, shown: str | None) -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"default_date_format": "d mmm yyyy"}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["text", "date"])
        page.write(1, 0, "It rains.")
        if str(cell).startswith("="):
            page.write_formula(1, 1, str(cell), None, "#N/A" if cell == "=NA()" else "2026-11-02")
        else:
            page.write(1, 1, cell)
    news.write_bytes(data.getvalue())
    [article] = articles([news])
    assert isinstance(article, Article)
    assert (article.info and article.info.date) == shown


def test_each_sheet_with_texts_is_read(news: Path) -> None:
    sheets = [[["note"], ["7"]], [[], ["text"], ["It rains."]], [["body"], ["It snows."]]]
    assert told(news, workbook(*sheets)) == ["news-3: It rains.", "news-2: It snows."]


@pytest.mark.parametrize(
    ("sheets", "cause"),
    [
        ([[]], "has no row"),
        ([[["text"]]], "has no row"),
        ([[["note", "n"], ["a", 1]]], f"{NONE} (columns: note, n)"),
        ([[["text", "text"], ["a", "b"]]], 'has two columns "text"'),
    ],
)
def test_what_has_no_articles(news: Path, sheets: list[Rows], cause: str) -> None:
    assert told(news, workbook(*sheets)) == [cause]


@pytest.mark.parametrize("name", ["news", "news.txt", "news.xlsx", "news.xlsx.gz", "news.csv"])
def test_any_name(tmp_path: Path, name: str) -> None:
    data = workbook([["id", "text"], ["one", "It rains."]])
    assert told(tmp_path / name, gzip.compress(data) if name.endswith(".gz") else data) == ["one: It rains."]


def test_what_openpyxl_wrote(news: Path) -> None:
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["text"])
    book.active.append(["=1+1"])  # a formula that nobody has computed
    book.active.append(["It rains."])
    book.active["XFD1048576"] = "far away"  # a table of all cells up to this one would fill any memory
    book.save(data)
    assert told(news, data.getvalue()) == ["news-3: It rains.", f"sheet Sheet, row 1048576: {NONE}"]


def test_wrong_dimensions_lose_nothing(news: Path) -> None:
    data = io.BytesIO()
    right, wrong = b'<dimension ref="A1:B2"/>', b'<dimension ref="A1"/>'
    rows = workbook([["id", "text"], ["one", "It rains."]])
    with zipfile.ZipFile(io.BytesIO(rows)) as read, zipfile.ZipFile(data, "w") as written:
        for name in read.namelist():
            written.writestr(name, read.read(name).replace(right, wrong))
    assert told(news, data.getvalue()) == ["one: It rains."]


def test_a_part_that_unpacks_to_too_much(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.inputs.xlsx._LARGEST", 1 << 20)
    data = workbook([["text"], ["a" * 32_000]] + [["b" * 30_000 + str(n)] for n in range(40)])
    assert told(news, data) == ["has more than 1 MB in xl/sharedStrings.xml: save it as CSV"]


def test_entities_are_not_expanded(news: Path) -> None:
    data = io.BytesIO()
    bomb = b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
    )
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["text"], ["It rains."]]))) as read,
        zipfile.ZipFile(data, "w") as written,
    ):
        for name in read.namelist():
            part = read.read(name)
            if name == "xl/sharedStrings.xml":
                part = part.replace(b"<sst", bomb + b"]><sst", 1).replace(b"It rains.", b"&m;")
            written.writestr(name, part)
    [cause] = told(news, data.getvalue())
    assert cause.startswith("cannot be read as an Excel file (")


@pytest.mark.parametrize("seed", range(40))
def test_a_broken_workbook_is_an_error_and_no_crash(news: Path, seed: int) -> None:
    data = bytearray(workbook([["id", "text"], ["one", "It rains."]]))
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    for _ in range(8):
        data[dice.randrange(60, len(data))] = dice.randrange(256)
    news.write_bytes(data[: dice.choice([len(data), len(data) // 2])])
    assert all(isinstance(found, Article | ArticleError) for found in articles([news]))


def test_without_openpyxl_one_line_says_what_to_install(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("quotes.inputs.xlsx", raising=False)
    monkeypatch.setitem(sys.modules, "quotes.inputs.xlsx", None)
    assert told(news, workbook([["text"], ["a"]])) == ["needs openpyxl: pip install openpyxl"]
