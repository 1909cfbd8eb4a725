"""Scores of a pipeline from raw text: it tokenizes, splits and parses by itself, and is compared with the corpora."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from training import conllu, corpora, treebank
from training.passages import Passage

SYNTAX_TESTS = {"EWT test": "en_ewt-ud", "GUM test": "en_gum-cc-ud", "PUD": "en_pud-ud"}
# spaCy's name for a score -> ours.
SYNTAX_SCORES = {
    "dep_las": "LAS",
    "dep_uas": "UAS",
    "pos_acc": "UPOS",
    "tag_acc": "XPOS",
    "lemma_acc": "lemma",
    "sents_f": "sentence F1",
}
NAME_SCORES = {"ents_p": "precision", "ents_r": "recall", "ents_f": "F1"}
SPEED_RUNS = 3
LABELS = ("PERSON", "ORG", "LOC")


@dataclass(frozen=True, slots=True)
class Scores:
    """Percentages by test and measure, words a second on one core, and the size on disk in bytes."""

    syntax: dict[str, dict[str, float]]
    names: dict[str, dict[str, float]]
    speed: dict[str, float]
    size: int


def evaluate(nlp: Language, corpora_directory: Path, model: Path) -> Scores:
    """All scores of the model card; `model` is where the pipeline is saved."""
    return Scores(
        syntax={test: _syntax(nlp, corpora_directory, name) for test, name in SYNTAX_TESTS.items()},
        names={test: _names(nlp, found) for test, found in corpora.name_tests(corpora_directory).items()},
        speed=_speeds(nlp, corpora_directory),
        size=sum(file.stat().st_size for file in model.rglob("*") if file.is_file()),
    )


def _syntax(nlp: Language, directory: Path, name: str) -> dict[str, float]:
    sentences = conllu.read(corpora.treebank_file(directory, name, "test"))
    scores = _scores(nlp, treebank.documents(sentences, nlp.vocab))
    return {ours: 100 * scores[theirs] for theirs, ours in SYNTAX_SCORES.items()}


def _names(nlp: Language, found: Iterable[Passage]) -> dict[str, float]:
    with nlp.select_pipes(enable="ner"):
        scores = _scores(nlp, corpora.name_documents(found, nlp))
    by_label = {f"{label} F1": 100 * scores["ents_per_type"][label]["f"] for label in LABELS}
    return {ours: 100 * scores[theirs] for theirs, ours in NAME_SCORES.items()} | by_label


def _scores(nlp: Language, references: Iterable[Doc]) -> dict[str, Any]:
    return nlp.evaluate([Example(nlp.make_doc(reference.text), reference) for reference in references])


def _speeds(nlp: Language, directory: Path) -> dict[str, float]:
    sentences = conllu.read(corpora.treebank_file(directory, "en_ewt-ud", "test"))
    texts = [doc.text for doc in treebank.documents(sentences, nlp.vocab)]
    with nlp.select_pipes(disable="ner"):
        without_names = _speed(nlp, texts)
    return {"whole pipeline": _speed(nlp, texts), "without names": without_names}


def _speed(nlp: Language, texts: Sequence[str]) -> float:
    """Words a second, the best of some runs: other programs only ever slow one down."""
    return max(_words_per_second(nlp, texts) for _ in range(SPEED_RUNS))


def _words_per_second(nlp: Language, texts: Sequence[str]) -> float:
    started = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - started)
