"""The straight line of this package: corpora -> documents -> training -> one pipeline -> scores -> model card."""

import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import spacy

from training import assemble, card, conllu, corpora
from training.conllu import Sentence
from training.evaluate import Scores, evaluate
from training.train import Course, train

_HERE = Path(__file__).parent


def build(corpora_directory: Path, output: Path, work: Path, steps: int | None = None) -> Scores:
    """Train on the corpora; write the pipeline, its card and licence to `output`, and all that is between to `work`."""
    print(f"reading {corpora_directory}")
    courses = [write_syntax(corpora_directory, work), write_names(corpora_directory, work)]
    print(f"training, with progress in {', '.join(str(work / f'{course.name}.log') for course in courses)}")
    best = train(courses, work, steps)
    print(f"writing {output}")
    scores = write_model(best["syntax"], best["names"], corpora_directory, output)
    print(card.table(scores.syntax), card.table(scores.names), sep="\n\n")
    return scores


def write_syntax(corpora_directory: Path, work: Path) -> Course:
    """The treebanks' documents, for the tagger, the morphologizer and the parser."""
    course = Course("syntax", work / "syntax-train.spacy", work / "syntax-dev.spacy")
    nlp = spacy.blank("en")
    for split, path in (("train", course.train), ("dev", course.dev)):
        corpora.write(corpora.syntax_documents(corpora_directory, split, nlp), corpora.SYNTAX_ATTRIBUTES, path)
    return course


def write_names(corpora_directory: Path, work: Path) -> Course:
    """The passages with names."""
    course = Course("names", work / "names-train.spacy", work / "names-dev.spacy")
    nlp = spacy.blank("en")
    for passages, path in (
        (corpora.names_to_train(corpora_directory), course.train),
        (corpora.names_to_choose_by(corpora_directory), course.dev),
    ):
        corpora.write(corpora.name_documents(passages, nlp), corpora.NAME_ATTRIBUTES, path)
    return course


def write_model(syntax: Path, names: Path, corpora_directory: Path, output: Path) -> Scores:
    """The two trained pipelines as one, in the place of what stood in `output`."""
    shutil.rmtree(output, ignore_errors=True)
    nlp = assemble.assemble(syntax, names, _sentences(corpora_directory))
    assemble.save(nlp, output)
    scores = evaluate(spacy.load(output), corpora_directory, output)
    assemble.save_meta(nlp, output, card.meta(scores))
    (output / "MODEL_CARD.md").write_text(card.card(scores), encoding="utf-8")
    shutil.copyfile(_HERE / "licence.txt", output / "LICENSE")
    return scores


def _sentences(corpora_directory: Path) -> Iterator[Sentence]:
    files = (corpora.treebank_file(corpora_directory, name, "train") for name in corpora.TREEBANKS)
    return chain.from_iterable(conllu.read(file) for file in files)
