"""A trained network -> the pipeline of the package."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import spacy
from spacy.language import Language

from quotes.parsing import encoder, lemmatizer
from quotes.parsing.reading import DEFAULT
from training import lemmas
from training.conllu import Sentence
from training.export import export
from training.gold import Labels
from training.network import Network

HEADS = ("xpos", "upos", "feats", "deps", "names", "parts")


def assemble(network: Network, labels: Labels, *, quantized: bool = True, reader: str = DEFAULT) -> Language:
    """A pipeline with only the encoder, for the reader of this name. This changes the network."""
    nlp = spacy.blank("en")
    component = cast("encoder.Encoder", nlp.add_pipe(encoder.FACTORY, name="encoder", config={"reader": reader}))
    vocabulary = network.vocabulary
    graph, label = export(network, quantized=quantized)
    component.fill(graph, label, {head: list(getattr(labels, head)) for head in HEADS}, vocabulary)
    return nlp


def add_lemmatizer(nlp: Language, sentences: Iterable[Sentence]) -> None:
    """Add the lemmatizer, with tables corrected by these sentences."""
    component = cast("lemmatizer.Lemmatizer", nlp.add_pipe(lemmatizer.FACTORY, name="lemmatizer"))
    component.initialize(nlp=nlp)
    component.lookups = lemmas.corrected(component.lookups, sentences)
    component.cache = {}


def save(nlp: Language, path: Path) -> None:
    """Save the pipeline as a directory for spaCy, without the words that training left in its vocabulary."""
    nlp.to_disk(path)
    strings = path / "vocab" / "strings.json"
    strings.write_text(json.dumps(sorted(_label_strings(nlp))), encoding="utf-8")


def save_meta(nlp: Language, path: Path, meta: Mapping[str, Any]) -> None:
    """Write the saved pipeline's meta.json with these entries."""
    nlp.meta.update(meta)
    (path / "meta.json").write_text(json.dumps(nlp.meta, indent=1), encoding="utf-8")


def _label_strings(nlp: Language) -> set[str]:
    """The strings that the components need: their labels."""
    return {label for pipe in nlp.pipe_names for label in nlp.pipe_labels.get(pipe, [])}
