"""The server's pages: an article pasted, and shown with its quotes marked."""

from __future__ import annotations

import html5lib
import pytest

from tests.support.serving import TEXT, client

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def test_the_form_is_valid_and_leads_to_the_article() -> None:
    answer = client().get("/")
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
    form = page.find(".//main/form")
    assert (form.get("action"), form.get("method")) == ("/read", "post")
    assert {field.get("name") for field in form.iter() if field.tag in {"input", "textarea"}} == {"title", "text"}


def test_a_pasted_article_is_shown_with_its_quotes() -> None:
    answer = client().post("/read", data={"title": "The bridge", "text": TEXT.replace("old ", "old\r\n")})
    assert answer.headers["content-type"].startswith("text/html")
    assert "The bridge" in answer.text
    answer = client().post("/read", data={"text": TEXT})
    assert 'class="quote' in answer.text


def test_no_text_of_an_article_is_markup() -> None:
    answer = client().post("/read", data={"title": HOSTILE, "text": f"{TEXT} {HOSTILE}"})
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
    assert not any(script.text for script in page.iter("script"))
    assert not list(page.iter("img"))


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"text=", "application/x-www-form-urlencoded", 422),
        (b"text=%ff", "application/x-www-form-urlencoded", 400),
        (b"&".join([b"a=1"] * 50), "application/x-www-form-urlencoded", 400),
        (TEXT.encode(), "text/plain", 415),
    ],
)
def test_a_damaged_form_is_a_problem(body: bytes, kind: str, status: int) -> None:
    assert client().post("/read", content=body, headers={"content-type": kind}).status_code == status
