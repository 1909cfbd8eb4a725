"""The command line with an extractor that needs no pipeline: `python -m tests.support.fake_cli extract ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Timer
from typing import TYPE_CHECKING, Any, cast
from unittest.mock import patch

from quotes import cli
from quotes.article import Article, Diagnostic
from quotes.cli import extract, progress
from quotes.errors import ModelError, RecordError
from quotes.extract import Extraction
from quotes.records import Act
from tests.support.samples import attribution, cue, speaker

if TYPE_CHECKING:
    from quotes.extract import Extractor
    from quotes.parsing.parse import Watch

SAID = re.compile(r"(?P<who>\w+) (?P<cue>said|thinks) (?P<said>that [^.]*)\.", re.DOTALL)
ACTS = {"said": Act.STATEMENT, "thinks": Act.OPINION}


class Patience(Timer):
    """A timer that ends when an article is slow, without any waiting."""

    all: list[Patience] = []  # noqa: RUF012
    _over = Event()

    def __init__(self, _: float, function: Any) -> None:
        super().__init__(0, function)
        self.all.append(self)

    def run(self) -> None:
        self._over.wait()
        super().run()

    @classmethod
    def run_out(cls) -> None:
        cls._over.set()
        for timer in filter(Timer.is_alive, cls.all):
            timer.join()


class FakeExtractor:
    """Finds each "X said that ..." and "X thinks that ..."; the first is certain, the next half as much."""

    model = "en_fake 1.0.0"
    watch: Watch | None = None

    def extract(self, article: Article) -> Extraction:
        text = article.text
        if "INTERRUPT" in text:
            raise KeyboardInterrupt
        if "SLOW" in text:
            Patience.run_out()
        if "LONG" in text and self.watch:
            Patience.run_out()
            self.watch(0.5)
        if "FAULT" in text:
            raise RecordError(article.id, "cue", "a fault of ours")
        found = [
            attribution(
                text,
                match["said"],
                id=f"{article.id}:{match.start('said')}",
                doc=article.id,
                path=article.path,
                article=article.info,
                cue=cue(text, match["cue"], act=ACTS[match["cue"]]),
                speaker=speaker(text, match["who"], match["who"]),
                confidence=1 / (number + 1),
            )
            for number, match in enumerate(SAID.finditer(text))
        ]
        start = text.find("“")
        odd = (
            () if start < 0 else (Diagnostic("unclosed-mark", "quotation mark that is never closed", start, start + 1),)
        )
        return Extraction(article, found, article.diagnostics + odd)


def load(
    model: str | None,
    *,
    rules_only: bool = False,
    any_language: bool = False,  # noqa: ARG001 - as the command calls it
    people: str | None = None,  # noqa: ARG001
) -> Extractor:
    if rules_only:
        raise ModelError("the rules alone were asked for")
    if model is not None:
        raise ModelError(f"{model}: no such pipeline")
    return cast("Extractor", FakeExtractor())


@contextmanager
def installed() -> Iterator[None]:
    """A context in which the command line uses this extractor and this timer."""
    with patch.object(extract, "load", load), patch.object(progress, "Timer", Patience):
        yield


if __name__ == "__main__":
    with installed():
        cli.main()
