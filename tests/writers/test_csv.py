"""A row of CSV has the same content as its record, and no spreadsheet takes a cell for a formula."""

from __future__ import annotations

import csv
import io
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.lines import Line
from quotes.records import ArticleInfo, Attribution, Cue, Model, Part, Quote, Speaker, Target
from quotes.writers import tsv
from quotes.writers.csv import chunks, plain
from quotes.writers.flat import COLUMNS
from tests.support.samples import REPORTED, SPOKEN, TEXT, attribution, lines, newer, place

TWO_ROLES = attribution(
    TEXT, "It will stand,", roles=(Part(**place(TEXT, "Mayor")), Part(**place(TEXT, "reporters"))), within="sample:39"
)


def rows(*records: Attribution, source: str = "run.jsonl") -> list[dict[str, str]]:
    written = b"".join(chunks(Line(source, record) for record in records)).decode()
    return list(csv.DictReader(io.StringIO(written, newline=""), strict=True))


def quoting(text: str) -> Attribution:
    quote = Quote(text=text, kind="direct", spans=((0, len(text)),))
    return Attribution(id="a:0", doc="a", quote=quote, rule="x", confidence=1)


def test_a_row() -> None:
    [row] = rows(REPORTED)
    assert {column: cell for column, cell in row.items() if cell} == {
        "schema_version": "1.2",
        "id": "sample:39",
        "doc": "sample",
        "quote_text": "that the old bridge is safe",
        "quote_kind": "indirect",
        "quote_spans": "39:66",
        "cue_text": "told",
        "cue_start": "14",
        "cue_end": "18",
        "cue_lemma": "told",
        "cue_act": "statement",
        "cue_factuality": "asserted",
        "speaker_text": "Ida Roe",
        "speaker_start": "6",
        "speaker_end": "13",
        "speaker_name": "Ida Roe",
        "speaker_type": "person",
        "speaker_resolution": "named",
        "role_text": "Mayor",
        "role_start": "0",
        "role_end": "5",
        "target_text": "reporters",
        "target_start": "19",
        "target_end": "28",
        "target_kind": "addressee",
        "when_text": "on Monday",
        "when_start": "29",
        "when_end": "38",
        "rule": "clause",
        "confidence": "0.9",
        "source": "run.jsonl",
    }


def test_several_spans_and_roles_share_a_cell() -> None:
    spoken, two_roles = rows(SPOKEN, TWO_ROLES)
    assert spoken["quote_spans"] == ";".join(f"{start}:{end}" for start, end in SPOKEN.quote.spans)
    assert (two_roles["roles_text"], two_roles["roles_spans"]) == ("Mayor; reporters", "0:5;19:28")
    assert two_roles["within"] == "sample:39"


def test_each_field_of_a_record_has_a_column() -> None:
    parts: dict[str, type[Model]] = {
        "article": ArticleInfo,
        "quote": Quote,
        "cue": Cue,
        "speaker": Speaker,
        "target": Target,
    }
    parts |= {"role": Part, "when": Part, "where": Part}
    wanted = {f"{name}_{field}" for name, part in parts.items() for field in part.model_fields}
    wanted |= {*Attribution.model_fields} - {*parts, "roles"} | {"roles_text", "roles_spans", "source", "extra"}
    assert sorted(COLUMNS) == sorted(wanted)


def test_unknown_fields_have_a_column() -> None:
    known, more = rows(REPORTED, newer(REPORTED))
    assert more == {**known, "schema_version": "1.3", "extra": '{"mood":"calm","cue":{"note":1}}'}


def test_counts_ids_and_offsets_are_those_of_the_records() -> None:
    records = [REPORTED, SPOKEN, TWO_ROLES] * 3
    read = rows(*records)
    assert [row["id"] for row in read] == [record.id for record in records]
    for row, record in zip(read, records, strict=True):
        spans = [tuple(map(int, span.split(":"))) for span in row["quote_spans"].split(";")]
        assert spans == list(record.quote.spans)
        for name in ("cue", "speaker", "role", "target", "when", "where"):
            part = getattr(record, name)
            found = (row[f"{name}_text"], row[f"{name}_start"], row[f"{name}_end"])
            assert found == ((part.text, str(part.start), str(part.end)) if part else ("", "", ""))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("http://example.org")', '\'=HYPERLINK("http://example.org")'),
        ("+1 is what they get", "'+1 is what they get"),
        ("-5 degrees", "'-5 degrees"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("a = b", "a = b"),
        ('one\r\n\r\ntwo, "three"; \'=', 'one\r\n\r\ntwo, "three"; \'='),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    [row] = rows(quoting(text))
    assert row["quote_text"] == cell
    assert plain(cell) == text


def test_no_cell_of_any_column_is_a_formula() -> None:
    evil = "=1+1"
    part = Part(text=evil, start=0, end=4)
    record = quoting(evil).model_copy(update={"id": evil, "doc": evil, "path": evil, "roles": (part,)})
    [row] = rows(record, source=evil)
    assert {cell for cell in row.values() if "=" in cell} == {"'=1+1"}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_comes_back(text: str) -> None:
    [row] = rows(quoting(text))
    assert plain(row["quote_text"]) == text


def test_no_records_are_a_header() -> None:
    assert b"".join(chunks([])).decode() == ",".join(COLUMNS) + "\r\n"


def test_tabs_instead_of_commas() -> None:
    record = quoting("one\ttwo,\n=three")
    written = b"".join(tsv.chunks(lines(record, source="=run"))).decode()
    [row] = csv.DictReader(io.StringIO(written, newline=""), delimiter="\t", strict=True)
    assert (row["quote_text"], row["source"]) == ("one\ttwo,\n=three", "'=run")
    assert row == rows(record, source="=run")[0]


def test_a_byte_order_mark_is_no_part_of_the_first_cell() -> None:
    written = b"".join(chunks(lines(REPORTED), excel=True))
    [row] = csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""), strict=True)
    assert row == rows(REPORTED)[0]


def test_records_are_not_gathered() -> None:
    written = chunks(repeat(Line("run.jsonl", REPORTED)))
    assert next(written).startswith(b"schema_version,id,")
    assert next(written).startswith(b"1.2,sample:39,")
