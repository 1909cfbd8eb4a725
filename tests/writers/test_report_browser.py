"""The page in a real browser: what a reader does there, and what an article cannot do.

It needs the extra `browser`, and chromium with its chromedriver (Debian: apt install chromium chromium-driver).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quotes.article import Article
from quotes.records import Act
from quotes.writers.html import ArticleEntry, page
from tests.support.browser import PHONE, Page, browser, needed
from tests.support.samples import REPORTED, SPOKEN, TEXT, attribution, cue, speaker

pytestmark = needed

NESTED_TEXT = "Politico claimed that Biden dismissed plans. Lund thinks <b>it</b> rains."
EVIL = (
    "<script>document.title = 'evil'</script><img src=x onerror=\"document.title = 'evil'\">"
    "<style>body { display: none }</style></script><a href='javascript:1'>"
)
NESTED = [
    attribution(NESTED_TEXT, "that Biden dismissed plans", id="n:1", cue="claimed", speaker="Politico", doc="n"),
    attribution(
        NESTED_TEXT,
        "plans",
        id="n:2",
        doc="n",
        cue=cue(NESTED_TEXT, "dismissed", act=Act.DENIAL),
        speaker=speaker(NESTED_TEXT, "Biden", "Joe Biden"),
        target="plans",
        within="n:1",
    ),
    attribution(
        NESTED_TEXT,
        "<b>it</b> rains",
        id="n/ü%20\"'<script>",
        doc="n",
        kind="mixed",
        cue=cue(NESTED_TEXT, "thinks", act=Act.OPINION),
        speaker=speaker(NESTED_TEXT, "Lund", EVIL),
        confidence=0.3,
    ),
]
STRANGE = "n%2F%C3%BC%2520%22%27%3Cscript%3E"  # the third one's anchor
ANCHORS = ["sample:39", "sample:69", "n:1", "n:2", STRANGE]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("report") / "report.html"
    entries = [
        ArticleEntry(Article("sample", TEXT), [REPORTED, SPOKEN]),
        ArticleEntry(Article("n", NESTED_TEXT + EVIL), NESTED),
        ArticleEntry(Article("silent", "Nobody spoke."), []),
    ]
    file.write_bytes(b"".join(page(entries)))
    return file.as_uri()


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    driver = browser()
    yield driver
    driver.quit()


@pytest.fixture
def at(driver: Any, url: str) -> Iterator[Page]:
    """The page, freshly opened; the browser must not log errors or request anything."""
    driver.get("about:blank")
    driver.get_log("performance")
    page = Page(driver, url)
    page.open()
    yield page
    assert driver.get_log("browser") == []
    asked = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    urls = {event["params"]["request"]["url"] for event in asked if event["method"] == "Network.requestWillBeSent"}
    assert {found.partition("?")[0].partition("#")[0] for found in urls} <= {url, "data:,"}


@pytest.mark.parametrize(
    ("query", "expected", "count"),
    [
        ("", ANCHORS, "5 quotes in 3 articles"),
        ("?kind=direct", ["sample:69"], "1 of 5 quotes in 1 article"),
        ("?kind=direct&kind=mixed", ["sample:69", STRANGE], "2 of 5 quotes in 2 articles"),
        ("?act=denial", ["n:2"], "1 of 5 quotes in 1 article"),
        ("?act=thought", [STRANGE], "1 of 5 quotes in 1 article"),
        ("?act=speech&act=opinion", ANCHORS, "5 quotes in 3 articles"),
        ("?least=45", ["sample:39", "n:1", "n:2"], "3 of 5 quotes in 2 articles"),
        ("?speaker=roe", ["sample:39", "sample:69"], "2 of 5 quotes in 1 article"),
        ("?speaker=%22Joe+Biden%22", ["n:2"], "1 of 5 quotes in 1 article"),
        ("?speaker=%22Biden%22", [], "0 of 5 quotes in 0 articles"),
        ("?q=BRIDGE+mayor", ["sample:39"], "1 of 5 quotes in 1 article"),
        ("?q=plans&speaker=politico", ["n:1"], "1 of 5 quotes in 1 article"),
        ("?q=absent", [], "0 of 5 quotes in 0 articles"),
    ],
)
def test_an_address_with_filters(at: Page, query: str, expected: list[str], count: str) -> None:
    at.open(query)
    assert at.shown == expected
    assert at.one(".count").text == count
    assert at.one(".nothing").is_displayed() == (not expected)
    assert at.address == query


def test_filters_by_hand(at: Page) -> None:
    at.one("input[name=q]").send_keys("Biden")
    assert (at.shown, at.address) == (["n:1", "n:2"], "?q=Biden")
    at.one(".acts summary").click()
    at.one("input[value=denial]").click()
    assert (at.shown, at.address) == (["n:2"], "?q=Biden&act=denial")
    assert [tally.text for tally in at.all(".tally") if tally.is_displayed()] == ["1 of 3 quotes"]
    at.one("[type=reset]").click()
    assert (at.shown, at.address) == (ANCHORS, "")
    at.one("[name=least]").send_keys("\ue010")  # End
    assert (at.shown, at.address) == ([], "?least=95")
    at.one(".nothing [data-do=clear]").click()
    assert at.shown == ANCHORS


def test_what_is_filtered_out_is_not_marked(at: Page) -> None:
    at.open("?q=plans&act=denial")
    looks = {mark.text: mark.value_of_css_property("text-decoration-line") for mark in at.all(".text .cue")}
    assert looks == {"": "none", "claimed": "none", "dismissed": "underline", "thinks": "none"}


def test_a_speaker_s_panel(at: Page) -> None:
    panel = at.one(".profile[data-name='Ida Roe']")
    panel.find_element("css selector", "summary").click()
    assert "Mayor" in panel.text
    panel.find_element("css selector", ".only").click()
    assert (at.shown, at.address) == (["sample:39", "sample:69"], "?speaker=%22Ida+Roe%22")
    panel.find_elements("css selector", ".mentions a")[1].click()
    assert at.chosen == "sample:69"


def test_keys(at: Page) -> None:
    chosen = []
    for key in "jnnjjjkp":
        at.press(key)
        chosen.append(at.chosen)
    assert chosen == [*ANCHORS, STRANGE, "n:2", "n:1"]
    at.press("/", "j")
    assert (at.chosen, at.address) == (None, "?q=j")  # it is typed, and the chosen one has none
    at.press("\ue00c")  # Esc
    assert (at.shown, at.address) == (ANCHORS, "")
    at.press("j", "\ue00c")
    assert (at.chosen, at.address) == (None, "")
    at.press("?")
    assert at.one("dialog").is_displayed()
    at.press("j", "\ue00c")
    assert not at.one("dialog").is_displayed()
    assert at.chosen is None


def test_the_keyboard_alone_reaches_a_quote(at: Page) -> None:
    at.press(
        "\ue004", "\ue007", "\ue004", "\ue004", "\ue007"
    )  # Tab to the skip link, into the articles, past the summary
    assert (at.chosen, at.address) == ("sample:39", "#sample:39")


PLACE = """
const told = arguments[0];
const frames = (n, then) => (n ? requestAnimationFrame(() => frames(n - 1, then)) : then());
frames(4, () => told([document.querySelector("[data-quoted]").getBoundingClientRect().top, innerHeight]));
"""


def test_a_link_to_a_record(at: Page) -> None:
    for anchor in ANCHORS:
        at.open(f"?kind=direct#{anchor}")
        assert (at.chosen, at.address.partition("#")[2]) == (anchor, anchor)
        assert at.one(".record.selected dl").is_displayed()
        top, height = at.driver.execute_async_script(PLACE)
        assert 64 < top < height - 64


def test_the_parts_of_a_chosen_quote(at: Page) -> None:
    at.open("#n:2")
    found = at.run("return [...document.querySelectorAll('[data-on]')].map(e => [e.textContent, e.dataset.says || ''])")
    assert found == [["Biden", "speaker"], ["dismissed", "verb"], ["plans", "target"], ["", ""]]
    at.one(".record.selected dd a").click()
    assert at.chosen == "n:1"


def test_a_second_click_takes_what_is_around(at: Page) -> None:
    plans = at.one(".text .target[data-of^='4:']")
    chosen = []
    for _ in range(3):
        plans.click()
        chosen.append(at.chosen)
    assert chosen == ["n:2", "n:1", "n:2"]
    at.one(".masthead h1").click()
    at.all(".text p")[-1].click()
    assert at.chosen is None


def test_nothing_of_an_article_runs(at: Page) -> None:
    assert at.driver.title == "Who said what"
    assert at.one("main").is_displayed()
    assert EVIL in at.all(".text")[1].text
    assert at.run("return document.scripts.length") == 1


def test_the_policy_holds(driver: Any, url: str) -> None:
    at = Page(driver, url)
    at.open()
    at.run(
        "const add = (name, fields) => document.body.append(Object.assign(document.createElement(name), fields));"
        "add('script', { textContent: 'document.title = 1' });"
        "add('style', { textContent: 'main { display: none }' });"
        "add('img', { src: 'https://example.org/a.png' });"
    )
    assert at.driver.title == "Who said what"
    assert at.one("main").is_displayed()
    refused = [entry["message"] for entry in driver.get_log("browser")]
    assert len(refused) == 3
    assert all("Content Security Policy" in message for message in refused)


LUMINANCE = """
const rgb = (color) => color.match(/[\\d.]+/g).slice(0, 3).map((c) => c / 255);
const light = (color) => rgb(color).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const own = (e) => getComputedStyle(e).backgroundColor;
const behind = (e) => (own(e) === "rgba(0, 0, 0, 0)" ? behind(e.parentElement) : own(e));
return [...document.querySelectorAll("h1, h2, p, span, b, a, dt, dd, label, button, summary, blockquote, small")]
  .filter((e) => e.checkVisibility() && e.textContent.trim()).map((e) => {
    const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
    return [(a + 0.05) / (b + 0.05), e.outerHTML.slice(0, 80)];
  }).filter(([contrast]) => contrast < 4.5);
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("chosen", ["", "#n:2"])
def test_all_can_be_read_in_light_and_dark(at: Page, theme: str, chosen: str) -> None:
    at.open(f"?theme={theme}{chosen}")
    at.run("for (const e of document.getAnimations()) e.finish()")
    assert at.run(LUMINANCE) == []  # WCAG 2.2, 1.4.3 (AA)
    paper = at.one("body").value_of_css_property("background-color")
    assert ("251, 250, 247" in paper) == (theme == "light")


def test_the_theme_is_the_system_s_until_one_is_chosen(at: Page) -> None:
    at.driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    )
    dark = at.one("body").value_of_css_property("background-color")
    at.one("[name=theme] [value=light]").click()
    assert at.address == "?theme=light"
    assert at.one("body").value_of_css_property("background-color") != dark
    at.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_print(at: Page) -> None:
    at.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not at.one("aside").is_displayed()
    assert not at.one(".tools").is_displayed()
    assert [found.text for found in at.all(".record dd.id")] == [record.id for record in [REPORTED, SPOKEN, *NESTED]]
    at.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_a_narrow_screen(at: Page) -> None:
    at.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    at.open()
    assert at.run("return document.documentElement.scrollWidth") == 390
    assert not at.one(".filters").is_displayed()
    at.one(".note").click()
    assert at.one(".record.selected").value_of_css_property("position") == "fixed"
    chosen = [at.chosen]
    for do in ("after", "before", "close"):
        at.one(f".actions [data-do={do}]").click()
        chosen.append(at.chosen)
    assert chosen == ["sample:39", "sample:69", "sample:39", None]
    at.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_five_hundred_articles_are_filtered(driver: Any, tmp_path: Path) -> None:
    (tmp_path / "many.html").write_bytes(b"".join(page(map(long_article, range(500)))))
    at = Page(driver, (tmp_path / "many.html").as_uri())
    at.open("#a499:19")
    assert at.chosen == "a499:19"
    at.one("[name=q]").send_keys("promise")
    assert at.one(".count").text == "5,000 of 10,000 quotes in 500 articles"


def long_article(number: int) -> ArticleEntry:
    records = [record.model_copy(update={"id": f"a{number}:{n}"}) for n, record in enumerate([REPORTED, SPOKEN] * 10)]
    return ArticleEntry(Article(f"a{number}", f"{TEXT}\n\n" * 30), records)


def test_without_scripts_it_is_a_page_to_read(url: str) -> None:
    driver = browser(scripts=False)
    try:
        at = Page(driver, url)
        at.open()
        assert at.shown == ANCHORS
        assert all(details.is_displayed() for details in at.all(".record dl"))
        assert not at.one(".filters").is_displayed()
        assert not at.one(".tools").is_displayed()
        at.one(".note").click()
        assert at.driver.current_url == f"{url}#sample:39"
    finally:
        driver.quit()
