"""The files of a batch in its OUT_DIR, for people and for the run that continues it.

NAME.jsonl            the records of a shard
NAME.articles.ndjson  the articles that were read in it, one per line, also those without an attribution
NAME.errors.txt       what could not be read in it, one error per line; only if there are errors
manifest.json         counts and options, written at the end of a run
.quotes/              which shards are finished, and from which input, options and versions; if it is missing, all are
                      processed again
"""

from __future__ import annotations

import fcntl
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import count, takewhile
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field, ValidationError
from pydantic_core import to_json

from quotes import listing
from quotes.archive.shards import Shard
from quotes.errors import OutputError
from quotes.files import WholeFile, sync, writing
from quotes.inputs.paths import BATCH
from quotes.records import Model


class Settings(Model):
    """What the output depends on in addition to the input.

    `model` is the SHA-256 of the pipeline's files, and `people` that of the people file, if one is given.
    """

    versions: dict[str, str]
    model: str
    options: dict[str, Any]
    people: str | None = None


class Counts(Model):
    """What was found, and how many diagnostics of each code the texts have."""

    articles: int = 0
    words: int = 0
    attributions: int = 0
    errors: int = 0
    diagnostics: dict[str, int] = Field(default_factory=dict)

    @classmethod
    def total(cls, parts: Sequence[Counts]) -> Counts:
        """The sum of the counts."""
        numbers = {name: sum(getattr(part, name) for part in parts) for name in set(cls.model_fields) - {"diagnostics"}}
        diagnostics = sum((Counter(part.diagnostics) for part in parts), Counter[str]())
        return cls(**numbers, diagnostics=dict(sorted(diagnostics.items())))


class Finished(Model):
    """A finished shard and its input: `sizes` are its files in bytes, `told` are its first errors."""

    path: str
    output: str
    stamp: str
    settings: Settings
    sizes: dict[str, int]
    counts: Counts
    told: tuple[str, ...]


class Failed(Model):
    """A failed shard, and why it failed."""

    path: str
    cause: str


class Outputs(NamedTuple):
    """The files of a shard in progress: each replaces the old one when it is committed."""

    records: WholeFile
    articles: WholeFile
    errors: WholeFile


class Folder:
    """An OUT_DIR, which has the same path for every worker."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._notes = self._path / BATCH

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Lock the folder for this run, and remove half-written files of an earlier run.

        Raises OutputError if it cannot be written, or another run is using it.
        """
        with writing(str(self._path)):
            self._notes.mkdir(parents=True, exist_ok=True)
            lock = (self._notes / "lock").open("wb")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise OutputError(str(self._path), "another batch is running there") from error
            self._clear()
            try:
                yield
            finally:
                self._clear()

    def _clear(self) -> None:
        """Remove the files left by processes that died. Raises OutputError."""
        halves = (path for folder in (self._path, self._notes) for path in folder.glob(".quotes-*.tmp"))
        with writing(str(self._path)):
            for path in (*halves, *self._notes.glob("*.at")):
                path.unlink(missing_ok=True)

    def finished(self, shard: Shard, settings: Settings) -> Finished | None:
        """The note on a finished shard, if shard and settings are unchanged and its files are still there."""
        found = self._noted(shard)
        if found is None or (found.path, found.stamp, found.settings) != (shard.path, shard.stamp, settings):
            return None
        try:
            return found if found.sizes == self._sizes(shard) else None
        except OSError:  # it has no records
            return None

    def check(self, shards: Sequence[Shard]) -> None:
        """Raises OutputError if records of an input would be replaced that is not among these shards."""
        paths = {shard.path for shard in shards}
        for shard in shards:
            found = self._noted(shard)
            if found and found.path not in paths and self.has_records(shard):
                cause = f"has the records of {found.path}: use another OUT_DIR, or --force to replace them"
                raise OutputError(str(self._output(shard)), cause)

    def _noted(self, shard: Shard) -> Finished | None:
        try:
            return Finished.model_validate_json(self._note(shard).read_bytes())
        except (OSError, ValidationError):  # it is missing, damaged or of another version
            return None

    def has_records(self, shard: Shard) -> bool:
        """Whether the records of the shard are there."""
        return self._output(shard).exists()

    def drop(self, shards: Iterable[Shard]) -> None:
        """Remove the manifest, the notes on the shards and their errors; records stay until new ones replace them.

        Only the process that has locked the folder may do this, before any worker starts: for a worker, a note means
        that the shard is finished. Raises OutputError.
        """
        with writing(str(self._path)):
            self._manifest.unlink(missing_ok=True)
            for shard in shards:
                self._note(shard).unlink(missing_ok=True)
                self._errors(shard).unlink(missing_ok=True)
            sync(self._notes)  # or a power failure could restore a note that does not fit the records

    def discard(self, shard: Shard) -> None:
        """Remove the records of a shard that failed: they are those of an earlier run. Raises OutputError."""
        with writing(str(self._path)):
            self._output(shard).unlink(missing_ok=True)
            self._list(shard).unlink(missing_ok=True)

    @contextmanager
    def begun(self, shard: Shard) -> Iterator[Outputs]:
        """The files for the shard's results; the old ones stay until these are committed. Raises OutputError."""
        with ExitStack() as stack:
            paths = (self._output(shard), self._list(shard), self._errors(shard))
            yield Outputs(*(stack.enter_context(closing(WholeFile(str(path)))) for path in paths))

    def note(self, shard: Shard, settings: Settings, counts: Counts, told: Sequence[str]) -> Finished:
        """Note that the shard is finished. Raises OutputError."""
        with writing(str(self._path)):
            if not told:
                self._errors(shard).unlink(missing_ok=True)  # left by a worker that died before it wrote a note
            sizes = self._sizes(shard)
        finished = Finished(
            path=shard.path,
            output=self._output(shard).name,
            stamp=shard.stamp,
            settings=settings,
            sizes=sizes,
            counts=counts,
            told=tuple(told),
        )
        _put(self._note(shard), finished.to_dict())
        return finished

    def summarize(self, settings: Settings, finished: Sequence[Finished], failed: Sequence[Failed]) -> Counts:
        """Write the manifest, without times or machine names. Raises OutputError."""
        counts = Counts.total([shard.counts for shard in finished])
        done = [shard.model_dump(include={"path", "output", "counts"}) for shard in finished]
        manifest = {
            **settings.to_dict(),
            "counts": counts.to_dict(),
            "shards": done,
            "failed": [shard.to_dict() for shard in failed],
        }
        _put(self._manifest, manifest)
        return counts

    @contextmanager
    def attempt(self, shard: Shard) -> Iterator[Callable[[str], None]]:
        """Yield a function that records the article in progress; the record survives a crash.

        Raises OutputError.
        """
        with writing(str(self._path)):
            path = next(path for path in self._attempts(shard) if not path.exists())
            file = path.open("xb", buffering=0)

        def at(article: str) -> None:
            with writing(str(self._path)):
                file.seek(0)
                file.truncate()
                file.write(article.encode())

        try:
            with file:
                yield at
        finally:
            path.unlink(missing_ok=True)

    def deaths(self, shard: Shard) -> list[str]:
        """For each process that died on the shard, the article in progress; "" if it is not known."""
        return [path.read_text("utf-8") for path in takewhile(Path.exists, self._attempts(shard))]

    def _attempts(self, shard: Shard) -> Iterator[Path]:
        return (self._notes / f"{shard.name}.{number}.at" for number in count(1))

    def _sizes(self, shard: Shard) -> dict[str, int]:
        """The size in bytes of each file of the shard. Raises OSError if the records or the list are missing."""
        paths = [self._output(shard), self._list(shard), *filter(Path.exists, [self._errors(shard)])]
        return {path.name: path.stat().st_size for path in paths}

    @property
    def _manifest(self) -> Path:
        return self._path / "manifest.json"

    def _note(self, shard: Shard) -> Path:
        return self._notes / f"{shard.name}.json"

    def _output(self, shard: Shard) -> Path:
        return self._path / f"{shard.name}.jsonl"

    def _list(self, shard: Shard) -> Path:
        return listing.path_beside(self._output(shard))

    def _errors(self, shard: Shard) -> Path:
        return self._path / f"{shard.name}.errors.txt"


def _put(path: Path, value: object) -> None:
    with closing(WholeFile(str(path))) as file:
        file.write(to_json(value, indent=1) + b"\n")
        file.commit()
