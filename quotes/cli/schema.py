"""`quotes schema`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Line(StrEnum):
    """Whose lines the schema describes."""

    EXTRACT = "extract"
    SPEAKERS = "speakers"


def schema_command(
    of: Annotated[Line, typer.Argument(metavar="COMMAND", help="Whose lines: extract or speakers.")] = Line.EXTRACT,
) -> None:
    """Write the JSON Schema of an output line."""
    import orjson

    from quotes import records, registry

    schema = registry.schema() if of is Line.SPEAKERS else records.schema()
    typer.echo(orjson.dumps(schema, option=orjson.OPT_INDENT_2))
