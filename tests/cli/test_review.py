"""`quotes review` as its user sees it: records shown at a terminal, keys typed, decisions on the disk."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import struct
import subprocess
import time
from collections.abc import Sequence
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSCTTY, TIOCSWINSZ
from typing import Any

import pytest

from quotes.writers.jsonl import line
from tests.review.test_decisions import by, decision
from tests.support.command import command, environment, run
from tests.support.forks import program
from tests.support.samples import REPORTED, SPOKEN, TEXT, statement

CONTROLS = re.compile(r"\x1b\[[?0-9;]*[A-Za-z]")
PROMPT = re.compile(rb"(\?=help|\]|To): $")  # how a question ends
INTERRUPT = b"\x03"
DECISIONS = "out.decisions.jsonl"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    records = [record.model_copy(update={"path": "a.txt"}) for record in (REPORTED, SPOKEN)]
    (tmp_path / "out.jsonl").write_bytes(b"".join(map(line, [*records, statement("b", "Lund", confidence=0.5)])))
    return tmp_path


def review(here: Path, answers: Sequence[str | bytes], *args: str) -> tuple[int, str]:
    """Exit code and everything that the terminal gets; each answer is typed when a question is shown."""
    parent, child = pty.openpty()
    ioctl(child, TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
    left = [answer.encode() if isinstance(answer, str) else answer for answer in answers]
    start = command() if INTERRUPT in answers else [str(program(fake=True))]  # which hands on no signal
    shown = bytearray()
    with subprocess.Popen(
        [*start, "review", *(args or ["out.jsonl"])],
        cwd=here,
        stdin=child,
        stdout=child,
        stderr=child,
        env=environment(TERM="xterm-256color", QUOTES_REVIEWER="Ada"),
        start_new_session=True,
        preexec_fn=lambda: ioctl(0, TIOCSCTTY, 0),  # noqa: PLW1509 - so that Ctrl-C reaches it
    ) as process:
        os.close(child)
        begin = 0
        try:
            while piece := _read(parent):
                shown += piece
                if left and PROMPT.search(shown, begin):
                    begin = len(shown)
                    time.sleep(0.3 if left[0] == INTERRUPT else 0)  # Python may miss it just as it begins to wait
                    os.write(parent, left.pop(0))
            process.wait()
        finally:
            process.kill()
    os.close(parent)
    assert not left
    assert b"Traceback" not in shown
    return process.returncode, CONTROLS.sub("", shown.decode("utf-8", "replace")).replace("\r", "")


def _read(terminal: int) -> bytes:
    assert select.select([terminal], [], [], 30)[0], "it waits for an answer that nobody gives"
    try:
        return os.read(terminal, 65536)
    except OSError:  # what Linux says of a terminal whose other end is closed
        return b""


def taken(here: Path) -> list[dict[str, Any]]:
    return [json.loads(row) for row in (here / DECISIONS).read_bytes().splitlines()]


def verdicts(here: Path) -> list[tuple[str, str | None, str | None]]:
    return [(one["id"], one["verdict"], one["note"]) for one in taken(here)]


def tally(accepted: int, rejected: int, mended: int, undecided: int) -> str:
    counts = f"{accepted} accepted, {rejected} rejected, {mended} mended, {undecided} undecided"
    return f"{DECISIONS}: {counts}"


def test_the_least_certain_comes_first_and_each_key_does_what_it_says(here: Path) -> None:
    before = (here / "out.jsonl").read_bytes()
    code, shown = review(here, ["a\n", "\n", "b\n", "n\n", "ask Anna\n", "r\n", "b\n", "\n", "x\n"])
    assert code == 0
    assert verdicts(here) == [
        ("sample:69", "accepted", None),
        ("sample:6", None, "ask Anna"),
        ("sample:6", "rejected", "ask Anna"),
    ]
    assert re.findall(r"^(\d of \d) · (\S+)$", shown, re.MULTILINE) == [
        ("1 of 3", "a.txt"),
        ("2 of 3", "b"),
        ("3 of 3", "a.txt"),
        ("2 of 3", "b"),
        ("2 of 3", "b"),
        ("3 of 3", "a.txt"),
        ("2 of 3", "b"),
        ("3 of 3", "a.txt"),
    ]
    assert shown.splitlines()[-1] == tally(1, 1, 0, 1)
    assert (here / "out.jsonl").read_bytes() == before


def test_the_article_s_words_are_shown_where_they_are_at_hand(here: Path) -> None:
    _, shown = review(here, ["\n", "\n", "\n"])
    first, second, _ = shown.split("=help: ", 2)
    assert "".join(TEXT.split()) in "".join(first.split())
    assert "the article's text is not at hand" in second
    (here / "a.txt").write_text(TEXT.replace("stand", "fall"))
    assert "the article is not as it was" in review(here, ["x\n"])[1].split("=help: ")[0]


def test_decided_records_are_shown_only_with_all(here: Path) -> None:
    review(here, ["a\n", "r\n", "x\n"])
    assert "1 of 1" in review(here, ["x\n"])[1]
    code, shown = review(here, ["\n", "b\n", "a\n", "x\n"], "out.jsonl", "--all")
    assert (code, shown.count("accepted\n"), "1 of 3" in shown) == (0, 2, True)
    assert "rejected\n" in shown


def test_a_changed_record_is_shown_again(here: Path) -> None:
    review(here, ["a\n", "a\n", "a\n"])
    (here / "out.jsonl").write_bytes((here / "out.jsonl").read_bytes().replace(b'"Ida Roe","type"', b'"Kim","type"'))
    code, shown = review(here, ["r\n", "x\n"])
    assert (code, "1 of 2" in shown, "before it changed: Ada: accepted" in shown) == (0, True, True)
    assert shown.splitlines()[-1] == (
        f"{tally(1, 1, 0, 1)}; 1 for records that have changed or are gone: kept, not counted"
    )


def test_a_speaker_is_corrected(here: Path) -> None:
    code, shown = review(here, ["s\n", "nobody\n", "reporters\n", "Two reporters\n", "men\n", "group\n", "x\n"])
    assert code == 0
    assert "these words were not found there" in shown
    assert "choose one of these" in shown
    assert "\nTwo reporters " in shown
    [one] = taken(here)
    assert one["verdict"] == "mended"
    assert one["mended"]["quote"] == one["judged"]["quote"]
    assert one["mended"]["speaker"] == {
        "text": "reporters",
        "start": 19,
        "end": 28,
        "name": "Two reporters",
        "type": "group",
        "resolution": "named",
        "confidence": 1.0,
        "id": None,
    }


def test_a_name_alone_is_corrected_without_the_article(here: Path) -> None:
    review(here, ["\n", "s\n", "Kim\n", "\n", "Eva Lund\n", "\n", "x\n"])
    speaker = taken(here)[0]["mended"]["speaker"]
    assert (speaker["text"], speaker["name"], speaker["type"]) == ("Lund", "Eva Lund", "person")


def test_a_speaker_is_taken_away_and_given_back(here: Path) -> None:
    (here / "out.jsonl").write_bytes(line(REPORTED.model_copy(update={"path": "a.txt"})))
    review(here, ["s\n", "-\n", "s\n", "ida roe\n", "\n", "person\n", "x\n"])
    assert [(one["verdict"], one["mended"] and one["mended"]["speaker"]) for one in taken(here)] == [
        ("mended", None),
        ("accepted", None),
    ]


def test_a_quote_is_corrected(here: Path) -> None:
    answers = ["q\n", "stand\n", "\n", "-\n"]  # the first of two pieces, from another word
    answers += ["q\n", "It will\n", "stand\n", "She\n", "it\n", "i promise\n", "promise.\n", "-\n"]
    code, shown = review(here, [*answers, "a\n", "x\n"])
    assert code == 0
    assert "From, or - to leave it [stand,]: It will\n" in shown
    assert [one["mended"]["quote"] for one in taken(here)[:2]] == [
        {"text": "stand,", "kind": "direct", "spans": [[77, 83]]},
        {"text": "It will stand I promise.", "kind": "direct", "spans": [[69, 82], [96, 106]]},
    ]
    assert taken(here)[2]["mended"] == taken(here)[1]["mended"]


def test_role_target_verb_and_factuality_are_corrected(here: Path) -> None:
    (here / "out.jsonl").write_bytes(line(REPORTED.model_copy(update={"path": "a.txt"})))
    answers = ["o\n", "bridge\n", "o\n", "-\n"]
    answers += ["t\n", "nobody\n", "old bridge\n", "object\n", "\n", "t\n", "-\n"]
    answers += ["v\n", "promise\n", "\n", "hypothetical\n", "f\n", "negated\n", "x\n"]
    code, shown = review(here, answers)
    assert code == 0
    assert "these words were not found there" in shown
    found = [one["mended"] for one in taken(here)]
    assert [one["role"] and one["role"]["text"] for one in found] == ["bridge", *[None] * 5]
    assert [one["target"] and (one["target"]["text"], one["target"]["kind"]) for one in found[2:4]] == [
        ("old bridge", "object"),
        None,
    ]
    assert [(one["cue"]["text"], one["cue"]["act"], one["cue"]["factuality"]) for one in found[4:]] == [
        ("promise", "commitment", "hypothetical"),
        ("promise", "commitment", "negated"),
    ]
    assert {one["reviewer"] for one in taken(here)} == {"Ada"}


def test_when_and_where_are_corrected(here: Path) -> None:
    (here / "out.jsonl").write_bytes(line(REPORTED.model_copy(update={"path": "a.txt"})))
    code, shown = review(here, ["e\n", "monday\n", "h\n", "old bridge\n", "e\n", "-\n", "h\n", "\n", "x\n"])
    assert code == 0
    assert [
        [one["mended"][part] and one["mended"][part]["text"] for part in ("when", "where")] for one in taken(here)
    ] == [
        ["Monday", None],
        ["Monday", "old bridge"],
        [None, "old bridge"],
    ]
    assert "Ada: mended: when none; where old bridge" in shown


def test_what_was_missed_is_added_and_can_be_undone(here: Path) -> None:
    answers = ["+\n", "I promise\n", "promise.\n", "-\n", "she\n", "Ida Roe\n", "person\n", "\n"]
    code, shown = review(here, [*answers, "x\n"])
    assert (code, shown.splitlines()[-1]) == (0, f"{DECISIONS}: 0 accepted, 0 rejected, 0 mended, 1 added, 3 undecided")
    [one] = taken(here)
    assert (one["id"], one["verdict"], one["judged"], one["reviewer"]) == ("sample:96", "added", None, "Ada")
    assert (one["added"]["path"], one["added"]["rule"], one["added"]["speaker"]["name"]) == (
        "a.txt",
        "reviewer",
        "Ida Roe",
    )
    again = ["+\n", *answers[1:-1], "x\n"]
    assert "there is an attribution with this quote already" in review(here, again)[1]
    _, out, _ = run(here, "review", "out.jsonl", "--apply", module="quotes")
    assert [json.loads(row)["id"] for row in out.splitlines()] == [*IDS[:2], "sample:96", IDS[2]]
    assert "undone: sample:96: added" in review(here, ["u\n", "u\n", "x\n"])[1]
    assert run(here, "review", "out.jsonl", "--apply", module="quotes")[1] == (here / "out.jsonl").read_bytes()


IDS = [REPORTED.id, SPOKEN.id, "sample:6"]


def test_undo_goes_back_to_what_was_decided(here: Path) -> None:
    _, shown = review(here, ["a\n", "r\n", "u\n", "u\n", "u\n", "x\n"])
    assert re.findall(r"^(\d) of \d", shown, re.MULTILINE) == list("123211")
    assert "you have decided nothing that could be undone" in shown
    assert shown.splitlines()[-1] == tally(0, 0, 0, 3)


def test_where_reviewers_disagree_both_are_shown(here: Path) -> None:
    review(here, ["a\n", "x\n"])
    _, shown = review(here, ["r\n", "b\n", "x\n"], "out.jsonl", "--all", "--reviewer", "Ben")
    assert "reviewers disagree; the last decision counts\nAda: accepted\nBen: rejected\n" in shown
    assert shown.splitlines()[-1] == f"{tally(0, 1, 0, 2)}; reviewers disagree on 1, where the last decision counts"


def test_a_record_stays_where_nothing_else_is_typed_or_its_article_is_not_at_hand(here: Path) -> None:
    _, shown = review(here, ["q\n", "-\n", "q\n", *["\n"] * 4, "-\n", "s\n", *["\n"] * 3, "\n", "q\n", "x\n"])
    assert "this needs the article's text" in shown
    assert not (here / DECISIONS).exists()


def test_ctrl_c_and_the_end_of_the_input_keep_what_is_decided(here: Path) -> None:
    assert review(here, ["a\n", "n\n", INTERRUPT])[0] == 130
    code, shown = review(here, ["r\n", "s\n", b"\x04"])
    assert (code, shown.splitlines()[-1]) == (0, tally(1, 1, 0, 1))
    assert [verdict for _, verdict, _ in verdicts(here)] == ["accepted", "rejected"]


def test_help_is_shown_for_an_unknown_key(here: Path) -> None:
    _, shown = review(here, ["?\n", "z\n", "x\n"])
    assert shown.count("a  accept: ") == 2


def test_a_keyboard_of_another_encoding(here: Path) -> None:
    review(here, ["n\n", b"na\xefve\n", "x\n"])
    assert [one["note"][:2] for one in taken(here)] == ["na"]


def test_a_terminal_obeys_nothing_in_a_record_or_an_article(here: Path) -> None:
    evil = "\x1b]0;x\x07 \u202e[red]Roe[/] said that it rains\n\n\x9b2J"
    record = statement("\x1b[31mb", "\x1b]0;x\x07 [red]Roe[/]")
    (here / "out.jsonl").write_bytes(line(record) + line(REPORTED.model_copy(update={"path": "a.txt"})))
    (here / "a.txt").write_text(TEXT + evil)
    _, shown = review(here, ["s\n", "\n", "\n", "\n", "n\n", "\x16\x1b[31m\n", "\n", "x\n"])
    assert "␛]0;x␇ [red]Roe[/]" in shown
    assert "⟨U+202E⟩" in shown
    assert shown.replace("\n", "").isprintable()


def test_half_a_line_is_reported_and_skipped(here: Path) -> None:
    (here / DECISIONS).write_bytes(line(decision(SPOKEN)) + b'{"schema_ver')
    code, shown = review(here, ["\n", "a\n"])
    assert code == 0
    assert f"quotes: error: {DECISIONS}: line 2: is not a decision and was skipped" in shown
    assert (here / DECISIONS).read_bytes().splitlines()[1] == b'{"schema_ver'
    assert shown.splitlines()[-1] == tally(2, 0, 0, 1)


def test_the_records_as_decided(here: Path) -> None:
    review(here, ["r\n", "s\n", "\n", "Eva Lund\n", "\n", "x\n"])
    code, out, err = run(here, "review", "out.jsonl", "--apply", module="quotes")
    assert (code, err) == (0, f"{tally(0, 1, 1, 1)}\n")
    assert [json.loads(row)["speaker"]["name"] for row in out.splitlines()] == ["Ida Roe", "Eva Lund"]
    assert run(here, "review", "out.jsonl", "--apply", "-o", "new.jsonl", module="quotes")[:2] == (0, b"")
    assert (here / "new.jsonl").read_bytes() == out
    assert run(here, "speakers", "new.jsonl", module="quotes")[0] == 0


def test_a_correction_that_the_article_disproves_is_one_line(here: Path) -> None:
    wrong = by("Kim").speaker
    assert wrong
    wrong = wrong.model_copy(update={"text": "REPORTERS"})
    better = by("Kim").model_copy(update={"speaker": wrong})
    (here / DECISIONS).write_bytes(line(decision(REPORTED, "mended", mended=better)))
    code, out, err = run(here, "review", "out.jsonl", "--apply", module="quotes")
    assert (code, out) == (1, (here / "out.jsonl").read_bytes())
    assert err.startswith("quotes: error: sample:39: speaker: the text is 'REPORTERS', the article has 'reporters'")


def test_a_second_extract_keeps_the_decisions(here: Path) -> None:
    (here / "roe.txt").write_text("Roe said that it fell. Kim said that it stood.")
    assert "decisions" not in run(here, "extract", "roe.txt", "-o", "out.jsonl")[2]
    review(here, ["a\n", "r\n"])
    before = (here / DECISIONS).read_bytes()
    assert run(here, "extract", "roe.txt", "-o", "out.jsonl")[2].splitlines()[-1] == tally(1, 1, 0, 0)
    (here / "roe.txt").write_text("Roe said that it fell. Lee said that it stood.")
    code, _, err = run(here, "extract", "roe.txt", "-o", "out.jsonl")
    changed = f"{tally(0, 1, 0, 1)}; 1 for records that have changed or are gone: kept, not counted"
    assert (code, err.splitlines()[-1]) == (0, changed)
    assert (here / DECISIONS).read_bytes() == before


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        ([], "Missing argument 'FILES.jsonl'"),
        (["out.jsonl"], "Invalid value: needs a terminal; use --apply to write the reviewed records"),
        (["-", "--apply"], "Invalid value for FILES.jsonl: must be files: the decisions are saved beside them"),
        (["out.jsonl", "--reviewer", " "], "Invalid value for --reviewer: needs a name"),
        (["out.jsonl", "-o", "new.jsonl"], "Invalid value for -o: needs --apply"),
        (["out.jsonl", "--apply", "-o", "./out.jsonl"], "Invalid value for -o: is one of the inputs"),
        (["out.jsonl", "--apply", "-o", DECISIONS], "Invalid value for -o: is one of the inputs"),
    ],
)
def test_wrong_usage(here: Path, args: list[str], cause: str) -> None:
    (here / DECISIONS).touch()
    code, out, err = run(here, "review", *args, module="quotes")
    assert (code, out) == (2, b"")
    assert cause in " ".join(err.split())


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("absent.jsonl", "absent.jsonl: no such file or directory"),
        ("a.txt", "a.txt: line 1: Invalid JSON: expected value at column 1"),
        ("empty", "empty: has no .jsonl or .jsonl.gz in it"),
    ],
)
def test_what_cannot_be_read_is_one_line(here: Path, path: str, cause: str) -> None:
    (here / "empty").mkdir()
    for found in (review(here, [], path), run(here, "review", path, "--apply", module="quotes")[::2]):
        assert found == (1, f"quotes: error: {cause}\n")
