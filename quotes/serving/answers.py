"""The server's answer for an article: its attributions and diagnostics."""

from __future__ import annotations

from pydantic import Field

from quotes.listing import ListedDiagnostic
from quotes.records import Attribution, Model, Text


class Answer(Model):
    """The attributions of an article, as the lines of `quotes extract`."""

    doc: Text = Field(description="The article's id, as in its attributions")
    attributions: tuple[Attribution, ...] = Field(description="The attributions, in text order")
    diagnostics: tuple[ListedDiagnostic, ...] = Field(description="What was wrong in the text")


class Refusal(Model):
    """The answer for a row that could not be read, in a stream of answers."""

    row: int = Field(ge=1, description="The number of its line in the request, from 1")
    detail: Text = Field(description="What is wrong with it")
