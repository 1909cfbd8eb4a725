"""What quotes check wrote, beside the records: on the page, in the database; of other words, nowhere."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quotes.article import Article
from quotes.checking.checked import Checked
from quotes.checking.looking import best
from quotes.checking.quotations import quotations
from quotes.checking.sources import of_article
from quotes.inputs.originals import Originals
from quotes.lines import Line
from quotes.records import Attribution, QuoteKind
from quotes.writers import html, jsonl, sqlite
from quotes.writers.checklist import Checklist, worst
from tests.support.command import run
from tests.support.samples import attribution, speaker

TEXT = (
    "Lund said: “We did not test every bolt on the old bridge.” “It will stand for a hundred years,” she said. "
    "“The tower has to go, and that is final,” Lund said. Kim called it “a scandal that nobody saw”, and <b>“a mess of "
    "great and lasting size”</b>."
)
SPEECH = (
    "LUND: We tested every bolt on the old bridge.\n\nWEBER: It will stand for a hundred years.\n\n"
    "KIM: It is a scandal that nobody saw.\n"
)


def said(words: str, kind: QuoteKind = "direct") -> Attribution:
    return attribution(TEXT, words, kind=kind, path="news/a.txt", doc="a", speaker=speaker(TEXT, "Lund", "Lund"))


RECORDS = [
    said("We did not test every bolt on the old bridge."),
    said("It will stand for a hundred years,"),
    said("The tower has to go, and that is final,"),
    said("called it “a scandal that nobody saw”, and <b>“a mess of great and lasting size”", kind="mixed"),
    said("Kim called it", kind="indirect"),
]


def checked(*records: Attribution) -> list[Checked]:
    return list(best([each for record in records for each in quotations(record)], [of_article(SOURCE)]))


SOURCE = Article("speech", SPEECH, "sources/speech.txt")
CHECKS = checked(*RECORDS)


def lines(*records: Attribution) -> list[Line]:
    return [Line("run.jsonl", record, record.path) for record in records]


def test_each_record_has_its_checks() -> None:
    checklist = Checklist(CHECKS)
    found = [[check.verdict for check in checklist.of(record, record.path)] for record in RECORDS]
    assert found == [["altered"], ["verbatim"], ["not found"], ["verbatim", "not found"], []]
    assert [worst(checklist.of(record, record.path)) for record in RECORDS][3:] == ["not found", None]
    assert checklist.error() is None


def test_a_check_is_of_one_article() -> None:
    assert [Checklist(CHECKS).of(RECORDS[0], path) for path in (None, "a.txt", "other/a.txt")] == [(), (), ()]


def test_a_check_of_other_words_is_left_out() -> None:
    changed = RECORDS[0].model_copy(update={"quote": RECORDS[1].quote})
    checklist = Checklist(CHECKS, "checks.jsonl")
    assert checklist.of(changed, changed.path) == ()
    assert str(checklist.error()) == (
        "checks.jsonl: 1 check is of other words than the records have now: run quotes check again"
    )


def test_the_database_has_them() -> None:
    data = b"".join(sqlite.chunks(lines(*RECORDS), None, Checklist(CHECKS)))
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        ask = database.execute
        view = "SELECT verdict, found_in, found_spans, negation, same_speaker FROM who_said_what ORDER BY key"
        assert ask(view).fetchall() == [
            ("altered", "speech.txt", "6:44", 1, 1),
            ("verbatim", "speech.txt", "54:87", 0, 0),
            ("not found", None, None, 0, None),
            ("not found", None, None, 0, None),
            (None, None, None, None, None),
        ]
        table = "SELECT quote, verdict FROM checks JOIN attributions ON key = attribution_key ORDER BY checks.id"
        assert ask(table).fetchall() == [(check.quote, check.verdict) for check in CHECKS]
        assert ask("PRAGMA foreign_key_check").fetchall() == []


def test_a_second_run_in_a_file_leaves_no_check_behind() -> None:
    data = b"".join(sqlite.chunks(lines(*RECORDS, *RECORDS), None, Checklist(CHECKS)))
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        assert database.execute("SELECT count(*) FROM checks").fetchone() == (len(CHECKS),)


def page(*records: Attribution) -> str:
    return b"".join(html.chunks(lines(*records), Originals(), Checklist(CHECKS))).decode()


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        (0, '<b>altered</b> in <span>speech.txt</span> <small class="span">6–44</small>'),
        (0, "We <del>tested</del> <ins>did not test</ins> every bolt on the old bridge."),
        (0, "a negation is lost or added"),
        (1, '<b>verbatim</b> in <span>speech.txt</span> <small class="span">54–87</small>'),
        (1, "said there by WEBER"),
        (2, '<p class="check" data-verdict="not found"><b>not found</b>'),
        (3, 'data-check="not found"'),
        (4, 'data-check="none"'),
    ],
)
def test_the_page_shows_them(record: int, shown: str) -> None:
    assert shown in " ".join(page(RECORDS[record]).split())


def test_the_page_has_a_filter_for_them() -> None:
    assert '<input type="checkbox" name="check" value="not found"' in page(*RECORDS)
    assert "Check against sources" not in page(RECORDS[4])


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "run.jsonl").write_bytes(b"".join(map(jsonl.line, RECORDS)))
    (tmp_path / "checks.jsonl").write_bytes(b"".join(map(jsonl.line, CHECKS)))
    return tmp_path


@pytest.mark.parametrize("command", [["report"], ["export", "--format", "html"]])
def test_the_commands(here: Path, command: list[str]) -> None:
    code, out, err = run(here, *command, "run.jsonl", "--checks", "checks.jsonl", module="quotes")
    assert (code, err) == (0, "")
    assert b"sources/speech.txt" not in out
    assert out.count(b'<p class="check"') == len(CHECKS)


def test_stale_checks_are_told(here: Path) -> None:
    changed = RECORDS[0].model_copy(update={"quote": RECORDS[1].quote})
    (here / "run.jsonl").write_bytes(jsonl.line(changed))
    code, out, err = run(here, "report", "run.jsonl", "--checks", "checks.jsonl", module="quotes")
    assert (code, b'<p class="check"' in out) == (1, False)
    assert "checks.jsonl: 1 check is of other words than the records have now" in err


@pytest.mark.parametrize(
    ("args", "code", "error"),
    [
        (["--checks", "run.jsonl"], 1, "run.jsonl: has attributions: give the file that quotes check wrote with -o"),
        (["--checks", "absent.jsonl"], 1, "absent.jsonl: no such file or directory"),
        (["--checks", "checks.jsonl", "--format", "csv"], 2, "is only for .sqlite and .html"),
    ],
)
def test_wrong_usage(here: Path, args: list[str], code: int, error: str) -> None:
    found, out, err = run(here, "export", "run.jsonl", "--format", "html", *args, module="quotes")
    assert (found, out) == (code, b"")
    assert error in " ".join(err.split())
