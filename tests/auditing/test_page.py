"""The page says what was counted and what to beware of, needs nothing else, and runs nothing."""

from __future__ import annotations

import base64
import hashlib
import re

import html5lib
import pytest

from quotes.auditing.counts import Audit, audit
from quotes.auditing.page import page
from quotes.auditing.shown import WARNINGS, dimensions, rows
from tests.auditing.samples import LINES, LISTED, POST_MAY, said
from tests.support.manual import sections, text_of
from tests.support.samples import lines

EVIL = "<script>alert(1)</script>"
HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def counted() -> Audit:
    return audit(LISTED)


def shown(audited: Audit, *files: str) -> str:
    text = page(audited, files).decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


def cells(text: str, heading: str) -> list[list[str]]:
    """The rows of the table below a heading, without charts."""
    tree = html5lib.parse(text)
    section = next(each for each in tree.iter(f"{HTML}section") if each.findtext(f"{HTML}h2") == heading)
    return [["".join(cell.itertext()).strip() for cell in row] for row in section.iter(f"{HTML}tr")]


def test_a_table_for_each_dimension(counted: Audit) -> None:
    text = shown(counted, "monday.jsonl")
    assert cells(text, "Outlets") == [
        [*("Outlets", "kinds", "statements", "share", "words", "share of voice", "direct", "indirect", "sources"),
         *("articles", "without a statement")],
        ["Harbor Post", "", "4", "80.0%", "11", "78.6%", "1", "2", "2", "3", "1"],
        ["Torsby Times", "", "1", "20.0%", "3", "21.4%", "", "1", "", "1", ""],
    ]  # fmt: skip
    assert [row[0] for row in cells(text, "Months")] == ["Months", "2026-05", "2026-06", "(no date that can be read)"]
    assert cells(text, "Sources")[1][:2] == ["Ida Roe", "Officials and politicians"]


def test_what_is_not_asserted_stands_apart(counted: Audit) -> None:
    assert cells(shown(counted), "Not asserted") == [
        ["Source", "negated", "hypothetical", "disputed"],
        ["Erik Lund", "", "1", "1"],
        ["Ida Roe", "1", "", ""],
    ]


def test_the_warnings_are_those_of_the_limits(counted: Audit) -> None:
    section = sections(text_of("limits"))["Counting who is quoted"]
    told = [" ".join(item.split()) for item in re.findall(r"^- ((?:.+\n)(?:  .+\n)*)", section, re.MULTILINE)]
    assert told == list(WARNINGS)
    text = shown(counted)
    assert [warning for warning in WARNINGS if warning.replace("'", "&#39;") not in text] == []


def test_articles_that_are_not_known_are_not_counted(counted: Audit) -> None:
    assert "<dt>articles without a statement</dt><dd>1</dd>" in shown(counted)
    unlisted = shown(audit(LINES))
    assert "<dt>articles without a statement</dt><dd>not known</dd>" in unlisted
    assert "without a statement" not in cells(unlisted, "Outlets")[0]


def test_a_text_is_only_ever_text() -> None:
    info = POST_MAY.model_copy(update={"outlet": EVIL})
    text = shown(audit(lines(said(f"X{EVIL}", EVIL, info, role=f"mayor {EVIL}"))), f"{EVIL}.jsonl", "\u202emonday")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "\u202e" not in text


def test_the_policy_allows_one_style_and_no_script(counted: Audit) -> None:
    text = shown(counted)
    [style] = re.findall(r"<style>(.*)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"<script|\sstyle=|\son\w+=|https?://", text)


def test_the_largest_groups_and_all_others() -> None:
    names = [f"Person{number:02}" for number in range(30)]
    audited = audit(lines(*(said(name, "it rains", POST_MAY, doc=name) for name in names), said(None, "so", None)))
    found = rows(audited.groups["source"], 25)
    assert [row.group.value for row in found[-3:]] == [
        "Person24",
        "(5 others)",
        "(nobody: the text does not say who speaks)",
    ]
    assert [row.is_rest for row in found] == [False] * 25 + [True] * 2
    assert found[25].group.statements == 5


@pytest.mark.parametrize("most", [0, 1, 2, 100])
def test_the_shares_of_a_table_add_up(counted: Audit, most: int) -> None:
    for found in dimensions(counted, most).values():
        assert sum(round(10 * row.share) for row in found) == 1000
        assert sum(round(10 * row.voice) for row in found) == 1000


def test_no_records_are_a_page() -> None:
    assert "<dt>statements</dt><dd>0</dd>" in shown(audit([]))


def test_the_same_records_are_the_same_bytes(counted: Audit) -> None:
    assert page(counted, ["a"]) == page(audit(LISTED), ["a"])
