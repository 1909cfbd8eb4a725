"""Reviewing in a real browser, with the keyboard alone.

It needs the extra `browser`, and chromium with its chromedriver (Debian: apt install chromium chromium-driver).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quotes.writers.jsonl import line
from tests.support.browser import PHONE, browser, needed
from tests.support.reviewing import DELETE, ENTER, ESCAPE, LEFT, Page, is_gone, served
from tests.support.samples import REPORTED, SPOKEN, TEXT
from tests.support.serving import TEXT as PASTED
from tests.support.serving import desk

pytestmark = needed


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    driver = browser()
    yield driver
    driver.quit()


@pytest.fixture
def at(driver: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    records = [record.model_copy(update={"path": "a.txt"}) for record in (REPORTED, SPOKEN)]
    (tmp_path / "out.jsonl").write_bytes(b"".join(map(line, records)))
    driver.get_log("browser")
    with served(desk(tmp_path, "out.jsonl")) as url:
        page = Page(driver, url, tmp_path)
        page.open("/articles/1")
        yield page
        assert driver.get_log("browser") == []


def test_one_key_decides_and_goes_to_the_next(at: Page) -> None:
    assert at.chosen == REPORTED.id
    at.press("a")
    assert at.chosen == SPOKEN.id
    at.press("r")
    assert [(one["id"], one["verdict"], one["reviewer"]) for one in at.taken(2)] == [
        (REPORTED.id, "accepted", "Ada"),
        (SPOKEN.id, "rejected", "Ada"),
    ]
    at.until(lambda: at.text(".progress") == "2 of 2 decided")
    at.after("u")
    assert (at.chosen, at.text(".progress")) == (SPOKEN.id, "1 of 2 decided")


def test_the_least_sure_comes_first(at: Page) -> None:
    at.press("l", "d")
    assert at.chosen == SPOKEN.id


def test_all_is_corrected_with_the_keyboard_alone(at: Page) -> None:
    at.press("q", LEFT, LEFT)
    assert at.words == "that the old bridge"
    at.after(ENTER)
    at.press("o", "n")
    assert at.words == "Ida"
    at.after(DELETE)
    at.press("t", "/", *"bridge", ENTER)
    assert at.words == "bridge"
    at.after(ENTER)
    at.press("e", LEFT)
    assert at.words == "on"
    at.after(ENTER)
    at.press("h", "/", *"old", ENTER)
    at.after(ENTER)
    at.press("v", ESCAPE, "f")
    at.after(*"neg", ENTER)
    at.press("s", "/", *"reporters", ENTER, ENTER)
    assert at.one("dialog.form").is_displayed()
    at.after(*"Two reporters", ENTER)
    last = at.taken(7)[-1]["mended"]
    assert (last["when"]["text"], last["where"]["text"]) == ("on", "old")
    assert (last["quote"]["text"], last["role"], last["target"]["text"]) == ("that the old bridge", None, "bridge")
    assert (last["cue"]["factuality"], last["speaker"]["text"], last["speaker"]["name"]) == (
        "negated",
        "reporters",
        "Two reporters",
    )
    at.press("m", *"see the tape", ENTER)
    assert at.taken(8)[-1]["note"] == "see the tape"


def test_what_was_missed_is_added(at: Page) -> None:
    at.press("+", "/", *"I promise", ENTER)
    assert at.words == "I promise."
    at.press(ENTER, "/", *"she", ENTER, ENTER)
    at.after(ENTER)
    assert at.chosen == "sample:96"
    [one] = at.taken(1)
    assert (one["added"]["quote"]["text"], one["added"]["speaker"]["text"]) == ("I promise.", "she")
    at.press("q", ",", "/", *"It will", ENTER)
    assert at.words == "I promise. … It will"
    at.press(ESCAPE)


def test_selected_words_are_taken_at_once(at: Page) -> None:
    at.driver.execute_script(
        "const node = document.createTreeWalker(document.querySelector('.text'), 4); let n;"
        "while ((n = node.nextNode()) && !n.data.includes('bridge'));"
        "const at = n.data.indexOf('bridge'); getSelection().setBaseAndExtent(n, at + 1, n, at + 4);"
    )
    at.after("t")
    assert at.taken(1)[0]["mended"]["target"]["text"] == "bridge"


def test_what_cannot_be_saved_is_told(at: Page) -> None:
    (at.folder / "out.decisions.jsonl").mkdir()
    at.press("a")
    at.until(lambda: "Not saved: " in at.text(".told"))
    assert at.chosen == REPORTED.id
    assert len(at.driver.get_log("browser")) == 1  # the answer 500


def test_a_narrow_screen(at: Page) -> None:
    at.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    try:
        at.open("/articles/1")
        assert at.driver.execute_script("return document.documentElement.scrollWidth") == 390
        at.one(".record.selected [data-deed=accept]").click()
        assert at.taken(1)[0]["verdict"] == "accepted"
    finally:
        at.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def drop(at: Page, *files: tuple[str, str]) -> None:
    """Drop files on the page, as a browser does."""
    at.driver.execute_script(
        "const data = new DataTransfer();"
        "for (const [name, text] of arguments[0]) data.items.add(new File([text], name));"
        "for (const what of ['dragover', 'drop']) document.body.dispatchEvent("
        "new DragEvent(what, { dataTransfer: data, bubbles: true, cancelable: true }));",
        files,
    )


HOSTILE = "<img src=x onerror=alert(1)>"


def test_a_file_is_dropped_on_any_page(at: Page) -> None:
    old = at.one("main")
    drop(at, ("bridge.csv", f'title,text\nNews,"{PASTED}"\n'))
    at.until(lambda: is_gone(old))
    at.until(lambda: at.chosen is not None)
    assert at.one(".article h2").text == "News"


def test_files_that_are_dropped_and_what_is_wrong_with_them(at: Page) -> None:
    at.driver.get(f"{at.url}/")
    drop(at, (f"{HOSTILE}.pdf", "%PDF-1.7"))
    at.until(lambda: "Nothing was opened." in at.text(".told"))
    assert f"{HOSTILE}.pdf: looks like a PDF: convert it to text with pdftotext" in at.text(".told")
    old = at.one("main")
    drop(at, ("a.txt", "Nobody spoke."), ("b.txt", PASTED), ("c.jsonl", "{}"))
    at.until(lambda: is_gone(old))
    assert at.text(".told").splitlines() == [
        "2 articles opened.",
        "c.jsonl: line 1: has no text under a known key: name its key with --field text=KEY",
    ]
    assert [link.text for link in at.driver.find_elements("css selector", "tbody a")][1:] == ["Nobody spoke.", PASTED]
    at.driver.get_log("browser")  # the answer 422, twice


def test_files_are_chosen_and_keys_of_the_first_page(at: Page) -> None:
    at.driver.get(f"{at.url}/")
    at.press("?")
    assert at.one("dialog").is_displayed()
    at.press(ESCAPE, "n")
    assert at.driver.switch_to.active_element.tag_name == "textarea"
    at.press(ESCAPE, "j", "j")
    old = at.one("main")
    at.press(ENTER)
    at.until(lambda: is_gone(old))
    at.driver.get(f"{at.url}/")
    (at.folder / "b.txt").write_text(PASTED, encoding="utf-8")
    old = at.one("main")
    at.driver.execute_script("document.querySelector('input[type=file]').hidden = false")
    at.one("input[type=file]").send_keys(str(at.folder / "b.txt"))
    at.until(lambda: is_gone(old))
    at.until(lambda: at.chosen is not None)
