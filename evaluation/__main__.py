"""`python -m evaluation score CORPORA_DIR`, and `pipeline` or `calibrate` in the place of `score`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import spacy
import typer

import quotes
from evaluation import bench as benchmark
from evaluation import calibrate as calibration
from evaluation import coreference as references
from evaluation import errors, pronouns, reliability, weights
from evaluation.corpora import GOLD, extract, read, scorer
from quotes.parsing.parse import SHIPPED
from training import card, evaluate
from training.corpora import unseen_articles

app = typer.Typer(add_completion=False, rich_markup_mode=None, help=__doc__)

Corpora = Annotated[Path, typer.Argument(help="folder with the corpora; the scorer lies beside it")]
Model = Annotated[str | None, typer.Option("--model", help="another pipeline, by name or path")]


@app.command()
def score(
    corpora: Corpora,
    model: Model = None,
    rules_only: Annotated[bool, typer.Option("--rules-only", help="without the encoder's reading")] = False,
    pin: Annotated[bool, typer.Option("--pin", help="make this what later runs are compared with")] = False,
) -> None:
    """Score the extractor on every gold file; on PolNeAR's say what it gets wrong, and what changed since `pin`."""
    extractor, judge = quotes.load(model, rules_only=rules_only), scorer(corpora)
    for name, path in GOLD.items():
        documents = read(corpora / path)
        found = list(extract(extractor, documents))
        predicted = {document["doc"]: [record.to_dict() for record in records] for document, records in found}
        result, _ = judge.score(documents, predicted)
        typer.echo(name)
        for key, value in result.items():
            typer.echo(f"  {key:20} {value}")
        if "name_accuracy" in result:
            right, count = pronouns.accuracy(found, judge)
            typer.echo(f"  {'pronouns':20} {right} of {count} speakers get the right name")
    articles = {document["doc"]: errors.judge(judge, document, records) for document, records in found}
    _tell_errors(articles)
    if pin:
        errors.pin(articles)
    made = reliability.bins(list(reliability.outcomes(found, judge)))
    typer.echo(f"expected calibration error {reliability.error(made):.3f}; confidence |, share right")
    for line in reliability.plot(made):
        typer.echo(line)


def _tell_errors(articles: Mapping[str, errors.Judged]) -> None:
    """Print the most costly kinds of error and what was gained and lost, by sentence."""
    typer.echo("most costly")
    for kind, count in errors.most_costly(articles):
        typer.echo(f"  {count:5} {kind}")
    changed = list(errors.changes(articles)) if errors.BASELINE.is_file() else []
    gained = sum(new is errors.Outcome.RIGHT for *_, new in changed)
    typer.echo(f"since the baseline: {gained} gained, {len(changed) - gained} lost")
    for name, line, old, new in changed:
        sign = "+" if new is errors.Outcome.RIGHT else "-"
        typer.echo(f"  {sign} {name}: {line} ({errors.SAID[old]} -> {errors.SAID[new]})")


@app.command()
def pipeline(corpora: Corpora, model: Model = None) -> None:
    """Score a pipeline's syntax and names on the corpora's test parts, from raw text."""
    nlp = spacy.load(model or SHIPPED)
    for scores in (evaluate.syntax(nlp, corpora), evaluate.names(nlp, corpora)):
        typer.echo(card.table(scores))


@app.command()
def bench(corpora: Corpora, model: Model = None) -> None:
    """How fast: cold starts, words a second beside the bare pipeline, memory."""
    texts = [document["text"] for document in read(corpora / GOLD["polnear-dev"])]
    seeds = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
    found = benchmark.cold_starts(seeds) | benchmark.throughput(quotes.load(model), texts)
    for name, spread in found.items():
        typer.echo(f"{name:60} {spread}")
    for name, megabytes in benchmark.sizes().items():
        typer.echo(f"{name:60} {megabytes:.1f}")


@app.command()
def hostile(model: Model = None) -> None:
    """Seconds for texts that repeat one thing without end, in three sizes: time is to grow with the size alone."""
    for name, seconds in benchmark.hostile(quotes.load(model)).items():
        typer.echo(f"{name:24} " + " ".join(f"{each:8.1f}" for each in seconds))


@app.command()
def coreference(corpora: Corpora, model: Model = None) -> None:
    """Whom pronouns and names refer to, on GUM's test documents, beside the nearest matching name."""
    nlp, documents = quotes.load(model).nlp, list(references.texts(corpora))
    rows = {
        "quotes": references.scores(lambda text: references.ours(nlp, text), documents),
        "nearest matching name": references.scores(lambda text: references.nearest(nlp, text), documents),
    }
    typer.echo(card.table(rows))


@app.command()
def calibrate(corpora: Corpora, model: Model = None) -> None:
    """Count how often each rule is right, fit the arbiter's weights, and write both to quotes/data/."""
    extractor, judge, data = quotes.load(model, rules_only=True), scorer(corpora), Path(quotes.__file__).parent / "data"
    found = calibration.shares(extractor, corpora, judge)
    calibration.write(data / "confidence.toml", found)
    typer.echo(f"{len(found)} shares written")
    unseen = list(unseen_articles(corpora))
    weights.write(data / "weights.toml", weights.fit(weights.cases(extractor, unseen, judge)))
    typer.echo(f"weights written, fitted on {len(unseen)} articles")


app()
