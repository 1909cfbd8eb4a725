"""Articles under review: each decision is on the disk when it is answered, and all who decide see it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import html5lib
import pytest

from quotes.article import Article
from quotes.records import ArticleInfo, Attribution
from quotes.review.ledger import Decisions
from quotes.review.reviewer import Reviewer
from quotes.writers.jsonl import line
from tests.serving.test_pages import HOSTILE
from tests.support.samples import REPORTED, SPOKEN, TEXT, statement
from tests.support.serving import TEXT as PASTED
from tests.support.serving import client, desk

if TYPE_CHECKING:
    from starlette.testclient import TestClient

IDS = [REPORTED.id, SPOKEN.id]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    records = [record.model_copy(update={"path": "a.txt"}) for record in (REPORTED, SPOKEN)]
    (tmp_path / "out.jsonl").write_bytes(b"".join(map(line, [*records, statement("b", "Lund")])))
    return tmp_path


@pytest.fixture
def browser(here: Path) -> TestClient:
    return client(desk(here, "out.jsonl"))


def send(browser: TestClient, what: str, record_id: str | None = None, number: int = 1, **more: Any) -> Any:
    judgment = {"what": what, "id": record_id, **more}
    answer = browser.post(f"/articles/{number}/decisions", json=judgment)
    return answer.json() if answer.status_code == 200 else (answer.status_code, answer.json()["detail"])


def seen(found: Any) -> list[tuple[str | None, bool]]:
    return [(each["verdict"], each["disputed"]) for each in found["records"]]


def taken(here: Path, file: str = "out.decisions.jsonl") -> list[tuple[Any, ...]]:
    rows = [json.loads(row) for row in (here / file).read_bytes().splitlines()]
    return [(row["id"], row["verdict"], row["reviewer"]) for row in rows]


def test_the_articles_are_listed_with_what_is_decided(browser: TestClient) -> None:
    send(browser, "accept", IDS[0])
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(browser.get("/").text)
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in page.iter("tr")]
    assert rows == [
        ["Article", "Decided", "Least sure"],
        ["Mayor Ida Roe told reporters on Monday that the old bridge is safe. “It will…", "1 of 2", "42%"],
        ["Lund: that it rains", "0 of 1", "90%"],
    ]
    assert [link.get("href") for link in page.find(".//table").iter("a")] == ["/articles/1", "/articles/2"]


def listed(browser: TestClient) -> list[str]:
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(browser.get("/").text)
    return ["".join(link.itertext()) for link in page.find(".//table").iter("a")]


def test_an_article_is_called_by_its_headline_wherever_that_is_known(here: Path) -> None:
    (here / "c.txt").write_text(f"Bridge reopens\n\n{TEXT}", encoding="utf-8")
    later = [record.model_copy(update={"doc": "c", "path": "c.txt"}) for record in moved(16)]
    titled = statement("d", "Lund", article=ArticleInfo(title="A title"))
    (here / "more.jsonl").write_bytes(b"".join(map(line, [*later, titled])))
    laid = desk(here, "out.jsonl", "more.jsonl")
    laid.paste(Article("e", f"{TEXT} {'And it rained all day. ' * 9}"))
    asyncio.run(laid.name_all())
    assert listed(client(laid)) == [
        "Mayor Ida Roe told reporters on Monday that the old bridge is safe. “It will…",
        "Lund: that it rains",
        "Bridge reopens",
        "A title",
        "Mayor Ida Roe told reporters on Monday that the old bridge is safe. “It will…",
    ]


def moved(by: int) -> list[Attribution]:
    """The records, in an article in which as many characters stand before them."""

    def shifted(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: v + by if k in {"start", "end"} else shifted(v) for k, v in value.items()}
        if isinstance(value, list):
            return [each + by if isinstance(each, int) else shifted(each) for each in value]
        return value

    found = [shifted(json.loads(line(record))) for record in (REPORTED, SPOKEN)]
    return [Attribution.model_validate_json(json.dumps(each)) for each in found]


def test_an_article_is_shown_as_in_the_report(browser: TestClient) -> None:
    answer = browser.get("/articles/1")
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
    assert [each.get("id") for each in page.iter("li") if each.get("class") == "record"] == IDS
    shown = next(each for each in page.iter("div") if each.get("class") == "text")
    assert "".join(shown.itertext()) == TEXT
    assert [script.get("src") for script in page.iter("script")] == [
        f"/files/{name}.js" for name in ("report", "desk", "review")
    ]
    assert not any(script.text for script in page.iter("script"))
    assert not list(page.iter("style"))
    policy = answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= set(policy.split("; "))
    for name in ("report.js", "desk.js", "review.js", "index.js", "report.css", "review.css", "style.css"):
        assert browser.get(f"/files/{name}").headers["content-type"].split(";")[0] in {"text/javascript", "text/css"}


def test_each_decision_is_on_the_disk_and_in_the_answer(browser: TestClient, here: Path) -> None:
    start = TEXT.index("bridge")
    found = [
        send(browser, "accept", IDS[0]),
        send(browser, "reject", IDS[1], reviewer="Ben"),
        send(browser, "change", IDS[1], change={"role": [start, start + 6]}),
        send(browser, "note", IDS[0], note="sure"),
        send(browser, "undo"),
        send(browser, "undo"),
    ]
    assert [seen(each) for each in found] == [
        [("accepted", False), (None, False)],
        [("accepted", False), ("rejected", False)],
        [("accepted", False), ("mended", True)],
        [("accepted", False), ("mended", True)],
        [("accepted", False), ("mended", True)],
        [("accepted", False), ("rejected", False)],
    ]
    assert [each["chosen"] for each in found] == [IDS[0], IDS[1], IDS[1], IDS[0], IDS[0], IDS[1]]
    assert found[2]["records"][1]["record"]["role"]["text"] == "bridge"
    assert found[2]["records"][1]["told"] == ["Ben: rejected", "Ada: mended: role bridge"]
    assert [each["records"][0]["note"] for each in found[3:5]] == ["sure", None]
    assert taken(here) == [
        (IDS[0], "accepted", "Ada"),
        (IDS[1], "rejected", "Ben"),
        (IDS[1], "mended", "Ada"),
        (IDS[0], "accepted", "Ada"),
        (IDS[0], "undone", "Ada"),
        (IDS[1], "undone", "Ada"),
    ]


def test_what_was_missed_is_added_and_saved(browser: TestClient, here: Path) -> None:
    start, who = TEXT.index("I promise."), TEXT.index("she")
    change = {"quote": [[start, start + 10]], "speaker": {"place": [who, who + 3], "name": "Ida Roe", "type": "person"}}
    found = send(browser, "add", change=change)
    assert (found["chosen"], seen(found)[2]) == (f"sample:{start}", ("added", False))
    assert send(browser, "add", change=change) == (422, "quote: is the quote of an attribution that is there already")
    send(browser, "reject", IDS[0])
    saved = [json.loads(row) for row in browser.get("/records.jsonl").text.splitlines()]
    assert [row["id"] for row in saved] == [IDS[1], f"sample:{start}", "sample:6"]
    assert "2 of 3" in browser.get("/").text
    again = client(desk(here, "out.jsonl"))
    assert [each["record"]["id"] for each in again.get("/articles/1/reviewed").json()["records"]][
        -1
    ] == f"sample:{start}"
    assert [row["record"]["id"] for row in send(again, "undo")["records"]] == [*IDS, f"sample:{start}"]


def test_an_article_that_is_still_to_be_read_is_read_when_it_is_opened(here: Path) -> None:
    laid = desk(here)
    laid.add(Article("c", PASTED, "c.txt"))
    laid.add(Article("d", "refuse", "d.txt"))
    browser = client(laid)
    assert browser.get("/").text.count("not read yet") == 2
    assert (browser.get("/articles/1").status_code, browser.get("/articles/2").status_code) == (200, 422)
    asyncio.run(laid.read_all())
    assert browser.get("/").text.count("not read yet") == 1


def state(browser: TestClient) -> Any:
    """What a reviewer sees of the first article, wherever the server has it from."""
    answer = browser.get("/articles/1/reviewed", params={"reviewer": "Ada"}).json()
    return [(each["record"], each["verdict"], each["told"], each["note"]) for each in answer["records"]]


def test_a_server_that_is_killed_between_any_two_clicks_goes_on_as_if_it_was_not(here: Path) -> None:
    browser = client(desk(here))
    browser.post("/read", data={"text": f"{PASTED} It is."})
    [each] = browser.get("/articles/1/reviewed").json()["records"]
    record_id, said = each["record"]["id"], {"quote": [[48, 53]]}
    for what, more in [
        ("note", {"id": record_id, "note": "see page 3"}),
        ("accept", {"id": record_id}),
        ("change", {"id": record_id, "change": {"when": [10, 13]}}),
        ("add", {"change": said}),
        ("change", {"id": "none", "change": {"when": [10, 13]}}),
        ("undo", {}),
        ("reject", {"id": record_id, "reviewer": "Ben"}),
        ("add", {"change": said, "reviewer": "Ben"}),
        ("undo", {}),
    ]:
        browser.post("/articles/1/decisions", json={"what": what, **more})
        again = client(desk(here))  # what is on the disk is all that a server has that starts now
        assert state(again) == state(browser)
        assert again.get("/records.jsonl").content == browser.get("/records.jsonl").content
        browser = again


def test_an_article_that_was_cut_short_while_it_was_kept_is_taken_off(here: Path) -> None:
    whole = [record.model_copy(update={"doc": "one"}) for record in (REPORTED, SPOKEN)]
    cut = [record.model_copy(update={"doc": "two"}) for record in (REPORTED, SPOKEN)]
    kept = b"".join(map(line, whole))
    file = here / "review.jsonl"
    for left in (b"{", line(cut[0]) + b'{"schema', line(cut[0]) + line(cut[1])[:-9]):
        file.write_bytes(kept + left)
        (here / "review.decisions.jsonl").unlink(missing_ok=True)
        decided = Decisions(file)
        Reviewer(decided, "Ada").accept(whole[0], whole[0])
        assert len(desk(here)) == 1
        assert file.read_bytes() == kept
    file.write_bytes(kept + line(cut[0])[:-1])  # complete, but for the end of its line
    assert len(desk(here)) == 2


def test_what_another_process_decides_is_seen(browser: TestClient, here: Path) -> None:
    send(client(desk(here, "out.jsonl")), "reject", IDS[0], reviewer="Ben")
    assert seen(browser.get("/articles/1/reviewed").json())[0] == ("rejected", False)


def test_a_pasted_article_is_kept_with_the_first_decision(here: Path) -> None:
    browser = client(desk(here))
    assert browser.post("/read", data={"title": "The bridge", "text": PASTED}).url.path == "/articles/1"
    assert browser.post("/read", data={"text": PASTED}).url.path == "/articles/1"
    assert not (here / "review.jsonl").exists()
    [each] = browser.get("/articles/1/reviewed").json()["records"]
    send(browser, "accept", each["record"]["id"])
    assert taken(here, "review.decisions.jsonl") == [(each["record"]["id"], "accepted", "Ada")]
    later = client(desk(here))
    assert seen(later.get("/articles/1/reviewed").json()) == [("accepted", False)]
    assert 'class="text"' in later.get("/articles/1").text
    assert later.post("/read", data={"text": PASTED}).url.path == "/articles/1"
    assert len((here / "review.jsonl").read_bytes().splitlines()) == 1


def test_a_refused_decision_writes_nothing_of_a_pasted_article(here: Path) -> None:
    browser = client(desk(here))
    browser.post("/read", data={"text": PASTED})
    before = sorted(here.iterdir())
    [each] = browser.get("/articles/1/reviewed").json()["records"]
    wrong = {"role": [900, 905]}
    assert send(browser, "change", each["record"]["id"], change=wrong) == (422, "role: has no words")
    assert send(browser, "accept", "elsewhere:1")[0] == 422
    assert send(browser, "add", change={"quote": [[900, 905]]})[0] == 422
    assert send(browser, "undo")["chosen"] is None
    assert sorted(here.iterdir()) == before


def test_pasted_articles_without_a_decision_are_not_kept_without_end(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.serving.desk._UNKEPT", 2)
    browser = client(desk(here))
    statuses = [browser.post("/read", data={"text": f"{PASTED} {number}"}).status_code for number in range(3)]
    assert statuses == [200, 200, 507]
    send(browser, "accept", browser.get("/articles/1/reviewed").json()["records"][0]["record"]["id"])
    assert browser.post("/read", data={"text": "Nobody spoke."}).status_code == 200


@pytest.mark.parametrize(
    ("judgment", "status", "detail"),
    [
        ({"what": "accept", "id": "sample:1"}, 422, "id: is not an attribution of this article"),
        ({"what": "accept"}, 422, "id: is not an attribution of this article"),
        ({"what": "change", "id": IDS[0], "change": {"role": [900, 905]}}, 422, "role: has no words"),
        ({"what": "change", "id": IDS[0], "change": {"role": [-1, 5]}}, 422, "change.role.0: "),
        ({"what": "change", "id": IDS[0], "change": {"rule": "x"}}, 422, "change.rule: "),
        ({"what": "add"}, 422, "quote: an addition needs the words of the quote"),
        ({"what": "drop"}, 422, "what: "),
        ({"what": "accept", "id": IDS[0], "reviewer": "x" * 101}, 422, "reviewer: "),
        ([], 422, "Input should be an object"),
    ],
)
def test_what_cannot_be_done_is_a_problem_and_writes_nothing(
    browser: TestClient, here: Path, judgment: Any, status: int, detail: str
) -> None:
    answer = browser.post("/articles/1/decisions", json=judgment)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert detail in answer.json()["detail"]
    assert not (here / "out.decisions.jsonl").exists()


def test_a_page_of_another_site_cannot_decide(browser: TestClient, here: Path) -> None:
    body = json.dumps({"what": "reject", "id": IDS[0]})
    for headers, status in (
        ({"content-type": "text/plain"}, 415),  # what a form of another page can send
        ({"content-type": "application/json", "origin": "http://evil.example"}, 403),
        ({"content-type": "application/json", "sec-fetch-site": "cross-site"}, 403),
        ({"content-type": "application/json", "host": "evil.example"}, 421),
    ):
        assert browser.post("/articles/1/decisions", content=body, headers=headers).status_code == status
    assert not (here / "out.decisions.jsonl").exists()


@pytest.mark.parametrize(
    "path", ["/articles/0", "/articles/9", "/articles/9/reviewed", "/files/x", "/files/..%2fapi.py"]
)
def test_what_is_not_there(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_a_file_that_cannot_be_read_or_written_is_told(browser: TestClient, here: Path) -> None:
    (here / "out.decisions.jsonl").mkdir()
    assert send(browser, "accept", IDS[0]) == (500, f"{here}/out.decisions.jsonl: is a directory")
    here.rename(here.with_name("elsewhere"))
    assert send(browser, "accept", IDS[0]) == (507, f"{here}/out.decisions.jsonl: no such file or directory")


def test_nothing_of_a_record_or_a_decision_is_markup(here: Path) -> None:
    record = statement("c", HOSTILE, HOSTILE, role=HOSTILE, id=f"c{HOSTILE}")
    (here / "evil.jsonl").write_bytes(line(record))
    browser = client(desk(here, "evil.jsonl"))
    send(browser, "note", record.id, note=HOSTILE, reviewer=HOSTILE)
    for address in ("/", "/articles/1"):
        page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(browser.get(address).text)
        assert not list(page.iter("img"))
        assert not any(script.text for script in page.iter("script"))
    assert browser.get("/articles/1/reviewed").headers["content-type"] == "application/json"
