"""The page where an article is reviewed, in a real browser before a real server in this process."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import uvicorn

from quotes.serving.desk import Desk
from quotes.serving.server import application
from tests.support.serving import LIMITS, Reader

wait = pytest.importorskip("selenium.webdriver.support.wait")

ENTER, ESCAPE, DELETE, TAB = "\ue007", "\ue00c", "\ue017", "\ue004"
LEFT, RIGHT, DOWN = "\ue012", "\ue014", "\ue015"
SHIFT = "\ue008"  # held until it comes again, or the keys end


@contextmanager
def served(laid: Desk) -> Iterator[str]:
    """The address of a server with this desk."""
    reader: Any = Reader()
    app = application(reader, lambda record: record, LIMITS, laid)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        wait.WebDriverWait(server, 30).until(lambda server: server.started)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


class Page:
    """What a reviewer sees and does."""

    def __init__(self, driver: Any, url: str, folder: Path, decisions: str = "out.decisions.jsonl") -> None:
        self.driver = driver
        self.url = url
        self.folder = folder
        self.decisions = decisions

    def open(self, address: str) -> None:
        self.driver.get(self.url + address)
        self.until(lambda: self.chosen is not None)

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def text(self, selector: str) -> str:
        """The text of an element that may be replaced at any moment; "" if it is not there."""
        script = "return document.querySelector(arguments[0])?.textContent ?? ''"
        return str(self.driver.execute_script(script, selector))

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
    def chosen_id(self) -> str:
        """The id of the chosen quote's record, which is also part of an address."""
        return unquote(self.chosen or "")

    @property
    def words(self) -> str:
        return str(self.one(".choosing .words").text)

    def taken(self, number: int) -> list[dict[str, Any]]:
        """The decisions on the disk, as soon as there are so many."""
        file = self.folder / self.decisions
        self.until(lambda: file.exists() and file.read_bytes().count(b"\n") == number)
        return [json.loads(row) for row in file.read_bytes().splitlines()]

    def after(self, *keys: str) -> None:
        """Press keys that end in a page that is loaded again."""
        old = self.one("main")
        self.press(*keys)
        self.until(lambda: is_gone(old))
        self.until(lambda: self.chosen is not None)


def is_gone(element: Any) -> bool:
    try:
        element.is_enabled()
    except Exception:  # noqa: BLE001 - whatever selenium says of an element of another page
        return True
    return False
