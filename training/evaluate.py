"""Scores of a pipeline on raw text, which it tokenizes, splits and parses itself, compared with the corpora."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from training import conllu, corpora, treebank
from training.gold import KINDS

SYNTAX_TESTS = {"EWT test": "en_ewt-ud", "GUM test": "en_gum-cc-ud", "PUD": "en_pud-ud"}
# spaCy's name for a score -> ours.
SYNTAX_SCORES = {
    "dep_las": "LAS",
    "dep_uas": "UAS",
    "pos_acc": "UPOS",
    "tag_acc": "XPOS",
    "morph_acc": "features",
    "lemma_acc": "lemma",
    "sents_f": "sentence F1",
}
NAME_SCORES = {"ents_p": "precision", "ents_r": "recall", "ents_f": "F1"}
SPEED_RUNS = 3


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of a pipeline.

    Percentages by test and measure: as shipped, with weights of eight bits, and `exact`, with those of training; words
    per second on one core; the size on disk in bytes.
    """

    syntax: dict[str, dict[str, float]]
    names: dict[str, dict[str, float]]
    exact_syntax: dict[str, dict[str, float]]
    exact_names: dict[str, dict[str, float]]
    speed: dict[str, float]
    size: int


def evaluate(nlp: Language, exact: Language, corpora_directory: Path, model: Path) -> Scores:
    """All scores of the model card; `model` is where the pipeline is saved, `exact` the same before quantisation."""
    return Scores(
        syntax=syntax(nlp, corpora_directory),
        names=names(nlp, corpora_directory),
        exact_syntax=syntax(exact, corpora_directory),
        exact_names=names(exact, corpora_directory),
        speed=_speeds(nlp, corpora_directory),
        size=sum(file.stat().st_size for file in model.rglob("*") if file.is_file()),
    )


def syntax(nlp: Language, directory: Path) -> dict[str, dict[str, float]]:
    """Scores of syntax by test."""
    found = {}
    for test, name in SYNTAX_TESTS.items():
        sentences = conllu.read(corpora.treebank_file(directory, name, "test"))
        scores = _scores(nlp, treebank.documents(sentences, nlp.vocab))
        found[test] = {ours: 100 * scores[theirs] for theirs, ours in SYNTAX_SCORES.items()}
    return found


def names(nlp: Language, directory: Path) -> dict[str, dict[str, float]]:
    """Scores of names by test."""
    found = {}
    for test, passages in corpora.name_tests(directory).items():
        scores = _scores(nlp, corpora.name_documents(passages, nlp))
        by_kind = {f"{kind} F1": 100 * scores["ents_per_type"][kind]["f"] for kind in KINDS}
        found[test] = {ours: 100 * scores[theirs] for theirs, ours in NAME_SCORES.items()} | by_kind
    return found


def _scores(nlp: Language, references: Iterable[Doc]) -> dict[str, Any]:
    return nlp.evaluate([Example(nlp.make_doc(reference.text), reference) for reference in references])


def _speeds(nlp: Language, directory: Path) -> dict[str, float]:
    """On the news articles of PolNeAR's development part, and on EWT's test part."""
    sentences = conllu.read(corpora.treebank_file(directory, "en_ewt-ud", "test"))
    web = [doc.text for doc in treebank.documents(sentences, nlp.vocab)]
    return {"news": _speed(nlp, corpora.news(directory)), "web": _speed(nlp, web)}


def _speed(nlp: Language, texts: Sequence[str]) -> float:
    """Words per second, the best of several runs, since other programs can only slow it down."""
    return max(_words_per_second(nlp, texts) for _ in range(SPEED_RUNS))


def _words_per_second(nlp: Language, texts: Sequence[str]) -> float:
    started = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - started)
