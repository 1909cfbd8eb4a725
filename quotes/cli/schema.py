"""`quotes schema`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Schema(StrEnum):
    """Which output line is described."""

    ATTRIBUTION = "attribution"
    SPEAKER = "speaker"
    DECISION = "decision"
    ARTICLE = "article"
    CHECK = "check"
    REPEAT = "repeat"


def schema_command(
    line: Annotated[
        Schema,
        typer.Argument(
            metavar="LINE",
            help="The line to describe: of quotes extract, speakers, review, extract --articles, check, repeats.",
        ),
    ] = Schema.ATTRIBUTION,
) -> None:
    """Write the JSON Schema of an output line."""
    import orjson

    from quotes.checking.checked import Checked
    from quotes.checking.repeated import Repeated
    from quotes.listing import Listed
    from quotes.records import Attribution, Model, schema
    from quotes.review.decisions import Decision
    from quotes.speakers.profiles import Profile

    models: dict[Schema, type[Model]] = {
        Schema.ATTRIBUTION: Attribution,
        Schema.SPEAKER: Profile,
        Schema.DECISION: Decision,
        Schema.ARTICLE: Listed,
        Schema.CHECK: Checked,
        Schema.REPEAT: Repeated,
    }
    typer.echo(orjson.dumps(schema(models[line]), option=orjson.OPT_INDENT_2))
