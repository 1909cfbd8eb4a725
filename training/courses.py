"""What the network reads, course by course and epoch by epoch.

Default reader: first, the treebanks and names. Second, these and the parts of news articles where another parser agrees
with the network. Third, all of that parsed again by the improved network, with varied names and with the attributions
that people annotated. Fourth, the same at a lower rate, rounded to 8 bits as at run time, with more names from the web.
Accurate reader: everything in one course, with the news parsed by the default reader.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from quotes.parsing import marks, parse
from training import attributions, corpora, looks, treebank, trees, variety, wide
from training.conllu import Sentence
from training.gold import Gold
from training.lessons import Lesson, Teacher
from training.passages import Passage

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

T = TypeVar("T")
Annotated = tuple["Doc", Gold]
Lessons = list[list[Lesson]]

FIRST_EPOCHS = 3
SECOND_EPOCHS = 6
THIRD_EPOCHS = 4
FOURTH_EPOCHS = 2
TOGETHER_EPOCHS = 4
# How often a course reads the news, and the names that people annotated, in all its epochs together.
SECOND_NEWS, SECOND_NAMES = 1, 3
THIRD_NEWS, FOURTH_NEWS = 2, 1
SEED = 1
WARM_UP = 0.06


@dataclass(frozen=True, slots=True)
class Manner:
    """How a course is learned: at `pace` times the usual rates; if `rounded`, with numbers rounded as at run time.

    If `taught`, the network also learns what the accurate reader reads in the lessons.

    The rate rises briefly, is constant until this share of the steps is done (`steady`), and then falls to zero. While
    it is constant, a course that continues from a checkpoint can be made longer or shorter.
    """

    pace: float = 1.0
    rounded: bool = False
    steady: float = 0.0
    taught: bool = False

    def rate(self, step: int, steps: int) -> float:
        """The share of the usual rate at a step."""
        warm = max(1, math.ceil(WARM_UP * steps))
        falls = max(warm, self.steady * steps)
        return self.pace * min((step + 1) / warm, 1.0, max(0.005, (steps - step) / max(1, steps - falls)))


@dataclass(frozen=True, slots=True)
class Course:
    """A course: its name, a function that reads its lessons with the help of a pipeline, and how they are learned."""

    name: str
    read: Callable[[Teacher, Path, Callable[[], Language]], Lessons]
    manner: Manner = Manner()


def first(teacher: Teacher, directory: Path, _: Callable[[], Language]) -> Lessons:
    """The treebanks in a new look for each epoch, and the names that people annotated."""
    sentences, names = _sentences(directory), annotated_names(teacher, corpora.names_to_train(directory))
    return [[*treebanks(teacher, sentences, seed), *names] for seed in range(FIRST_EPOCHS)]


def second(teacher: Teacher, directory: Path, parser: Callable[[], Language]) -> Lessons:
    """Both again, the treebanks with names that the parser finds in them, and news articles that it parses."""
    nlp = parser()
    sentences = trees.with_names(_sentences(directory), nlp)
    names = annotated_names(teacher, corpora.names_to_train(directory))
    news = list(in_looks(teacher, agreed(teacher, directory, nlp), SEED))
    dealt = zip(deal(names * SECOND_NAMES, SECOND_EPOCHS), deal(news * SECOND_NEWS, SECOND_EPOCHS), strict=True)
    return [
        [*treebanks(teacher, sentences, FIRST_EPOCHS + epoch), *some_names, *some_news]
        for epoch, (some_names, some_news) in enumerate(dealt)
    ]


def third(teacher: Teacher, directory: Path, parser: Callable[[], Language]) -> Lessons:
    """All again, parsed by the improved network; names in a new look for each epoch, news with attributions."""
    passages = corpora.names_to_train(directory)
    return _all(teacher, directory, parser(), passages, range(_READ, _READ + THIRD_EPOCHS), THIRD_NEWS)


def fourth(teacher: Teacher, directory: Path, parser: Callable[[], Language]) -> Lessons:
    """The same once more, with more names from the web."""
    passages, first = corpora.names_to_train(directory, corpora.UNER_READ_LAST), _READ + THIRD_EPOCHS
    return _all(teacher, directory, parser(), passages, range(first, first + FOURTH_EPOCHS), FOURTH_NEWS)


def together(teacher: Teacher, directory: Path, parser: Callable[[], Language]) -> Lessons:
    """Everything, with the news once in each epoch."""
    passages = corpora.names_to_train(directory)
    return _all(teacher, directory, parser(), passages, range(TOGETHER_EPOCHS), TOGETHER_EPOCHS)


# The courses by the encoder that they start from.
COURSES = {
    "minilm": (
        Course("first", first),
        Course("second", second),
        Course("third", third),
        Course("fourth", fourth, Manner(pace=0.5, rounded=True)),
        Course("taught", together, Manner(pace=0.5, rounded=True, steady=0.5, taught=True)),
    ),
    "mpnet": (Course("together", together, Manner(steady=0.7)),),
}

_READ = FIRST_EPOCHS + SECOND_EPOCHS


def _all(
    teacher: Teacher, directory: Path, nlp: Language, passages: Sequence[Passage], seeds: range, news_read: int
) -> Lessons:
    """An epoch for each seed. Together they read the news `news_read` times; each reads the other articles once."""
    sentences = trees.with_names(_sentences(directory), nlp)
    news = list(agreed(teacher, directory, nlp, attributed=True))
    others = [wide.annotated(article, teacher.nlp, teacher.labels) for article in corpora.wide_articles(directory)]
    return [
        [
            *treebanks(teacher, sentences, seed),
            *annotated_names(teacher, variety.varied(passages, seed)),
            *in_looks(teacher, [*some_news, *others], seed),
        ]
        for seed, some_news in zip(seeds, deal(news * news_read, len(seeds)), strict=True)
    ]


def treebanks(teacher: Teacher, sentences: Sequence[Sentence], seed: int) -> list[Lesson]:
    """Treebank sentences in the look of this seed."""
    return list(teacher.lessons(treebank.documents(sentences, teacher.nlp.vocab, seed)))


def annotated_names(teacher: Teacher, passages: Iterable[Passage]) -> list[Lesson]:
    """Passages with the names that people annotated."""
    return list(teacher.lessons(corpora.name_documents(passages, teacher.nlp)))


def agreed(teacher: Teacher, directory: Path, nlp: Language, *, attributed: bool = False) -> Iterator[Annotated]:
    """The news articles with everything that our parse and CoreNLP's agree on, and with attributions if wanted."""
    articles = ((parse.prepared(nlp, a.text, marks.pair(a.text)), a) for a in corpora.articles(directory))
    parsed = zip(nlp.pipe(articles, as_tuples=True), corpora.named_articles(directory), strict=True)
    for number, ((doc, article), passage) in enumerate(parsed):
        gold = trees.agreed(doc, article.sentences, teacher.labels)
        gold = replace(gold, names=trees.agreed_names(doc, passage, teacher.labels))
        if attributed and corpora.has_attributions_to_train(number):
            parts, links = attributions.parts(doc, article.attributions)
            gold = replace(gold, parts=parts, links=links)
        yield doc, gold


def in_looks(teacher: Teacher, articles: Iterable[Annotated], seed: int) -> Iterator[Lesson]:
    """Annotated articles in the looks of this seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for doc, gold in articles:
        yield from teacher.cut(*looks.varied(doc, gold, chance))


def deal(items: Sequence[T], hands: int) -> list[list[T]]:
    """The items in random order, divided evenly."""
    shuffled = list(items)
    random.Random(SEED).shuffle(shuffled)  # noqa: S311 - no secret
    return [shuffled[hand::hands] for hand in range(hands)]


def count_pieces(course: Iterable[Lesson]) -> int:
    """How many pieces the lessons have."""
    return sum(len(lesson.window.pieces) for lesson in course)


def _sentences(directory: Path) -> list[Sentence]:
    return list(corpora.sentences(directory, "train"))
