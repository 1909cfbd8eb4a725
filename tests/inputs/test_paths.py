"""Paths -> files: folders, patterns, and what cannot be read."""

from __future__ import annotations

import inspect
import os
import sys
from pathlib import Path

import pytest

from quotes.errors import ArticleError
from quotes.inputs.paths import SUFFIXES, InputFormat, files, find, format_of

FILES = """
a.txt b.TXT c.md.gz d.jsonl e.html pic.png notes.pdf.gz .secret.txt .hid/f.txt
sub/g.txt sub/deep/h.ndjson sub/.i.txt sub/k.markdown zoo/l.htm empty/m.png x[1].txt
""".split()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a.txt", "a.txt"),
        ("pic.png", "pic.png"),  # named outright
        (".secret.txt", ".secret.txt"),
        ("absent.txt", "absent.txt"),  # who reads it says so
        ("-", "-"),
        (".", "a.txt b.TXT c.md.gz d.jsonl e.html sub/deep/h.ndjson sub/g.txt sub/k.markdown x[1].txt zoo/l.htm"),
        ("sub/", "sub/deep/h.ndjson sub/g.txt sub/k.markdown"),
        (".hid", ".hid/f.txt"),
        ("*.txt", "a.txt x[1].txt"),
        ("?.*", "a.txt b.TXT c.md.gz d.jsonl e.html"),
        ("[ae].*", "a.txt e.html"),
        ("x[1].txt", "x[1].txt"),  # an existing file is not a pattern
        ("s*", "sub/deep/h.ndjson sub/g.txt sub/k.markdown"),
        ("s*/*.txt", "sub/g.txt"),
        ("**/*.txt", "a.txt sub/g.txt x[1].txt"),
        ("s*/**", "sub/deep/h.ndjson sub/g.txt sub/k.markdown"),
        ("sub/**/*", "sub/deep/h.ndjson sub/g.txt sub/k.markdown"),
        ("../{here}/s*/g.*", "../{here}/sub/g.txt"),
        ("{root}/?.html", "{root}/e.html"),
        ("*/.i.*", "sub/.i.txt"),
    ],
)
def test_what_a_path_stands_for(here: Path, path: str, found: str) -> None:
    names = {"here": here.name, "root": str(here)}
    assert list(find(path.format(**names))) == found.format(**names).split()


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        (
            "empty",
            f"has no {', '.join(SUFFIXES)} in it",
        ),
        ("q*.txt", "no such file, and no file matches it as a pattern"),
        ("https://x.example/a.html", "is a URL: save the page (curl -L -o page.html URL), and give its file"),
        ("HTTP://x.example/*", "is a URL: save the page (curl -L -o page.html URL), and give its file"),
    ],
)
def test_what_a_path_does_not_stand_for(path: str, cause: str) -> None:
    [error] = find(path)
    assert isinstance(error, ArticleError)
    assert str(error) == f"{path}: {cause}"
    assert list(files([path, "a.txt"])) == ["a.txt"]


@pytest.mark.parametrize(
    "path", ["x" * 5000, "x" * 5000 + "*", "x" * 5000 + "/*", "a\0b", "a\0*", "a.txt/*", "a.txt/b"]
)
def test_no_path_raises(path: str) -> None:
    for found in find(path):
        assert found == path or isinstance(found, ArticleError)


@pytest.mark.parametrize("path", ["sub", "sub/**/*.txt"])
def test_links_to_files_are_followed_and_links_to_folders_are_not(here: Path, path: str) -> None:
    (here / "sub" / "link.txt").symlink_to(here / "a.txt")
    (here / "sub" / "up").symlink_to(here)
    (here / "sub" / "self").symlink_to(here / "sub")
    found = [file for file in find(path) if str(file).endswith(".txt")]
    assert found == ["sub/g.txt", "sub/link.txt"]
    (here / "way").symlink_to("sub")
    assert "way/g.txt" in list(find("way"))


def test_a_pipe_in_a_folder_is_not_waited_for(here: Path) -> None:
    os.mkfifo(here / "zoo" / "pipe.txt")
    assert list(find("zoo")) == ["zoo/l.htm"]


def test_a_deep_folder_needs_no_deep_stack(here: Path) -> None:
    deep = Path(*["d"] * 300)
    (here / deep).mkdir(parents=True)
    (here / deep / "a.txt").touch()
    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(len(inspect.stack(0)) + 100)
        assert list(find("d")) == [str(deep / "a.txt")]
    finally:
        sys.setrecursionlimit(limit)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read(here: Path) -> None:
    (here / "sub" / "deep").chmod(0)
    assert list(map(str, find("sub"))) == ["sub/deep: permission denied", "sub/g.txt", "sub/k.markdown"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a.txt\nsub/g.txt\n", "a.txt sub/g.txt"),
        ("\ufeffa.txt\r\n\r\n\nsub/g.txt", "a.txt sub/g.txt"),  # as an editor on Windows saves it
        ("sub/*.txt\nzoo\nabsent.txt\n-", "sub/g.txt zoo/l.htm absent.txt -"),
        ("@a.txt\n@list\n", "./@a.txt ./@list"),  # a list names no list
    ],
)
def test_a_list_of_paths(here: Path, text: str, found: str) -> None:
    (here / "list").write_bytes(text.encode())
    assert list(find("@list")) == found.split()
    assert list(files(["@list", "a.txt"])) == [*found.split(), "a.txt"]


def test_names_in_a_list_are_bytes(here: Path) -> None:
    (here / "list").write_bytes(b"se\xf1ora.txt\n")
    assert list(find("@list")) == [os.fsdecode(b"se\xf1ora.txt")]


def test_a_list_of_many_paths_is_not_kept_in_memory(here: Path) -> None:
    (here / "list").write_text("a.txt\n" * 20_000)
    assert next(find("@list")) == "a.txt"
    assert sum(1 for _ in find("@list")) == 20_000


@pytest.mark.parametrize(
    ("path", "content", "cause"),
    [
        ("@gone", b"", "no such file or directory"),
        ("@", b"", "a list of paths must be a regular file: it is read more than once"),
        ("@sub", b"", "a list of paths must be a regular file: it is read more than once"),
        ("@/dev/null", b"", "a list of paths must be a regular file: it is read more than once"),
        ("@list", b"", "contains no path"),
        ("@list", b"\n\r\n", "contains no path"),
        ("@list", "a.txt\n".encode("utf-16-le"), "line 1 is not a path: a list has one path per line"),
        ("@list", b"x" * 100_000_000, "line 1 is not a path: a list has one path per line"),
        ("@a\0", b"", "embedded null byte"),
    ],
)
def test_what_is_not_a_list(here: Path, path: str, content: bytes, cause: str) -> None:
    (here / "list").write_bytes(content)
    [error] = find(path)
    assert isinstance(error, ArticleError)
    assert error.cause == cause


def test_a_file_whose_name_begins_like_a_list(here: Path) -> None:
    (here / "@a.txt").touch()
    assert list(find("./@a.txt")) == ["./@a.txt"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.txt", InputFormat.TEXT),
        ("a.MD.GZ", InputFormat.MARKDOWN),
        ("a.b.html", InputFormat.HTML),
        ("a.jsonl.gz", InputFormat.JSONL),
        ("a.json", InputFormat.JSON),
        ("a.tsv.gz", InputFormat.CSV),
        ("-", None),
        ("a.php", None),
        ("a.gz", None),
        ("txt", None),
        ("", None),
    ],
)
def test_a_name_tells_the_format(path: str, kind: InputFormat | None) -> None:
    assert format_of(path) is kind
