"""What the network reads, epoch by epoch: first the treebanks, then the treebanks, news and names together."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from training import corpora, treebank, trees
from training.conllu import Sentence
from training.lessons import Lesson, Teacher

if TYPE_CHECKING:
    from spacy.language import Language

T = TypeVar("T")

FIRST_EPOCHS = 3
SECOND_EPOCHS = 6
# How often the second course reads the names that people annotated, and the news, in its epochs together.
NAMES_READ = 3
NEWS_READ = 1
SEED = 1


def first(teacher: Teacher, directory: Path) -> list[list[Lesson]]:
    """The treebanks in a new look each epoch, and the names that people annotated."""
    sentences, names = list(corpora.sentences(directory, "train")), annotated_names(teacher, directory)
    return [[*treebanks(teacher, sentences, seed), *names] for seed in range(FIRST_EPOCHS)]


def second(teacher: Teacher, directory: Path, nlp: Language) -> list[list[Lesson]]:
    """Both again, the treebanks with the names that `nlp` finds in them, and the news articles that it parses."""
    sentences = trees.with_names(list(corpora.sentences(directory, "train")), nlp)
    news = list(agreed(teacher, directory, nlp))
    names = annotated_names(teacher, directory)
    dealt = zip(deal(names * NAMES_READ, SECOND_EPOCHS), deal(news * NEWS_READ, SECOND_EPOCHS), strict=True)
    return [
        [*treebanks(teacher, sentences, FIRST_EPOCHS + epoch), *some_names, *some_news]
        for epoch, (some_names, some_news) in enumerate(dealt)
    ]


def treebanks(teacher: Teacher, sentences: Sequence[Sentence], seed: int) -> list[Lesson]:
    """Treebank sentences in the look of this seed."""
    return list(teacher.lessons(treebank.documents(sentences, teacher.nlp.vocab, seed)))


def annotated_names(teacher: Teacher, directory: Path) -> list[Lesson]:
    """All passages with names that people annotated."""
    return list(teacher.lessons(corpora.name_documents(corpora.names_to_train(directory), teacher.nlp)))


def agreed(teacher: Teacher, directory: Path, nlp: Language) -> Iterator[Lesson]:
    """The news articles, with what our reading and CoreNLP's agree on."""
    parsed = nlp.pipe(corpora.articles(directory), as_tuples=True)
    for (doc, sentences), passage in zip(parsed, corpora.named_articles(directory), strict=True):
        names = trees.agreed_names(doc, passage, teacher.labels)
        yield from teacher.cut(doc, replace(trees.agreed(doc, sentences, teacher.labels), names=names))


def deal(items: Sequence[T], hands: int) -> list[list[T]]:
    """The items in random order, dealt out evenly."""
    shuffled = list(items)
    random.Random(SEED).shuffle(shuffled)  # noqa: S311 - no secret
    return [shuffled[hand::hands] for hand in range(hands)]


def count_pieces(course: Iterable[Lesson]) -> int:
    """How many pieces the lessons hold."""
    return sum(len(lesson.window.pieces) for lesson in course)
