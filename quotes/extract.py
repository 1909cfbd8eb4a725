"""Text -> records: the straight line of the stages, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
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
from quotes.parsing import marks, parse, reading
from quotes.records import Attribution

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one article: its attributions in text order, and what was wrong with its text.

    An attribution that fails its own check (`records.check`) is left out, and a diagnostic says so: `record-dropped`.
    """

    article: Article
    attributions: list[Attribution]
    diagnostics: tuple[Diagnostic, ...]


class Extractor:
    """A loaded pipeline, ready for any number of texts. Made by `quotes.load()`."""

    def __init__(self, nlp: Language, *, rules_only: bool = False, any_language: bool = False) -> None:
        self.nlp = nlp
        self.rules_only = rules_only
        self.any_language = any_language
        self._alone = Lock()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled without its lock."""
        return partial(Extractor, rules_only=self.rules_only, any_language=self.any_language), (self.nlp,)

    def extract(self, text: str | Article, *, doc_id: str = "text") -> Extraction:
        """Every attributed statement of one text; of one in another language none, and a diagnostic: *not-english*.

        Offsets in the result are half-open, in code points of the text.

        Raises:
            ArticleError: the text is longer than `parse.LONGEST`, or holds half a character (a lone surrogate).
            ModelError: the model that tells languages cannot be loaded.
        """
        article = text if isinstance(text, Article) else from_text(text, doc_id)
        if unread := self.unread(article):
            return Extraction(article, [], (*article.diagnostics, unread))
        with self._alone, self._zone():
            doc, paired = self.parse(article)
            attributions, dropped = divided(records(article, *find(doc, paired, rules_only=self.rules_only)))
        return Extraction(article, attributions, article.diagnostics + paired.diagnostics + dropped)

    def unread(self, article: Article) -> Diagnostic | None:
        """Why nothing is extracted from an article that is in another language than English. Raises ModelError."""
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
        """After it, spaCy forgets the article's words: memory stays flat over any number of articles."""
        is_in_one = self.nlp.vocab.in_memory_zone  # type: ignore[attr-defined]  # not in the stub
        return nullcontext() if is_in_one else self.nlp.memory_zone()

    def parse(self, article: Article) -> tuple[Doc, marks.Marks]:
        """The first stages alone: an article's parse and its quotation marks. Raises ArticleError as `extract`."""
        if len(article.text) > parse.LONGEST:
            raise ArticleError(
                article.name, f"has {len(article.text):,} characters, more than {parse.LONGEST:,}: split it"
            )
        prose = _prose(article)
        paired = marks.pair(prose)
        return parse.parse(self.nlp, prose, paired), paired

    def extract_many(self, articles: Iterable[str | Article | ArticleError]) -> Iterator[Extraction]:
        """`extract` of each article in turn, read when it is asked for; none is kept. `quotes.articles` reads them.

        A text without an id has that of its place: text-1 for the first.

        Raises:
            ArticleError: at its place, as it stands there or from `extract`; `next` goes on with the article after it.
        """

        def one(place: int, article: str | Article | ArticleError) -> Extraction:
            if isinstance(article, ArticleError):
                raise article
            return self.extract(article, doc_id=f"text-{place}")

        return map(one, count(1), articles)  # no generator, which an exception would end


def _prose(article: Article) -> str:
    return entities.read(article.text if article.prose is None else article.prose)


def load(model: str | Path | None = None, *, rules_only: bool = False, any_language: bool = False) -> Extractor:
    """An extractor over the pipeline that ships, or over another one.

    `model` is the name of another reader of ours ("accurate"), or the name or path of an English spaCy pipeline.

    With `rules_only`, or over a pipeline that does not read attributions itself, the rules alone speak. With
    `any_language`, articles in other languages than English are read too, and most of what is found in them is wrong.

    Raises:
        ModelError: the pipeline cannot be loaded, or lacks what attribution needs.
    """
    return Extractor(parse.load(model), rules_only=rules_only, any_language=any_language)


def find(
    doc: Doc, paired: marks.Marks, *, rules_only: bool = False
) -> tuple[Layout, list[Verdict], list[identities.Parties]]:
    """The attributions of a parsed text, and who made each."""
    proposed = propose(doc, paired, rules_only=rules_only)
    found = kept(arbiter.settle(proposed))
    return proposed.layout, found, identify(proposed.layout, found)


def propose(doc: Doc, paired: marks.Marks, *, rules_only: bool = False) -> arbiter.Proposals:
    """What marks, rules and the encoder's reading make of a parsed text."""
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


def identify(layout: Layout, found: Iterable[Verdict]) -> list[identities.Parties]:
    """Who made each attribution, and whom it names."""
    return identities.identify(layout, statements(found))


def statements(found: Iterable[Verdict]) -> list[identities.Statement]:
    """What `naming` is told of attributions."""
    proposals = (verdict.proposal for verdict in found)
    return [identities.Statement(p.content, p.span, p.speaker, p.continued, p.target) for p in proposals]
