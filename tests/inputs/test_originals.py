"""The texts of pages and rows are found again, and no folder of this machine is written to an output."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.test_review import review
from tests.support.command import ROE, run

FORMATS = ("csv", "sqlite", "jsonld", "claimreview", "html", "parquet")
PAGE = f"""<!DOCTYPE html><html><head><title>Bridge</title></head><body><article><h1>Bridge</h1><p>{ROE}</p>
<p>The bridge was built in 1931 and carries two lanes of traffic and a tram.</p></article></body></html>"""
ROWS = [{"id": "n", "words": "It rained."}, {"id": "n", "words": ROE}]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "roe.txt").write_text(ROE)
    (tmp_path / "page").write_text(PAGE)
    (tmp_path / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in ROWS))
    return tmp_path


def extracted(here: Path, path: str, *args: str) -> None:
    if path == "page":
        pytest.importorskip("trafilatura", reason="of the extra `html`")
    assert run(here, "extract", path, "-o", "out.jsonl", *args)[0] == 0


def selectors(here: Path, *args: str) -> list[list[str]]:
    """The keys of each selector of an export, without its type."""
    code, out, err = run(here, "export", "out.jsonl", "--format", "jsonld", *args, module="quotes")
    assert (code, err) == (0, "")
    targets = [target for each in json.loads(out)["@graph"] for target in each["target"]]
    return [[name for each in target["selector"] for name in each if name != "type"] for target in targets]


AROUND = ["exact", "prefix", "suffix"]


@pytest.mark.parametrize(
    ("path", "options", "given", "expected"),
    [
        ("roe.txt", [], [], ["start", "end", *AROUND]),
        ("page", [], [], AROUND),
        ("rows.jsonl", ["--field", "text=words"], ["--field", "text=words"], AROUND),
        ("rows.jsonl", ["--field", "text=words"], [], ["exact"]),
    ],
)
def test_annotations_have_the_words_around(
    here: Path, path: str, options: list[str], given: list[str], expected: list[str]
) -> None:
    extracted(here, path, *options)
    assert selectors(here, *given) == [expected, expected]


@pytest.mark.parametrize("path", ["roe.txt", "page", "rows.jsonl"])
def test_texts_that_were_kept_need_no_original(here: Path, path: str) -> None:
    extracted(here, path, "--field", "text=words", "--save-text", "texts")
    (here / path).unlink()
    assert selectors(here) == [["exact"]] * 2
    assert selectors(here, "--texts", "texts") == [AROUND] * 2


def test_ids_may_be_numbered_differently_in_a_run_and_for_a_file_alone(here: Path) -> None:
    shutil.copy(here / "rows.jsonl", here / "again.jsonl")
    assert run(here, "extract", "rows.jsonl", "again.jsonl", "-o", "out.jsonl", "--field", "text=words")[0] == 0
    docs = [json.loads(each)["doc"] for each in (here / "out.jsonl").read_text().splitlines()]
    assert docs == ["n-2", "n-2", "n-4", "n-4"]
    assert selectors(here, "--field", "text=words") == [AROUND] * 4


@pytest.mark.parametrize("path", ["page", "rows.jsonl"])
@pytest.mark.parametrize("command", [["export", "--format", "html"], ["report"]])
def test_a_page_shows_the_text_of_pages_and_rows(here: Path, path: str, command: list[str]) -> None:
    extracted(here, path, "--field", "text=words")
    code, out, err = run(here, command[0], "out.jsonl", *command[1:], "--field", "text=words", module="quotes")
    assert (code, err, out.count(b'<div class="text">')) == (0, "", 1)


@pytest.mark.parametrize("path", ["page", "rows.jsonl"])
def test_a_reviewer_sees_the_text_of_pages_and_rows(here: Path, path: str) -> None:
    extracted(here, path, "--field", "text=words")
    code, shown = review(here, ["x\n"], "out.jsonl", "--field", "text=words")
    assert (code, "Roe said that the bridge is safe. Kim said" in shown) == (0, True)


def test_a_reviewer_is_told_why_no_text_is_shown(here: Path) -> None:
    extracted(here, "roe.txt")
    (here / "roe.txt").write_text(f"Corrected: {ROE}")
    assert "the article is not as it was when this was found in it" in review(here, ["x\n"], "out.jsonl")[1]
    (here / "roe.txt").unlink()
    assert "the article's text is not at hand: --texts DIR" in review(here, ["x\n"], "out.jsonl")[1]


@pytest.mark.parametrize("export", FORMATS)
def test_folders_of_this_machine_are_not_written_unless_requested(here: Path, export: str) -> None:
    if export == "parquet":
        pytest.importorskip("pyarrow", reason="of the extra `parquet`")
    extracted(here, str(here / "roe.txt"))
    told, folder = str(here / "out.jsonl"), str(here).encode()
    code, out, _ = run(here, "export", told, "--format", export, module="quotes")
    assert (code, folder in out, b"roe" in out) == (0, False, True)
    code, out, _ = run(here, "export", told, "--format", export, "--paths", module="quotes")
    assert (code, folder in out) == (0, True)


def test_folders_of_this_machine_are_not_written_to_a_report(here: Path) -> None:
    assert str(here).encode() not in run(here, "report", str(here / "roe.txt"))[1]
    assert str(here).encode() in run(here, "report", str(here / "roe.txt"), "--paths")[1]


def test_two_files_of_one_name_stay_two(here: Path) -> None:
    extracted(here, "roe.txt")
    for day in ("monday", "tuesday"):
        (here / day).mkdir()
        shutil.copy(here / "out.jsonl", here / day)
    code, out, _ = run(here, "export", "monday", "tuesday", "--format", "csv", module="quotes")
    sources = [row.rsplit(",", 2)[1] for row in out.decode().splitlines()[1:]]
    assert (code, sources) == (0, ["out.jsonl", "out.jsonl", "out.jsonl-2", "out.jsonl-2"])
