"""Bytes to text: every encoding, every kind of file that is not an article."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import pickle
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.article import Article, Diagnostic, place
from quotes.errors import ArticleError
from quotes.inputs.encoding import from_text
from quotes.inputs.text import LARGEST, read
from tests.support import ROOT

MEGABYTE = 1 << 20
NEWS = "“We will wait,” said Señora Núñez — twice.\r\n\nThen she left…"


def _packed(data: bytes) -> bytes:
    """Compressed without a timestamp, so that the names of tests do not depend on it."""
    return gzip.compress(data, mtime=0)


def article(tmp_path: Path, data: bytes) -> Article:
    path = tmp_path / "news.txt"
    path.write_bytes(data)
    return read(path)


@pytest.mark.parametrize(
    "data",
    [
        NEWS.encode(),
        codecs.BOM_UTF8 + NEWS.encode(),
        codecs.BOM_UTF16_LE + NEWS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + NEWS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + NEWS.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + NEWS.encode("utf-32-be"),
    ],
)
def test_unicode_is_decoded_without_its_mark_and_without_a_note(tmp_path: Path, data: bytes) -> None:
    found = article(tmp_path, data)
    assert (found.text, found.diagnostics) == (NEWS, ())
    assert (found.id, found.path) == ("news", str(tmp_path / "news.txt"))


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_what_is_not_utf8_is_windows_1252(tmp_path: Path, mark: bytes) -> None:
    found = article(tmp_path, mark + NEWS.encode("cp1252"))
    assert found.text == NEWS
    assert [(d.code, d.start, d.end) for d in found.diagnostics] == [("decoded-as-cp1252", 0, 1)]


def test_the_diagnostic_is_at_the_first_character_that_is_not_utf8(tmp_path: Path) -> None:
    found = article(tmp_path, "Señora".encode("cp1252"))
    assert found.diagnostics == (
        Diagnostic("decoded-as-cp1252", "not UTF-8 here: the whole text was decoded as Windows-1252", 2, 3),
    )


def test_a_passage_of_windows_1252_pasted_into_utf8(tmp_path: Path) -> None:
    found = article(tmp_path, "“Señor Núñez” said: ".encode() + "“Ja”".encode("cp1252"))
    assert found.text == "“Señor Núñez” said: “Ja”"
    assert [(d.code, d.start) for d in found.diagnostics] == [("mixed-encodings", 20)]


def test_utf8_cut_off_in_a_character(tmp_path: Path) -> None:
    found = article(tmp_path, "“No,” said Núñez, “no”".encode()[:-1])
    assert found.text.startswith("“No,” said Núñez, “no")
    assert [d.code for d in found.diagnostics] == ["mixed-encodings"]


def test_a_byte_that_windows_1252_does_not_define_is_kept(tmp_path: Path) -> None:
    found = article(tmp_path, b"a caf\xe9 and \x9d this")
    assert found.text == "a café and \x9d this"
    assert [(d.code, d.start) for d in found.diagnostics] == [("decoded-as-cp1252", 5), ("control-characters", 11)]


def test_truncated_utf16_keeps_the_rest(tmp_path: Path) -> None:
    found = article(tmp_path, codecs.BOM_UTF16_LE + "She said no".encode("utf-16-le") + b"\x00")
    assert found.text == "She said no\ufffd"
    assert [(d.code, d.start) for d in found.diagnostics] == [("undecodable-bytes", 11)]


def test_stray_control_characters_are_kept_and_noted_once(tmp_path: Path) -> None:
    text = "The mayor \x1b[1msaid\x1b[0m that the bridge is safe, and nothing else was said by anybody on that day."
    found = article(tmp_path, text.encode())
    assert found.text == text
    assert found.diagnostics == (Diagnostic("control-characters", "control character U+001B (and 1 more)", 10, 11),)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b" \r\n\t\n", "holds nothing but white space"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00", "looks binary"),
        (b"\x7fELF\x02\x01\x01" + bytes(9), "looks binary"),
        ("without a mark".encode("utf-16-le"), "looks binary"),
        (bytes(range(256)) * 4, "looks binary"),
    ],
)
def test_what_is_not_an_article(tmp_path: Path, data: bytes, cause: str) -> None:
    with pytest.raises(ArticleError) as raised:
        article(tmp_path, data)
    assert str(raised.value).startswith(f"{tmp_path / 'news.txt'}: {cause}")


def test_a_path_that_cannot_be_read(tmp_path: Path) -> None:
    bad: list[tuple[str | Path, str]] = [
        (tmp_path / "absent.txt", "no such file or directory"),
        (tmp_path, "is a directory"),
        ("", "no such file or directory"),
        ("a\0b", "embedded null byte"),
    ]
    for path, cause in bad:
        with pytest.raises(ArticleError) as raised:
            read(path)
        assert str(raised.value) == f"{path}: {cause}"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("news")
    path.chmod(0)
    with pytest.raises(ArticleError, match="closed.txt: permission denied"):
        read(path)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(NEWS.encode())))
    assert read("-") == Article("stdin", NEWS, None)


def test_no_more_is_read_of_standard_input_than_an_article_can_have(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = io.BufferedReader(io.FileIO("/dev/zero"))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=endless))
    with pytest.raises(ArticleError, match="standard input: has more than 32 MB"):
        read("-")
    endless.close()


def test_a_file_named_stdin_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("stdin").write_text("news")
    assert read("stdin") == Article("stdin", "news", "stdin")


@pytest.mark.parametrize("name", ["news.txt.gz", "news.GZ", "news.txt", "news"])
@pytest.mark.parametrize("layers", [0, 1, 2])
def test_the_first_bytes_say_whether_a_file_is_packed(tmp_path: Path, name: str, layers: int) -> None:
    data = NEWS.encode()
    for _ in range(layers):
        data = _packed(data)
    (tmp_path / name).write_bytes(data)
    assert read(tmp_path / name) == Article("news", NEWS, str(tmp_path / name))


def test_packed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(_packed(NEWS.encode()))))
    assert read("-") == Article("stdin", NEWS, None)


def test_standard_input_that_comes_byte_by_byte() -> None:
    script = "from quotes.inputs.text import read; print(len(read('-').text))"
    write = (
        "import sys, time\nfor byte in sys.argv[1].encode(): sys.stdout.buffer.write(bytes([byte])); sys.stdout.flush()"
    )
    with subprocess.Popen([sys.executable, "-c", write, NEWS], stdout=subprocess.PIPE) as writer:
        done = subprocess.run(
            [sys.executable, "-c", script], stdin=writer.stdout, cwd=ROOT, capture_output=True, check=True
        )
    assert int(done.stdout) == len(NEWS)


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(ArticleError, match="^standard input: is closed$"):
        read("-")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (_packed(NEWS.encode())[:-9], "cannot be unpacked: Compressed file ended before"),
        (_packed(NEWS.encode())[:10] + b"\xff" * 20, "cannot be unpacked: Error -3 while decompressing data"),
        (_packed(bytes(MEGABYTE + 1)), "has more than 1 MB"),
        (_packed(_packed(_packed(NEWS.encode()))), "is compressed several times: unpack it"),
        (_packed(b""), "is empty"),
        (_packed(NEWS.encode())[:5], "cannot be unpacked: Compressed file ended before"),
    ],
)
def test_a_compressed_file_that_is_broken_or_too_large(
    tmp_path: Path, data: bytes, cause: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.inputs.text.LARGEST", MEGABYTE)
    (tmp_path / "news.txt.gz").write_bytes(data)
    with pytest.raises(ArticleError) as raised:
        read(tmp_path / "news.txt.gz")
    assert raised.value.cause.startswith(cause)


def test_no_more_is_read_than_an_article_can_have(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(1 << 40)  # a terabyte of nothing, which takes no room
    read_so_far: list[int] = []
    with pytest.raises(ArticleError, match="huge.txt: has more than 32 MB"):
        read(tmp_path / "huge.txt", on_read=read_so_far.append)
    assert sum(read_so_far) < LARGEST + 1_000_000


def test_a_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    Path(path).write_text("news")
    found = read(path)
    assert (found.id, found.path) == (r"caf\xe9", rf"{tmp_path}/caf\xe9.txt")


def test_a_text_with_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ArticleError, match=r"^text: holds a lone surrogate \(U\+D83D\) at offset 3$"):
        from_text("no \ud83d", "text")


def test_an_article_from_a_text() -> None:
    assert from_text("Good news 🎉", "text") == Article("text", "Good news 🎉")


def test_line_and_column_count_from_one() -> None:
    assert [place("ab\nc\n\nd", offset) for offset in (0, 1, 2, 3, 5, 6)] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (3, 1),
        (4, 1),
    ]


def test_an_error_crosses_processes() -> None:
    error = pickle.loads(pickle.dumps(ArticleError("a.txt", "is empty")))  # noqa: S301 - our own bytes
    assert (str(error), error.path, error.cause) == ("a.txt: is empty", "a.txt", "is empty")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_in_utf8_is_read_exactly_or_refused(text: str) -> None:
    _same_or_refused(text.encode(), text.removeprefix("\ufeff"))


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _same_or_refused(data, None)


def _same_or_refused(data: bytes, text: str | None) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
        try:
            found = read("-")
        except ArticleError:
            return
    assert text is None or found.text == text
    found.text.encode()
    assert all(0 <= (d.start or 0) < len(found.text) for d in found.diagnostics)
