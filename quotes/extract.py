"""Text -> records: the straight line of the stages, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from itertools import count
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from quotes.article import Article, Diagnostic
from quotes.assemble import divided, records
from quotes.choosing import arbiter
from quotes.choosing.evidence import Evidence
from quotes.choosing.verdict import Verdict, kept
from quotes.errors import ArticleError
from quotes.finding import asides, blocks, cues, direct, frames, posts, reader, turns
from quotes.grammar.layout import Layout
from quotes.inputs import entities, foreign
from quotes.inputs.encoding import from_text
from quotes.naming import identities
from quotes.parsing import marks, parse, readers, reading
from quotes.people.identify import identified
from quotes.people.known import People
from quotes.records import Attribution
from quotes.targets import choice

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


# spaCy keeps the words of the first articles, since it reads a known word four times as fast: at most this many.
_WORDS = 50_000


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one article: its attributions in text order, and diagnostics for its text.

    An attribution that fails its own check (`records.check`) is left out, and a diagnostic says so: `record-dropped`.
    """

    article: Article
    attributions: list[Attribution]
    diagnostics: tuple[Diagnostic, ...]

    def to_dicts(self) -> list[dict[str, Any]]:
        """The records in the types of JSON, as on their lines: rows for pandas or polars."""
        return [record.to_dict() for record in self.attributions]

    def _repr_html_(self) -> str:
        """What a notebook shows: the text with the marks of the page, and who said what."""
        # by its name, since the writers stand above this module
        shown: str = import_module("quotes.writers.notebook").fragment(self)
        return shown


class Extractor:
    """A loaded pipeline, ready for any number of texts. Made by `quotes.load()`."""

    def __init__(
        self, nlp: Language, *, rules_only: bool = False, any_language: bool = False, people: People | None = None
    ) -> None:
        self.nlp = nlp
        self.rules_only = rules_only
        self.any_language = any_language
        self.people = people
        self.watch: parse.Watch | None = None  # told which share of a long article has been parsed, after each part
        self._alone = Lock()

    @property
    def model(self) -> str:
        """Name and version of the pipeline, and of ours the reader, *e.g.* en_quotes_news 3.0.0, default reader."""
        meta = self.nlp.meta
        told = [f"{meta['lang']}_{meta['name']} {meta['version']}"]
        return ", ".join([*told, *(f"{reader} reader" for reader in readers.of(self.nlp))])

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle without the lock."""
        made = partial(Extractor, rules_only=self.rules_only, any_language=self.any_language, people=self.people)
        return made, (self.nlp,)

    def extract(self, text: str | Article, *, doc_id: str = "text") -> Extraction:
        """Every attribution in one text. A text in another language gets none, and the diagnostic *not-english*.

        Offsets in the result are half-open, in code points of the text.

        Raises:
            ArticleError: the text is longer than `parse.LONGEST`, or holds a lone surrogate.
            ModelError: the model that tells languages cannot be loaded.
        """
        article = text if isinstance(text, Article) else from_text(text, doc_id)
        if unread := self.unread(article):
            return Extraction(article, [], (*article.diagnostics, unread))
        text, paired = _marked(article)
        with self._alone, ExitStack() as zone:
            if len(self.nlp.vocab.strings) + len(text) > _WORDS:  # no text has more words than characters
                zone.enter_context(self._zone())
            doc = parse.prepared(self.nlp, text, paired)
            zone.enter_context(self._zone())
            doc = parse.read(self.nlp, doc, self.watch)
            attributions, dropped = divided(records(article, *find(doc, paired, rules_only=self.rules_only)))
        attributions, doubts = identified(attributions, self.people) if self.people else (attributions, ())
        return Extraction(article, attributions, article.diagnostics + paired.diagnostics + dropped + doubts)

    def unread(self, article: Article) -> Diagnostic | None:
        """Why nothing is extracted from the article: it is not in English. Raises ModelError."""
        if self.any_language:
            return None
        language = foreign.language(_prose(article), self.nlp.Defaults.stop_words)
        if language is None:
            return None
        message = (
            f"looks like another language ({language}), so nothing is extracted; use --any-language to extract anyway"
        )
        return Diagnostic("not-english", message)

    def _zone(self) -> AbstractContextManager[object]:
        """A context after which spaCy forgets the article's words, so that memory does not grow with the articles."""
        is_in_one = self.nlp.vocab.in_memory_zone  # type: ignore[attr-defined]  # not in the stub
        return nullcontext() if is_in_one else self.nlp.memory_zone()

    def parse(self, article: Article) -> tuple[Doc, marks.Marks]:
        """Only the first stages: an article's parse and its quotation marks. Raises ArticleError as `extract` does."""
        text, paired = _marked(article)
        return parse.parse(self.nlp, text, paired), paired

    def extract_many(self, articles: Iterable[str | Article | ArticleError]) -> Iterator[Extraction]:
        """`extract` for each article in turn, lazily; none stay in memory. `quotes.articles` reads articles from files.

        A text without an id gets one from its position: text-1 for the first.

        Raises:
            ArticleError: for an article that could not be read or extracted; `next` then goes on with the next article.
        """

        def one(place: int, article: str | Article | ArticleError) -> Extraction:
            if isinstance(article, ArticleError):
                raise article
            return self.extract(article, doc_id=f"text-{place}")

        return map(one, count(1), articles)  # no generator, which an exception would end


def _marked(article: Article) -> tuple[str, marks.Marks]:
    """The text to parse, and its quotation marks. Raises ArticleError."""
    if len(article.text) > parse.LONGEST:
        raise ArticleError(article.name, f"has {len(article.text):,} characters, more than {parse.LONGEST:,}: split it")
    prose = _prose(article)
    return prose, marks.pair(prose)


def _prose(article: Article) -> str:
    return entities.read(article.text if article.prose is None else article.prose)


def load(
    model: str | Path | None = None,
    *,
    rules_only: bool = False,
    any_language: bool = False,
    people: People | str | Path | None = None,
) -> Extractor:
    """An extractor with the included pipeline or another one.

    `model` is the name of another reader of ours ("accurate"), or the name or path of an English spaCy pipeline.

    With `rules_only`, or with a pipeline that does not read attributions itself, only the rules are used. With
    `any_language`, articles in other languages are read, too; most of what is found in them is wrong. With `people`, or
    the path of a people file, speakers who are in it get their ids.

    Raises:
        PeopleError: the people file cannot be read.
        ModelError: the pipeline cannot be loaded, or lacks something that attribution needs.
    """
    known = people if people is None or isinstance(people, People) else People.read(people)
    return Extractor(parse.load(model), rules_only=rules_only, any_language=any_language, people=known)


def find(
    doc: Doc, paired: marks.Marks, *, rules_only: bool = False
) -> tuple[Layout, list[Verdict], list[identities.Parties]]:
    """The attributions in a parsed text, and who made each of them."""
    proposed = propose(doc, paired, rules_only=rules_only)
    found = aimed(proposed, kept(arbiter.settle(proposed)))
    return proposed.layout, found, identify(proposed.layout, found)


def propose(doc: Doc, paired: marks.Marks, *, rules_only: bool = False) -> arbiter.Proposals:
    """The proposals of marks, rules and the encoder's reading for a parsed text."""
    layout = Layout(doc, paired)
    found = {cue.token.i: cue for cue in cues.find(doc)}
    spoken = [*direct.propose(layout, found), *turns.propose(layout)]
    spoken += [*blocks.propose(layout, found), *posts.propose(layout)]
    reported = [p for cue in found.values() if (p := frames.propose(cue)) is not None]
    others = [*asides.propose(layout, found), *reported]
    read = None if rules_only else reading.of(doc)
    if read is None:
        return arbiter.Proposals(layout, spoken, others, cues=found)
    contents = reading.Contents(read, reading.starts(doc))
    second = list(reader.propose(layout, read, contents, found))
    return arbiter.Proposals(layout, spoken, others, second, Evidence(layout, read, contents), found)


def aimed(proposed: arbiter.Proposals, found: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts with whom each proposal addresses or judges."""
    chosen = ((v, choice.choose(proposed.layout, v.proposal, proposed.cues)) for v in found)
    return [replace(v, target=aim, target_confidence=sure) for v, (aim, sure) in chosen]


def identify(layout: Layout, found: Iterable[Verdict]) -> list[identities.Parties]:
    """The parties of each attribution: who made it, and to or about whom."""
    return identities.identify(layout, statements(found))


def statements(found: Iterable[Verdict]) -> list[identities.Statement]:
    """The parts of the attributions that `naming` needs."""
    return [
        identities.Statement(p.content, p.span, p.speaker, p.continued, target.noun if target is not None else None)
        for p, target in ((verdict.proposal, verdict.target) for verdict in found)
    ]
