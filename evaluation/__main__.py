"""Score and measure `quotes`. `score` and `bench` need corpora, the other commands do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

import quotes
from evaluation import bench as benchmark
from evaluation import corpora as corpus
from evaluation import errors, layouts, pronouns, reliability, scoring
from evaluation import gate as gates
from evaluation.corpora import GOLD, Found, extract, read
from evaluation.gate import source
from evaluation.matching import Document, Json

app = typer.Typer(add_completion=False, rich_markup_mode=None, help=__doc__)

Corpora = Annotated[Path, typer.Argument(help="Folder with the corpora.")]
Model = Annotated[str | None, typer.Option("--model", help="Another pipeline, by name or path.")]
RulesOnly = Annotated[bool, typer.Option("--rules-only", help="Use only the rules, without the encoder's reading.")]


@app.command()
def gate(
    model: Model = None,
    rules_only: RulesOnly = False,
    show_errors: Annotated[bool, typer.Option("--errors", help="Also list what was not found.")] = False,
    build: Annotated[bool, typer.Option("--build", help="First write articles.jsonl from articles/*.toml.")] = False,
) -> None:
    """Score the extractor on the thirty included articles. Exits with 1 if a score falls below its floor."""
    if build:
        gates.ARTICLES.write_text(gates.built(), encoding="utf-8")
    found, figures = _scored(quotes.load(model, rules_only=rules_only), gates.documents())
    for line in gates.table(figures):
        typer.echo(line)
    if show_errors:
        for document, records in found:
            for line in errors.judge(document, records).lines():
                typer.echo(f"{document['doc']}: {line}")
    fallen = list(gates.fallen(figures))
    for floor in fallen:
        typer.echo(f"{floor.measure} fell below {floor.least:g}", err=True)
    raise typer.Exit(bool(fallen))


@app.command()
def unseen(model: Model = None, rules_only: RulesOnly = False) -> None:
    """Score the extractor on sixty articles of all kinds of news.

    Nothing was fitted to them. Errors are not listed: who mends an error there must not measure with them any more.
    """
    found = list(extract(quotes.load(model, rules_only=rules_only), source.read_all(gates.UNSEEN)))
    for line in scoring.table(corpus.score(found)):
        typer.echo(line)
    _tell_parts(found)


@app.command()
def compare(
    gold: Annotated[Path, typer.Argument(help="Annotated articles, JSON Lines.")],
    found: Annotated[Path, typer.Argument(help="Records of any program, in the format of `quotes extract`.")],
) -> None:
    """Score records in a file against annotated articles."""
    documents, records = read(gold), defaultdict[str, list[Json]](list)
    try:
        for record in corpus.read_records(found):
            records[record["doc"]].append(record)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    for line in scoring.table(scoring.score(documents, records)):
        typer.echo(line)
    for name in sorted(records.keys() - {document["doc"] for document in documents}):
        typer.echo(f"not counted: the records of {name}, which has no annotations", err=True)


@app.command()
def score(
    corpora: Corpora,
    model: Model = None,
    rules_only: RulesOnly = False,
    pin: Annotated[bool, typer.Option("--pin", help="Compare later runs with this one.")] = False,
) -> None:
    """Score the extractor on the corpora, and list its errors.

    The most costly errors, and what has changed since the last run with --pin, are listed for PolNeAR.
    """
    extractor = quotes.load(model, rules_only=rules_only)
    for name, path in GOLD.items():
        found, figures = _scored(extractor, read(corpora / path))
        typer.echo(name)
        for line in scoring.table(figures):
            typer.echo(f"  {line}")
        if "name_accuracy" in figures:
            right, count = pronouns.accuracy(found)
            typer.echo(f"  pronouns: {right} of {count} speakers get the right name")
            _tell_parts(found)
    articles = {document["doc"]: errors.judge(document, records) for document, records in found}
    _tell_errors(articles)
    if pin:
        errors.pin(articles)
    made = reliability.bins(list(reliability.outcomes(found)))
    typer.echo(f"expected calibration error {reliability.error(made):.3f}; confidence |, share right")
    for line in reliability.plot(made):
        typer.echo(line)


def _scored(extractor: quotes.Extractor, documents: list[Document]) -> tuple[list[Found], scoring.Figures]:
    """What is found in annotated documents, and the figures, also for other layouts if names are annotated."""
    found = list(extract(extractor, documents))
    figures = corpus.score(found)
    return found, figures | layouts.figures(extractor, documents) if "record" in figures else figures


def _tell_parts(found: list[Found]) -> None:
    """Print how far the confidences of names, roles and targets are off."""
    errors = {part: reliability.error(reliability.bins(told)) for part, told in reliability.parts(found).items()}
    told = ", ".join(f"{part}s {error:.3f}" for part, error in errors.items())
    typer.echo(f"  expected calibration error: {told}")


def _tell_errors(articles: Mapping[str, errors.Judged]) -> None:
    """Print the most costly kinds of error, and each attribution that became right or wrong."""
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
def bench(corpora: Corpora, model: Model = None) -> None:
    """Measure speed and memory.

    Cold starts, words per second compared with the bare pipeline, and megabytes.
    """
    texts = [document["text"] for document in read(corpora / GOLD["polnear-dev"])]
    seeds = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
    extractor = quotes.load(model)
    found = benchmark.cold_starts(seeds) | benchmark.throughput(extractor, texts)
    for name, spread in found.items():
        typer.echo(f"{name:60} {spread}")
    for name, megabytes in benchmark.sizes(extractor).items():
        typer.echo(f"{name:60} {megabytes:.1f}")


@app.command()
def hostile(model: Model = None) -> None:
    """Measure the time for extremely repetitive texts.

    Each text comes in three sizes: the seconds should grow in proportion to the size.
    """
    for name, seconds in benchmark.hostile(quotes.load(model)).items():
        typer.echo(f"{name:24} " + " ".join(f"{each:8.1f}" for each in seconds))


if __name__ == "__main__":
    app()
