"""Two other libraries read from a workbook what its records say: python-calamine the text, openpyxl the rest."""

from __future__ import annotations

import io
import tracemalloc
from itertools import repeat
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.lines import Line
from quotes.records import ArticleInfo
from quotes.writers.flat import COLUMNS, row
from tests.support.samples import REPORTED, SPOKEN, lines, statement

openpyxl = pytest.importorskip("openpyxl")
calamine = pytest.importorskip("python_calamine")
xlsx = pytest.importorskip("quotes.writers.xlsx")

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

# What the characters are that XML cannot hold, as Excel writes them; python-calamine reads all but these two.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=40)


def texts(data: bytes, sheet: int = 0) -> list[list[Any]]:
    found: list[list[Any]] = (
        calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(sheet).to_python()
    )
    return found


def opened(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).active


def one_column(*cells: object) -> bytes:
    rows = ([cell] for cell in cells)
    return b"".join(xlsx.workbook([xlsx.Sheet("Sheet", [xlsx.Column("text")], rows)]))


def test_a_row_is_that_of_csv() -> None:
    written = [Line("run", record) for record in (REPORTED, SPOKEN)]
    header, *rows = texts(b"".join(xlsx.chunks(written)))
    assert header == list(COLUMNS)
    assert [dict(zip(header, cells, strict=True)) for cells in rows] == [
        {name: "" if cell is None else cell for name, cell in row(line).items()} for line in written
    ]


def test_a_frozen_header_filters_widths_and_links() -> None:
    info = ArticleInfo(title="=1+1", url="https://harbor.example/1?a=b#c")
    sheet = opened(b"".join(xlsx.chunks(lines(statement("a", "Anna Lund", article=info)))))
    quote, url = (sheet.cell(2, 1 + COLUMNS.index(name)) for name in ("quote_text", "article_url"))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
    assert sheet.column_dimensions[quote.column_letter].width > 75
    assert (url.hyperlink.target, url.hyperlink.location) == ("https://harbor.example/1?a=b", "c")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-5 degrees", "@SUM(A1)", "＝1", "'=1", '=HYPERLINK("http://a.example")']
)
def test_no_cell_is_a_formula_even_if_it_is_edited(text: str) -> None:
    cell = opened(one_column(text))["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize(
    "text", ["0012", "2026-11-02", "1e5", "true", "#N/A", "<r>a</r>", "<r>&<t>b</t></r>", "_x0041_"]
)
def test_text_stays_text(text: str) -> None:
    assert texts(one_column(text)) == [["text"], [text]]
    assert opened(one_column(text))["A2"].data_type == "s"


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "internal:Sheet!A1", "external:c:\\a.xlsx", "http://", "mailto:a"]
)
def test_only_an_address_of_the_web_is_a_link(text: str) -> None:
    assert opened(one_column(text))["A2"].hyperlink is None


@given(TEXT)
def test_any_text_comes_back(text: str) -> None:
    assert texts(one_column(text)) == [["text"], [text]]


@pytest.mark.parametrize(
    ("number", "cell"), [(0, 0), (0.5, 0.5), (2**53 - 1, 2**53 - 1), (2**53, str(2**53)), (True, "true")]
)
def test_numbers(number: float, cell: object) -> None:
    assert texts(one_column(number)) == [["text"], [cell]]


@pytest.mark.parametrize("sign", ["a", "🎉"])
def test_a_longer_text_than_a_cell_holds_is_cut_and_says_so(sign: str) -> None:
    fits = sign * (2 * 32_767 // len(sign.encode("utf-16-le")))
    [_, [whole], [cut]] = texts(one_column(fits, fits + sign))
    assert whole == fits
    assert cut.endswith(f"{sign} … (cut)")
    assert len(cut.encode("utf-16-le")) <= 2 * 32_767


def test_more_rows_than_a_sheet_holds_go_on_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_ROWS", 2)
    data = one_column(*"abcde")
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Sheet", "Sheet 2", "Sheet 3"]
    assert [texts(data, number) for number in range(3)] == [
        [["text"], ["a"], ["b"]],
        [["text"], ["c"], ["d"]],
        [["text"], ["e"]],
    ]
    assert openpyxl.load_workbook(io.BytesIO(one_column(*"abcd"))).sheetnames == ["Sheet", "Sheet 2"]


def test_more_links_than_a_sheet_holds_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_LINKS", 1)
    sheet = opened(one_column("http://a.example", "http://b.example"))
    assert [bool(sheet[place].hyperlink) for place in ("A2", "A3")] == [True, False]
    assert sheet["A3"].value == "http://b.example"


def test_no_records_are_a_header() -> None:
    assert texts(b"".join(xlsx.chunks([]))) == [list(COLUMNS)]


def test_the_same_records_are_the_same_bytes() -> None:
    assert b"".join(xlsx.chunks(lines(REPORTED))) == b"".join(xlsx.chunks(lines(REPORTED)))


def test_rows_are_not_kept_in_memory() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in xlsx.chunks(Line("run", record) for record in repeat(REPORTED, count)):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(500) < 1.5 * peak(50)  # 3 kB a row if they were kept
