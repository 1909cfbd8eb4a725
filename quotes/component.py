"""Attribution as components of a spaCy pipeline: `quotes` after parser, tags and lemmas; `quotes_sentences` first.

    nlp = quotes.pipeline()
    nlp.add_pipe("quotes_sentences", first=True)
    nlp.add_pipe("quotes")

One in a thousand records then differs from those of `quotes.load()` (counted on 84 articles; the difference is at
no-break spaces, which only `quotes.load()` reads as spaces). Without `quotes_sentences`, two in a hundred differ.

spaCy imports this module whenever it makes any pipeline, so the stages are imported only with the components.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from quotes.errors import ModelError

if TYPE_CHECKING:
    from quotes.people.known import People
    from quotes.records import Attribution

FACTORY = "quotes"
SENTENCES = "quotes_sentences"

SPANS = "quotes"  # the key in doc.spans
EXTENSION = "attributions"  # the attribute of doc._

_log = logging.getLogger(__name__)

# The key in doc.user_data. The records are stored as JSON, which is saved with the doc and can be sent between the
# processes of `nlp.pipe`; objects of our own classes cannot.
_KEPT = "quotes.attributions"


def pipeline() -> Language:
    """The included English spaCy pipeline, for any use: tags, morphology, lemmas, dependencies, sentences and names.

    It finds no attributions until the components of this module are added to it.
    """
    from quotes.parsing import parse

    return parse.load()


@Language.factory(
    FACTORY,
    assigns=["doc._.attributions", "doc.spans"],
    requires=["doc.sents", "token.dep", "token.head", "token.tag", "token.lemma"],
    default_config={"rules_only": False, "people": None},
)
def make_quotes(nlp: Language, name: str, rules_only: bool, people: str | None) -> Quotes:
    """The component that attributes, for the end of an English pipeline.

    With `rules_only`, or after components that do not read attributions themselves, only the rules are used. With
    `people`, the path of a people file, speakers who are in it get their ids.

    Raises:
        ModelError: the pipeline so far lacks something that attribution needs, or `doc._.attributions` belongs to other
            code.
        PeopleError: the people file cannot be read.
    """
    from quotes.parsing import parse
    from quotes.people.known import People

    parse.require(name, nlp)
    return Quotes(name, rules_only=rules_only, people=People.read(people) if people else None)


@Language.factory(SENTENCES, assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:  # noqa: ARG001 - spaCy gives both by name
    """The component that sets sentence starts for the parser, for the start of a pipeline."""
    return Sentences()


class Quotes:
    """Finds the attributions of a parsed doc, by the same stages as `Extractor.extract`.

    - `doc._.attributions`: a tuple of `quotes.Attribution` in text order; offsets are characters of `doc.text`. It is
      empty for a doc that the component has not processed.
    - `doc.spans["quotes"]`: the pieces of their contents, labelled *direct*, *mixed* or *indirect*; `span.id_` is
      the id of the attribution. A piece that begins or ends within a token has only the tokens that lie inside it.

    An attribution that fails its own check (`quotes.records.check`) is left out, and the logger `quotes.component`
    warns of it with its id, the field and the cause. It also warns of a name that may be several of the `people`.

    The article's id is `doc.user_data["id"]`, or "doc" if it is not set. The component has no state; only its
    configuration is saved. It does not check the language of a doc.
    """

    def __init__(self, name: str = FACTORY, *, rules_only: bool = False, people: People | None = None) -> None:
        self.name = name
        self.rules_only = rules_only
        self.people = people
        _extend(name)

    def __call__(self, doc: Doc) -> Doc:
        """Attribute one doc.

        Raises:
            ModelError: the doc is not parsed, tagged or lemmatized: the component for that comes later or is disabled.
        """
        from quotes import extract
        from quotes.article import Article
        from quotes.assemble import divided, records
        from quotes.parsing import marks
        from quotes.people.identify import identified

        _require_annotation(self.name, doc)
        article = Article(str(doc.user_data.get("id", "doc")), doc.text)
        found, dropped = divided(records(article, *extract.find(doc, marks.pair(doc.text), rules_only=self.rules_only)))
        found, doubts = identified(found, self.people) if self.people else (found, ())
        for diagnostic in (*dropped, *doubts):
            _log.warning("%s", diagnostic.message)
        doc.user_data[_KEPT] = [record.model_dump_json() for record in found]
        pieces = (
            doc.char_span(*piece, label=record.quote.kind, span_id=record.id, alignment_mode="contract")
            for record in found
            for piece in record.quote.spans
        )
        doc.spans[SPANS] = [piece for piece in pieces if piece is not None]
        return doc


class Sentences:
    """Sets the sentence starts that follow from paragraphs, quotation marks and spelling, as in `quotes.load()`."""

    def __call__(self, doc: Doc) -> Doc:
        """Set them in one doc that is only tokenised."""
        from quotes.parsing import marks, parse

        return parse.settle(doc, marks.pair(doc.text))


def _extend(name: str) -> None:
    """Register the attribute, which is global. Another one with that name is never replaced."""
    if not Doc.has_extension(EXTENSION):
        Doc.set_extension(EXTENSION, getter=attributions)
    elif attributions not in Doc.get_extension(EXTENSION):
        raise ModelError(
            f"{name}: doc._.{EXTENSION} is already set by other code: rename it there, or free it with "
            f'Doc.remove_extension("{EXTENSION}")'
        )


def _require_annotation(name: str, doc: Doc) -> None:
    """Raise ModelError if a doc lacks annotation; a doc of white space needs none."""
    missing = [what for what in ("DEP", "TAG", "LEMMA") if not doc.has_annotation(what)]
    if missing and not doc.text.isspace():
        raise ModelError(
            f"{name}: the doc has no {', no '.join(missing)}: is their component disabled, or placed later?"
        )


def attributions(doc: Doc) -> tuple[Attribution, ...]:
    """The attributions that the component found in a doc, in text order; empty if it has not processed the doc."""
    from quotes.records import Attribution

    return tuple(map(Attribution.model_validate_json, doc.user_data.get(_KEPT, ())))
