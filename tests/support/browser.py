"""The report in a real browser: chromium with its chromedriver, driven by selenium."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

os.environ.setdefault("SE_AVOID_STATS", "true")  # before selenium looks for a driver, and tells its makers so
webdriver = pytest.importorskip("selenium.webdriver")

DRIVER, BROWSER = shutil.which("chromedriver"), shutil.which("chromium")
needed = pytest.mark.skipif(not (DRIVER and BROWSER), reason="no chromium with its chromedriver")
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
FRAMES = """
const frames = (n, told) => (n ? requestAnimationFrame(() => frames(n - 1, told)) : told());
frames(4, arguments[0]);
"""


def browser(*, scripts: bool = True) -> Any:
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))


class Page:
    """What a reader sees and does."""

    def __init__(self, driver: Any, url: str) -> None:
        self.driver = driver
        self.url = url

    def open(self, address: str = "") -> None:
        self.driver.get("about:blank")  # another # alone would load nothing
        self.driver.get(self.url + address)

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> list[Any]:
        return list(self.driver.find_elements("css selector", selector))

    def run(self, script: str, *args: object) -> Any:
        return self.driver.execute_script(script, *args)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    @property
    def address(self) -> str:
        self.driver.execute_async_script(FRAMES)  # the page writes it after what is seen
        return str(self.driver.current_url).removeprefix(self.url)

    @property
    def chosen(self) -> str | None:
        found = [record.get_attribute("id") for record in self.all(".record.selected")]
        assert len(found) < 2
        return found[0] if found else None

    @property
    def shown(self) -> list[str]:
        return [record.get_attribute("id") for record in self.all(".record") if record.is_displayed()]
