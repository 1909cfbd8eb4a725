"""`quotes serve`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.extract import Choice
from quotes.cli.options import (
    Acts,
    AnyLanguage,
    Fields,
    MinConfidence,
    MinNameConfidence,
    ModelName,
    PeopleFile,
    Reviewer,
    RulesOnly,
    Texts,
    WantedActs,
    WantedFormat,
    Workers,
)
from quotes.cli.output import complain
from quotes.cli.shared import articles_and_records, check_paths, guarded, keys, reviewer_name
from quotes.errors import ArticleError, QuotesError, ServeError
from quotes.files import STDIN
from quotes.inputs.paths import InputFormat

if TYPE_CHECKING:
    from quotes.serving.desk import Desk
    from quotes.serving.readers import Readers
    from quotes.serving.server import Place


def serve_command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATHS", help="Articles, or JSON Lines of quotes extract or batch, to review."),
    ] = None,
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
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT.jsonl",
            help="Keep the records of other articles that you review in this file.",
        ),
    ] = "review.jsonl",
    reviewer: Reviewer = None,
    texts: Texts = None,
    fields: Fields = None,
    input_format: WantedFormat = None,
    model: ModelName = None,
    min_confidence: MinConfidence = 0.0,
    min_name_confidence: MinNameConfidence = 0.0,
    acts: WantedActs = Acts.ALL,
    rules_only: RulesOnly = False,
    any_language: AnyLanguage = False,
    people: PeopleFile = None,
    workers: Workers = None,
) -> None:
    """Review articles in a browser, and serve an API on this machine.

    Open http://127.0.0.1:8000 to see the articles of PATHS, or to paste or drop one. Its quotes are marked; accept,
    reject or correct each, and add what was missed. The keyboard is enough; ? lists the keys.

    Each decision is written at once, as quotes review does it: for FILE.jsonl, to FILE.decisions.jsonl. Articles that
    are in no such file, because they are pasted, dropped or texts among PATHS, are kept in OUT.jsonl with the first
    decision on them; before that, nothing is stored. Several reviewers can work at once, each under a name that is set
    on the page.

    Programs send articles to /extract as text, as a JSON object, or as JSON Lines, and get the records that quotes
    extract writes. They send quotations to /check, as to quotes check; /openapi.json describes both.

    Only this machine can reach the server, unless --host names another address. Then a token is required, and the
    connection is not encrypted: put a proxy with TLS before it. No address is fetched.

    An article may have up to 5,000,000 characters; a request, up to 32 MB.
    """
    from quotes.parallel import cores

    asked = keys(fields or [])
    choice = Choice(model, min_confidence, min_name_confidence, acts, rules_only, asked, any_language, people)
    request = ServeRequest(paths or [], choice, output, reviewer_name(reviewer), texts, input_format)
    _check_usage(request)
    raise typer.Exit(guarded(lambda: _run(request, host, port, token, workers or cores())))


@dataclass(frozen=True, slots=True)
class ServeRequest:
    """What the command line asks to review."""

    paths: Sequence[str]
    choice: Choice
    output: str
    reviewer: str | None
    texts: str | None
    input_format: InputFormat | None

    def lay(self, readers: Readers, place: Place) -> Desk:
        """The desk with the articles; those that cannot be read are reported. Raises LinesError.

        Where others can reach the server, a record cannot make it show a file that is not below this folder.
        """
        from quotes.inputs.articles import articles
        from quotes.inputs.originals import Originals, Where, is_below
        from quotes.serving.desk import Desk
        from quotes.serving.dropped import Manner

        may_read: Callable[[str], bool] = (lambda _: True) if place.is_private else is_below
        originals = Originals(Where(self.texts, self.choice.fields, self.input_format, may_read))
        manner = Manner(self.choice.fields, self.input_format)
        desk = Desk(readers, self.choice.pick, originals, self.output, self.reviewer, manner)
        failed: list[QuotesError] = []
        files, records = articles_and_records(self.paths, failed)
        for path in records:
            desk.open(path)
        for each in articles(files, self.choice.fields, input_format=self.input_format):
            if isinstance(each, ArticleError):
                failed.append(each)
            else:
                desk.add(each)
        for error in failed:
            complain(error)
        return desk


def _check_usage(request: ServeRequest) -> None:
    check_paths(request.paths, None)
    if not request.output.endswith(".jsonl"):
        raise typer.BadParameter("must be a file whose name ends in .jsonl", param_hint="-o")
    if STDIN in request.paths:
        raise typer.BadParameter("must be files: the decisions are saved beside them", param_hint="PATHS")


def _run(request: ServeRequest, host: str, port: int, token: str | None, processes: int) -> int:
    try:
        from quotes.serving.server import Place, run
    except ModuleNotFoundError as error:
        raise ServeError("quotes serve", f"needs {error.name}: pip install starlette uvicorn") from error

    place = Place(host, port, token)
    if not (place.is_private or token):
        raise typer.BadParameter("is required: other machines can reach this address", param_hint="--token")
    choice = request.choice
    run(place, choice.load, processes, choice.pick, lambda readers: request.lay(readers, place), on_start=_tell)
    return 0


def _tell(address: str) -> None:
    sys.stderr.write(f"quotes: {address} (Ctrl-C ends it)\n")
    sys.stderr.flush()
