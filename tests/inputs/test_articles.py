"""Paths to articles: rows of JSON Lines, ids, errors in their place, and only one article in memory at a time."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import quotes
from quotes.article import Article, Diagnostic
from quotes.errors import ArticleError
from quotes.inputs.articles import Ids, articles, held
from quotes.inputs.paths import InputFormat
from quotes.inputs.text import read
from quotes.records import ArticleInfo
from tests.support import ROOT


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(*lines: str, name: str = "news.jsonl") -> str:
    Path(name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return name


def good(path: str, **options: Any) -> list[Article]:
    found = list(articles([path], **options))
    assert all(isinstance(each, Article) for each in found), found
    return [each for each in found if isinstance(each, Article)]


def told(*paths: str, **options: Any) -> list[str]:
    """Each article as id and text, each error as its message."""
    return [
        f"{each.id}: {each.text}" if isinstance(each, Article) else f"! {each}" for each in articles(paths, **options)
    ]


def test_a_row_is_an_article_with_its_facts() -> None:
    row = {
        "id": "a1",
        "text": "No.\r\n\n“Ja.”",
        "title": "T",
        "outlet": "O",
        "date": "2026-01-02",
        "url": "u",
        "x": [1],
    }
    [article] = good(rows(json.dumps(row)))
    info = ArticleInfo(title="T", outlet="O", date="2026-01-02", url="u")
    assert article == Article("a1", "No.\r\n\n“Ja.”", "news.jsonl", (), info)


@pytest.mark.parametrize(
    ("row", "info"),
    [
        ({}, None),
        ({"title": None, "outlet": "", "url": None}, None),
        ({"date": 20260102}, ArticleInfo(date="20260102")),
        ({"date": 1767312000.5}, ArticleInfo(date="1767312000.5")),
        ({"date": 0}, ArticleInfo(date="0")),
        ({"title": " \x1b[1m[b]"}, ArticleInfo(title=" \x1b[1m[b]")),
    ],
)
def test_facts_about_an_article_in_its_row(row: dict[str, Any], info: ArticleInfo | None) -> None:
    assert [article.info for article in good(rows(json.dumps({"text": "No.", **row})))] == [info]


def test_the_keys_can_be_named() -> None:
    path = rows('{"_id": 7, "body": "No.", "source": "Post", "title": "T", "id": "x", "text": 5}')
    [article] = good(path, fields={"id": "_id", "text": "body", "outlet": "source"})
    assert (article.id, article.text, article.info) == ("7", "No.", ArticleInfo(title="T", outlet="Post"))


MEGABYTE = 1 << 20
NONE = "has no text under a known key: name its key with --field text=KEY"


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("{", "is not JSON: Expecting property name enclosed in double quotes (column 2)"),
        ('{"text": "No."', "is not JSON: Expecting ',' delimiter (column 15)"),
        ('{"text": "\\ud83d"}', '"text" holds a lone surrogate (U+D83D) at offset 0'),
        ('{"text": "No.", "title": "\\udc00"}', '"title" holds a lone surrogate (U+DC00) at offset 0'),
        ("[" * 500_000, "is nested too deeply"),
        ('["text"]', "is not a JSON object"),
        ("null", "is not a JSON object"),
        ("No.", "is not JSON: Expecting value (column 1)"),
        ("{}", NONE),
        ('{"text": null, "body": NaN}', NONE),
        ('{"text": ["No."]}', 'has something other than text as "text"'),
        ('{"text": 5}', 'has something other than text as "text"'),
        ('{"text": " \\n"}', 'has no text in its "text"'),
    ],
)
def test_a_wrong_row_is_reported_and_the_others_are_read(line: str, cause: str) -> None:
    path = rows('{"text": "No."}', "", line, '{"text": "Ja."}')
    assert told(path) == ["news-1: No.", f"! news.jsonl: line 3: {cause}", "news-4: Ja."]


@pytest.mark.parametrize(
    ("line", "fields", "cause"),
    [
        ('{"text": "No.", "n": {}}', {"id": "n"}, '"n" is neither text nor a number'),
        ('{"text": "No.", "date": [2026]}', {"date": "date"}, '"date" is neither text nor a number'),
        ('{"text": "No.", "title": true}', {"title": "title"}, '"title" is neither text nor a number'),
        ('{"text": "No.", "maintext": "Ja."}', {"text": "body"}, 'has no "body"'),
    ],
)
def test_a_key_that_is_named_is_the_one_that_counts(line: str, fields: dict[str, str], cause: str) -> None:
    assert told(rows(line), fields=fields) == [f"! news.jsonl: line 1: {cause}"]


TRAFILATURA = {
    "title": "T",
    "author": None,
    "hostname": "post.example",
    "date": "2026-01-02",
    "fingerprint": "f0",
    "id": None,
    "source": "https://post.example/t",
    "source-hostname": "Post",
    "raw_text": "raw",
    "text": "No.",
    "excerpt": "E",
}
NEWSPAPER = {
    "url": "https://post.example/t",
    "title": "T",
    "publish_date": "2026-01-02",
    "meta_site_name": "Post",
    "text": "No.",
}
NEWS_PLEASE = {
    "title": "T",
    "maintext": "No.",
    "text": None,
    "source_domain": "post.example",
    "date_publish": "2026-01-02 08:00:00",
    "url": "https://post.example/t",
}
NEWSAPI = {
    "source": {"id": None, "name": "Post"},
    "id": {"$oid": "5f"},
    "title": ["T"],
    "content": "No.",
    "publishedAt": "2026",
}


@pytest.mark.parametrize(
    ("row", "info"),
    [
        (TRAFILATURA, ArticleInfo(title="T", outlet="Post", date="2026-01-02", url="https://post.example/t")),
        (NEWSPAPER, ArticleInfo(title="T", outlet="Post", date="2026-01-02", url="https://post.example/t")),
        (
            NEWS_PLEASE,
            ArticleInfo(title="T", outlet="post.example", date="2026-01-02 08:00:00", url="https://post.example/t"),
        ),
        (NEWSAPI, ArticleInfo(date="2026")),  # what is something else under a key that nobody named is passed over
        ({"text": " ", "body": "No.", "source": "Post"}, None),  # a source that is not an address
        ({"body": "No.", "section": ["News"], "articleSection": "politics"}, ArticleInfo(desk="politics")),
    ],
)
def test_the_keys_that_tools_write_are_known(row: dict[str, Any], info: ArticleInfo | None) -> None:
    assert good(rows(json.dumps(row))) == [Article("news-1", "No.", "news.jsonl", (), info)]


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("12345678901234567890123", "12345678901234567890123"),
        ("-9007199254740993", "-9007199254740993"),
        ("9" * 5000, "9" * 5000),
        ("7.10", "7.10"),
        ("1E400", "1E400"),
        ("NaN", "news-1"),
        ("-Infinity", "news-1"),
    ],
)
@pytest.mark.parametrize("text", ['{"text": "No.", "id": %s}', '[{"text": "No.", "id": %s}]'])
def test_a_number_keeps_its_digits(text: str, number: str, name: str) -> None:
    assert told(rows(text % number)) == [f"{name}: No."]


def test_a_row_in_windows_1252_is_read_and_noted() -> None:
    rest = '{"text": "Ja, Señor."}\n{"text": "No."}\n'.encode()
    Path("news.jsonl").write_bytes('{"text": "“Señora”"}\n'.encode("cp1252") + rest)
    first, second, third = good("news.jsonl")
    assert [first.text, second.text, third.text] == ["“Señora”", "Ja, Señor.", "No."]
    cause = "in the article's row: not UTF-8 here: the whole text was decoded as Windows-1252"
    assert first.diagnostics == (Diagnostic("decoded-as-cp1252", cause),)
    assert second.diagnostics == third.diagnostics == ()


def test_byte_order_mark_line_ends_and_an_end_without_one() -> None:
    Path("news.ndjson").write_bytes(codecs.BOM_UTF8 + b'{"text": "No."}\r\n\r\n{"text": "Ja."}')
    assert told("news.ndjson") == ["news-1: No.", "news-3: Ja."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    "text",
    [
        '{"text": "“No”\u2028."}\n{"text": "Ja."}\n',
        '[{"text": "“No”\u2028."},\n{"text": "Ja."}]',
        "id,text\r\n,“No”\u2028.\r\nnews-2,Ja.\r\n",
    ],
)
def test_rows_in_all_encodings(text: str, encoding: str) -> None:
    Path("news.txt").write_bytes(text.encode(encoding))
    assert [article.text for article in good("news.txt")] == ["“No”\u2028.", "Ja."]


@pytest.mark.parametrize("end", [b"\n", b"\x00\xd8\n\0"])
def test_rows_of_a_broken_encoding_are_one_error(end: bytes) -> None:
    Path("news.jsonl").write_bytes('{"text": "No."}\n'.encode("utf-16-le").join([codecs.BOM_UTF16_LE, end]))
    assert told("news.jsonl")[-1] == (
        "! news.jsonl: is not UTF-16-LE, which its byte order mark announces: save it as UTF-8"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{\n "text": "No.",\n "id": 7\n}', ["7: No."]),
        ('[\n{"text": "No."},\n{"text": "Ja."}\n]\n', ["a-1: No.", "a-2: Ja."]),
        ("[]", ["! a.json: is empty"]),
        ('[{"text": "No."}, 5]', ["a-1: No.", "! a.json: item 2: is not a JSON object"]),
        ('[{"text": "No."},]', ["! a.json: is not JSON: Expecting value (column 18)"]),
        ('[{"text": "No."},\n{"text":', ["! a.json: is not JSON: Expecting value (line 2, column 9)"]),
        ('{"text": "No."}{"text": "Ja."}', ["! a.json: line 1: is not JSON: Extra data (column 16)"]),
        (
            "{'text': 'No.'}",
            ["! a.json: line 1: is not JSON: Expecting property name enclosed in double quotes (column 2)"],
        ),
        ('{\n"articles": [{"text": "No."}]\n}', [f"! a.json: {NONE}"]),
        ("[" * 500_000, ["! a.json: is nested too deeply"]),
        ('{"text": "No.", "text": "Ja."}', ["a-1: Ja."]),  # as in every JSON parser
        ('"No."', ["! a.json: is not a JSON object"]),
        ("", ["! a.json: is empty"]),
    ],
)
def test_json_that_is_an_article_or_several(text: str, found: list[str]) -> None:
    Path("a.json").write_text(text)
    assert told("a.json") == found


def test_json_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.inputs.rows.LARGEST", MEGABYTE)
    Path("a.json").write_bytes(gzip.compress(b'[{"text": "' + bytes(MEGABYTE)))
    assert told("a.json") == ["! a.json: is JSON of more than 1 MB: convert it to JSON Lines, which may be of any size"]


def test_records_are_not_articles() -> None:
    record = '{"schema_version": "1.1", "id": "a:1", "doc": "a", "quote": {"text": "No."}}'
    cause = "holds attributions, not articles: quotes show, report, export and serve read them"
    assert told(rows(record, record), rows('{"text": "No."}', name="b.jsonl")) == [
        f"! news.jsonl: {cause}",
        "b-1: No.",
    ]


@pytest.mark.parametrize("text", ["", "\n \r\n"])
def test_a_file_without_rows_is_an_error(text: str) -> None:
    Path("news.jsonl").write_text(text)
    assert told("news.jsonl") == ["! news.jsonl: is empty"]


def test_a_row_that_is_too_long_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.inputs.rows.LARGEST", largest := 4 * MEGABYTE)
    with Path("news.jsonl").open("wb") as file:
        file.write(b'{"text": "No."}\n')
        file.truncate(6 * largest)
        file.seek(0, io.SEEK_END)
        file.write(b'\n{"text": "Ja."}\n')
    tracemalloc.start()
    found = told("news.jsonl")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == ["news-1: No.", "! news.jsonl: line 2: has more than 4 MB", "news-3: Ja."]
    assert peak < 5 * largest  # the line, twice while it is put together, and the one before


def test_packed_rows_are_read_up_to_where_they_are_broken() -> None:
    lines = "".join(f'{{"text": "{n * n * 7919}"}}\n' for n in range(1, 2_000)).encode()
    Path("news.jsonl.gz").write_bytes(gzip.compress(lines))
    whole = told("news.jsonl.gz")
    assert (len(whole), whole[-1]) == (1_999, f"news-1999: {1_999**2 * 7919}")
    Path("news.jsonl.gz").write_bytes(gzip.compress(lines)[:-1000])
    *before, last = told("news.jsonl.gz")
    assert whole[: len(before)] == before
    assert len(before) > 1_000
    assert last.startswith("! news.jsonl.gz: cannot be unpacked: Compressed file ended before")


def test_many_rows_are_not_kept_and_each_is_given_when_it_is_asked_for() -> None:
    text = "No. " * 25_000
    rows(*[json.dumps({"text": text})] * 40)  # 4 MB
    tracemalloc.start()
    found = sum(isinstance(each, Article) for each in articles(["news.jsonl"]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == 40
    assert peak < 2_000_000  # 40 times the same: who is told of it is kept, and not what
    assert isinstance(next(articles(["news.jsonl", "absent.txt"])), Article)


def test_the_number_of_bytes_read_is_reported() -> None:
    read_so_far: list[int] = []
    Path("a.txt.gz").write_bytes(gzip.compress(b"No." * 1000))
    path = rows(*['{"text": "No."}'] * 5_000)
    assert len(list(articles([path, "a.txt.gz"], on_read=read_so_far.append))) == 5_001
    assert sum(read_so_far) == Path(path).stat().st_size + Path("a.txt.gz").stat().st_size
    assert len(read_so_far) > 5


def test_names_that_say_nothing_are_text() -> None:
    for name in ("c", "d.php", "e.html.bak"):
        Path(name).write_text("# “No.”")
        assert [(article.text, article.prose) for article in good(name)] == [("# “No.”", None)]


def test_markdown_is_its_own_text_read_without_its_marks() -> None:
    Path("a.md").write_text("# Bridge\n\n> “It is *safe*,” said Roe.\n")
    [article] = good("a.md")
    assert article.text == "# Bridge\n\n> “It is *safe*,” said Roe.\n"
    assert article.prose == "  Bridge\n\n  “It is  safe ,” said Roe.\n"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "“No,” Lund said."),
        ("a.md", "**Lund** said no."),
        ("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Lund>We did."),
        ("a.html", f"<html><body><article><p>{'Lund said that it rains. ' * 20}</p></article></body></html>"),
        ("a.json", '{"text": "Lund said no."}'),
        ("a.jsonl", '{"text": "Lund said no."}\n{"id": 1}\n{"text": "Ja."}\n'),
        ("a.csv", "id,text\n1,Lund said no.\n2,\n"),
        ("a", "%PDF-1.7"),
        ("a.txt", ""),
    ],
)
def test_a_file_in_memory_is_read_as_one_on_the_disk(here: Path, name: str, text: str, packed: bool) -> None:
    data = gzip.compress(text.encode()) if packed else text.encode()
    file = here / (f"{name}.gz" if packed else name)
    file.write_bytes(data)
    expected = [each if isinstance(each, Article) else str(each) for each in articles(file.name)]
    file.unlink()
    assert [each if isinstance(each, Article) else str(each) for each in held(file.name, data)] == expected


def test_a_file_in_memory_that_unpacks_to_too_much_is_refused() -> None:
    packed = gzip.compress(b"x" * 1000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quotes.inputs.text.LARGEST", 999)
        [error] = held("a.jsonl.gz", packed)
    assert isinstance(error, ArticleError)
    assert [str(each) for each in held("a.gz", packed[:20])] == [
        "a.gz: cannot be unpacked: Compressed file ended before the end-of-stream marker was reached"
    ]


def test_the_format_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.log"):
        Path(name).write_text('{"text": "No."}')
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"text": "Ja."}\n')))
    found = told("a.txt", "b.log", "-", input_format=InputFormat.JSONL)
    assert found == ["a-1: No.", "b-1: No.", "stdin-1: Ja."]
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"xx")))
    assert told("-", input_format=InputFormat.JSONL)[0].startswith("! standard input: line 1: is not JSON")
    assert told("a.txt", input_format=InputFormat.TEXT) == ['a: {"text": "No."}']


def test_rows_from_standard_input_have_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"text": "Ja."}\n')))
    assert good("-", input_format=InputFormat.JSONL) == [Article("stdin-1", "Ja.")]


def test_an_error_takes_the_place_of_its_article(here: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (here / name).write_text(name)
    (here / "empty").mkdir()
    found = told("a.txt", "absent.txt", "absent.jsonl", "empty", "q*", "http://x.example", "b.txt")
    assert found[0] == "a: a.txt"
    assert [line.split(": ")[0] for line in found[1:-1]] == [
        "! absent.txt",
        "! absent.jsonl",
        "! empty",
        "! q*",
        "! http://x.example",
    ]
    assert found[-1] == "b: b.txt"


def test_a_repeated_text_is_noted_once(here: Path) -> None:
    (here / "a.txt").write_text("No.")
    path = rows('{"text": "Ja."}', '{"text": "No."}', '{"text": "No.", "id": "x"}')
    found = [(each.id, each.diagnostics) for each in articles(["a.txt", path, "a.txt"]) if isinstance(each, Article)]
    repeated = (Diagnostic("repeated", "the same text as a"),)
    assert found == [("a", ()), ("news-1", ()), ("news-2", repeated), ("x", repeated), ("a-2", repeated)]


@pytest.mark.parametrize("given", ["*.txt", Path("*.txt"), ["*.txt"], [Path("a.txt"), "b.txt"], (Path(),)])
def test_one_path_or_several(here: Path, given: Any) -> None:
    for name in ("a", "b"):
        (here / f"{name}.txt").write_text(name)
    assert [str(each.id) for each in articles(given) if isinstance(each, Article)] == ["a", "b"]


def test_ids_of_one_run_differ() -> None:
    unique = Ids()
    wanted = ["x", "x", "x-2", "x", "stdin", "stdin", "x", ".x"]
    assert list(map(unique, wanted)) == ["x", "x-2", "x-2-2", "x-3", "stdin", "stdin-2", "x-4", ".x"]


def test_a_hundred_thousand_articles_of_one_id() -> None:
    unique = Ids()
    assert len({unique("x") for _ in range(100_000)}) == 100_000


def test_ids_differ_between_files_and_rows(here: Path) -> None:
    (here / "b").mkdir()
    for name in ("news-1.txt", "b/news-1.txt"):
        (here / name).write_text("No.")
    path = rows(
        '{"text": "Ja."}', '{"id": "news-1", "text": "So."}', '{"id": 5, "text": "A"}', '{"id": "5", "text": "B"}'
    )
    assert told("news-1.txt", path, "b/news-1.txt") == [
        "news-1: No.",
        "news-1-2: Ja.",
        "news-1-3: So.",
        "5: A",
        "5-2: B",
        "news-1-4: No.",
    ]


def test_without_trafilatura_an_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.delitem(sys.modules, "quotes.inputs.html", raising=False)
    monkeypatch.delattr(quotes.inputs, "html", raising=False)
    Path("a.html").write_text("<p>No.")
    Path("b.txt").write_text("Ja.")
    assert told("a.html", "b.txt") == ["! a.html: needs trafilatura: pip install trafilatura lxml-html-clean", "b: Ja."]


def test_a_text_file_is_what_read_gives(here: Path) -> None:
    (here / "a.txt").write_bytes("“No,” said Señora Núñez".encode("cp1252"))
    assert good("a.txt") == [read("a.txt")]


def test_text_alone_loads_nothing_for_other_formats() -> None:
    Path("a.txt").write_text("No.")
    script = (
        "import sys; from quotes.inputs.articles import articles; list(articles(['a.txt']));"
        "print({'gzip', 'pydantic', 'trafilatura', 'quotes.inputs.rows', 'quotes.inputs.html'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    assert done.stdout == b"set()\n"


def test_an_error_is_an_article_error() -> None:
    [error] = articles(["absent.jsonl"])
    assert isinstance(error, ArticleError)
    assert (error.path, error.cause) == ("absent.jsonl", "no such file or directory")
