"""CSV and Excel have every group; the csv module and openpyxl read them."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from typing import Any

import pytest

from quotes.auditing import sheets
from quotes.auditing.counts import Audit, Group, audit
from quotes.auditing.shown import WARNINGS
from tests.auditing.samples import LISTED, POST_MAY, said
from tests.support.manual import sections, text_of
from tests.support.samples import lines


@pytest.fixture(scope="module")
def counted() -> Audit:
    return audit(LISTED)


def rows(audited: Audit) -> list[dict[str, str]]:
    written = b"".join(sheets.chunks(audited)).decode()
    return list(csv.DictReader(io.StringIO(written, newline=""), strict=True))


def test_each_group_is_a_row(counted: Audit) -> None:
    read = rows(counted)
    assert [(row["by"], row["value"]) for row in read] == [
        ("all", "all"),
        *((name, group.value) for name, groups in counted.groups.items() for group in groups),
    ]
    roe = next(row for row in read if row["value"] == "Ida Roe")
    assert {name: cell for name, cell in roe.items() if cell} == {
        "by": "source", "value": "Ida Roe", "sort": "Officials and politicians", "statements": "2",
        "share_of_statements": "0.4", "words": "6", "share_of_voice": str(6 / 14), "direct": "1", "mixed": "0",
        "indirect": "1", "negated": "1", "hypothetical": "0", "disputed": "0", "unnamed": "0", "sources": "1",
        "articles": "2", "first": "2026-05",
    }  # fmt: skip


def test_the_columns_are_told() -> None:
    table = sections(text_of("commands"))["quotes audit"].partition("| column |")[2]
    told = [name for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)]
    assert told == ["by", *sheets.COLUMNS]


@pytest.mark.parametrize("share", ["share_of_statements", "share_of_voice"])
def test_shares_add_up(counted: Audit, share: str) -> None:
    for name in ("all", *counted.groups):
        assert sum(float(row[share]) for row in rows(counted) if row["by"] == name) == pytest.approx(1)


def test_no_cell_is_a_formula() -> None:
    info = POST_MAY.model_copy(update={"outlet": "=1+1", "desk": "+1"})
    read = rows(audit(lines(said("Ida Roe", "it rains", info))))
    assert {row["value"] for row in read} >= {"'=1+1", "'+1"}


def test_excel(counted: Audit) -> None:
    book = opened(counted)
    assert book.sheetnames == ["About", "Sources", "Sorts of sources", "Outlets", "Desks", "Months"]
    about = [cell.value for cell in book["About"]["A"]]
    assert about == ["Whom do we quote", "4 articles, 1 without a statement", *WARNINGS]
    header, harbor, _ = book["Outlets"].iter_rows(values_only=True)
    found = dict(zip(header, harbor, strict=True))
    assert (found["value"], found["share_of_statements"], found["silent"]) == ("Harbor Post", 0.8, 1)
    share = book["Outlets"].cell(2, 1 + header.index("share_of_statements"))
    assert share.number_format == "0.0%"


def test_sheets_are_called_by_what_excel_allows() -> None:
    names = ("a/b[c]", "a b c", "'" * 5, "sources", "long " * 20, "long " * 21)
    groups = {f"people: {name}": [Group("x")] for name in names}
    audited = replace(audit([]), groups={"source": [Group("x")], **groups})
    assert opened(audited).sheetnames == [
        *("About", "Sources", "A b c", "A b c 2", "-", "Sources 2"),
        *("Long long long long long lon", "Long long long long long lon 2"),
    ]


def opened(audited: Audit) -> Any:
    openpyxl = pytest.importorskip("openpyxl", reason="of the extra `xlsx`")
    workbook = pytest.importorskip("quotes.auditing.workbook", reason="of the extra `xlsx`")
    return openpyxl.load_workbook(io.BytesIO(b"".join(workbook.chunks(audited))))
