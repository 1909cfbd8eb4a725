"""Shards -> a file of records for each, in parallel: none is processed twice, and a failure affects one shard."""

from __future__ import annotations

import hashlib
import platform
import threading
from collections import Counter, deque
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import lru_cache, partial
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import quotes
from quotes.archive import processes, shards
from quotes.archive.folder import Counts, Failed, Finished, Folder, Settings
from quotes.archive.shards import Shard
from quotes.article import Article
from quotes.errors import ArticleError, BatchError, ModelError, PeopleError, QuotesError
from quotes.extract import Extraction
from quotes.files import cause, path_name
from quotes.listing import listed
from quotes.parsing import parse, readers
from quotes.records import Pick, picked
from quotes.writers import jsonl
from quotes.writers.visible import visible

if TYPE_CHECKING:
    from quotes.extract import Extractor

SHOWN = 20  # errors of a shard that are shown; its NAME.errors.txt has all

# Packages whose version may change the output; the last one reads pages and is optional.
_PACKAGES = (
    "spacy",
    "numpy",
    "onnxruntime",
    "curated-tokenizers",
    "pydantic",
    "py3langid",
    "anyascii",
    "trafilatura",
)

# A pipeline is not thread-safe, and a worker of a cluster may have several threads.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Work:
    """What to do with each shard, on any machine.

    `folder` is OUT_DIR as all of them see it, as `people` is the people file; `load` takes `model`, `rules_only`,
    `any_language` and `people`, and `fields` are the keys of rows.
    """

    folder: str
    settings: Settings
    load: Callable[..., Extractor]
    pick: Pick
    model: str | None = None
    rules_only: bool = False
    any_language: bool = False
    people: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """How a run ended: what was found, and how many shards are finished, were finished before, or failed."""

    counts: Counts
    done: int
    before: int
    failed: int


def settings(model: str | None, options: dict[str, Any], people: str | None = None) -> Settings:
    """What the output depends on, in addition to the input.

    Raises:
        ModelError: the pipeline does not exist.
        PeopleError: the people file does not exist.
    """
    versions = {"quotes": quotes.__version__, "python": ".".join(platform.python_version_tuple()[:2])}
    for name in _PACKAGES:
        with suppress(metadata.PackageNotFoundError):
            versions[name] = metadata.version(name)
    known = None if people is None else hashlib.sha256(_bytes(people)).hexdigest()
    return Settings(versions=versions, model=_digest(_files(model)), options=options, people=known)


def _bytes(people: str) -> bytes:
    try:
        return Path(people).read_bytes()
    except OSError as error:
        raise PeopleError(path_name(people), cause(error)) from error


def run(
    planned: Sequence[Shard],
    work: Work,
    tell: Callable[[Finished | QuotesError], None],
    workers: int | None = None,
    scheduler: str | None = None,
    *,
    force: bool = False,
) -> Summary:
    """Process each unfinished shard (with `force`, every shard), and write the manifest.

    A finished shard is reported at once; failed ones are reported at the end.

    Raises:
        OutputError: OUT_DIR cannot be written, another batch is using it, or it has records that would be lost.
        ModelError: a worker cannot load the pipeline, or has a different one.
        PeopleError: a worker cannot read the people file.
        BatchError: the scheduler does not answer, or has stopped.
    """
    folder = Folder(work.folder)
    with folder.opened():
        finished = {} if force else _done_before(folder, planned, work.settings)
        waiting = deque(shard for shard in planned if shard not in finished)
        before, failed = len(finished), dict[Shard, QuotesError]()
        folder.drop(waiting)
        try:
            with closing(_outcomes(folder, work, waiting, workers, scheduler)) as outcomes:
                for shard, outcome in outcomes:
                    if isinstance(outcome, QuotesError):
                        failed[shard] = outcome
                    else:
                        finished[shard] = outcome
                        tell(outcome)
            for shard in failed:
                folder.discard(shard)
            failed |= _removed(folder, finished)
        finally:
            for error in map(failed.get, planned):
                if error:
                    tell(error)
        counts = folder.summarize(
            work.settings,
            [finished[shard] for shard in planned if shard in finished and shard not in failed],
            [Failed(path=shard.path, cause=str(failed[shard])) for shard in planned if shard in failed],
        )
    return Summary(counts, len(planned) - len(failed), before, len(failed))


def _done_before(folder: Folder, planned: Sequence[Shard], settings: Settings) -> dict[Shard, Finished]:
    """The shards that are already finished. Raises OutputError if the rest would replace records of other inputs."""
    folder.check(planned)
    return {shard: note for shard in planned if (note := folder.finished(shard, settings))}


def _removed(folder: Folder, finished: Mapping[Shard, Finished]) -> dict[Shard, QuotesError]:
    """Errors for finished shards whose records have been removed: the manifest must not list them."""
    gone = [shard for shard in finished if not folder.has_records(shard)]
    return {
        shard: BatchError(shard.path, f"{finished[shard].output} was removed during the run: run the batch again")
        for shard in gone
    }


def _outcomes(
    folder: Folder, work: Work, waiting: deque[Shard], workers: int | None, scheduler: str | None
) -> Generator[tuple[Shard, Finished | QuotesError]]:
    """The outcome of each shard, as it is finished. Raises ModelError, BatchError."""
    if not waiting:
        return
    again = set[Shard]()
    with processes.connected(workers, scheduler) as client:
        for shard, outcome in processes.outcomes(client, partial(do, work=work), waiting):
            if isinstance(outcome, processes.KilledError):
                deaths = folder.deaths(shard)
                if len(deaths) < processes.DEATHS and shard not in again:  # another shard may have killed the worker
                    again.add(shard)
                    waiting.append(shard)
                else:
                    yield shard, _quarantine(shard, deaths)
            elif isinstance(outcome, ModelError | PeopleError):  # all other shards would fail, too
                raise outcome
            elif isinstance(outcome, QuotesError | Finished):
                yield shard, outcome
            else:
                yield shard, BatchError(shard.path, _fault(outcome))


def _quarantine(shard: Shard, deaths: Sequence[str]) -> BatchError:
    """Why the shard is given up, with the article if it was the same each time."""
    culprit = f" at the article {deaths[0]}" if len(set(deaths)) == 1 and deaths[0] else ""
    return BatchError(shard.path, f"quarantined: several workers died{culprit}")


def do(shard: Shard, work: Work) -> Finished:
    """Process one shard; workers call this.

    A finished shard is not processed again: Dask may ask twice, *e.g.* when a worker dies before it can answer.

    Raises:
        BatchError: nothing in the shard can be read, or it is not the file that was planned.
        OutputError: the output cannot be written.
        ModelError: the pipeline cannot be loaded, or is not the one that the run was planned with.
    """
    folder = Folder(work.folder)
    with _ONE_AT_A_TIME:
        return folder.finished(shard, work.settings) or _do(folder, shard, work)


def _do(folder: Folder, shard: Shard, work: Work) -> Finished:
    tally = _Tally()
    with folder.attempt(shard) as at, folder.begun(shard) as outputs:
        extractor = _extractor(
            work.load,
            work.model,
            work.settings.model_dump_json(),
            rules_only=work.rules_only,
            any_language=work.any_language,
            people=work.people,
        )
        for article in shards.articles(shard, work.fields):
            at(article.id if isinstance(article, Article) else "")
            found = _extract(shard, extractor, article)
            if isinstance(found, Extraction):
                wanted = list(picked(found.attributions, work.pick))
                outputs.records.write(b"".join(map(jsonl.line, wanted)))
                outputs.articles.write(jsonl.line(listed(found.article, found.diagnostics, len(wanted))))
                tally.add(found, len(wanted))
            else:
                outputs.errors.write(tally.error(found))
            at("")
        if tally.told:
            outputs.errors.commit()
        if not tally.numbers["articles"]:
            raise BatchError(shard.path, f"has no article that can be read ({tally.told[0]})")
        outputs.records.commit()
        outputs.articles.commit()
        return folder.note(shard, work.settings, tally.counts(), tally.told)


class _Tally:
    """The results of a shard while it is processed."""

    def __init__(self) -> None:
        self.numbers: Counter[str] = Counter()
        self.told: list[str] = []
        self._diagnostics: Counter[str] = Counter()

    def add(self, extraction: Extraction, attributions: int) -> None:
        """Count an article."""
        self.numbers.update(articles=1, words=len(extraction.article.text.split()), attributions=attributions)
        self._diagnostics.update(diagnostic.code for diagnostic in extraction.diagnostics)

    def error(self, error: QuotesError) -> bytes:
        """Count an error. Returns its line."""
        line = visible(str(error))
        self.numbers["errors"] += 1
        if len(self.told) < SHOWN:
            self.told.append(line)
        return f"{line}\n".encode()

    def counts(self) -> Counts:
        """The numbers."""
        return Counts(**self.numbers, diagnostics=dict(sorted(self._diagnostics.items())))


def _extract(shard: Shard, extractor: Extractor, article: Article | ArticleError) -> Extraction | QuotesError:
    """What is found in an article, or why nothing is. A bug of ours loses one article, not the whole run."""
    if isinstance(article, ArticleError):
        return article
    try:
        return extractor.extract(article)
    except QuotesError as error:
        return BatchError(shard.path, str(error))
    except Exception as error:  # noqa: BLE001 - see above
        return BatchError(shard.path, article.id, _fault(error))


@lru_cache(maxsize=1)
def _extractor(
    load: Callable[..., Extractor],
    model: str | None,
    expected: str,
    *,
    rules_only: bool,
    any_language: bool,
    people: str | None,
) -> Extractor:
    """The extractor of this worker, loaded once.

    Raises ModelError, also if it would give different records, and PeopleError.
    """
    planned = Settings.model_validate_json(expected)
    if settings(model, planned.options, people) != planned:
        raise ModelError(
            f"the worker on {platform.node()} has different versions of quotes, its packages, its pipeline or its "
            "people file"
        )
    return load(model, rules_only=rules_only, any_language=any_language, people=people)


def _digest(folder: Path) -> str:
    """SHA-256 of the files in a folder, with their names."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\n{len(data)}\n".encode() + data)
    return digest.hexdigest()


def _files(model: str | None) -> Path:
    """The folder of a reader of ours, or of a pipeline as spaCy finds it by name or path. Raises ModelError."""
    if model is None:
        return parse.SHIPPED
    if reader := readers.folder(model):
        return reader
    if Path(model).is_dir():
        return Path(model)
    found = find_spec(model) if model.isidentifier() else None
    if found is None or not found.submodule_search_locations:
        raise ModelError(f"{model}: no such pipeline")
    return Path(found.submodule_search_locations[0])


def _fault(error: BaseException) -> str:
    said = cause(error) if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
    return " ".join(said.split())
