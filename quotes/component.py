"""Attribution as components of a spaCy pipeline: `quotes`, behind parser, tags and lemmas; `quotes_sentences`, first.

    nlp = quotes.pipeline()
    nlp.add_pipe("quotes_sentences", first=True)
    nlp.add_pipe("quotes")

One in a thousand records then differs from those of `quotes.load()` (counted on 84 articles, at no-break spaces, which
only `quotes.load()` reads as spaces); without `quotes_sentences`, two in a hundred.

spaCy imports this wherever it makes any pipeline, whether for us or not: the stages load with the components.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from quotes.errors import ModelError

if TYPE_CHECKING:
    from quotes.records import Attribution

FACTORY = "quotes"
SENTENCES = "quotes_sentences"

SPANS = "quotes"  # the key in doc.spans
EXTENSION = "attributions"  # the attribute of doc._

_log = logging.getLogger(__name__)

# The key in doc.user_data. The records lie there as their JSON: that is saved with the doc, and comes back from the
# processes of `nlp.pipe`, as no object of ours would.
_KEPT = "quotes.attributions"


def pipeline() -> Language:
    """The English spaCy pipeline that ships, for any use: tags, morphology, lemmas, dependencies, sentences and names.

    It attributes nothing until the components of this module are added to it.
    """
    from quotes.parsing import parse

    return parse.load()


@Language.factory(
    FACTORY,
    assigns=["doc._.attributions", "doc.spans"],
    requires=["doc.sents", "token.dep", "token.head", "token.tag", "token.lemma"],
    default_config={"rules_only": False},
)
def make_quotes(nlp: Language, name: str, rules_only: bool) -> Quotes:
    """The component that attributes, for the end of an English pipeline.

    With `rules_only`, or behind components that do not read attributions themselves, the rules alone speak.

    Raises:
        ModelError: the pipeline, as far as it is made, lacks what attribution needs; or `doc._.attributions` belongs to
            somebody else.
    """
    from quotes.parsing import parse

    parse.require(name, nlp)
    return Quotes(name, rules_only=rules_only)


@Language.factory(SENTENCES, assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:  # noqa: ARG001 - spaCy gives both by name
    """The component that settles sentence starts for the parser, for the front of a pipeline."""
    return Sentences()


class Quotes:
    """Finds the attributions of a parsed doc, by the same stages as `Extractor.extract`.

    - `doc._.attributions`: a tuple of `quotes.Attribution` in text order; offsets are characters of `doc.text`. Empty
      in a doc that this has not seen.
    - `doc.spans["quotes"]`: the pieces of their contents, labelled *direct*, *mixed* or *indirect*; `span.id_` is
      the id of the attribution. A piece that begins or ends within a token has the tokens that lie inside it.

    An attribution that fails its own check (`quotes.records.check`) is left out, with a warning of the logger
    `quotes.component` that names its id, the field and the cause.

    The article's id is `doc.user_data["id"]`, or "doc" if it is not set. There is no state: nothing is saved
    but the configuration. In which language a doc is, is not asked.
    """

    def __init__(self, name: str = FACTORY, *, rules_only: bool = False) -> None:
        self.name = name
        self.rules_only = rules_only
        _extend(name)

    def __call__(self, doc: Doc) -> Doc:
        """Attribute one doc.

        Raises:
            ModelError: nothing has parsed, tagged or lemmatized the doc: what should have comes later, or is disabled.
        """
        from quotes import extract
        from quotes.article import Article
        from quotes.assemble import divided, records
        from quotes.parsing import marks

        _require_annotation(self.name, doc)
        article = Article(str(doc.user_data.get("id", "doc")), doc.text)
        found, dropped = divided(records(article, *extract.find(doc, marks.pair(doc.text), rules_only=self.rules_only)))
        for diagnostic in dropped:
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
    """Sets the sentence starts that paragraphs, quotation marks and spelling settle, as `quotes.load()` has them."""

    def __call__(self, doc: Doc) -> Doc:
        """Settle one doc that is only tokenised."""
        from quotes.parsing import marks, parse

        return parse.settle(doc, marks.pair(doc.text))


def _extend(name: str) -> None:
    """Give every doc its attribute, which is one for the whole process. Another one of that name is never replaced."""
    if not Doc.has_extension(EXTENSION):
        Doc.set_extension(EXTENSION, getter=attributions)
    elif attributions not in Doc.get_extension(EXTENSION):
        raise ModelError(
            f"{name}: doc._.{EXTENSION} is already set by other code: rename it there, or free it with "
            f'Doc.remove_extension("{EXTENSION}")'
        )


def _require_annotation(name: str, doc: Doc) -> None:
    """Say what a doc lacks; one of white space alone needs nothing."""
    missing = [what for what in ("DEP", "TAG", "LEMMA") if not doc.has_annotation(what)]
    if missing and not doc.text.isspace():
        raise ModelError(
            f"{name}: the doc has no {', no '.join(missing)}: is their component disabled, or placed later?"
        )


def attributions(doc: Doc) -> tuple[Attribution, ...]:
    """What the component found in a doc, in text order; nothing in a doc that it has not seen."""
    from quotes.records import Attribution

    return tuple(map(Attribution.model_validate_json, doc.user_data.get(_KEPT, ())))
