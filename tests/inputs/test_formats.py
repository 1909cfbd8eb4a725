"""First bytes to formats: what is known under any name and on standard input, what cannot be read, what stays prose."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from quotes.article import Article
from quotes.errors import ArticleError
from quotes.inputs.articles import articles
from quotes.inputs.formats import tell
from quotes.inputs.paths import InputFormat
from quotes.inputs.text import HEAD

COLUMNS = ("text", "body")
NAMES = ["-", "a", "a.php", "a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.csv"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def archive(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name in names:
            file.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><p>No.", InputFormat.HTML),
        ("\ufeff\n <html lang=en>", InputFormat.HTML),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">', InputFormat.HTML),
        ("<!-- one --><!-- two\n -->\n<HEAD>", InputFormat.HTML),
        ('[{"text": "No."}]', InputFormat.JSON),
        ('[\n  {\n    "text"', InputFormat.JSON),
        ('{\n  "text": "No."\n}', InputFormat.JSON),
        (" [ ] \n", InputFormat.JSON),
        ('{"text": "No."}', InputFormat.JSONL),
        ('{"text": "No."}\n{"text": "Ja."}\n', InputFormat.JSONL),
        ('{"text": "No.\n{"text": "Ja."}\n', InputFormat.JSONL),  # a broken row costs itself
        ('{"text": "' + "No. " * HEAD, InputFormat.JSONL),
        ('{"text', InputFormat.JSONL),  # broken off: an error, and not prose
        ("{'text': 'No.'}", InputFormat.JSONL),  # as Python prints it: an error, too
    ],
)
def test_what_is_known_under_any_name(text: str, kind: InputFormat) -> None:
    assert {name: tell(name, text.encode()[:HEAD], COLUMNS) for name in NAMES} == dict.fromkeys(NAMES, kind)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.jsonl", '{"text":\n', InputFormat.JSONL),
        ("a.json", '{"text":\n"No."}', InputFormat.JSON),
        ("-", '{"text":\n"No."}', InputFormat.JSON),
        ("a.json", "[1, 2]", InputFormat.JSON),
        ("a.csv", "Ann said no", InputFormat.CSV),
        ("a.txt", "id,text\n", InputFormat.CSV),
        ("-", '"id";"text"\r\n', InputFormat.CSV),
        ("a", "\ntitle\tbody\n", InputFormat.CSV),
        ("a.md", "id,text\n", InputFormat.MARKDOWN),
        ("a.html", "<p>No.", InputFormat.HTML),
        ("a.vtt", "NOTE", InputFormat.SUBTITLES),
        ("-", "WEBVTT\n\n00:01.000 --> 00:04.000\nNo.", InputFormat.SUBTITLES),
        ("-", "1\r\n00:00:01,000 --> 00:00:04,000\r\nNo.", InputFormat.SUBTITLES),
    ],
)
def test_names_decide_what_the_bytes_do_not(name: str, text: str, kind: InputFormat) -> None:
    assert tell(name, text.encode(), COLUMNS) is kind


@pytest.mark.parametrize(
    "text",
    [
        "[LONDON] The mayor said no.",
        "[1] The mayor said no.",
        '["No,"] he said.',
        "[]brackets",
        "[" * 5000,
        "{laughs} The mayor said no.",
        '{"No,"} he said.',
        "<b>The mayor</b> said no.",
        "<p>The mayor said no.</p>",
        "<-- The mayor said no.",
        "<!-- a remark that never ends",
        "<!--" * 2000,  # in linear time
        "<!---->" * 1100 + "x",
        "Body, text and mind",
        "text, body",
        "text",
        "The text,the body",
        "a,b,c\n1,2,3",
        "PKO said no.",
        "PDF files, the mayor said",
        "MMMM. BM. ID3 tags. GIF8 RIFF",
        "",
        "\n\n",
    ],
)
def test_what_may_be_prose_is_prose(text: str) -> None:
    names = ["-", "a", "a.txt"]
    assert [tell(name, text.encode()[:HEAD], COLUMNS) for name in names] == [InputFormat.TEXT] * 3


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF: convert it to text with pdftotext"),
        (
            archive("[Content_Types].xml", "_rels/.rels", "word/document.xml"),
            "a Word document (.docx): save it as text",
        ),
        (archive("[Content_Types].xml", "xl/workbook.bin"), "a binary Excel file (.xlsb): save it as .xlsx"),
        (archive("[Content_Types].xml", "a"), "a Word, Excel or PowerPoint file: save it as text"),
        (archive("mimetype", "content.xml"), "an OpenDocument file (.odt): save it as text"),
        (archive("a.txt"), "a ZIP archive: unpack it"),
        (archive(), "a ZIP archive: unpack it"),
        (rb"{\rtf1\ansi No.}", "an RTF document: save it as text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Word, Excel or PowerPoint file: save it as text"),
        (b"SQLite format 3\0", "an SQLite database: export its articles as CSV or JSON Lines"),
        (b"\x89PNG\r\n\x1a\n", "an image: extract its text"),
        (b"\xff\xd8\xff\xe0", "an image: extract its text"),
        (b"\0\0\0\x20ftypisom", "sound or video: transcribe it"),
        (b"7z\xbc\xaf\x27\x1c", "a compressed file: unpack it"),
        (b"a.txt".ljust(257, b"\0") + b"ustar", "a tar archive: unpack it"),
        ("No, said Roe.".encode("utf-16-le"), "UTF-16 without its byte order mark: save it as UTF-8"),
        (
            b'<?xml version="1.0"?><rss version="2.0"><channel>',
            "a feed (RSS, Atom): save the pages that it links to, and give those",
        ),
        (
            b'<feed xmlns="http://www.w3.org/2005/Atom">',
            "a feed (RSS, Atom): save the pages that it links to, and give those",
        ),
        (
            b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "a"><!ENTITY b "&a;&a;">]><lolz>&b;</lolz>',
            "XML: convert its articles to text",
        ),
    ],
)
def test_what_cannot_be_read_is_one_line(data: bytes, cause: str) -> None:
    for name in NAMES:
        with pytest.raises(ArticleError) as raised:
            tell(name, data, COLUMNS)
        assert raised.value.cause == f"looks like {cause}", name


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ('{"id": "x", "text": "No."}', {}),
        ('[{"id": "x", "text": "No."}]', {}),
        ("id,text\nx,No.\n", {}),
        ("id,says\nx,No.\n", {"text": "says"}),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["-", "a", "a.txt", "a.gz"])
def test_all_the_way(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, fields: dict[str, str], packed: bool
) -> None:
    data = gzip.compress(text.encode()) if packed else text.encode()
    Path(name).write_bytes(data)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    found = list(articles(name, fields))
    assert found == [Article("x", "No.", None if name == "-" else name)]


def test_a_page_on_standard_input_is_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("trafilatura")
    page = "<!DOCTYPE html><html><body><nav>Roe said no.</nav><article><p>Lund said that it rains.</p></article></body>"
    Path("a.html").write_text(page)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(page.encode())))
    [file, piped] = articles(["a.html", "-"])
    assert isinstance(file, Article)
    assert isinstance(piped, Article)
    assert file.text == piped.text
    assert "Lund said that it rains." in file.text
