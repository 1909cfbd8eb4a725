"""Reviewing in a real browser, with the keyboard alone.

It needs the extra `browser`, and chromium with its chromedriver (Debian: apt install chromium chromium-driver).
"""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from quotes.serving.server import application
from quotes.writers.jsonl import line
from tests.support.samples import REPORTED, SPOKEN, TEXT
from tests.support.serving import LIMITS, Reader, desk

os.environ.setdefault("SE_AVOID_STATS", "true")  # before selenium looks for a driver, and tells its makers so
webdriver = pytest.importorskip("selenium.webdriver")
wait = pytest.importorskip("selenium.webdriver.support.wait")

DRIVER, BROWSER = shutil.which("chromedriver"), shutil.which("chromium")
pytestmark = pytest.mark.skipif(not (DRIVER and BROWSER), reason="no chromium with its chromedriver")

ENTER, ESCAPE, DELETE, TAB = "\ue007", "\ue00c", "\ue017", "\ue004"
LEFT, RIGHT, DOWN = "\ue012", "\ue014", "\ue015"


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def at(driver: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    records = [record.model_copy(update={"path": "a.txt"}) for record in (REPORTED, SPOKEN)]
    (tmp_path / "out.jsonl").write_bytes(b"".join(map(line, records)))
    reader: Any = Reader()
    app = application(reader, lambda record: record, LIMITS, desk(tmp_path, "out.jsonl"))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait.WebDriverWait(server, 30).until(lambda server: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        page = Page(driver, f"http://127.0.0.1:{port}", tmp_path)
        page.open("/articles/1")
        yield page
        assert driver.get_log("browser") == []
    finally:
        server.should_exit = True
        thread.join()


class Page:
    """What a reviewer sees and does."""

    def __init__(self, driver: Any, url: str, folder: Path) -> None:
        self.driver = driver
        self.url = url
        self.folder = folder

    def open(self, address: str) -> None:
        self.driver.get(self.url + address)
        self.until(lambda: self.chosen is not None)

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def until(self, holds: Any) -> None:
        wait.WebDriverWait(self.driver, 30).until(lambda _: holds())

    def press(self, *keys: str) -> None:
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    @property
    def chosen(self) -> str | None:
        found = self.driver.find_elements("css selector", ".record.selected")
        return found[0].get_attribute("id") if found else None

    @property
    def words(self) -> str:
        return str(self.one(".choosing .words").text)

    def taken(self, number: int) -> list[dict[str, Any]]:
        """The decisions on the disk, as soon as there are so many."""
        file = self.folder / "out.decisions.jsonl"
        self.until(lambda: file.exists() and file.read_bytes().count(b"\n") == number)
        return [json.loads(row) for row in file.read_bytes().splitlines()]

    def after(self, *keys: str) -> None:
        """Press keys that end in a page that is loaded again."""
        old = self.one("main")
        self.press(*keys)
        self.until(lambda: _is_gone(old))
        self.until(lambda: self.chosen is not None)


def _is_gone(element: Any) -> bool:
    try:
        element.is_enabled()
    except Exception:  # noqa: BLE001 - whatever selenium says of an element of another page
        return True
    return False


def test_one_key_decides_and_goes_to_the_next(at: Page) -> None:
    assert at.chosen == REPORTED.id
    at.press("a")
    assert at.chosen == SPOKEN.id
    at.press("r")
    assert [(one["id"], one["verdict"], one["reviewer"]) for one in at.taken(2)] == [
        (REPORTED.id, "accepted", "Ada"),
        (SPOKEN.id, "rejected", "Ada"),
    ]
    at.until(lambda: at.one(".progress").text == "2 of 2 decided")
    at.after("u")
    assert (at.chosen, at.one(".progress").text) == (SPOKEN.id, "1 of 2 decided")


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
    at.press("v", ESCAPE, "f")
    at.after(*"neg", ENTER)
    at.press("s", "/", *"reporters", ENTER, ENTER)
    assert at.one("dialog.form").is_displayed()
    at.after(*"Two reporters", ENTER)
    last = at.taken(5)[-1]["mended"]
    assert (last["quote"]["text"], last["role"], last["target"]["text"]) == ("that the old bridge", None, "bridge")
    assert (last["cue"]["factuality"], last["speaker"]["text"], last["speaker"]["name"]) == (
        "negated",
        "reporters",
        "Two reporters",
    )
    at.press("m", *"see the tape", ENTER)
    assert at.taken(6)[-1]["note"] == "see the tape"


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
    at.until(lambda: "Not saved: " in at.one(".told").text)
    assert at.chosen == REPORTED.id
    assert len(at.driver.get_log("browser")) == 1  # the answer 500


def test_a_narrow_screen(at: Page) -> None:
    size = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    at.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        at.open("/articles/1")
        assert at.driver.execute_script("return document.documentElement.scrollWidth") == 390
        at.one(".record.selected [data-deed=accept]").click()
        assert at.taken(1)[0]["verdict"] == "accepted"
    finally:
        at.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
