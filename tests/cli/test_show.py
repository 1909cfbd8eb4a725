"""`quotes show`: records in, the table out, all of it or a selection."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.records import Act, ArticleInfo, Attribution
from quotes.writers.jsonl import line
from tests.support.command import run
from tests.support.samples import cue, newer, statement

TOLD = cue("told", "told", act=Act.TELLING)
RECORDS = [
    statement("harbor", "Anna Lund", "Anna Lund", kind="direct", confidence=0.5, cue=TOLD),
    statement("harbor", "two officials", confidence=0.7),
    statement("harbor", "she", "Anna Lund", resolution="pronoun", confidence=0.9),
    statement("vote", None, confidence=0.8, cue=cue("never said", "said", factuality="negated")),
]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "out.jsonl").write_bytes(b"".join(map(line, RECORDS)))
    return tmp_path


def show(here: Path, *args: str) -> tuple[int, str, str]:
    code, out, err = run(here, "show", *args, module="quotes")
    return code, out.decode(), err


def speakers(shown: str) -> list[str]:
    """The articles and the speakers, from the top."""
    starts = ("harbor", "vote", "Anna Lund", "two officials", "nobody named")
    return [start for row in shown.splitlines() for start in starts if row.startswith(start)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["harbor", "Anna Lund", "Anna Lund", "two officials", "vote", "nobody named"]),
        (["--speaker", "LUND"], ["harbor", "Anna Lund", "Anna Lund"]),
        (["--speaker", "officials"], ["harbor", "two officials"]),
        (["--kind", "direct"], ["harbor", "Anna Lund"]),
        (["--act", "telling"], ["harbor", "Anna Lund"]),
        (["--factuality", "negated"], ["vote", "nobody named"]),
        (["--factuality", "asserted"], ["harbor", "Anna Lund", "Anna Lund", "two officials"]),
        (["--min-confidence", "0.75"], ["harbor", "Anna Lund", "vote", "nobody named"]),
        (["--speaker", "nobody at all"], []),
        (["--sort", "speaker"], ["harbor", "Anna Lund", "Anna Lund", "two officials", "vote", "nobody named"]),
        (["--sort", "confidence"], ["harbor", "Anna Lund", "two officials", "Anna Lund", "vote", "nobody named"]),
    ],
)
def test_what_is_shown(here: Path, options: list[str], expected: list[str]) -> None:
    code, out, err = show(here, "out.jsonl", *options)
    assert (code, err) == (0, "")
    assert speakers(out) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], [RECORDS[2], RECORDS[0], RECORDS[1], RECORDS[3]]),
        (["--sort", "confidence"], [RECORDS[2], RECORDS[1], RECORDS[0], RECORDS[3]]),
        (["--speaker", "lund", "--min-confidence", "0.6"], [RECORDS[2]]),
        (["--kind", "mixed"], []),
    ],
)
def test_records_for_other_commands(here: Path, options: list[str], expected: list[Attribution]) -> None:
    written = b"".join(map(line, expected)).decode()
    assert show(here, "out.jsonl", "--format", "jsonl", *options) == (0, written, "")


def test_unknown_fields_are_kept(here: Path) -> None:
    record = newer(RECORDS[0])
    (here / "newer.jsonl").write_bytes(line(record))
    assert show(here, "newer.jsonl", "--format", "jsonl") == (0, line(record).decode(), "")


def test_records_before_a_bad_line(here: Path) -> None:
    (here / "bad.jsonl").write_bytes(line(RECORDS[0]) + b"{}\n")
    code, out, err = show(here, "bad.jsonl", "--format", "jsonl")
    assert (code, out.count("\n")) == (1, 1)
    assert err.startswith("quotes: error: bad.jsonl: line 2: ")
    assert err.count("\n") == 1


def test_the_closing_line_counts_what_is_shown(here: Path) -> None:
    _, out, _ = show(here, "out.jsonl", "--kind", "direct")
    assert out.splitlines()[-1] == "1 attribution (1 direct, 0 mixed, 0 indirect), 1 speaker, 1 article"


def test_a_bad_line_is_one_line(here: Path) -> None:
    (here / "bad.jsonl").write_bytes(line(RECORDS[0]) + b"{}\n")
    code, out, err = show(here, "bad.jsonl", "out.jsonl")
    assert code == 1
    assert err.startswith("quotes: error: bad.jsonl: line 2: ")
    assert speakers(out) == [
        "harbor",
        "Anna Lund",
        "harbor",
        "Anna Lund",
        "Anna Lund",
        "two officials",
        "vote",
        "nobody named",
    ]
    assert out.splitlines()[-1].endswith("1 error")


def test_an_article_with_a_title(here: Path) -> None:
    about = ArticleInfo(title="Bridge holds", outlet="Harbor Times")
    record = RECORDS[0].model_copy(update={"article": about})
    (here / "titled.jsonl").write_bytes(line(record))
    _, out, _ = show(here, "titled.jsonl")
    assert [row.rstrip() for row in out.splitlines()[:2]] == ["Bridge holds · Harbor Times", "harbor"]


def test_an_unknown_act(here: Path) -> None:
    code, _, err = show(here, "out.jsonl", "--act", "shouting")
    assert code == 2
    assert "Invalid value for --act: must be one of statement, telling, " in err
