"""Fit confidences and weights to a pipeline, and score its parts: `python -m training.fitting COMMAND CORPORA_DIR`."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import spacy
import typer

import quotes
from evaluation import reliability
from evaluation.corpora import extract
from quotes.choosing import confidence, weighing
from quotes.parsing.parse import SHIPPED
from quotes.parsing.reading import DEFAULT
from training import card, evaluate
from training.fitting import articles, shares, weights
from training.fitting import certainty as sure
from training.fitting import coreference as chains
from training.fitting import references as referring
from training.fitting import targets as aims

if TYPE_CHECKING:
    from quotes.parsing.encoder import Encoder

app = typer.Typer(add_completion=False, rich_markup_mode=None, help=__doc__)

Corpora = Annotated[Path, typer.Argument(help="Folder with the corpora.")]
Model = Annotated[str | None, typer.Option("--model", help="Another pipeline, by name or path.")]


Refit = Annotated[bool, typer.Option("--refit", help="Fit the arbiter's weights from the start, for a new pipeline.")]


@app.command()
def calibrate(corpora: Corpora, model: Model = None, refit: Refit = False) -> None:
    """Fit confidences and weights, and write them to quotes/data/.

    Counts how often each rule is right with the default reader, and scales the arbiter's weights for the pipeline's
    reader so that its probabilities hold.
    """
    extractor, data = quotes.load(model), Path(quotes.__file__).parent / "data"
    reader = cast("Encoder", extractor.nlp.get_pipe("encoder")).reader
    if reader == DEFAULT:
        counted = shares.shares(quotes.Extractor(extractor.nlp, rules_only=True), corpora)
        shares.write(data / "confidence.toml", counted)
        confidence.shares.cache_clear()
        typer.echo(f"{len(counted)} shares written")
    unseen, file = articles.unseen(corpora), data / "weights" / f"{reader}.toml"
    if refit:
        cases = {name: list(weights.cases(extractor, documents)) for name, documents in unseen.items()}
        typer.echo(card.table(weights.cross_validated(cases)))
        weights.write(file, weights.fit([*chain.from_iterable(cases.values())]))
        weighing.weights.cache_clear()
    found = {name: list(reliability.outcomes(extract(extractor, documents))) for name, documents in unseen.items()}
    outcomes = [(weights.COUNTS[name], records) for name, records in found.items()]
    weights.write(file, weights.rescaled(outcomes, weighing.weights(reader)))
    typer.echo(f"weights written, scaled on {sum(map(len, found.values()))} records")


@app.command()
def references(corpora: Corpora, model: Model = None) -> None:
    """Fit whom pronouns and descriptions mean.

    The weights are written to quotes/data/references.toml.
    """
    weights, cases = referring.learned(list(referring.lessons(quotes.load(model), corpora)))
    for group, (right, count) in referring.cross_validated(cases).items():
        typer.echo(f"{group}: {right} of {count} speakers right, each by weights fitted without its article")
    referring.write(Path(quotes.__file__).parent / "data" / "references.toml", weights)


@app.command()
def certainty(corpora: Corpora, model: Model = None) -> None:
    """Fit how sure names and roles are, and write it to quotes/data/.

    They are those of wide-train.jsonl and of our own articles. `python -m evaluation score` tells how far the
    probabilities are off elsewhere.
    """
    every = list(sure.cases(quotes.load(model), articles.linked(corpora)))
    sure.write(Path(quotes.__file__).parent / "data" / "certainty.toml", sure.fit(every))
    typer.echo(f"weights written, fitted on {len(every)} speakers")


@app.command()
def targets(corpora: Corpora, model: Model = None) -> None:
    """Fit whom a cue addresses or judges.

    The weights are written to quotes/data/targets.toml.
    """
    cases = list(aims.cases(quotes.load(model), corpora))
    typer.echo(card.table({"targets, each by weights fitted without its article": aims.cross_validated(cases)}))
    aims.write(Path(quotes.__file__).parent / "data" / "targets.toml", aims.fit(cases), aims.without_candidate(cases))


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
    nlp, documents = quotes.load(model).nlp, list(chains.texts(corpora, "test"))
    rows = {
        "quotes": chains.scores(lambda text: chains.ours(nlp, text), documents),
        "nearest matching name": chains.scores(lambda text: chains.nearest(nlp, text), documents),
    }
    typer.echo(card.table(rows))


if __name__ == "__main__":
    app()
