"""`quotes schema`."""

from __future__ import annotations

import typer


def schema_command() -> None:
    """Write the JSON Schema of an output line."""
    import orjson

    from quotes.records import schema

    typer.echo(orjson.dumps(schema(), option=orjson.OPT_INDENT_2))
