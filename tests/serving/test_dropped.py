"""Files that are dropped on a page: read as `quotes extract` reads them, bounded, and refused in a sentence."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from quotes.article import Article
from quotes.serving.dropped import Manner, base_name
from quotes.writers.jsonl import line
from tests.support.samples import REPORTED
from tests.support.serving import TEXT, client, desk

FILE = {"content-type": "application/octet-stream"}


def dropped(browser: Any, name: str, data: bytes, **headers: str) -> tuple[int, Any]:
    answer = browser.post("/open", params={"name": name}, content=data, headers=FILE | headers)
    return answer.status_code, answer.json() if answer.status_code == 200 else answer.json()["detail"]


def rows(*texts: str) -> bytes:
    return b"".join(json.dumps({"title": text[:5], "text": text}).encode() + b"\n" for text in texts)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bridge.txt", TEXT.encode()),
        ("bridge.txt.gz", gzip.compress(TEXT.encode(), mtime=0)),
        ("C:\\news\\bridge.md", TEXT.encode()),
        ("bridge.csv", f'id,text\n1,"{TEXT}"\n'.encode()),
        ("bridge.jsonl", rows(TEXT)),
        ("", TEXT.encode()),
    ],
)
def test_a_file_is_opened_and_kept_with_the_first_decision(tmp_path: Path, name: str, data: bytes) -> None:
    browser = client(desk(tmp_path))
    assert dropped(browser, name, data) == (200, {"articles": [1], "refused": [], "more": 0})
    assert dropped(browser, name, data)[1]["articles"] == [1]
    [each] = browser.get("/articles/1/reviewed").json()["records"]
    assert list(tmp_path.iterdir()) == []
    judgment = {"what": "accept", "id": each["record"]["id"]}
    assert browser.post("/articles/1/decisions", json=judgment).status_code == 200
    again = client(desk(tmp_path))
    assert [row["verdict"] for row in again.get("/articles/1/reviewed").json()["records"]] == ["accepted"]
    assert 'class="text"' in again.get("/articles/1").text
    assert dropped(again, name, data)[1]["articles"] == [1]


def test_the_articles_of_a_file_are_read_and_what_is_wrong_in_it_is_told(tmp_path: Path) -> None:
    with client(desk(tmp_path)) as browser:
        _two_are_opened(browser)


def _two_are_opened(browser: Any) -> None:
    data = rows(TEXT, f"Later. {TEXT}") + b'{"id": 1}\n' * 12
    status, told = dropped(browser, "news.jsonl", data)
    assert (status, told["articles"], told["more"]) == (200, [1, 2], 2)
    assert told["refused"][0] == "line 3: has no text under a known key: name its key with --field text=KEY"
    for _ in range(1000):  # they are read without being asked for
        if (page := browser.get("/").text).count("0 of 1") == 2:
            break
    assert (page.count("0 of 1"), "Mayor" in page) == (2, True)


@pytest.mark.parametrize(
    ("name", "data", "detail"),
    [
        ("a.pdf", b"%PDF-1.7", "looks like a PDF: convert it to text with pdftotext"),
        (
            "a.jsonl",
            line(REPORTED),
            "holds attributions, not articles: quotes show, report, export and serve read them",
        ),
        ("a.csv", b"a,b\n1,2\n", "has no text under a known key: name its key with --field text=KEY (columns: a, b)"),
        ("a.jsonl", b"{}\n[]\n", "; line 2: is not a JSON object"),
        ("a.jsonl", rows(*map(str, range(1001))), "has more than 1,000 articles: read it with quotes extract"),
    ],
)
def test_a_file_without_an_article_is_a_problem(tmp_path: Path, name: str, data: bytes, detail: str) -> None:
    laid = desk(tmp_path)
    status, told = dropped(client(laid, size=1_000_000), name, data)
    assert (status, len(laid)) == (422, 0)
    assert detail in told


def test_what_a_file_unpacks_to_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.serving.dropped.LARGEST", 100)
    [error] = Manner().read("a/b.jsonl", rows("a" * 99, "b" * 9))
    assert str(error).startswith("b.jsonl: has more than 0 MB of text: read it with quotes extract")


def test_keys_and_format_are_those_of_the_command_line() -> None:
    [found] = Manner({"text": "body"}).read("a.jsonl", b'{"body": "It rains."}')
    assert isinstance(found, Article)
    assert found.text == "It rains."


def test_a_file_is_bounded_and_comes_from_a_page_of_this_server(tmp_path: Path) -> None:
    laid = desk(tmp_path)
    browser = client(laid, size=100)
    assert dropped(browser, "a.txt", b"x" * 101)[0] == 413
    assert dropped(browser, "a.txt", b"It rains.", **{"content-type": "text/plain"})[0] == 415
    assert dropped(browser, "a.txt", b"It rains.", origin="http://evil.example")[0] == 403
    assert len(laid) == 0


def test_there_is_room_for_all_articles_of_a_file_or_for_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.serving.desk._UNKEPT", 2)
    laid = desk(tmp_path)
    assert dropped(client(laid), "a.jsonl", rows("One.", "Two.", "Three."))[0] == 507
    monkeypatch.setattr("quotes.serving.desk._UNKEPT_TEXTS", 5)
    assert dropped(client(laid), "a.jsonl", rows("One.", "Two."))[0] == 507
    assert len(laid) == 0


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("a.txt", "a.txt"),
        ("/etc/passwd", "passwd"),
        ("..\\..\\a.csv", "a.csv"),
        ("", "file"),
        ("..", ".."),
        ("/", "file"),
    ],
)
def test_the_name_of_a_file_is_no_path(name: str, base: str) -> None:
    assert base_name(name) == base


HOSTILE = '<img src=x onerror="alert(1)">.txt'


def test_a_name_is_no_markup(tmp_path: Path) -> None:
    browser = client(desk(tmp_path))
    dropped(browser, HOSTILE, TEXT.encode())
    assert "<img" not in browser.get("/").text + browser.get("/articles/1").text


def test_a_person_gets_a_problem_as_a_page_and_a_program_as_json(tmp_path: Path) -> None:
    browser = client(desk(tmp_path))
    answer = browser.post("/read", data={"text": " "}, headers={"accept": "text/html,*/*"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "text/html; charset=utf-8")
    assert "The article has no text" in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert browser.post("/read", data={"text": " "}).headers["content-type"] == "application/problem+json"
    foreign = browser.get("/", headers={"host": "evil.example", "accept": "text/html"})
    assert "<h1>Misdirected Request</h1>" in foreign.text
