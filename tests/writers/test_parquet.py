"""The Parquet file has the same content as its records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quotes.errors import OutputError
from quotes.lines import Line
from quotes.records import Attribution, Part
from tests.support.samples import REPORTED, SPOKEN, TEXT, attribution, newer, place, statement

if TYPE_CHECKING:
    import pyarrow as pa

parquet = pytest.importorskip("pyarrow.parquet", reason="of the extra `parquet`")

MAYOR = Part(**place(TEXT, "Mayor"))
RECORDS = [
    REPORTED,
    SPOKEN,
    attribution(TEXT, "It will stand,", roles=(MAYOR, MAYOR), where=MAYOR, within="sample:39", path="a.txt"),
    statement("a\x00", None),
]


def table(tmp_path: Path, *records: Attribution) -> pa.Table:
    from quotes.writers.parquet import chunks

    path = tmp_path / "out.parquet"
    path.write_bytes(b"".join(chunks(Line("run.jsonl", record) for record in records)))
    return parquet.read_table(path)


def test_a_row_is_its_record(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = table(tmp_path, *RECORDS).to_pylist()
    assert [row.pop("source") for row in rows] == ["run.jsonl"] * len(RECORDS)
    assert [row.pop("extra") for row in rows] == [None] * len(RECORDS)
    assert rows == [record.to_dict() for record in RECORDS]


def test_unknown_fields_have_a_column(tmp_path: Path) -> None:
    [row] = table(tmp_path, newer(REPORTED)).to_pylist()
    assert row["extra"] == '{"mood":"calm","cue":{"note":1}}'
    assert row["cue"] == REPORTED.to_dict()["cue"]


def test_the_columns_are_the_fields(tmp_path: Path) -> None:
    assert table(tmp_path).column_names == [*Attribution.model_fields, "source", "extra"]


def test_many_records_are_written_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.writers.parquet._BATCH", 2)
    assert table(tmp_path, *RECORDS, REPORTED).num_rows == 5
    assert parquet.ParquetFile(tmp_path / "out.parquet").num_row_groups == 3


def test_an_offset_that_is_too_large_for_a_file(tmp_path: Path) -> None:
    far = Part(text="Mayor", start=2**70, end=2**70 + 5)
    with pytest.raises(OutputError, match="Parquet: an offset has more than 64 bits"):
        table(tmp_path, attribution(TEXT, "I promise.", roles=(far,)))
