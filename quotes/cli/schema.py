"""`quotes schema`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Line(StrEnum):
    """Which command's output line is described."""

    ATTRIBUTION = "attribution"
    SPEAKER = "speaker"
    DECISION = "decision"
    ARTICLE = "article"


def schema_command(
    line: Annotated[
        Line,
        typer.Argument(
            metavar="LINE", help="The line to describe: of quotes extract, speakers, review or extract --articles."
        ),
    ] = Line.ATTRIBUTION,
) -> None:
    """Write the JSON Schema of an output line."""
    import orjson

    from quotes.listing import Listed
    from quotes.records import Attribution, Model, schema
    from quotes.review.decisions import Decision
    from quotes.speakers.profiles import Profile

    models: dict[Line, type[Model]] = {
        Line.ATTRIBUTION: Attribution,
        Line.SPEAKER: Profile,
        Line.DECISION: Decision,
        Line.ARTICLE: Listed,
    }
    typer.echo(orjson.dumps(schema(models[line]), option=orjson.OPT_INDENT_2))
