"""A batch as its user meets it: what it leaves, what it does not do twice, and each thing that can end it."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from quotes import cluster, shards
from quotes.batch import Work, do, settings
from quotes.batch import run as run_batch
from quotes.cluster import KilledError
from quotes.errors import BatchError, ModelError, QuotesError
from quotes.folder import Finished, Folder
from quotes.shards import Shard
from tests.fake_batch import load
from tests.test_cli import ROOT, command, environment
from tests.test_cli import run as run_command

pytest.importorskip("distributed", reason="of the extra `scale`")

ROE = "Roe said that it rains."
SLOW = {"text": f"LINGER. {ROE}"}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in ("a", "b", "c"):
        write(tmp_path, name, *({"id": f"{name}{n}", "text": f"{ROE} Kim thinks that {name}."} for n in range(4)))
    return tmp_path


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a batch that was done, by two workers."""
    folder = tmp_path_factory.mktemp("once")
    (folder / "in").mkdir()
    for name in ("a", "b", "c", "d"):
        write(folder, name, *({"id": f"{name}{n}", "text": f"{ROE} Kim thinks that {name}."} for n in range(4)))
    write(folder, "d", *[SLOW] * 6)
    code, told = run(folder, "--workers", "2", LOADED=str(folder / "loaded"))
    assert (code, errors(told)) == (0, [])
    return folder


@pytest.fixture
def done(once: Path, tmp_path: Path) -> Path:
    """A copy of it, for one test."""
    return Path(shutil.copytree(once, tmp_path / "done"))


@pytest.fixture
def undone(done: Path) -> Path:
    """A copy of it without what was done."""
    shutil.rmtree(done / "out")
    return done


def write(here: Path, name: str, *rows: object) -> Path:
    """A shard: rows that are no text yet become JSON."""
    path = here / "in" / f"{name}.jsonl"
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows))
    return path


def run(here: Path, *args: str, paths: Sequence[str] = ("in",), **env: Any) -> tuple[int, str]:
    """Exit code and standard error of a batch into the folder `out`. Options not given are `--workers 1`."""
    options = args or ("--workers", "1")
    code, out, err = run_command(here, "batch", *paths, "-o", "out", *options, module="tests.fake_batch", **env)
    assert out == b""
    return code, err


def errors(told: str) -> list[str]:
    return [line.removeprefix("quotes: error: ") for line in told.splitlines() if line.startswith("quotes: error: ")]


def left(folder: Path) -> dict[str, bytes]:
    """All files in a folder, by their paths."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names(here: Path) -> set[str]:
    """What a run has left behind beside its notes."""
    return {path.name for path in (here / "out").iterdir()} - {".quotes"}


def manifest(here: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((here / "out" / "manifest.json").read_bytes())
    return found


def until(wanted: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not wanted():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def workers(pid: int) -> list[int]:
    """The processes that Dask has spawned for a process."""
    found = [child for each in Path(f"/proc/{pid}/task").glob("*/children") for child in each.read_text().split()]
    return [int(child) for child in found if b"--multiprocessing-fork" in Path(f"/proc/{child}/cmdline").read_bytes()]


def ended(pid: int) -> bool:
    try:
        return "State:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return True


def at_work_on(here: Path, name: str) -> list[Path]:
    return list((here / "out" / ".quotes").glob(f"{name}.*.at"))


@contextmanager
def started(here: Path, *args: str, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A batch that is at work on the last shard of four, in a session of its own, as at a terminal."""
    arguments = command("batch", "in", "-o", "out", *args, module="tests.fake_batch")
    with subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTIBLE, *arguments],
        cwd=here,
        env=environment(),
        stderr=subprocess.PIPE,
        start_new_session=True,
        **options,
    ) as process:
        try:
            until(lambda: (at_work_on(here, "d") and len(names(here)) > 1) or process.poll() is not None)
            yield process
        finally:
            process.kill()


# What runs in the background of a script ignores the interrupt.
_INTERRUPTIBLE = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
)


def test_a_shard_comes_to_what_extract_makes_of_it(once: Path) -> None:
    assert names(once) == {"a.jsonl", "b.jsonl", "c.jsonl", "d.jsonl", "manifest.json"}
    for name in "abcd":
        _, lines, _ = run_command(once, "extract", f"in/{name}.jsonl")
        assert (once / "out" / f"{name}.jsonl").read_bytes() == lines
        assert lines


def test_the_pipeline_is_loaded_once_by_a_worker(once: Path) -> None:
    loaded = (once / "loaded").read_text().split()
    assert len(loaded) == len(set(loaded)) == 2


def test_any_number_of_workers_gives_the_same_bytes(undone: Path, once: Path) -> None:
    code, told = run(undone, "--workers", "1")
    assert (code, left(undone / "out")) == (0, left(once / "out"))
    assert told.splitlines()[0].startswith("in/a.jsonl: 4 articles, 8 attributions; 1 of 4, ")
    assert told.splitlines()[-1] == "4 of 4 shards done, 18 articles, 30 attributions"


def test_what_is_done_is_not_done_again(done: Path, once: Path) -> None:
    began = time.time_ns()
    assert run(done) == (0, "4 of 4 shards done (4 before), 18 articles, 30 attributions\n")
    assert left(done / "out") == left(once / "out")
    assert all(path.stat().st_mtime_ns < began for path in (done / "out").glob("*.jsonl"))


@pytest.mark.parametrize(
    ("change", "options", "again"),
    [
        ("", ["--min-confidence", "0.7"], set("abcd")),
        ("", ["--force"], set("abcd")),
        ("in/b.jsonl", [], {"b"}),
        ("out/b.jsonl", [], {"b"}),
        ("out/.quotes/b.json", [], {"b"}),
    ],
)
def test_what_is_done_again(done: Path, once: Path, change: str, options: list[str], again: set[str]) -> None:
    if change.startswith("in"):
        (done / change).write_text('{"text": "Lee said that it snows."}\n')
    elif change:
        (done / change).unlink()
    code, told = run(done, "--workers", "1", *options)
    assert code == 0
    assert {line[3] for line in told.splitlines()[:-1]} == again
    assert (left(done / "out") == left(once / "out")) is (not change.startswith("in") and "0.7" not in options)


def test_the_manifest(here: Path) -> None:
    write(here, "c", {"text": "“Lee said that it snows."}, [])
    code, told = run(here, "--workers", "1", "--acts", "speech")
    assert (code, errors(told)) == (1, ["in/c.jsonl: line 2: is not a JSON object"])
    found = manifest(here)
    assert found["versions"].keys() >= {"quotes", "spacy", "onnxruntime", "python"}
    assert len(found["model"]) == 64
    assert found["options"] == {
        "model": None,
        "min_confidence": 0.0,
        "acts": "speech",
        "rules_only": False,
        "any_language": False,
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


def test_the_process_is_killed(undone: Path, once: Path) -> None:
    with started(undone, "--workers", "2") as process:
        orphans = workers(process.pid)
        process.kill()
    assert len(orphans) == 2
    until(lambda: all(map(ended, orphans)))
    assert not {"d.jsonl", "manifest.json"} & names(undone)
    assert {name for name in names(undone) if name.endswith(".tmp")}
    assert run(undone)[0] == 0
    assert left(undone / "out") == left(once / "out")


def test_a_worker_is_killed(undone: Path, once: Path) -> None:
    with started(undone, "--workers", "1") as process:
        os.kill(workers(process.pid)[0], signal.SIGKILL)
        assert process.wait() == 0
    assert left(undone / "out") == left(once / "out")


@contextmanager
def external(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler's address and its process, with a worker of two threads beside it."""
    file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    local = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
    scheduler = [*dask, "scheduler", "--port", "0", *local]
    worker = [*dask, "worker", "--nworkers", "1", "--nthreads", "2", *local]
    with (folder / "log").open("wb") as log, subprocess.Popen(scheduler, env=environment(), stderr=log) as first:
        try:
            until(file.exists)
            with subprocess.Popen(worker, env=environment(), stderr=log) as second:
                try:
                    yield json.loads(file.read_text())["address"], first
                finally:
                    second.terminate()
        finally:
            first.kill()


def test_the_scheduler_is_killed(undone: Path, once: Path, tmp_path: Path) -> None:
    with external(tmp_path) as (address, scheduler), started(undone, "--scheduler", address) as process:
        scheduler.kill()
        assert process.stderr
        assert errors(process.stderr.read().decode()) == [f"{address}: the scheduler is gone"]
        assert process.wait(20) == 1
    assert len(names(undone)) >= 1
    assert run(undone)[0] == 0
    assert left(undone / "out") == left(once / "out")


def test_there_is_no_scheduler(here: Path) -> None:
    code, told = run(here, "--scheduler", "tcp://127.0.0.1:1", DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="1s")
    cause = "Timed out trying to connect to tcp://127.0.0.1:1 after 1 s"
    assert (code, told) == (1, f"quotes: error: tcp://127.0.0.1:1: {cause}\n")


def test_an_interrupt_from_the_keyboard(undone: Path, once: Path) -> None:
    with started(undone, "--workers", "2") as process:
        all_of_it = [process.pid, *workers(process.pid)]
        os.killpg(process.pid, signal.SIGINT)
        interrupted = time.monotonic()
        assert process.stderr
        assert errors(told := process.stderr.read().decode()) == []
        assert process.wait() == 130
        assert time.monotonic() - interrupted < 5
    assert {line.split(": ")[0] for line in told.splitlines()} <= {"in/a.jsonl", "in/b.jsonl", "in/c.jsonl"}
    assert all(map(ended, all_of_it))
    assert {f"{line[3]}.jsonl" for line in told.splitlines()} <= names(undone) <= {"a.jsonl", "b.jsonl", "c.jsonl"}
    assert run(undone)[0] == 0
    assert left(undone / "out") == left(once / "out")


def test_who_reads_the_log_goes_away(undone: Path, once: Path) -> None:
    with started(undone, "--workers", "2") as process:
        assert process.stderr
        process.stderr.readline()
        process.stderr.close()
        assert process.wait(20) == 141
    assert run(undone)[0] == 0
    assert left(undone / "out") == left(once / "out")


def test_an_article_that_kills_is_found_and_the_others_are_done(here: Path) -> None:
    write(here, "b", {"id": "fine", "text": ROE}, {"id": "bad \x1b[31m\n../id", "text": f"KILL {ROE}"})
    code, told = run(here, "--workers", "2")
    cause = "in/b.jsonl: quarantined: worker after worker died at the article bad"
    assert (code, errors(told)) == (1, [f"{cause} ␛[31m ../id"])
    assert told.splitlines()[-1] == "2 of 3 shards done, 8 articles, 16 attributions"
    assert names(here) == {"a.jsonl", "c.jsonl", "manifest.json"}
    assert manifest(here)["failed"] == [{"path": "in/b.jsonl", "cause": f"{cause} \x1b[31m\n../id"}]


def test_who_stands_beside_a_shard_that_kills_is_tried_again(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [shard] = shards.plan([str(here / "in" / "a.jsonl")])[0]
    killed = iter([KilledError(shard.path, "died"), BatchError(shard.path, "the second time")])

    def outcomes(*given: Any) -> Iterator[tuple[Shard, BatchError]]:
        waiting: deque[Shard] = given[-1]
        while waiting:
            yield waiting.popleft(), next(killed)

    monkeypatch.setattr(cluster, "connected", lambda *_: nullcontext())
    monkeypatch.setattr(cluster, "outcomes", outcomes)
    told: list[Finished | QuotesError] = []
    work = Work(str(here / "out"), settings(None, {}), load=load, wants=bool)
    assert run_batch([shard], work, told.append).failed == 1
    assert list(map(str, told)) == [f"{shard.path}: the second time"]


@pytest.mark.parametrize("name", ["versions", "model"])
def test_a_worker_of_another_kind(here: Path, name: str) -> None:
    [shard] = shards.plan([str(here / "in" / "a.jsonl")])[0]
    other = settings(None, {}).model_copy(update={name: {} if name == "versions" else "other"})
    with Folder(str(here / "out")).opened(), pytest.raises(ModelError, match="has other versions"):
        do(shard, Work(str(here / "out"), other, load=load, wants=bool))


def test_a_shard_that_changes_meanwhile(here: Path) -> None:
    [shard] = shards.plan([str(here / "in" / "a.jsonl")])[0]
    write(here, "a", SLOW)
    with Folder(str(here / "out")).opened(), pytest.raises(BatchError, match="a.jsonl: has changed since"):
        do(shard, Work(str(here / "out"), settings(None, {}), load=load, wants=bool))


def test_what_is_wrong_in_a_shard_costs_what_is_wrong(here: Path) -> None:
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
        "in/a.jsonl: line 8: has no text under a known key: --field text=KEY names the key",
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


def test_an_output_where_another_batch_is_at_work(undone: Path) -> None:
    with started(undone, "--workers", "1"):
        assert run(undone) == (1, f"quotes: error: {undone}/out: another batch is at work there\n")


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


def watched(here: Path) -> dict[str, Any]:
    """The environment in which the file `watched` has the addresses that processes connect to."""
    return {"WATCHED": str(here / "watched"), "PYTHONPATH": f"{ROOT / 'tests' / 'watched'}{os.pathsep}{ROOT}"}


def test_it_meets_nobody(here: Path) -> None:
    assert run(here, **watched(here))[0] == 0
    met = {tuple(line.split("\t")) for line in (here / "watched").read_text().splitlines()}
    assert {event for event, _ in met} >= {"socket.connect", "socket.bind"}
    assert {where.removeprefix("('").partition("'")[0] for _, where in met} == {"127.0.0.1"}
    assert {where for event, where in met if event == "socket.bind"} == {"('127.0.0.1', 0)"}  # on a port that is free


def test_an_extraction_meets_nobody(here: Path) -> None:
    (here / "roe.txt").write_text(ROE)
    code, out, _ = run_command(here, "extract", "roe.txt", module="quotes", **watched(here))
    assert (code, out.count(b"\n")) == (0, 1)
    met = (here / "watched").read_text().splitlines() if (here / "watched").exists() else []
    assert set(met) <= {"socket.bind\t('::1', 0)"}  # by which urllib3, a package of spaCy's, learns of IPv6


def test_parquet_and_stores(here: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="of the extra `parquet`")
    import pyarrow as pa

    rows = [{"key": "x", "body": ROE}, {"key": "y", "body": None}, {"key": None, "body": ROE}]
    pq.write_table(pa.Table.from_pylist(rows), here / "in" / "p.parquet")
    stored = (here / "in").as_uri()
    code, told = run(here, "--field", "text=body", "--field", "id=key", "--workers", "1", paths=[f"{stored}/p.*"])
    assert (code, errors(told)) == (1, [f'{stored}/p.parquet: row 2: has no "body"'])
    records = [json.loads(line) for line in (here / "out" / "p.jsonl").read_bytes().splitlines()]
    assert [(record["doc"], record["path"]) for record in records] == [
        ("x", f"{stored}/p.parquet"),
        ("p-3", f"{stored}/p.parquet"),
    ]


def test_the_plan_depends_on_no_order(here: Path) -> None:
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
        ("file:///absent/*.jsonl", "nothing is there"),
        ("absent://bucket/a.jsonl", "Protocol not known: absent"),
    ],
)
def test_a_url_that_leads_nowhere(url: str, cause: str) -> None:
    assert [str(error) for error in shards.plan([url])[1]] == [f"{url}: {cause}"]


@pytest.mark.parametrize(
    ("args", "cause"),
    [
        (["-", "-o", "out"], "Invalid value for IN...: standard input is no shard"),
        (["in", "-o", "in"], "Invalid value for -o: must be a folder without inputs, and outside of theirs"),
        (["in", "-o", "in/out"], "Invalid value for -o: must be a folder without inputs, and outside of theirs"),
        (["in", "-o", "out", "--workers", "0"], "Invalid value for '--workers'"),
        (["in", "-o", "out", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1"], "Invalid value for --workers"),
        (["in", "-o", "out", "--min-confidence", "2"], "Invalid value for '--min-confidence'"),
        (["in"], "Missing option '-o'"),
    ],
)
def test_wrong_usage(here: Path, args: list[str], cause: str) -> None:
    code, out, err = run_command(here, "batch", *args, module="tests.fake_batch")
    assert (code, out) == (2, b"")
    assert cause in err


def test_a_pipeline_that_is_not_there(here: Path) -> None:
    assert run(here, "--model", "absent") == (1, "quotes: error: absent: no such pipeline\n")


def test_a_pipeline_that_no_worker_loads(here: Path) -> None:
    assert run(here, "--rules-only") == (1, "quotes: error: the rules alone were asked for\n")


def test_what_is_not_installed_is_named(here: Path) -> None:
    (here / "distributed.py").write_text("raise ModuleNotFoundError(name='distributed')")
    code, told = run(here, PYTHONPATH=f"{here}{os.pathsep}{ROOT}")
    assert (code, told) == (1, "quotes: error: quotes batch: needs distributed: pip install distributed\n")
