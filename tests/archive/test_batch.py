"""A batch as its user sees it: what it writes, what it does not repeat, and what can go wrong."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from quotes.archive import processes, shards
from quotes.archive.batch import Work, do, settings
from quotes.archive.batch import run as run_batch
from quotes.archive.folder import Finished, Folder
from quotes.archive.processes import KilledError
from quotes.archive.shards import Shard
from quotes.errors import BatchError, ModelError, QuotesError
from tests.support.archive import ROE, archive, errors, left, manifest, names, planned, write
from tests.support.fake_batch import load

pytest.importorskip("distributed", reason="of the extra `scale`")

from tests.support import fake_dask


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return archive(tmp_path)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a finished batch."""
    folder = archive(tmp_path_factory.mktemp("once"), "abcd")
    assert run(folder)[0] == 0
    return folder


@pytest.fixture
def done(once: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return Path(shutil.copytree(once, tmp_path / "done"))


def run(here: Path, *args: str, paths: Sequence[str] = ("in",)) -> tuple[int, str]:
    """Exit code and standard error of a batch into the folder `out`."""
    return fake_dask.run(here, "batch", *paths, "-o", "out", *args)


def test_what_is_done_is_not_done_again(done: Path, once: Path) -> None:
    began = time.time_ns()
    assert run(done) == (0, "4 of 4 shards done (4 before), 16 articles, 32 attributions\n")
    assert left(done / "out") == left(once / "out")
    assert all(path.stat().st_mtime_ns < began for path in (done / "out").glob("*.jsonl"))


@pytest.mark.parametrize(
    ("change", "options", "again"),
    [
        ("", ["--min-confidence", "0.7"], set("abcd")),
        ("", ["--force"], set("abcd")),
        ("in/b.jsonl", [], {"b"}),
        ("out/b.jsonl", [], {"b"}),
        ("out/b.jsonl, cut short", [], {"b"}),
        ("out/b.jsonl, longer", [], {"b"}),
        ("out/.quotes/b.json", [], {"b"}),
        ("out/.quotes/b.json, cut short", [], {"b"}),
    ],
)
def test_what_is_done_again(done: Path, once: Path, change: str, options: list[str], again: set[str]) -> None:
    path, _, how = change.partition(", ")
    if path.startswith("in"):
        (done / path).write_text('{"text": "Lee said that it snows."}\n')
    elif how == "longer":
        (done / path).write_bytes((done / path).read_bytes() * 2)
    elif how == "cut short":
        (done / path).write_bytes((done / path).read_bytes()[:-20])
    elif path:
        (done / path).unlink()
    code, told = run(done, *options)
    assert code == 0
    assert {line[3] for line in told.splitlines()[:-1]} == again
    assert (left(done / "out") == left(once / "out")) is (not change.startswith("in") and "0.7" not in options)


def test_the_manifest(here: Path) -> None:
    write(here, "c", {"text": "“Lee said that it snows."}, [])
    code, told = run(here, "--acts", "speech")
    assert (code, errors(told)) == (1, ["in/c.jsonl: line 2: is not a JSON object"])
    found = manifest(here)
    assert found["versions"].keys() >= {"quotes", "spacy", "onnxruntime", "python"}
    assert len(found["model"]) == 64
    assert found["options"] == {
        "model": None,
        "min_confidence": 0.0,
        "min_name_confidence": 0.0,
        "acts": "speech",
        "rules_only": False,
        "any_language": False,
        "people": None,
        "fields": {},
    }
    numbers = {
        "articles": 9,
        "words": 77,
        "attributions": 9,
        "errors": 1,
        "diagnostics": {"repeated": 6, "unclosed-mark": 1},
    }
    assert found["counts"] == numbers
    assert [(each["path"], each["output"], each["counts"]["articles"]) for each in found["shards"]] == [
        ("in/a.jsonl", "a.jsonl", 4),
        ("in/b.jsonl", "b.jsonl", 4),
        ("in/c.jsonl", "c.jsonl", 1),
    ]
    assert found["failed"] == []


def test_a_shard_beside_one_that_kills_is_tried_again(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [shard] = planned(here, "a")
    killed = iter([KilledError(shard.path, "died"), BatchError(shard.path, "the second time")])

    def outcomes(*given: Any) -> Iterator[tuple[Shard, BatchError]]:
        waiting: deque[Shard] = given[-1]
        while waiting:
            yield waiting.popleft(), next(killed)

    monkeypatch.setattr(processes, "connected", lambda *_: nullcontext())
    monkeypatch.setattr(processes, "outcomes", outcomes)
    told: list[Finished | QuotesError] = []
    work = Work(str(here / "out"), settings(None, {}), load=load, pick=lambda record: record)
    assert run_batch([shard], work, told.append).failed == 1
    assert list(map(str, told)) == [f"{shard.path}: the second time"]


@pytest.mark.parametrize("name", ["versions", "model"])
def test_a_worker_of_another_kind(here: Path, name: str) -> None:
    [shard] = planned(here, "a")
    other = settings(None, {}).model_copy(update={name: {} if name == "versions" else "other"})
    with Folder(str(here / "out")).opened(), pytest.raises(ModelError, match="has different versions"):
        do(shard, Work(str(here / "out"), other, load=load, pick=lambda record: record))


def test_a_shard_that_changes_meanwhile(here: Path) -> None:
    [shard] = planned(here, "a")
    write(here, "a", {"text": ROE})
    with Folder(str(here / "out")).opened(), pytest.raises(BatchError, match="a.jsonl: has changed since"):
        do(shard, Work(str(here / "out"), settings(None, {}), load=load, pick=lambda record: record))


def test_a_shard_that_changes_while_it_is_read(here: Path) -> None:
    [shard] = planned(here, "a")
    articles = shards.articles(shard, {})
    next(articles)
    write(here, "a", {"text": ROE})
    with pytest.raises(BatchError, match="a.jsonl: has changed since"):
        list(articles)


def test_a_shard_that_is_gone_costs_only_itself(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = shards.plan

    def and_remove(paths: Sequence[str]) -> Any:
        found = plan(paths)
        (here / "in" / "b.jsonl").unlink()
        return found

    monkeypatch.setattr(shards, "plan", and_remove)
    code, told = run(here)
    assert (code, errors(told)) == (1, ["in/b.jsonl: no such file or directory"])
    assert names(here) == {"a.jsonl", "c.jsonl", "manifest.json"}


def test_an_error_in_a_shard_costs_only_its_part(here: Path) -> None:
    rows: list[object] = [{"id": "same", "text": ROE}] * 100
    rows[6] = "{"
    rows[7] = {"id": "no text"}
    rows[8:10] = [{"id": "one", "text": f"BUG {ROE}"}, {"id": "two", "text": f"FAULT {ROE}"}]
    write(here, "a", *rows)
    whole = gzip.compress(write(here, "b", *[{"text": f"{ROE} {n}"} for n in range(1000)]).read_bytes())
    (here / "in" / "b.jsonl").unlink()
    (here / "in" / "b.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    write(here, "c", *["null"] * 30)
    code, told = run(here)
    *of_a, of_b, of_c = errors(told)
    assert code == 1
    assert of_a == [
        "in/a.jsonl: line 7: is not JSON: Expecting property name enclosed in double quotes (column 2)",
        "in/a.jsonl: line 8: has no text under a known key: name its key with --field text=KEY",
        "in/a.jsonl: one: KeyError: 'of\\nours'",
        "in/a.jsonl: two: cue: a fault of ours",
    ]
    assert of_b.startswith("in/b.jsonl.gz: ")
    assert of_c == "in/c.jsonl: has no article that can be read (in/c.jsonl: line 1: is not a JSON object)"
    assert names(here) == {"a.jsonl", "a.errors.txt", "b.jsonl", "b.errors.txt", "c.errors.txt", "manifest.json"}
    assert (here / "out" / "a.errors.txt").read_text().splitlines() == of_a
    assert len((here / "out" / "c.errors.txt").read_text().splitlines()) == 30
    records = [json.loads(line) for line in (here / "out" / "a.jsonl").read_bytes().splitlines()]
    assert [record["doc"] for record in records] == ["same", *(f"same-{n}" for n in range(2, 97))]
    assert 100 < manifest(here)["shards"][1]["counts"]["articles"] < 1000
    code, told = run(here)
    assert (code, errors(told)) == (1, [of_c])  # the others are as good as they will be


def test_more_errors_than_anyone_reads(here: Path) -> None:
    write(here, "c", {"text": ROE}, *["null"] * 30)
    told = errors(run(here)[1])
    assert len(told) == 21
    assert told[-1] == "in/c.jsonl: 10 more in out/c.errors.txt"


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """A small disk in memory there."""
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if (
        not mount
        or not umount
        or subprocess.run([mount, "-t", "tmpfs", "-o", options, "tmpfs", folder], check=False).returncode
    ):
        pytest.skip("nothing may be mounted here")
    try:
        yield
    finally:
        subprocess.run([umount, "-l", folder], check=True)


def test_a_full_disk(here: Path) -> None:
    write(here, "b", *[{"text": f"{ROE} " * 100}] * 20)
    with mounted(here / "out", "size=256k"):
        code, told = run(here)
        assert (code, errors(told)) == (1, [f"{here}/out/b.jsonl: no space left on device"])
        assert names(here) == {"a.jsonl", "c.jsonl", "manifest.json"}


def test_an_output_that_cannot_be_written(here: Path) -> None:
    with mounted(here / "out", "ro"):
        assert run(here) == (1, f"quotes: error: {here}/out: read-only file system\n")


@pytest.mark.parametrize("name", ["out", "link"])
def test_an_output_that_another_batch_uses(here: Path, name: str) -> None:
    (here / "out").mkdir()
    (here / "link").symlink_to("out")
    with Folder(str(here / name)).opened():
        assert run(here) == (1, f"quotes: error: {here}/out: another batch is running there\n")


def test_names_lead_nowhere(here: Path) -> None:
    shutil.rmtree(here / "in")
    (here / "in" / "deep").mkdir(parents=True)
    hostile = [
        "..jsonl",
        "in\x1b]0;\n.jsonl",
        "manifest.jsonl",
        "a.jsonl",
        "a.errors.jsonl",
        "deep/a.jsonl",
        "*[a].jsonl",
    ]
    for name in hostile:
        (here / "in" / name).write_text(json.dumps({"id": "../../x", "text": ROE}) + "\n")
    before = left(here / "in")
    code, told = run(here, paths=[f"in/{name}" for name in hostile])
    assert (code, errors(told)) == (0, [])
    assert "\x1b" not in told
    assert names(here) == {
        "..jsonl",
        "in\x1b]0;\n.jsonl",
        "manifest.jsonl",
        "a.jsonl",
        "a-2.jsonl",
        "a.errors.jsonl",
        "*[a].jsonl",
        "manifest.json",
    }
    assert {path.name for path in here.iterdir()} == {"in", "out"}
    assert left(here / "in") == before


def test_parquet_and_stores(here: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="of the extra `parquet`")
    import pyarrow as pa

    rows = [{"key": "x", "body": ROE}, {"key": "y", "body": None}, {"key": None, "body": ROE}]
    pq.write_table(pa.Table.from_pylist(rows), here / "in" / "p.parquet")
    stored = (here / "in").as_uri()
    code, told = run(here, "--field", "text=body", "--field", "id=key", paths=[f"{stored}/p.*"])
    assert (code, errors(told)) == (1, [f'{stored}/p.parquet: row 2: has no "body"'])
    records = [json.loads(line) for line in (here / "out" / "p.jsonl").read_bytes().splitlines()]
    assert [(record["doc"], record["path"]) for record in records] == [
        ("x", f"{stored}/p.parquet"),
        ("p-3", f"{stored}/p.parquet"),
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a b", "a b"),
        ("a a a-2", "a a-2 a-2-2"),
        ("Ab aB ab-2", "Ab aB-2 ab-2-2"),  # macOS, Windows shares and USB sticks ignore case
        ("caf\u00e9 cafe\u0301", "caf\u00e9 cafe\u0301-2"),  # these are one name on macOS
        ("a.errors a.articles a", "a.errors a.articles a"),
        ("a.Decisions a-decisions decisions", "a-Decisions a-decisions-2 decisions"),
        (f"{'é' * 127} {'é' * 126}", f"{'é' * 100} {'é' * 100}-2"),
    ],
)
def test_names_are_different_on_any_disk(given: str, expected: str) -> None:
    assert list(shards._names(given.split())) == expected.split()


def test_the_longest_possible_name(here: Path) -> None:
    shutil.rmtree(here / "in")
    archive(here, ["é" * 124, "y" * 249])
    code, told = run(here)
    assert (code, errors(told)) == (0, [])
    assert names(here) == {f"{'é' * 100}.jsonl", f"{'y' * 200}.jsonl", "manifest.json"}


def test_the_plan_does_not_depend_on_the_order(here: Path) -> None:
    (here / "in" / "deep").mkdir()
    write(here, "deep/a", {"text": ROE})
    paths = [str(here / "in" / name) for name in ("b.jsonl", "a.jsonl", "deep", "absent.jsonl", "a.jsonl")]
    found, wrong = shards.plan(paths)
    assert [(shard.path, shard.name) for shard in found] == [
        (paths[1], "a"),
        (paths[0], "b"),
        (f"{paths[2]}/a.jsonl", "a-2"),
    ]
    assert list(map(str, wrong)) == [f"{paths[3]}: no such file or directory"]
    assert shards.plan(reversed(paths))[0] == found


def test_a_list_names_files_and_urls(here: Path) -> None:
    stored = (here / "in" / "b.jsonl").as_uri()
    (here / "list").write_text(f"{here}/in/a.jsonl\n{stored}\n{here}/gone\n")
    found, wrong = shards.plan([f"@{here}/list"])
    assert [shard.path for shard in found] == [f"{here}/in/a.jsonl", stored]
    assert list(map(str, wrong)) == [f"{here}/gone: no such file or directory"]


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("file:///absent/a.jsonl", "no such file or directory"),
        ("file:///absent/*.jsonl", "no such file"),
        ("absent://bucket/a.jsonl", "Protocol not known: absent"),
    ],
)
def test_a_url_that_leads_nowhere(url: str, cause: str) -> None:
    assert [str(error) for error in shards.plan([url])[1]] == [f"{url}: {cause}"]


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["-", "-o", "out"], "Invalid value for IN...: standard input cannot be a shard"),
        (["in", "-o", "s3://bucket/out"], "Invalid value for -o: must be a folder of this machine"),
        (["in", "-o", "in"], "Invalid value for -o: must be a folder that contains no input and is not inside one"),
        (["in", "-o", "in/out"], "Invalid value for -o: must be a folder that contains no input and is not inside one"),
        (["in", "-o", "out", "--workers", "0"], "Invalid value for '--workers'"),
        (["in", "-o", "out", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1"], "Invalid value for --workers"),
        (["in", "-o", "out", "--min-confidence", "2"], "Invalid value for '--min-confidence': must be from 0 to 1"),
        (["in"], "Missing option '-o'"),
    ],
)
def test_wrong_usage(here: Path, args: list[str], cause: str) -> None:
    code, told = fake_dask.run(here, "batch", *args)
    assert code == 2
    assert cause in told


def test_a_system_that_cannot_lock_a_folder(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("quotes.archive.batch", "quotes.archive.folder"):
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("quotes.archive.batch")
    monkeypatch.setitem(sys.modules, "fcntl", None)  # as on Windows
    cause = "runs on Linux and macOS only; quotes extract runs everywhere"
    assert run(here) == (1, f"quotes: error: quotes batch: {cause}\n")


def test_a_pipeline_that_does_not_exist(here: Path) -> None:
    assert run(here, "--model", "absent") == (1, "quotes: error: absent: no such pipeline\n")


def test_a_pipeline_that_no_worker_loads(here: Path) -> None:
    assert run(here, "--rules-only") == (1, "quotes: error: the rules alone were asked for\n")
