"""`quotes extract` on all its inputs: rows, folders, patterns, compressed files; saved texts; its progress."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from quotes.cli.progress import Bar
from quotes.inputs.saved import file_name
from tests.support.command import LEE, ROE, STYLE, command, environment, records, run, run_on_terminal, said

ROWS = [
    {"id": 7, "text": "Ann said that it hails.", "title": "Hail [b]", "outlet": "Post", "date": "2026-01-02"},
    {"text": "Kim said that it is hot."},
]
BAR = re.compile(r"[━╸╺]+ +(\d+%)? +(\d+) done \d:\d\d:\d\d")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "news" / "sub").mkdir(parents=True)
    (tmp_path / "news" / "roe.txt").write_text(ROE)
    (tmp_path / "news" / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in ROWS))
    (tmp_path / "news" / "sub" / "lee.md.gz").write_bytes(gzip.compress(LEE.encode()))
    return tmp_path


@pytest.mark.parametrize("path", ["news", "news/**", "n*"])
def test_a_folder_stands_for_all_its_articles(here: Path, path: str) -> None:
    code, out, err = run(here, "extract", path)
    assert (code, said(out)) == (0, [("roe", "Roe"), ("roe", "Kim"), ("7", "Ann"), ("rows-2", "Kim"), ("lee", "Lee")])
    assert [r["path"] for r in records(out)] == [
        "news/roe.txt",
        "news/roe.txt",
        "news/rows.jsonl",
        "news/rows.jsonl",
        "news/sub/lee.md.gz",
    ]
    assert err.splitlines()[-1].endswith(", 4 articles")


def test_facts_about_an_article_are_copied_from_its_row(here: Path) -> None:
    _, out, _ = run(here, "extract", "news/rows.jsonl")
    assert [r["article"] for r in records(out)] == [
        {"title": "Hail [b]", "outlet": "Post", "desk": None, "date": "2026-01-02", "url": None},
        None,
    ]


def test_rows_with_other_keys_on_standard_input(here: Path) -> None:
    line = json.dumps({"body": "Bo said that it is.", "source": "Post", "a=b": "T"}).encode()
    options = ["--input-format", "jsonl", "--field", "text=body", "--field", "outlet=source", "--field", "title=a=b"]
    code, out, _ = run(here, "extract", "-", *options, stdin=line)
    assert code == 0
    [record] = records(out)
    assert (record["doc"], record["path"]) == ("stdin-1", None)
    assert record["article"] == {"title": "T", "outlet": "Post", "desk": None, "date": None, "url": None}


def test_each_wrong_row_is_one_line_and_the_others_are_done(here: Path) -> None:
    rows = ['{"text": "Bo said that it is."}', "xx", '{"text": "FAULT"}', '{"text": "Bo said that it was."}']
    (here / "bad.jsonl").write_text("\n".join(rows))
    code, out, err = run(here, "extract", "bad.jsonl", "http://x.example/\x1b[31m", "--quiet")
    assert (code, said(out)) == (1, [("bad-1", "Bo"), ("bad-4", "Bo")])
    first, *others = err.splitlines()
    assert first.startswith("quotes: error: bad.jsonl: line 2: is not JSON: ")
    assert others == [
        "quotes: error: bad-3: cue: a fault of ours",
        "quotes: error: http://x.example/␛[31m: is a URL: save the page (curl -L -o page.html URL), and give its file",
    ]


def test_texts_are_saved_for_their_offsets(here: Path) -> None:
    hostile = ["../../up", "a/b", "nul\0", "", "CON", ".hidden", "x" * 5000, "Señora", "a\nb"]
    lines = [json.dumps({"id": name, "text": f"“No”,\r\nBo said that it is {n}."}) for n, name in enumerate(hostile)]
    (here / "rows.jsonl").write_text("\n".join(lines))
    before = set(here.rglob("*"))
    code, out, _ = run(here, "extract", "news", "rows.jsonl", "--save-text", "kept/texts")
    kept = here / "kept" / "texts"
    assert code == 0
    assert set(here.rglob("*")) - before == {here / "kept", kept, *kept.iterdir()}
    assert len(list(kept.iterdir())) == 4 + len(hostile)
    for record in records(out):
        text = (kept / file_name(record["doc"])).read_bytes().decode()
        [(start, end)] = record["quote"]["spans"]
        assert text[start:end] == record["quote"]["text"]
    assert (kept / file_name("a/b")).read_bytes() == "“No”,\r\nBo said that it is 1.".encode()


@pytest.mark.parametrize("folder", ["news", "news/new", "news/sub", "."])
def test_texts_are_not_saved_among_the_inputs(here: Path, folder: str) -> None:
    before = {path: path.is_file() and path.read_bytes() for path in here.rglob("*")}
    (here / "a.txt").write_text(ROE)
    code, _, err = run(here, "extract", "a.txt", "news", "--save-text", folder)
    assert code == 2
    assert "Invalid value for --save-text: must be a folder that contains no input and is not inside one" in err
    (here / "a.txt").unlink()
    assert {path: path.is_file() and path.read_bytes() for path in here.rglob("*")} == before


def test_a_folder_for_texts_that_cannot_be_made(here: Path) -> None:
    (here / "file").touch()
    code, out, err = run(here, "extract", "news", "--save-text", "file/texts")
    assert (code, out, err) == (1, b"", "quotes: error: file/texts: not a directory\n")


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["news", "-o", "news/rows.jsonl"], "Invalid value for -o: is one of the inputs"),
        (["n*/*", "-o", "./news/rows.jsonl"], "Invalid value for -o: is one of the inputs"),
        (["news", "--field", "body"], "Invalid value for --field: must be NAME=KEY, with a NAME of id, text, title,"),
        (["news", "--field", "body=text"], "Invalid value for --field: must be NAME=KEY"),
        (["news", "--field", "text="], "Invalid value for --field: must be NAME=KEY"),
        (["-", "--input-format", "pdf"], "Invalid value for '--input-format'"),
    ],
)
def test_wrong_usage(here: Path, args: list[str], cause: str) -> None:
    code, out, err = run(here, "extract", *args)
    assert (code, out) == (2, b"")
    assert cause in err


def test_a_new_output_in_the_folder_is_not_an_input(here: Path) -> None:
    code, _, err = run(here, "extract", "news", "-o", "news/out.jsonl")
    assert (code, "error" in err) == (0, False)
    assert len(records((here / "news" / "out.jsonl").read_bytes())) == 5


@pytest.mark.parametrize("options", [["-o", "out.jsonl"], ["--format", "jsonl"], []])
def test_progress_is_shown_after_two_seconds_and_taken_away(here: Path, options: list[str]) -> None:
    (here / "a.txt").write_text(ROE)
    (here / "b.txt").write_text(f"{LEE} SLOW")
    shown = run_on_terminal(here, ["extract", "a.txt", "b.txt", "none.txt", *options])
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h") > 0  # the cursor is there again
    bars = BAR.findall(STYLE.sub("", shown))
    assert list(dict.fromkeys(bars)) == [("60%", "1"), ("100%", "2"), ("100%", "3")]
    left = STYLE.sub("", _left(shown))
    assert not BAR.search(left)
    assert "quotes: error: none.txt: no such file or directory\n" in left


def test_progress_within_a_long_article(here: Path) -> None:
    (here / "long.txt").write_text(f"{ROE} LONG")
    bars = BAR.findall(STYLE.sub("", run_on_terminal(here, ["extract", "long.txt", "-o", "out.jsonl"])))
    half, whole = list(dict.fromkeys(bars))[-2:]
    assert half in {("49%", "0"), ("50%", "0")}
    assert whole == ("100%", "1")


def _left(shown: str) -> str:
    """What stays on the terminal, without the progress bars, which are erased."""
    return re.sub(r"\x1b\[\?25l.*?\x1b\[\?25h\r\x1b\[1A\x1b\[2K", "", shown, flags=re.DOTALL)


def test_quick_runs_and_runs_without_a_terminal_show_no_progress(here: Path) -> None:
    assert "\x1b[?25l" not in run_on_terminal(here, ["extract", "news", "-o", "out.jsonl"])
    (here / "slow.txt").write_text(f"{ROE} SLOW")
    assert " done " not in run(here, "extract", "slow.txt", FORCE_COLOR="1")[2]


def test_after_two_seconds_the_progress_is_shown() -> None:
    assert Bar([])._timer.interval == 2


def test_progress_without_a_known_size_has_no_end(here: Path) -> None:
    os.mkfifo(here / "pipe")
    (here / "slow.txt").write_text(f"{ROE} SLOW")
    with subprocess.Popen(["/bin/sh", "-c", "echo 'Bo said that it is.' > pipe"], cwd=here):
        shown = STYLE.sub("", run_on_terminal(here, ["extract", "slow.txt", "pipe", "-o", "out.jsonl"]))
    assert {percent for percent, _ in BAR.findall(shown)} == {""}


def test_standard_input_that_is_closed_is_one_line(here: Path) -> None:
    line = " ".join(command("extract", "-", "news/roe.txt"))
    done = subprocess.run(
        ["/bin/sh", "-c", f"{line} <&-"], cwd=here, env=environment(), capture_output=True, check=False
    )
    assert (done.returncode, said(done.stdout)) == (1, [("roe", "Roe"), ("roe", "Kim")])
    assert done.stderr.decode().splitlines()[0] == "quotes: error: standard input: is closed"


def test_a_page_or_a_pdf_with_any_name_is_not_prose(here: Path) -> None:
    (here / "a.txt").write_bytes(b"%PDF-1.4 Bo said that it is.")
    (here / "b.txt").write_text("id,text\nx,Bo said that it is.\n")
    code, out, err = run(here, "extract", "a.txt", "b.txt", "--quiet")
    assert (code, said(out)) == (1, [("x", "Bo")])
    assert err == "quotes: error: a.txt: looks like a PDF: convert it to text with pdftotext\n"


def test_a_list_of_paths(here: Path) -> None:
    (here / "list").write_text("news/roe.txt\ngone.txt\nnews/sub\n")
    code, out, err = run(here, "extract", "@list", "--format", "jsonl")
    assert (code, said(out)) == (1, [("roe", "Roe"), ("roe", "Kim"), ("lee", "Lee")])
    assert "quotes: error: gone.txt: no such file or directory\n" in err


def test_a_repeated_article_is_noted(here: Path) -> None:
    _, out, err = run(here, "extract", "news/roe.txt", "news/roe.txt")
    assert said(out) == [("roe", "Roe"), ("roe", "Kim"), ("roe-2", "Roe"), ("roe-2", "Kim")]
    assert err.count("the same text as roe") == 1
