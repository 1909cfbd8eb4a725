"""`quotes explain`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.article import Article
from quotes.cli import extract
from quotes.cli.options import AnyLanguage, ModelName, RulesOnly
from quotes.cli.output import STDOUT, console
from quotes.cli.shared import guarded
from quotes.errors import ArticleError, PlaceError
from quotes.files import path_name, writing

if TYPE_CHECKING:
    from quotes.explaining.explain import Explainer
    from quotes.explaining.explanation import Explanation


def explain_command(
    path: Annotated[str, typer.Argument(metavar="ARTICLE", help="The file with the article; - is standard input.")],
    identifier: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="The attribution with this id; the part after the colon is enough."),
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="PLACE", help="The sentence at an offset, or at LINE:COLUMN.")
    ] = None,
    find: Annotated[
        str | None, typer.Option("--find", metavar="WORDS", help="The first sentence with these words.")
    ] = None,
    model: ModelName = None,
    rules_only: RulesOnly = False,
    any_language: AnyLanguage = False,
) -> None:
    """Explain why an attribution was found, or why none was.

    Choose a sentence with --id, --at or --find. The output shows the sentence, what was found in it, its quotation
    marks and its parse. For each cue, it shows the entry in the lexicon, the frames that were tried, and every
    proposal, with its confidence and the reason why it was kept or lost. The evidence listed for a proposal adds up to
    its log odds. For a speaker who is a pronoun or a description, it shows whom that may mean, how likely each is, and
    why.

    Example: quotes explain seeds/004_d56703b9bec79e30.txt --find "told reporters on Friday"
    """
    if sum(option is not None for option in (identifier, at, find)) != 1:
        raise typer.BadParameter("give one of --id, --at and --find")
    from quotes.explaining import locate

    if at is not None and not locate.is_place(at):
        raise typer.BadParameter("must be an offset or LINE:COLUMN", param_hint="--at")
    request = ExplainRequest(path, identifier, at, find, model, rules_only, any_language)
    raise typer.Exit(guarded(lambda: run(request)))


@dataclass(frozen=True, slots=True)
class ExplainRequest:
    """What the command line asks for: one of an id, a place and words is given."""

    path: str
    identifier: str | None = None
    at: str | None = None
    find: str | None = None
    model: str | None = None
    rules_only: bool = False
    any_language: bool = False


def run(request: ExplainRequest) -> int:
    """Explain one sentence. Returns the exit code; raises ArticleError, PlaceError, ModelError, OutputError."""
    from quotes.writers.explanation import show

    explanation = _explanation(request, _article(request))
    with writing(STDOUT):
        show(console(sys.stdout), explanation)
    return 0


def _article(request: ExplainRequest) -> Article:
    """The only article at the path, or the one named by a full id."""
    from quotes.inputs.articles import articles

    doc = (request.identifier or "").rpartition(":")[0]
    found: Article | None = None
    for article in articles([request.path]):
        if isinstance(article, ArticleError):
            if not doc:
                raise article
        elif article.id == doc:
            return article
        elif not doc and found is not None:
            raise PlaceError(path_name(request.path), "holds several articles: give a full --id")
        else:
            found = article
    if found is None or doc:
        raise PlaceError(path_name(request.path), f"has no article {doc}".rstrip())
    return found


def _explanation(request: ExplainRequest, article: Article) -> Explanation:
    from quotes.explaining import locate

    if request.identifier is not None:
        return _explainer(request, article).by_id(request.identifier)
    # a place that does not exist is an error before the pipeline is loaded
    at = locate.first(article, request.find) if request.find is not None else locate.offset(article, request.at or "")
    return _explainer(request, article).at(at)


def _explainer(request: ExplainRequest, article: Article) -> Explainer:
    from quotes.explaining.explain import Explainer

    extractor = extract.load(request.model, rules_only=request.rules_only, any_language=request.any_language)
    if unread := extractor.unread(article):
        raise ArticleError(article.name, unread.message)
    return Explainer(article, *extractor.parse(article), rules_only=request.rules_only)
