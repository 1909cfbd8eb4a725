"""Quotations against sources, as `quotes check` does it, for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Route

from quotes.checking import looking
from quotes.checking.checked import Checked
from quotes.checking.quotations import given, quotations
from quotes.checking.sources import Source, of_article
from quotes.inputs.encoding import from_text
from quotes.records import ArticleInfo, Attribution, Model, Text
from quotes.serving import bodies
from quotes.writers import jsonl

if TYPE_CHECKING:
    from starlette.requests import Request

_MOST = 10_000  # quotations, or sources, in a request

EXAMPLE = {
    "quote": "We tested every bolt of the bridge.",
    "sources": [{"id": "speech", "text": "LUND: We did not test every bolt of the bridge.\nWEBER: Nobody asked."}],
}


class SourceText(Model):
    """A text to look in: an article, a speech, a transcript."""

    id: Text = Field(description="Its id, for the answer")
    text: Text = Field(description="Its text")
    article: ArticleInfo | None = Field(None, description="What is known about it; null if nothing is")


class Checks(Model):
    """What is to be checked: words, or the quotations of records."""

    quote: Text | None = Field(None, description="Words to look for; each source that has them is found")
    attributions: Annotated[tuple[Attribution, ...], Field(max_length=_MOST)] = Field(
        (), description="Records, as /extract gives them; each of their quotations is looked for in all sources"
    )
    sources: Annotated[tuple[SourceText, ...], Field(min_length=1, max_length=_MOST)] = Field(
        description="Where to look"
    )

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        if (self.quote is None) == (not self.attributions):
            raise ValueError("give either quote or attributions")
        if self.quote is not None and not self.quote.strip():
            raise ValueError("quote has no words")
        return self


class CheckAnswer(Model):
    """The checks, as the lines of `quotes check`."""

    checks: tuple[Checked, ...] = Field(description="For each quotation what the sources have")


def route() -> Route:
    """The address."""
    return Route("/check", _check, methods=["POST"])


async def _check(request: Request) -> Response:
    asked = await bodies.model(request, Checks)
    found = await run_in_threadpool(lambda: CheckAnswer(checks=tuple(_checked(asked))))
    return Response(jsonl.line(found), media_type=bodies.ROW)


def _checked(asked: Checks) -> Iterator[Checked]:
    sources = [_source(each) for each in asked.sources]
    if asked.quote is not None:
        return looking.every(given(asked.quote), sources)
    return looking.best([each for record in asked.attributions for each in quotations(record)], sources)


def _source(each: SourceText) -> Source:
    """The source. Raises ArticleError."""
    return of_article(replace(from_text(each.text, each.id), id=each.id, path=None, info=each.article))
