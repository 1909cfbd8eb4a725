"""Fit confidences and weights to a pipeline, and score its parts: `python -m training.fitting COMMAND CORPORA_DIR`."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Annotated

import spacy
import typer

import quotes
from quotes.parsing.parse import SHIPPED
from training import card, evaluate
from training.corpora import unseen_articles, unseen_wide_articles
from training.fitting import coreference as references
from training.fitting import shares, weights

app = typer.Typer(add_completion=False, rich_markup_mode=None, help=__doc__)

Corpora = Annotated[Path, typer.Argument(help="Folder with the corpora.")]
Model = Annotated[str | None, typer.Option("--model", help="Another pipeline, by name or path.")]


@app.command()
def calibrate(corpora: Corpora, model: Model = None) -> None:
    """Fit confidences and weights, and write them to quotes/data/.

    Counts how often each rule is right, and fits the arbiter's weights.
    """
    extractor, data = quotes.load(model, rules_only=True), Path(quotes.__file__).parent / "data"
    found = shares.shares(extractor, corpora)
    shares.write(data / "confidence.toml", found)
    typer.echo(f"{len(found)} shares written")
    unseen = {"PolNeAR": unseen_articles(corpora), "all kinds": unseen_wide_articles(corpora)}
    cases = {name: list(weights.cases(extractor, articles)) for name, articles in unseen.items()}
    typer.echo(card.table(weights.cross_validated(cases)))
    weights.write(data / "weights.toml", weights.fit([*chain.from_iterable(cases.values())]))
    typer.echo(f"weights written, fitted on {sum(map(len, cases.values()))} articles")


@app.command()
def pipeline(corpora: Corpora, model: Model = None) -> None:
    """Score a pipeline's syntax and names on raw text.

    The texts are the corpora's test parts.
    """
    nlp = spacy.load(model or SHIPPED)
    for scores in (evaluate.syntax(nlp, corpora), evaluate.names(nlp, corpora)):
        typer.echo(card.table(scores))


@app.command()
def coreference(corpora: Corpora, model: Model = None) -> None:
    """Score how pronouns and names are resolved.

    The texts are GUM's test documents; the nearest matching name is scored for comparison.
    """
    nlp, documents = quotes.load(model).nlp, list(references.texts(corpora))
    rows = {
        "quotes": references.scores(lambda text: references.ours(nlp, text), documents),
        "nearest matching name": references.scores(lambda text: references.nearest(nlp, text), documents),
    }
    typer.echo(card.table(rows))


if __name__ == "__main__":
    app()
