"""A batch with real processes: everything that can end it, and what it connects to."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.support.archive import ROE, archive, errors, left, manifest, names, write
from tests.support.command import command, environment, watched
from tests.support.command import run as run_command

pytest.importorskip("distributed", reason="of the extra `scale`")

from tests.support import fake_dask


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return archive(tmp_path)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a batch that was done, its home and what its processes did on the network.

    There were two workers, and the one at the last shard was killed: the other did it again.
    """
    folder = archive(tmp_path_factory.mktemp("once"))
    write(folder, "d", {"text": f"HOLD. {ROE}"})
    (folder / "hold").touch()
    (folder / "home").mkdir()
    noted = {"LOADED": str(folder / "loaded"), "HOME": str(folder / "home"), **watched(folder / "watched")}
    with started(folder, "--workers", "2", **noted) as process:
        [at_work] = [worker for worker in workers(process.pid) if "d.1.at" in opened(worker)]
        os.kill(at_work, signal.SIGKILL)
        release(folder)
        assert process.stderr
        assert errors(process.stderr.read().decode()) == []
        assert process.wait() == 0
    return folder


@pytest.fixture
def undone(once: Path, tmp_path: Path) -> Path:
    """The same without its results, and with a file that holds up the last shard."""
    shutil.copytree(once / "in", tmp_path / "undone" / "in")
    (tmp_path / "undone" / "hold").touch()
    return tmp_path / "undone"


def run(here: Path, *args: str, **env: Any) -> tuple[int, str]:
    """Exit code and standard error of a batch into the folder `out`."""
    code, out, err = run_command(here, "batch", "in", "-o", "out", *args, module="tests.support.fake_batch", **env)
    assert out == b""
    return code, err


def goes_on(undone: Path, once: Path) -> bool:
    """Whether a batch that was ended has the same result when it is started again."""
    release(undone)
    code, _ = fake_dask.run(undone, "batch", "in", "-o", "out")
    return code == 0 and left(undone / "out") == left(once / "out")


def until(wanted: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not wanted():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def workers(pid: int) -> list[int]:
    """The processes that Dask has spawned for a process."""
    found = [child for each in Path(f"/proc/{pid}/task").glob("*/children") for child in each.read_text().split()]
    return [int(child) for child in found if b"--multiprocessing-fork" in Path(f"/proc/{child}/cmdline").read_bytes()]


def opened(pid: int) -> Iterator[str]:
    """The names of the files that a process has opened."""
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # it was closed meanwhile
            yield link.readlink().name


def ended(pid: int) -> bool:
    try:
        return "State:\tZ" in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return True


def at_work_on(here: Path, name: str) -> bool:
    """Whether a worker has reached an article of the shard."""
    return any(path.read_bytes() for path in (here / "out" / ".quotes").glob(f"{name}.*.at"))


@contextmanager
def started(here: Path, *args: str, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """A batch that is held up in the last of four shards, in a session of its own, as at a terminal."""
    arguments = command("batch", "in", "-o", "out", *args, module="tests.support.fake_batch")
    with subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTIBLE, *arguments],
        cwd=here,
        env=environment(HOLD=str(here / "hold"), **env),
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            until(lambda: (at_work_on(here, "d") and len(names(here)) > 1) or process.poll() is not None)
            yield process
        finally:
            process.kill()


def release(here: Path) -> None:
    (here / "hold").unlink(missing_ok=True)


# What runs in the background of a script ignores the interrupt.
_INTERRUPTIBLE = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
)


def test_a_shard_has_the_same_records_as_extract(once: Path) -> None:
    assert names(once) == {"a.jsonl", "b.jsonl", "c.jsonl", "d.jsonl", "manifest.json"}
    for name in "abcd":
        _, lines, _ = run_command(once, "extract", f"in/{name}.jsonl")
        assert (once / "out" / f"{name}.jsonl").read_bytes() == lines
        assert lines


def test_the_pipeline_is_loaded_once_by_a_worker(once: Path) -> None:
    loaded = (once / "loaded").read_text().split()
    assert len(loaded) == len(set(loaded))
    assert len(loaded) in {2, 3}  # with the one that replaces the killed one, if it came in time


def test_any_number_of_workers_gives_the_same_bytes_even_if_one_is_killed(undone: Path, once: Path) -> None:
    code, told = fake_dask.run(undone, "batch", "in", "-o", "out", "--workers", "1")
    assert (code, left(undone / "out")) == (0, left(once / "out"))
    assert told.splitlines()[0].startswith("in/a.jsonl: 4 articles, 8 attributions; 1 of 4, ")
    assert told.splitlines()[-1] == "4 of 4 shards done, 13 articles, 25 attributions"


def test_a_batch_connects_to_nobody(once: Path) -> None:
    met = {tuple(line.split("\t")) for line in (once / "watched").read_text().splitlines()}
    assert {event for event, _ in met} >= {"socket.connect", "socket.bind"}
    assert {where.removeprefix("('").partition("'")[0] for _, where in met} == {"127.0.0.1"}
    assert {where for event, where in met if event == "socket.bind"} == {"('127.0.0.1', 0)"}  # on a port that is free


def test_nothing_is_left_at_home(once: Path) -> None:
    assert list((once / "home").rglob("*")) == []


def test_the_process_is_killed(undone: Path, once: Path) -> None:
    with started(undone, "--workers", "1") as process:
        [orphan] = workers(process.pid)
        process.kill()
    until(lambda: ended(orphan))
    assert not {"d.jsonl", "manifest.json"} & names(undone)
    assert {name for name in names(undone) if name.endswith(".tmp")}
    assert goes_on(undone, once)


@contextmanager
def external(folder: Path, **env: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler's address and its process, with a worker of two threads beside it."""
    file = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    local = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(file)]
    scheduler = [*dask, "scheduler", "--port", "0", *local]
    worker = [*dask, "worker", "--no-nanny", "--nthreads", "2", *local]
    with (folder / "log").open("wb") as log, subprocess.Popen(scheduler, env=environment(**env), stderr=log) as first:
        try:
            until(file.exists)
            with subprocess.Popen(worker, env=environment(**env), stderr=log) as second:
                try:
                    yield json.loads(file.read_text())["address"], first
                finally:
                    second.terminate()
        finally:
            first.kill()


def test_the_scheduler_is_killed(undone: Path, once: Path, tmp_path: Path) -> None:
    hold = str(undone / "hold")
    with external(tmp_path, HOLD=hold) as (address, scheduler), started(undone, "--scheduler", address) as process:
        scheduler.kill()
        release(undone)
        assert process.stderr
        assert errors(process.stderr.read().decode()) == [f"{address}: the scheduler has stopped"]
        assert process.wait(20) == 1
    assert len(names(undone)) >= 1
    assert goes_on(undone, once)


def test_there_is_no_scheduler(here: Path) -> None:
    code, told = run(here, "--scheduler", "tcp://127.0.0.1:1", DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="0.2s")
    cause = "Timed out trying to connect to tcp://127.0.0.1:1 after 0.2 s"
    assert (code, told) == (1, f"quotes: error: tcp://127.0.0.1:1: {cause}\n")


def test_an_interrupt_from_the_keyboard(undone: Path, once: Path) -> None:
    with started(undone, "--workers", "1") as process:
        all_of_it = [process.pid, *workers(process.pid)]
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr
        assert errors(told := process.stderr.read().decode()) == []
        assert process.wait() == 130
    assert {line.split(": ")[0] for line in told.splitlines()} <= {"in/a.jsonl", "in/b.jsonl", "in/c.jsonl"}
    assert all(map(ended, all_of_it))
    assert {f"{line[3]}.jsonl" for line in told.splitlines()} <= names(undone) <= {"a.jsonl", "b.jsonl", "c.jsonl"}
    assert goes_on(undone, once)


def test_the_reader_of_the_log_goes_away(undone: Path, once: Path) -> None:
    with started(undone, "--workers", "1") as process:
        assert process.stderr
        process.stderr.readline()
        process.stderr.close()
        release(undone)
        assert process.wait(20) == 141
    assert goes_on(undone, once)


def test_an_article_that_kills_is_found_and_the_others_are_done(here: Path) -> None:
    write(here, "b", {"id": "fine", "text": ROE}, {"id": "bad \x1b[31m\n../id", "text": f"KILL {ROE}"})
    # Workers by fork: what is about the fifth process is not how it starts.
    code, told = run(here, "--workers", "1", DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD="forkserver")
    cause = "in/b.jsonl: quarantined: several workers died at the article bad"
    assert (code, errors(told)) == (1, [f"{cause} ␛[31m ../id"])
    assert told.splitlines()[-1] == "2 of 3 shards done, 8 articles, 16 attributions"
    assert names(here) == {"a.jsonl", "c.jsonl", "manifest.json"}
    assert manifest(here)["failed"] == [{"path": "in/b.jsonl", "cause": f"{cause} \x1b[31m\n../id"}]


def test_what_is_not_installed_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    told = "quotes: error: quotes batch: needs dask: pip install distributed\n"
    assert run_command(here, "batch", "in", "-o", "out") == (1, b"", told)
