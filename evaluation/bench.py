"""Speed and memory: cold starts, words per second by stage compared with the bare pipeline, peak memory.

Ratios of alternating runs in one process, with their spread, because timings on one machine vary.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from quotes import Article, Extractor
from quotes.assemble import records
from quotes.choosing import arbiter
from quotes.choosing.verdict import kept
from quotes.extract import aimed, identify, propose
from quotes.parsing import marks, parse

if TYPE_CHECKING:
    from spacy.tokens import Doc

ROUNDS = 5
OURS = "all stages but the parse"


@dataclass(frozen=True, slots=True)
class Spread:
    """Minimum, median and maximum of several runs."""

    least: float
    median: float
    most: float

    @classmethod
    def of(cls, runs: Sequence[float]) -> Spread:
        """The spread of these runs, at least one."""
        return cls(min(runs), statistics.median(runs), max(runs))

    def __str__(self) -> str:
        return f"{self.median:,.2f} ({self.least:,.2f} to {self.most:,.2f})"


def cold_starts(seeds: Iterable[Path]) -> dict[str, Spread]:
    """Seconds of complete processes: for the help, and for the main job on these articles."""
    jobs = {"--help": ["--help"], "main job": ["extract", *map(str, seeds)]}
    return {name: Spread.of([_process(arguments) for _ in range(ROUNDS)]) for name, arguments in jobs.items()}


def _process(arguments: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "quotes", *arguments], check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - started


def throughput(extractor: Extractor, texts: Sequence[str]) -> dict[str, Spread]:
    """Words per second for the bare pipeline, for quotes, and for textacy with the same pipeline, if it is installed.

    Also the time of each of our stages, in percent of the bare pipeline's time. All are processor seconds on one core,
    so that other programs do not count.
    """
    jobs: dict[str, Callable[[], object]] = {
        "bare pipeline": lambda: sum(1 for _ in extractor.nlp.pipe(texts)),
        "all of quotes": lambda: sum(1 for _ in extractor.extract_many(texts)),
    }
    if find_spec("textacy"):
        jobs["textacy's direct_quotations"] = lambda: _textacy(extractor.nlp.pipe(texts))
    words = sum(len(extractor.nlp.make_doc(text)) for text in texts)
    seconds, shares = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    extractor.extract(texts[0])
    for _ in range(ROUNDS):
        clock = _Clock()
        for name, job in jobs.items():
            with clock(name):
                job()
        _extract_by_stage(extractor, texts, clock)
        for name, spent in clock.spent.items():
            (seconds if name in jobs else shares)[name].append(spent)
    [bare, *others] = jobs
    share = {name: _ratios(found, seconds[bare], 100) for name, found in shares.items()}
    return {
        **{f"{name}, words a second": Spread.of([words / s for s in found]) for name, found in seconds.items()},
        **{f"{name}, of the bare pipeline's speed": _ratios(seconds[bare], seconds[name]) for name in others},
        **{f"{name}, % of the bare pipeline's time": spread for name, spread in share.items()},
    }


class _Clock:
    """Processor seconds by what they were spent on."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    @contextmanager
    def __call__(self, *names: str) -> Iterator[None]:
        started = time.process_time()
        yield
        for name in names:
            self.spent[name] += time.process_time() - started


def _extract_by_stage(extractor: Extractor, texts: Iterable[str], clock: _Clock) -> None:
    """The stages of `Extractor.extract` one by one, by internal functions that evaluation uses only here."""
    for text in texts:
        with clock("marks", OURS):
            paired = marks.pair(text)
        with clock("parse"):
            doc = parse.parse(extractor.nlp, text, paired)
        with clock("proposals", OURS):
            proposed = propose(doc, paired)
        with clock("arbiter", OURS):
            settled = kept(arbiter.settle(proposed))
        with clock("targets", OURS):
            settled = aimed(proposed, settled)
        with clock("speakers", OURS):
            parties = identify(proposed.layout, settled)
        with clock("records", OURS):
            records(Article("bench", text), proposed.layout, settled, parties)


def _textacy(docs: Iterable[Doc]) -> None:
    """Run textacy, which gives up an article if a quotation mark has no partner."""
    from textacy.extract.triples import direct_quotations

    for doc in docs:
        with suppress(ValueError):
            list(direct_quotations(doc))


def _ratios(above: Iterable[float], below: Iterable[float], of: float = 1) -> Spread:
    return Spread.of([of * a / b for a, b in zip(above, below, strict=True)])


# Repetitive texts, to find anything whose time grows faster than the text.
HOSTILE = {
    "said": "said ",
    "clause in clause": "Anna Lund said that ",
    "clause beside clause": "he said she said ",
    "names with verbs": "said Lund, ",
    "names": "Anna Lund, ",
    "commas": ", ",
    "double marks": "“It is late,” ",
    "single marks": "'a ",
    "brackets": "(said) ",
    "lines": "said\n",
    "paragraphs": "“I know that it is late.”\n\n",
    "unclosed paragraphs": "“Lund said it rained\n\n",
}
SIZES = (20_000, 40_000, 80_000)  # characters


def hostile(extractor: Extractor, sizes: Sequence[int] = SIZES) -> dict[str, list[float]]:
    """Processor seconds for a text of each size, by what it repeats: twice the text should take twice the time."""
    return {
        name: [_seconds(extractor, (part * (size // len(part) + 1))[:size]) for size in sizes]
        for name, part in HOSTILE.items()
    }


def _seconds(extractor: Extractor, text: str) -> float:
    started = time.process_time()
    extractor.extract(text)
    return time.process_time() - started


def sizes(extractor: Extractor) -> dict[str, float]:
    """Megabytes: the pipeline on disk, and the peak memory of this process."""
    disk = sum(file.stat().st_size for file in (extractor.nlp.path or Path()).rglob("*") if file.is_file())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"pipeline on disk, MB": disk / 1e6, "peak memory, MB": memory / 1e6}
