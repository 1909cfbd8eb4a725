"""How fast and how large: cold starts, words a second by stage beside the bare pipeline, peak memory.

Ratios of alternating runs in one process, with their spread: machines are noisy, and each by another amount.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotes import Article, Extractor, marks, parse
from quotes.extract import find
from quotes.parse import SHIPPED

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Spread:
    """The least, median and most of some runs."""

    least: float
    median: float
    most: float

    @classmethod
    def of(cls, runs: Sequence[float]) -> Spread:
        """Of these runs, one at least."""
        return cls(min(runs), statistics.median(runs), max(runs))

    def __str__(self) -> str:
        return f"{self.median:,.2f} ({self.least:,.2f} to {self.most:,.2f})"


def cold_starts(seeds: Iterable[Path]) -> dict[str, Spread]:
    """Seconds of whole processes: the help, and the main job on these articles."""
    jobs = {"--help": ["--help"], "main job": ["extract", *map(str, seeds)]}
    return {name: Spread.of([_process(arguments) for _ in range(ROUNDS)]) for name, arguments in jobs.items()}


def _process(arguments: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "quotes", *arguments], check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - started


def throughput(extractor: Extractor, texts: Sequence[str]) -> dict[str, Spread]:
    """Words a second of the bare pipeline and of the whole, the whole's share of the pipeline's speed, and seconds of
    our own stages for each second of the pipeline.
    """
    words = sum(len(extractor.nlp.make_doc(text)) for text in texts)
    extractor.extract(texts[0])
    bare, whole, stages = list[float](), list[float](), list[float]()
    for _ in range(ROUNDS):
        bare.append(_seconds(lambda: list(extractor.nlp.pipe(texts))))
        whole.append(_seconds(lambda: [extractor.extract(Article("a", text)) for text in texts]))
        prepared = [(text, marks.pair(text)) for text in texts]
        docs = [(parse.parse(extractor.nlp, text, paired), paired) for text, paired in prepared]
        stages.append(_seconds(lambda docs=docs: [find(doc, paired) for doc, paired in docs]))  # type: ignore[misc]
    return {
        "bare pipeline, words a second": Spread.of([words / seconds for seconds in bare]),
        "all of quotes, words a second": Spread.of([words / seconds for seconds in whole]),
        "all of quotes, of the bare pipeline's speed": Spread.of([b / w for b, w in zip(bare, whole, strict=True)]),
        "our stages, of the bare pipeline's time": Spread.of([s / b for s, b in zip(stages, bare, strict=True)]),
    }


def _seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def sizes() -> dict[str, float]:
    """Megabytes: the pipeline on disk, and the most memory that this process has had."""
    disk = sum(file.stat().st_size for file in SHIPPED.rglob("*") if file.is_file())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"pipeline on disk, MB": disk / 1e6, "peak memory, MB": memory / 1e6}
