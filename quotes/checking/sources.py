"""What quotations are looked for in: an article, or what a record quotes; and whom it names as the speaker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from quotes.article import Article
from quotes.checking.quotations import located, pieces
from quotes.checking.turns import turns
from quotes.checking.wording import Wording, read
from quotes.inputs import entities
from quotes.records import ArticleInfo, Attribution
from quotes.spans import Range
from quotes.words.kinds import PERSON

Stretch = tuple[str, tuple[Range, ...]]
"""Pieces of an article, joined by one space, and where they stand in its text."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source, by its words; `id` is that of the record, if it is one. In a `talk`, the same words
    may be another's. `by_person`: whom it names as a speaker is a person.

    `cut` gives what stands in a range of its characters, `named` who says that, if the source names anybody.
    """

    doc: str
    path: str | None
    info: ArticleInfo | None
    id: str | None
    wording: Wording
    cut: Callable[[Range], Stretch]
    named: Callable[[Range], str | None]
    talk: bool = False
    by_person: bool = True

    def stretch(self, words: Iterable[Range]) -> Stretch:
        """What stands in these ranges of words."""
        cut = [self.cut(self.wording.span(*each)) for each in words]
        return " ".join(text for text, _ in cut), tuple(span for _, spans in cut for span in spans)

    def speaker(self, words: Range) -> str | None:
        """Who says the words, if the source names anybody."""
        return self.named(self.wording.span(*words))


def of_article(article: Article, otherwise: Callable[[Article, Range], str | None] = lambda *_: None) -> Source:
    """An article or a transcript as a source; the speakers are those of its turns, or what is known `otherwise`."""
    prose = entities.read(article.text if article.prose is None else article.prose)
    taken = turns(prose)

    def cut(span: Range) -> Stretch:
        spans = article.pieces(span)
        return " ".join(article.text[start:end] for start, end in spans), spans

    def named(span: Range) -> str | None:
        if not taken:
            return otherwise(article, span)
        return next((turn.who for turn in taken if turn.span[0] <= span[0] < turn.span[1]), None)

    words = read(prose, labels=[turn.label for turn in taken])
    return Source(article.id, article.path, article.info, None, words, cut, named, talk=bool(taken))


def of_words(text: str, wording: Wording) -> Source:
    """The words of a quotation as a source by itself."""
    return Source("", None, None, None, wording, lambda span: (text[slice(*span)], (span,)), lambda _: None)


def called(record: Attribution) -> str | None:
    """The speaker's name, or the mention if there is none."""
    return (record.speaker.name or record.speaker.text) if record.speaker else None


def of_record(record: Attribution) -> Source:
    """What a record quotes as a source; the speaker is the record's."""
    quote = record.quote

    def cut(span: Range) -> Stretch:
        return quote.text[slice(*span)], located(quote, span)

    who = called(record)
    words = read(quote.text, pieces(quote), labels=())
    by_person = record.speaker is not None and record.speaker.type == PERSON
    return Source(record.doc, record.path, record.article, record.id, words, cut, lambda _: who, by_person=by_person)
