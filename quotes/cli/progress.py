"""The progress of a run, for people at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG
from threading import Lock, Timer
from typing import TYPE_CHECKING

from quotes.cli.output import console
from quotes.files import STDIN
from quotes.inputs.paths import files

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE = 2.0  # seconds before the bar appears


class Bar:
    """A bar on the last line of standard error, if that is a terminal, from the third second on until `close`."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._read = self._done = self._within = self._articles = 0
        self._lock = Lock()  # the timer has a thread of its own
        self._progress: Progress | None = None
        self._timer = Timer(_PATIENCE, self._show)
        self._timer.daemon = True
        if sys.stderr.isatty():
            self._timer.start()

    def read(self, size: int) -> None:
        """Count bytes of what is being read."""
        self._read += size

    def advance(self) -> None:
        """Show that another article is done, or given up, and with it all that has been read so far."""
        self._articles += 1
        self._done = self._within = self._read
        with self._lock:
            self._update()

    def within(self, share: float) -> None:
        """Show which share of a long article is done: of what has been read since the last article."""
        self._within = self._done + int(share * (self._read - self._done))
        with self._lock:
            self._update()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Remove the bar while something else is written."""
        with self._lock:
            if self._progress:
                self._progress.stop()
            yield
            if self._progress:
                self._progress.start()

    def close(self) -> None:
        """Remove the bar for good."""
        self._timer.cancel()
        with self._lock:
            if self._progress:
                self._progress.stop()

    def _show(self) -> None:
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

        total = _size(self._paths)
        columns = (
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[articles]:,} done"),
            TimeElapsedColumn(),
        )
        with self._lock:
            if self._timer.finished.is_set():  # `close` was quicker
                return
            self._progress = Progress(
                *columns,
                console=console(sys.stderr),
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._progress.add_task("", total=total, articles=0)
            self._update()
            self._progress.start()

    def _update(self) -> None:
        if self._progress:
            self._progress.update(self._progress.task_ids[0], completed=self._within, articles=self._articles)


def _size(paths: Sequence[str]) -> int | None:
    """How many bytes there are to read; None if one is not a regular file, whose size is unknown."""
    total = 0
    for path in files(paths):
        if path == STDIN:
            return None
        with suppress(OSError):  # it will be reported when it is read
            status = Path(path).stat()
            if not S_ISREG(status.st_mode):
                return None
            total += status.st_size
    return total
