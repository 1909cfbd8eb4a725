"""`quotes serve`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from quotes.cli.extract import Choice
from quotes.cli.options import (
    Acts,
    AnyLanguage,
    MinConfidence,
    MinNameConfidence,
    ModelName,
    PeopleFile,
    RulesOnly,
    WantedActs,
    Workers,
)
from quotes.cli.shared import guarded
from quotes.errors import ServeError


def serve_command(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8000,
    token: Annotated[
        str | None,
        typer.Option(
            metavar="T",
            envvar="QUOTES_TOKEN",
            help="What requests must show; required if other machines can reach the address.",
        ),
    ] = None,
    model: ModelName = None,
    min_confidence: MinConfidence = 0.0,
    min_name_confidence: MinNameConfidence = 0.0,
    acts: WantedActs = Acts.ALL,
    rules_only: RulesOnly = False,
    any_language: AnyLanguage = False,
    people: PeopleFile = None,
    workers: Workers = None,
) -> None:
    """Serve a page and an API on this machine.

    Open http://127.0.0.1:8000 to paste an article and see its quotes marked. Programs send articles to /extract as
    text, as a JSON object, or as JSON Lines, and get the records that quotes extract writes; /openapi.json describes
    it.

    Only this machine can reach the server, unless --host names another address. Then a token is required, and the
    connection is not encrypted: put a proxy with TLS before it. No address is fetched, and nothing is stored.

    An article may have up to 5,000,000 characters; a request, up to 32 MB.
    """
    from quotes.parallel import cores

    choice = Choice(model, min_confidence, min_name_confidence, acts, rules_only, {}, any_language, people)
    raise typer.Exit(guarded(lambda: _run(host, port, token, choice, workers or cores())))


def _run(host: str, port: int, token: str | None, choice: Choice, processes: int) -> int:
    try:
        from quotes.serving.server import Place, run
    except ModuleNotFoundError as error:
        raise ServeError("quotes serve", f"needs {error.name}: pip install starlette uvicorn") from error

    place = Place(host, port, token)
    if not (place.is_private or token):
        raise typer.BadParameter("is required: other machines can reach this address", param_hint="--token")
    run(place, choice.load, processes, choice.pick, on_start=_tell)
    return 0


def _tell(address: str) -> None:
    sys.stderr.write(f"quotes: {address} (Ctrl-C ends it)\n")
    sys.stderr.flush()
