"""Many articles in several processes give the same as in one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quotes import parallel
from quotes.article import Article
from quotes.errors import ArticleError, QuotesError
from tests.support.echo import echo

UNREADABLE = ArticleError("b.pdf", "looks like a PDF")


def read(*articles: Article | QuotesError, processes: int = 2) -> list[str]:
    found = parallel.extracted(echo(), echo, articles, processes)  # type: ignore[arg-type]
    return [str(each) if isinstance(each, QuotesError) else each.diagnostics[0].message for each in found]


def texts(*texts: str) -> Iterator[Article]:
    return (Article(f"a{number}", text) for number, text in enumerate(texts))


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start the other processes after the first article."""
    monkeypatch.setattr(parallel, "ALONE", 1)


@pytest.mark.usefixtures("at_once")
def test_order_and_errors_are_those_of_one_process() -> None:
    given: list[Article | QuotesError] = [
        *texts("one", "two", "refused"),
        UNREADABLE,
        *texts("deadly", *"abcdefghijklmnop"),
    ]
    assert read(*given) == ["one", "two", "a2: is refused", "b.pdf: looks like a PDF", "deadly", *"abcdefghijklmnop"]


def test_a_small_job_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "ProcessPoolExecutor", None)
    assert read(UNREADABLE, *texts("one", "two")) == ["b.pdf: looks like a PDF", "one", "two"]


def test_one_process_reads_any_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "ProcessPoolExecutor", None)
    assert read(*texts(*["x" * parallel.ALONE] * 3), processes=1) == ["x" * parallel.ALONE] * 3
