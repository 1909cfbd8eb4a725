"""The command line, a file per command. What it imports beyond typer, it imports when a command runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

import quotes
from quotes.cli.audit import audit_command
from quotes.cli.batch import batch_command
from quotes.cli.check import ManySources, check_command
from quotes.cli.explain import explain_command
from quotes.cli.export import export_command
from quotes.cli.extract import extract_command
from quotes.cli.repeats import repeats_command
from quotes.cli.report import report_command
from quotes.cli.review import review_command
from quotes.cli.schema import schema_command
from quotes.cli.serve import serve_command
from quotes.cli.show import show_command
from quotes.cli.speakers import speakers_command

app = typer.Typer(
    rich_markup_mode=None,  # plain help: rich costs 70 ms
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Who said what, in which role, to whom, in English news.",
    epilog="Example: quotes extract seeds/*.txt -o out.jsonl",
)
app.command("extract")(extract_command)
app.command("batch")(batch_command)
app.command("show")(show_command)
app.command("explain")(explain_command)
app.command("speakers")(speakers_command)
app.command("audit")(audit_command)
app.command("check", cls=ManySources)(check_command)
app.command("repeats")(repeats_command)
app.command("review")(review_command)
app.command("export")(export_command)
app.command("report")(report_command)
app.command("serve")(serve_command)
app.command("schema")(schema_command)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(quotes.__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Options before any command."""


def main() -> None:
    """Run the command that the arguments name."""
    # quotes ... >&- closes one of them
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    app(prog_name="quotes")
