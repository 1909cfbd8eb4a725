"""Finished shards stay finished, whatever dies, is asked twice, or reads them meanwhile."""

from __future__ import annotations

import shutil
from collections import deque
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quotes.archive import batch, folder, processes
from quotes.archive.batch import Work, do, settings
from quotes.archive.folder import Finished, Folder, _put
from quotes.archive.shards import Shard
from quotes.errors import ModelError, OutputError
from quotes.records import Attribution
from tests.support.archive import ROE, archive, errors, left, manifest, names, planned, write
from tests.support.fake_batch import load

pytest.importorskip("distributed", reason="of the extra `scale`")

from tests.support import fake_dask


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return archive(tmp_path)


def run(here: Path, *args: str) -> tuple[int, str]:
    """Exit code and standard error of a batch into the folder `out`."""
    return fake_dask.run(here, "batch", "in", "-o", "out", *args)


def work(here: Path) -> Work:
    return Work(str(here / "out"), settings(None, {}), load=load, pick=lambda record: record)


def test_what_is_done_stays_when_its_worker_dies(here: Path) -> None:
    for name, row in (("a", "LINGER"), ("b", "LINGER"), ("c", "KILL")):
        write(here, name, {"text": f"{row}. {ROE}"})
    code, told = run(here, "--workers", "2")
    assert (code, told.splitlines()[-1]) == (1, "2 of 3 shards done, 2 articles, 2 attributions")
    assert names(here) == {"a.jsonl", "b.jsonl", "manifest.json"}
    assert [shard["output"] for shard in manifest(here)["shards"]] == ["a.jsonl", "b.jsonl"]


def test_results_are_released_once_they_are_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("distributed.wait", fake_dask.wait)
    client = fake_dask.Client(workers=3)
    waiting = deque("abcd")
    seen = [
        (task, [future.task for future in client.held]) for task, _ in processes.outcomes(client, str.upper, waiting)
    ]
    assert seen == [("a", ["b", "c"]), ("b", ["c", "d"]), ("c", ["d"]), ("d", [])]


def test_a_shard_that_is_done_is_not_begun_again(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [shard] = planned(here, "a")
    with Folder(str(here / "out")).opened():
        first, files = do(shard, work(here)), left(here / "out")
        monkeypatch.delattr(Folder, "begun")
        assert do(shard, work(here)) == first
        assert left(here / "out") == files


def test_a_worker_that_dies_after_its_note(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = Folder.note

    def and_die(folder: Folder, shard: Shard, *args: Any) -> Finished:
        finished = note(folder, shard, *args)
        if shard.name == "b":
            raise fake_dask.DiedError
        return finished

    monkeypatch.setattr(Folder, "note", and_die)
    code, told = run(here)
    assert (code, told.splitlines()[-1]) == (0, "3 of 3 shards done, 12 articles, 24 attributions")


@pytest.mark.parametrize("dies", [False, True])
def test_two_workers_at_one_shard(here: Path, monkeypatch: pytest.MonkeyPatch, dies: bool) -> None:
    """The second finishes the shard while the first is still working; then the first finishes, too, or dies."""
    write(here, "a", {"text": ROE}, "null")
    [shard] = planned(here, "a")
    monkeypatch.setattr(batch, "_ONE_AT_A_TIME", nullcontext())
    notes: list[Finished] = []

    def meanwhile(record: Attribution) -> Attribution:
        notes.append(do(shard, work(here)))
        if dies:
            raise fake_dask.DiedError
        return record

    with Folder(str(here / "alone" / "out")).opened():
        alone = do(shard, work(here / "alone"))
    with Folder(str(here / "out")).opened(), suppress(fake_dask.DiedError):
        notes.append(do(shard, replace(work(here), pick=meanwhile)))
    assert notes == [alone] * (1 if dies else 2)
    assert left(here / "out") == left(here / "alone" / "out")


def test_an_output_stays_until_it_is_replaced(here: Path) -> None:
    assert run(here)[0] == 0
    before = (here / "out" / "a.jsonl").read_bytes()
    write(here, "a", {"text": ROE})
    [shard] = planned(here, "a")

    def same(record: Attribution) -> Attribution | None:
        return record if (here / "out" / "a.jsonl").read_bytes() == before else None

    with Folder(str(here / "out")).opened():
        assert do(shard, replace(work(here), pick=same)).counts.attributions == 1
    assert (here / "out" / "a.jsonl").read_bytes() != before


@pytest.mark.parametrize(("settings", "force"), [([], ["--force"]), (["--acts", "speech"], [])])
def test_results_with_other_settings_do_not_count(here: Path, settings: list[str], force: list[str]) -> None:
    """They stay until they are replaced, even if the batch ends before that."""
    assert run(here)[0] == 0
    write(here, "b", {"text": f"INTERRUPT {ROE}"})
    assert run(here, *settings, *force)[0] == 130
    assert names(here) == {"a.jsonl", "b.jsonl", "c.jsonl"}
    write(here, "b", {"text": ROE})
    assert [line[3] for line in run(here, *settings)[1].splitlines()[:-1]] == ["b", "c"]


@pytest.mark.parametrize(
    ("rows", "code", "kept"),
    [
        ([{"text": ROE}], 0, {"b.jsonl"}),  # nothing is wrong any more
        ([{"text": ROE}, []], 1, {"b.jsonl", "b.errors.txt"}),
        ([[]], 1, {"b.errors.txt"}),  # nothing can be read any more
        ([{"text": f"KILL {ROE}"}], 1, set()),
    ],
)
def test_what_was_left_of_an_earlier_run(here: Path, rows: list[object], code: int, kept: set[str]) -> None:
    write(here, "b", {"text": ROE}, "null", "null")
    assert run(here)[0] == 1
    assert "b.errors.txt" in names(here)
    write(here, "b", *rows)
    assert run(here)[0] == code
    assert {name for name in names(here) if name.startswith("b.")} == kept
    if "b.errors.txt" in kept:
        assert len((here / "out" / "b.errors.txt").read_text().splitlines()) == 1


@pytest.mark.parametrize("gone", ["a", "c"])
def test_records_that_are_removed_meanwhile(here: Path, monkeypatch: pytest.MonkeyPatch, gone: str) -> None:
    """Records of this run or of an earlier one."""
    run(here)
    write(here, "a", {"text": ROE})
    write(here, "b", {"text": ROE})
    note = Folder.note

    def and_remove(folder: Folder, shard: Shard, *args: Any) -> Finished:
        if shard.name == "b":
            (here / "out" / f"{gone}.jsonl").unlink()
        return note(folder, shard, *args)

    monkeypatch.setattr(Folder, "note", and_remove)
    code, told = run(here)
    assert (code, errors(told)) == (
        1,
        [f"in/{gone}.jsonl: {gone}.jsonl was removed during the run: run the batch again"],
    )
    assert told.splitlines()[-1].startswith("2 of 3 shards done")
    assert [shard["output"] for shard in manifest(here)["shards"]] == [
        f"{name}.jsonl" for name in "abc" if name != gone
    ]
    monkeypatch.undo()
    assert run(here)[0] == 0
    assert names(here) == {"a.jsonl", "b.jsonl", "c.jsonl", "manifest.json"}


def test_records_of_another_input_are_not_replaced(here: Path) -> None:
    run(here)
    files = left(here / "out")
    shutil.copytree(here / "in", here / "tuesday")
    cause = "has the records of in/a.jsonl: use another OUT_DIR, or --force to replace them"
    alone = ["batch", "tuesday", "-o", "out"]
    assert fake_dask.run(here, *alone) == (1, f"quotes: error: {here}/out/a.jsonl: {cause}\n")
    assert left(here / "out") == files
    assert fake_dask.run(here, "batch", "in", "tuesday", "-o", "out")[0] == 0  # those are a-2, b-2, c-2
    assert (here / "out" / "a.jsonl").read_bytes() == files["a.jsonl"]
    assert fake_dask.run(here, *alone, "--force")[0] == 0
    assert (here / "out" / "a.jsonl").read_bytes() != files["a.jsonl"]


def test_a_disk_that_is_full_at_the_note(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, value: object) -> None:
        if path.name == "b.json":
            raise OutputError(str(path), "no space left on device")
        _put(path, value)

    monkeypatch.setattr(folder, "_put", full)
    code, told = run(here)
    assert (code, errors(told)) == (1, [f"{here}/out/.quotes/b.json: no space left on device"])
    assert names(here) == {"a.jsonl", "c.jsonl", "manifest.json"}
    assert [shard["path"] for shard in manifest(here)["failed"]] == ["in/b.jsonl"]
    monkeypatch.undo()
    assert [line[3] for line in run(here)[1].splitlines()[:-1]] == ["b"]


def test_errors_that_were_removed_are_found_again(here: Path) -> None:
    write(here, "b", {"text": ROE}, "null")
    run(here)
    files = left(here / "out")
    (here / "out" / "b.errors.txt").unlink()
    assert [line[3] for line in run(here)[1].splitlines() if line.startswith("in/")] == ["b"]
    assert left(here / "out") == files


def test_errors_of_a_worker_that_died_before_its_note(here: Path) -> None:
    [shard] = planned(here, "a")
    with Folder(str(here / "out")).opened():
        (here / "out" / "a.errors.txt").write_text("it had some\n")
        do(shard, work(here))
    assert names(here) == {"a.jsonl"}


def test_a_people_file_that_has_changed_begins_all_again(here: Path) -> None:
    (here / "people.csv").write_text("name,id\nIda Roe,Q1\n")
    asked = ("--people", "people.csv")
    assert run(here, *asked)[0] == 0
    assert "(3 before)" in run(here, *asked)[1]
    (here / "people.csv").write_text("name,id\nIda Roe,Q2\n")
    assert "before" not in run(here, *asked)[1]
    assert len(manifest(here)["people"]) == 64
    (here / "people.csv").write_text("id\nQ2\n")
    assert run(here, *asked) == (1, 'quotes: error: people.csv: has no column "name" (columns: id)\n')


def test_a_worker_with_other_people(here: Path) -> None:
    [shard] = planned(here, "a")
    (here / "people.csv").write_text("name,id\nIda Roe,Q1\n")
    people = str(here / "people.csv")
    with Folder(str(here / "out")).opened(), pytest.raises(ModelError, match="or its people file"):
        do(shard, Work(str(here / "out"), settings(None, {}), load=load, pick=lambda record: record, people=people))
