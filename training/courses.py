"""What the network reads, epoch by epoch.

First, the treebanks and names. Second, these and news, as far as another parser confirms the network's reading of it.
Third, all of it with a new reading, varied names, and the attributions that people annotated in the news. Fourth, the
same at a lower rate, rounded to 8 bits as at run time, with more names from the web.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from training import attributions, corpora, treebank, trees, variety
from training.conllu import Sentence
from training.lessons import Lesson, Teacher
from training.passages import Passage

if TYPE_CHECKING:
    from spacy.language import Language

T = TypeVar("T")

FIRST_EPOCHS = 3
SECOND_EPOCHS = 6
THIRD_EPOCHS = 4
FOURTH_EPOCHS = 2
# How often a course reads the news, and the names that people annotated, in its epochs together.
SECOND_NEWS, SECOND_NAMES = 1, 3
THIRD_NEWS, FOURTH_NEWS = 2, 1
SEED = 1


def first(teacher: Teacher, directory: Path) -> list[list[Lesson]]:
    """The treebanks in a new look each epoch, and the names that people annotated."""
    sentences, names = _sentences(directory), annotated_names(teacher, corpora.names_to_train(directory))
    return [[*treebanks(teacher, sentences, seed), *names] for seed in range(FIRST_EPOCHS)]


def second(teacher: Teacher, directory: Path, nlp: Language) -> list[list[Lesson]]:
    """Both again, the treebanks with the names that `nlp` finds in them, and the news articles that it parses."""
    sentences = trees.with_names(_sentences(directory), nlp)
    names = annotated_names(teacher, corpora.names_to_train(directory))
    news = list(agreed(teacher, directory, nlp))
    dealt = zip(deal(names * SECOND_NAMES, SECOND_EPOCHS), deal(news * SECOND_NEWS, SECOND_EPOCHS), strict=True)
    return [
        [*treebanks(teacher, sentences, FIRST_EPOCHS + epoch), *some_names, *some_news]
        for epoch, (some_names, some_news) in enumerate(dealt)
    ]


def third(teacher: Teacher, directory: Path, nlp: Language) -> list[list[Lesson]]:
    """All again as `nlp` reads it by now, the names in a new look each epoch, the news with its attributions."""
    passages = corpora.names_to_train(directory)
    return _all(teacher, directory, nlp, passages, range(_READ, _READ + THIRD_EPOCHS), THIRD_NEWS)


def fourth(teacher: Teacher, directory: Path, nlp: Language) -> list[list[Lesson]]:
    """The same once more, with more names of the web."""
    passages, first = corpora.names_to_train(directory, corpora.UNER_READ_LAST), _READ + THIRD_EPOCHS
    return _all(teacher, directory, nlp, passages, range(first, first + FOURTH_EPOCHS), FOURTH_NEWS)


_READ = FIRST_EPOCHS + SECOND_EPOCHS


def _all(
    teacher: Teacher, directory: Path, nlp: Language, passages: Sequence[Passage], seeds: range, news_read: int
) -> list[list[Lesson]]:
    """An epoch for each seed; they read the news so often together."""
    sentences = trees.with_names(_sentences(directory), nlp)
    news = list(agreed(teacher, directory, nlp, attributed=True))
    return [
        [
            *treebanks(teacher, sentences, seed),
            *annotated_names(teacher, variety.varied(passages, seed)),
            *some_news,
        ]
        for seed, some_news in zip(seeds, deal(news * news_read, len(seeds)), strict=True)
    ]


def treebanks(teacher: Teacher, sentences: Sequence[Sentence], seed: int) -> list[Lesson]:
    """Treebank sentences in the look of this seed."""
    return list(teacher.lessons(treebank.documents(sentences, teacher.nlp.vocab, seed)))


def annotated_names(teacher: Teacher, passages: Iterable[Passage]) -> list[Lesson]:
    """Passages with the names that people annotated."""
    return list(teacher.lessons(corpora.name_documents(passages, teacher.nlp)))


def agreed(teacher: Teacher, directory: Path, nlp: Language, *, attributed: bool = False) -> Iterator[Lesson]:
    """The news articles, with what our reading and CoreNLP's agree on, and with attributions if wanted."""
    articles = ((article.text, article) for article in corpora.articles(directory))
    parsed = zip(nlp.pipe(articles, as_tuples=True), corpora.named_articles(directory), strict=True)
    for number, ((doc, article), passage) in enumerate(parsed):
        gold = trees.agreed(doc, article.sentences, teacher.labels)
        gold = replace(gold, names=trees.agreed_names(doc, passage, teacher.labels))
        if attributed and corpora.has_attributions_to_train(number):
            parts, links = attributions.parts(doc, article.attributions)
            gold = replace(gold, parts=parts, links=links)
        yield from teacher.cut(doc, gold)


def deal(items: Sequence[T], hands: int) -> list[list[T]]:
    """The items in random order, dealt out evenly."""
    shuffled = list(items)
    random.Random(SEED).shuffle(shuffled)  # noqa: S311 - no secret
    return [shuffled[hand::hands] for hand in range(hands)]


def count_pieces(course: Iterable[Lesson]) -> int:
    """How many pieces the lessons hold."""
    return sum(len(lesson.window.pieces) for lesson in course)


def _sentences(directory: Path) -> list[Sentence]:
    return list(corpora.sentences(directory, "train"))
