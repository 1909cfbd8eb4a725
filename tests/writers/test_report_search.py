"""What is looked for in the page, how it is counted and ordered, and what is taken from it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest

from quotes.article import Article
from quotes.lines import Line
from quotes.records import ArticleInfo, Attribution
from quotes.writers import csv as csv_writer
from quotes.writers.html import ArticleEntry, page
from quotes.writers.jsonl import line
from tests.support.browser import PHONE, Page, browser, needed
from tests.support.samples import attribution, speaker

pytestmark = needed

BRIDGE = "Bridge opens\n\nMayor Zoë Kos said that it doesn’t leak. “We’re proud,” Ana Łund told the café’s owners."
HARBOR = "The ferry sank, Ana Łund said. Nobody was hurt in the old harbor, and the old\npier stands."


def said(text: str, doc: str, words: str, who: str, info: ArticleInfo | None, **fields: Any) -> Attribution:
    return attribution(
        text, words, doc=doc, id=f"{doc}:{text.index(words)}", article=info, speaker=speaker(text, who, who), **fields
    )


POST = ArticleInfo(title="The bridge is open", outlet="Post", date="2026-05-02", url="https://post.example/a%20b")
COURIER = ArticleInfo(title="Ferry sinks", outlet="Courier", date="4 May 2026")
LEAK = said(BRIDGE, "100%", "that it doesn’t leak", "Zoë Kos", POST, cue="said", role="Mayor")
PROUD = said(BRIDGE, "100%", "We’re proud,", "Ana Łund", POST, kind="direct", cue="told", confidence=0.4)
SANK = said(HARBOR, "b", "The ferry sank", "Ana Łund", COURIER, cue="said", confidence=0.95)
ANCHORS = ["100%25:33", "100%25:56", "b:0"]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("report") / "50% of it.html"
    entries = [
        ArticleEntry(Article("100%", BRIDGE, info=POST), [LEAK, PROUD]),
        ArticleEntry(Article("b", HARBOR, info=COURIER), [SANK]),
        ArticleEntry(Article("silent", "Quiet day\n\nNobody spoke of the naïve."), []),
    ]
    file.write_bytes(b"".join(page(entries)))
    return file.as_uri()


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    driver = browser()
    driver.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    folder = str(tmp_path_factory.mktemp("saved"))
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": folder})
    driver.saved = Path(folder)
    yield driver
    driver.quit()


@pytest.fixture
def at(driver: Any, url: str) -> Iterator[Page]:
    page = Page(driver, url)
    page.open()
    yield page
    assert driver.get_log("browser") == []


TITLES = """
const shown = [...document.querySelectorAll(".article")].filter((e) => !e.hidden);
return shown.map((e) => e.querySelector("h2").textContent);
"""
MARKED = """
const marked = [...(CSS.highlights.get(arguments[0]) ?? [])];
return marked.map((r) => r.startContainer.data.slice(r.startOffset, r.endOffset));
"""


@pytest.mark.parametrize(
    ("words", "records", "articles"),
    [
        ("doesn't", ANCHORS[:1], ["The bridge is open"]),
        ("DOESN’T", ANCHORS[:1], ["The bridge is open"]),
        ("zoe", ANCHORS[:1], ["The bridge is open"]),
        ("lund", ANCHORS[1:], ["The bridge is open", "Ferry sinks"]),
        ("cafe", [], ["The bridge is open"]),  # a word of the article alone
        ("naive", [], ["Quiet day"]),
        ('"it doesn\'t leak"', ANCHORS[:1], ["The bridge is open"]),
        ("“doesn’t it”", [], []),
        ('"old pier"', [], ["Ferry sinks"]),  # over the end of a line
        ('"old pier', [], ["Ferry sinks"]),
        ("bridge", [], ["The bridge is open"]),  # a title is not text of the quotes
        ('ferry "ana lund"', ANCHORS[2:], ["Ferry sinks"]),
        ("a.b", [], []),
    ],
)
def test_a_search(at: Page, words: str, records: list[str], articles: list[str]) -> None:
    at.one("[name=q]").send_keys(words)
    assert (at.shown, at.run(TITLES)) == (records, articles)


def test_places_are_marked_and_gone_to(at: Page) -> None:
    at.one("[name=q]").send_keys('the "old')
    places = ["The", "old", "the", "The", "the", "old", "the", "old"]
    assert (at.run(MARKED, "hit"), at.one(".hits output").text) == (places, "8 places")
    where = []
    for key in ("\ue007", "\ue007", "\ue008\ue007\ue008", "\ue008\ue007\ue008"):  # Enter; Shift holds and lets go
        at.one("[name=q]").send_keys(key)
        where.append((at.one(".hits output").text, at.run(MARKED, "here")))
    assert where == [("1 of 8", ["The"]), ("2 of 8", ["old"]), ("1 of 8", ["The"]), ("8 of 8", ["old"])]
    at.press("\ue00c")
    assert (at.run(MARKED, "hit"), at.one(".hits").is_displayed()) == ([], False)


COUNTS = """
const told = (e, tag) => e.querySelector(tag).textContent;
const choices = [...document.querySelectorAll(".choice")];
return Object.fromEntries(choices.map((e) => [told(e, "span"), Number(told(e, "b"))]));
"""


def test_counts_and_lists_follow_the_filters(at: Page) -> None:
    everything = {"indirect": 2, "direct": 1, "speech": 3, "statement": 3, "Post": 2, "Courier": 1, "2026-05-02": 2}
    assert at.run(COUNTS) == everything | {"2026-05-04": 1}
    at.one("input[value=Post]").click()
    assert at.shown == ANCHORS[:2]
    # what the other outlet would add stays
    assert at.run(COUNTS) == everything | {"indirect": 1, "speech": 2, "statement": 2, "2026-05-04": 0}
    assert [entry.text for entry in at.all(".contents li") if entry.is_displayed()] == ["The bridge is open\n2"]
    names = [name.text for name in at.all(".profile summary") if name.is_displayed()]
    assert names == ["Ana Łund\n1", "Zoë Kos\n1"]
    assert at.one(".totals").text == "2 speakers shown; in all: 3 quotes, 2 speakers, 3 articles"
    assert at.address == "?outlet=Post"


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("?outlet=Post", ["The bridge is open"]),
        ("?date=2026-05-04", ["Ferry sinks"]),
        ("?sort=newest", ["Ferry sinks", "The bridge is open", "Quiet day"]),
        ("?sort=oldest", ["The bridge is open", "Ferry sinks", "Quiet day"]),
        ("?sort=title", ["Ferry sinks", "Quiet day", "The bridge is open"]),
        ("?sort=most", ["The bridge is open", "Ferry sinks", "Quiet day"]),
        ("?sort=unsure", ["The bridge is open", "Ferry sinks", "Quiet day"]),
        ("?sort=never", ["The bridge is open", "Ferry sinks", "Quiet day"]),
    ],
)
def test_outlets_dates_and_orders(at: Page, query: str, articles: list[str]) -> None:
    at.open(query)
    assert at.run(TITLES) == articles
    assert [entry.text for entry in at.all(".contents a") if entry.is_displayed()] == articles


def test_the_keys_follow_the_order(at: Page) -> None:
    at.open("?sort=title")
    at.press("j")
    first = at.chosen
    at.press("j")
    assert (first, at.chosen) == (ANCHORS[2], ANCHORS[0])


@pytest.mark.parametrize("hash_", ["#100%25:33", "#100%:33", "#100%25%3A33"])
def test_a_link_with_a_percent_sign(at: Page, hash_: str) -> None:
    at.open(hash_)
    assert (at.chosen, at.address) == (ANCHORS[0], "#100%25:33")
    assert at.one(".source a").get_attribute("href") == "https://post.example/a%20b"


SOURCE = "The bridge is open, Post, 2026-05-02, https://post.example/a%20b"
COPIED = "const told = arguments[0]; navigator.clipboard.readText().then(told)"


@pytest.mark.parametrize(
    ("anchor", "text"),
    [
        (ANCHORS[0], f"that it doesn’t leak [indirect] (Zoë Kos, Mayor; {SOURCE})"),
        (ANCHORS[1], f"“We’re proud,” (Ana Łund; {SOURCE})"),
        (ANCHORS[2], "The ferry sank [indirect] (Ana Łund; Ferry sinks, Courier, 4 May 2026)"),
    ],
)
def test_a_quote_is_copied_with_its_source(at: Page, anchor: str, text: str) -> None:
    at.open(f"#{anchor}")
    at.one("[data-do=copy]").click()
    assert at.one(".actions output").text == "Copied."
    assert at.driver.execute_async_script(COPIED) == text
    at.one("[data-do=copy-link]").click()
    assert at.driver.execute_async_script(COPIED) == f"{at.url}#{anchor}"


def saved(at: Page, name: str) -> bytes:
    """The file that the browser saves; it has another name until it is complete."""
    file: Path = at.driver.saved / name
    file.unlink(missing_ok=True)
    at.one(f"[data-do=save-{file.suffix[1:]}]").click()
    while not file.exists() or not file.stat().st_size:
        at.run("return 0")
    return file.read_bytes()


def test_what_is_shown_can_be_saved(at: Page) -> None:
    assert saved(at, "quotes.jsonl") == b"".join(map(line, [LEAK, PROUD, SANK]))
    at.one("[name=q]").send_keys("łund")
    rows = csv.DictReader(saved(at, "quotes.csv").decode("utf-8-sig").splitlines())
    assert [(row["id"], row["quote_text"]) for row in rows] == [("100%:56", "We’re proud,"), ("b:0", "The ferry sank")]
    same = b"".join(csv_writer.chunks([Line("", PROUD), Line("", SANK)], excel=True))
    assert saved(at, "quotes.csv") == same


TOP = "return Math.round(document.querySelectorAll('.article')[arguments[0]].getBoundingClientRect().top)"


def test_the_next_article(at: Page) -> None:
    at.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**PHONE, "height": 300})
    try:
        tops = []
        for do, place in (("after", 0), ("after", 1), ("before", 0)):
            at.one(f"[data-do=article-{do}]").click()
            tops.append(at.run(TOP, place))
        assert tops == [ANY, tops[0], tops[0]]
    finally:
        at.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
