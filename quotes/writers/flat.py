"""A record as one flat row, with the columns of CSV and SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic_core import to_json

from quotes.lines import Line
from quotes.records import ArticleInfo, Attribution, Cue, Model, Part, Quote, Speaker, Target, unknown

Cell = str | int | float | None

_PARTS: dict[str, type[Model]] = {
    "article": ArticleInfo,
    "quote": Quote,
    "cue": Cue,
    "speaker": Speaker,
    "role": Part,
    "target": Target,
    "when": Part,
    "where": Part,
}


def _columns() -> Iterator[tuple[str, str]]:
    """The record's fields in order, those of a part as quote_text, quote_kind ...; then the file of lines.

    A part's text has the description of the part: quote_text is what was said.
    """
    for name, field in Attribution.model_fields.items():
        if name == "roles":
            yield "roles_text", f"{field.description}: joined by a semicolon"
            yield "roles_spans", "Where they stand: 81:93;528:537"
        elif name in _PARTS:
            for inner, part in _PARTS[name].model_fields.items():
                yield f"{name}_{inner}", (field if inner == "text" else part).description or ""
        else:
            yield name, field.description or ""
    yield "source", "The file of JSON Lines"
    yield "extra", "Fields that this version does not know, as JSON"


DESCRIPTIONS = dict(_columns())
COLUMNS = tuple(DESCRIPTIONS)
# The columns that are the same for all attributions of an article.
ARTICLE = ("source", "path", "doc", *(f"article_{name}" for name in ArticleInfo.model_fields))


def row(line: Line) -> dict[str, Cell]:
    """The line's cells by column.

    Spans are "81:93;528:537"; the texts of roles are joined by "; ", and the lengths of their spans tell them apart.
    """
    record = line.record
    cells: dict[str, Cell] = dict.fromkeys(COLUMNS)
    cells["source"] = line.source
    for name, value in record:
        if isinstance(value, Model):
            cells.update({f"{name}_{field}": part for field, part in value if field in type(value).model_fields})
        elif name in cells:  # a missing part has a column for each of its fields, but none for itself
            cells[name] = value
    cells["quote_spans"] = spans(record.quote.spans)
    cells["roles_text"] = "; ".join(role.text for role in record.roles) or None
    cells["roles_spans"] = spans((role.start, role.end) for role in record.roles) or None
    if more := unknown(record):
        cells["extra"] = to_json(more).decode()
    return cells


def spans(found: Iterable[tuple[int, int]]) -> str:
    """*e.g.* 81:93;528:537."""
    return ";".join(f"{start}:{end}" for start, end in found)
