"""A record as one flat row: what CSV and SQLite have a column for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotes.lines import Line
from quotes.records import Attribution, Cue, Model, Part, Quote, Speaker, Target

Cell = str | int | float | None

_PARTS: dict[str, type[Model]] = {
    "quote": Quote,
    "cue": Cue,
    "speaker": Speaker,
    "role": Part,
    "target": Target,
    "when": Part,
    "where": Part,
}


def _columns() -> Iterator[str]:
    """The record's fields in its order, those of a part as quote_text, quote_kind ...; then the file of lines."""
    for name in Attribution.model_fields:
        if name == "roles":
            yield from ("roles_text", "roles_spans")
        elif name in _PARTS:
            yield from (f"{name}_{field}" for field in _PARTS[name].model_fields)
        else:
            yield name
    yield "source"


COLUMNS = tuple(_columns())


def row(line: Line) -> dict[str, Cell]:
    """The line's cells by column.

    Spans are "81:93;528:537"; the texts of roles are joined by "; ", and the lengths of their spans tell them apart.
    """
    record = line.record
    cells: dict[str, Cell] = dict.fromkeys(COLUMNS)
    cells["source"] = line.source
    for name, value in record:
        if isinstance(value, Model):
            cells.update({f"{name}_{field}": part for field, part in value})
        elif name in cells:  # an absent part has a column for each of its fields, and none of its own
            cells[name] = value
    cells["quote_spans"] = _spans(record.quote.spans)
    cells["roles_text"] = "; ".join(role.text for role in record.roles) or None
    cells["roles_spans"] = _spans((role.start, role.end) for role in record.roles) or None
    return cells


def _spans(spans: Iterable[tuple[int, int]]) -> str:
    return ";".join(f"{start}:{end}" for start, end in spans)
