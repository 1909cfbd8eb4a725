"""Two trained pipelines, one for syntax and one for names, -> the one that ships."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import spacy
from spacy.language import Language

from training import lemmas
from training.conllu import Sentence

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer

SYNTAX = ("tok2vec", "tagger", "morphologizer", "parser")
NAMES = "ner"


def assemble(syntax: Path, names: Path, sentences: Iterable[Sentence]) -> Language:
    """The whole pipeline; the lemmatizer's tables are made from these sentences."""
    nlp = spacy.load(syntax)
    lemmatizer = cast("Lemmatizer", nlp.add_pipe("lemmatizer", config={"mode": "rule"}))
    lemmatizer.initialize(nlp=nlp)
    lemmatizer.lookups = lemmas.corrected(lemmatizer.lookups, sentences)
    lemmatizer.cache = {}
    nlp.add_pipe(NAMES, source=spacy.load(names))
    return nlp


def save(nlp: Language, path: Path) -> None:
    """The pipeline as a directory that spaCy loads, without the words that training left in its vocabulary."""
    nlp.to_disk(path)
    strings = path / "vocab" / "strings.json"
    strings.write_text(json.dumps(sorted(_label_strings(nlp))), encoding="utf-8")


def save_meta(nlp: Language, path: Path, meta: Mapping[str, Any]) -> None:
    """The saved pipeline's meta.json, with these entries."""
    nlp.meta.update(meta)
    (path / "meta.json").write_text(json.dumps(nlp.meta, indent=1), encoding="utf-8")


def _label_strings(nlp: Language) -> set[str]:
    """All that the components need to spell: their labels."""
    return {label for pipe in nlp.pipe_names for label in nlp.pipe_labels.get(pipe, [])}
