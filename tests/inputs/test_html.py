"""Pages to articles: the text and its metadata in any encoding, nothing around it, no network."""

from __future__ import annotations

import codecs
import gzip
import socket
from pathlib import Path
from typing import NoReturn

import pytest

pytest.importorskip("trafilatura")

from quotes.article import Article
from quotes.inputs.articles import articles
from quotes.records import ArticleInfo

HEAD = """<meta property="og:title" content="Bridge closes &amp; opens">
<meta property="og:site_name" content="Daily Post">
<meta property="article:published_time" content="2026-03-04T08:00:00Z">
<link rel="canonical" href="https://post.example/bridge"><script>var x = "Sam Page said that scripts run.";</script>
<style>p { color: red }</style>"""

BODY = """<nav><ul><li><a href="/">Home</a></li><li><a href="/news">Tim Menu said that it is here</a></li></ul></nav>
<article><h1>Bridge closes</h1>
<p>&ldquo;The <b>bri</b>dge is&nbsp;safe,&rdquo; Mayor <a href="/lund">Anna Lund</a> told reporters. &#8220;We will
<em>not
</em> close it&#x201D;, she added &mdash; café owners agreed.</p><p>“It is a disgrace,” said Peter Roe,
who owns one of the boats that lie in the harbor.</p>
<blockquote><p>“It will be closed for a year, and nobody will come to the town any more,” Roe said.</p></blockquote>
<ul><li>The works cost two million, Lund said.</li><li>They take a year.</li></ul></article>
<section id="comments" class="comments"><div class="comment"><p>Bob said that he hates it.</p></div></section>
<footer><p>Copyright. The publisher said that all rights are reserved.</p></footer>"""

TEXT = """Bridge closes
“The bridge is safe,” Mayor Anna Lund told reporters. “We will not close it”, she added — café owners agreed.
“It is a disgrace,” said Peter Roe, who owns one of the boats that lie in the harbor.
“It will be closed for a year, and nobody will come to the town any more,” Roe said.
- The works cost two million, Lund said.
- They take a year."""

INFO = ArticleInfo(
    title="Bridge closes & opens", outlet="Daily Post", date="2026-03-04", url="https://post.example/bridge"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("the network is asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def page(head: str = HEAD, body: str = BODY) -> str:
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n<body>{body}</body></html>'


def read(data: bytes, name: str = "bridge.html") -> Article:
    Path(name).write_bytes(data)
    [found] = articles([name])
    assert isinstance(found, Article), found
    return found


def error(data: bytes, name: str = "bridge.html") -> str:
    Path(name).write_bytes(data)
    [found] = articles([name])
    assert isinstance(found, Exception)
    return str(found)


@pytest.mark.parametrize("name", ["bridge.html", "bridge.HTM", "bridge.xhtml", "bridge.html.gz"])
def test_a_page_is_the_article_in_it(name: str) -> None:
    data = page().encode()
    assert read(gzip.compress(data) if name.endswith("gz") else data, name) == Article("bridge", TEXT, name, (), INFO)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (codecs.BOM_UTF8 + page().encode(), TEXT),
        (codecs.BOM_UTF16_LE + page().encode("utf-16-le"), TEXT),
        (page('<meta charset="windows-1252">').encode("cp1252"), TEXT),
        (page('<meta charset="ISO-8859-1">').encode("cp1252"), TEXT),  # as many pages say, and none means
        (page('<meta charset="iso-8859-2">').replace("é", "č").encode("iso-8859-2", "xmlcharrefreplace"), None),
        (page('<meta http-equiv=content-type content="text/html; charset=GB2312">').encode("gb18030"), TEXT),
        (b'<?xml version="1.0" encoding="iso-8859-1"?>' + page("").encode("latin-1", "xmlcharrefreplace"), TEXT),
        (page('<meta charset="windows-1252">').encode(), TEXT),  # UTF-8 nevertheless
    ],
)
def test_the_page_is_decoded_as_it_says_and_as_it_is(data: bytes, text: str | None) -> None:
    found = read(data)
    assert found.text == (text or TEXT.replace("é", "č"))
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    "head", ["", '<meta charset="utf-8">', '<meta charset="iso-8859-99">', '<meta charset="big5">']
)
def test_a_page_that_is_not_what_it_says(head: str) -> None:
    found = read(page(head).encode("cp1252"))
    assert found.text == TEXT
    assert [(d.code, d.start) for d in found.diagnostics] == [("decoded-as-cp1252", None)]
    assert found.diagnostics[0].message.startswith("in the page's source: not UTF-8 here: the whole text")


@pytest.mark.parametrize(
    "head", ["", "<title> </title><meta property=og:site_name content=''><link rel=canonical href=''>"]
)
def test_a_page_without_metadata(head: str) -> None:
    info = read(page(head).encode()).info or ArticleInfo()
    assert info in (ArticleInfo(), ArticleInfo(title="Bridge closes"))  # its heading


@pytest.mark.parametrize("source", ["<p>Roe said that it rains.</p>", "<title>A</title>\n<p>Roe said that it rains."])
def test_a_page_of_few_tags(source: str) -> None:
    assert read(source.encode()).text.strip() == "Roe said that it rains."


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "looks like an image: extract its text"),
        (b"\x7fELF" + bytes(68), "looks binary (69 of 72 characters are control characters)"),
        (b"<html><body><script>Roe said that it rains.</script></body></html>", "no article was found in the page"),
        (
            b"<html><frameset><frame src='http://x.example/a.html'></frameset></html>",
            "no article was found in the page",
        ),
        (b"<div>" * 20_000 + b"Roe said that it rains.", "no article was found in the page"),
    ],
)
def test_what_is_not_a_page(data: bytes, cause: str) -> None:
    assert error(data).startswith(f"bridge.html: {cause}")


def test_an_error_in_the_library_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    from quotes.inputs import html

    def fail(*_: object, **__: object) -> NoReturn:
        raise RecursionError

    monkeypatch.setattr(html, "bare_extraction", fail)
    assert error(page().encode()) == "bridge.html: cannot be read as a page: RecursionError"


def test_no_file_and_no_entity_is_fetched() -> None:
    Path("secret").write_text("Eve said that it is secret.")
    source = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "secret">]>{page("<base href=http://x.example/>", f"<p>&x;</p>{BODY}")}'
    )
    assert "secret" not in read(source.encode()).text
