"""Records to Parquet: the fields of the JSON Lines under their names, parts as structs.

Two more columns: `source`, their file, and `extra`, the fields that this version does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet
from pydantic_core import to_json

from quotes.errors import OutputError
from quotes.lines import Line, ListedLine, attributions
from quotes.records import unknown
from quotes.writers.building import built

_BATCH = 10_000  # records in memory at a time, as a row group

_TEXT = pa.string()
_PART = {"text": _TEXT, "start": pa.int64(), "end": pa.int64()}


def _struct(**fields: pa.DataType) -> pa.DataType:
    return pa.struct(list(fields.items()))


_SCHEMA = pa.schema(
    {
        "schema_version": _TEXT,
        "id": _TEXT,
        "doc": _TEXT,
        "path": _TEXT,
        "article": _struct(title=_TEXT, outlet=_TEXT, desk=_TEXT, date=_TEXT, url=_TEXT),
        "quote": _struct(text=_TEXT, kind=_TEXT, spans=pa.list_(pa.list_(pa.int64()))),
        "cue": _struct(**_PART, lemma=_TEXT, act=_TEXT, factuality=_TEXT),
        "speaker": _struct(**_PART, name=_TEXT, type=_TEXT, resolution=_TEXT, confidence=pa.float64(), id=_TEXT),
        "role": _struct(**_PART),
        "roles": pa.list_(_struct(**_PART)),
        "target": _struct(**_PART, kind=_TEXT, name=_TEXT),
        "when": _struct(**_PART),
        "where": _struct(**_PART),
        "within": _TEXT,
        "repeats": _TEXT,
        "rule": _TEXT,
        "confidence": pa.float64(),
        "role_confidence": pa.float64(),
        "target_confidence": pa.float64(),
        "source": _TEXT,
        "extra": _TEXT,
    }
)


def chunks(lines: Iterable[Line | ListedLine]) -> Iterator[bytes]:
    """The file. Raises OutputError if Parquet cannot hold it."""
    return built(lambda path: _build(path, attributions(lines)))


def _build(path: Path, lines: Iterator[Line]) -> None:
    try:
        with parquet.ParquetWriter(path, _SCHEMA, compression="zstd") as writer:
            while batch := list(islice(lines, _BATCH)):
                rows = [{**line.record.to_dict(), "source": line.source, "extra": _extra(line)} for line in batch]
                writer.write_batch(pa.RecordBatch.from_pylist(rows, _SCHEMA))
    except OverflowError as error:  # an impossible offset, in a line from another program
        raise OutputError("Parquet", "an offset has more than 64 bits") from error
    except pa.ArrowException as error:
        raise OutputError("Parquet", str(error)) from error


def _extra(line: Line) -> str | None:
    more = unknown(line.record)
    return to_json(more).decode() if more else None
