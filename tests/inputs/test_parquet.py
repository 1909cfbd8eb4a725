"""Rows of Parquet are read like those of JSON Lines."""

from __future__ import annotations

import datetime
import gzip
import io
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from quotes.article import Article
from quotes.inputs.articles import articles

parquet = pytest.importorskip("pyarrow.parquet", reason="of the extra `parquet`")


def read(path: Path, *rows: dict[str, Any], **fields: str) -> list[tuple[Any, ...] | str]:
    """The id, text and info of each article in a file with these rows, or the error."""
    import pyarrow as pa

    parquet.write_table(pa.Table.from_pylist(list(rows)), path)
    found = articles([str(path)], fields)
    return [(a.id, a.text, a.info and a.info.to_dict()) if isinstance(a, Article) else str(a) for a in found]


NONE = "has no text under a known key: name its key with --field text=KEY"


def info(**known: str) -> dict[str, str | None]:
    return {"title": None, "outlet": None, "desk": None, "date": None, "url": None, **known}


def test_rows(tmp_path: Path) -> None:
    path = tmp_path / "news.parquet"
    date = datetime.date(2026, 11, 26)
    rows: list[dict[str, Any]] = [
        {"id": "one", "text": "It rains.", "date": date, "other": [1]},
        {"id": None, "text": "It snows.", "date": None, "other": None},
        {"id": "one", "text": None, "date": None, "other": None},
        {"id": "one", "text": "It hails.", "date": None, "other": None},
    ]
    assert read(path, *rows) == [
        ("one", "It rains.", info(date="2026-11-26")),
        ("news-2", "It snows.", None),
        f"{path}: row 3: {NONE}",
        ("one-2", "It hails.", None),
    ]


def test_other_columns(tmp_path: Path) -> None:
    rows = [{"body": "It rains.", "n": 7, "head": "Rain"}]
    assert read(tmp_path / "a.parquet", *rows, text="body", id="n", title="head") == [
        ("7", "It rains.", info(title="Rain"))
    ]


def test_many_rows_are_read_a_few_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.inputs.parquet._BATCH", 2)
    rows = [{"text": f"It rains {n}."} for n in range(5)]
    assert [row[0] for row in read(tmp_path / "a.parquet", *rows)] == [f"a-{n}" for n in range(1, 6)]


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"PAR1 not", "Parquet magic bytes not found"),
        (b"", "Parquet file size is 0 bytes"),
    ],
)
def test_what_is_not_parquet(tmp_path: Path, data: bytes, cause: str) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    [error] = articles([str(path)])
    assert str(error).startswith(f"{path}: ")
    assert cause in str(error)


def test_no_rows(tmp_path: Path) -> None:
    import pyarrow as pa

    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"text": pa.array([], pa.string())}), path)
    assert list(map(str, articles([str(path)]))) == [f"{path}: is empty"]


def test_standard_input_is_not_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"PAR1")))
    [error] = articles(["-"])
    assert str(error) == "standard input: Parquet can only be read from an uncompressed file"


def test_a_compressed_file_must_be_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet.gz"
    path.write_bytes(gzip.compress(b"PAR1"))
    assert list(map(str, articles([path]))) == [f"{path}: Parquet can only be read from an uncompressed file"]


def test_any_name(tmp_path: Path) -> None:
    assert read(tmp_path / "news.txt", {"text": "It rains."}) == [("news-1", "It rains.", None)]


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": Decimal(12345678901234567890123), "text": "It rains.", "date": float("nan")},
        {"id": Decimal(9007199254740993), "text": "It snows.", "date": 2026.0},
    ]
    assert read(tmp_path / "a.parquet", *rows) == [
        ("12345678901234567890123", "It rains.", None),
        ("9007199254740993", "It snows.", info(date="2026.0")),
    ]
