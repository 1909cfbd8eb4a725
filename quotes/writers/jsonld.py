"""Records to JSON-LD: an annotation of the W3C (https://www.w3.org/TR/annotation-model/) for each attribution.

Its target is the article, with selectors for each span: by words, and by position where that is true of the source.
If the article has an address, the target is that address, so that Hypothesis finds the words on the page; an offset
into the extracted text would be wrong there. The body is a Quotation of schema.org, with tags for the quote's kind, the
cue's act, and its factuality if that is not asserted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from quotes.inputs.originals import Originals, is_verbatim
from quotes.lines import Line, ListedLine, attributions
from quotes.records import Attribution, Target
from quotes.writers import vocabulary
from quotes.writers.vocabulary import Json
from quotes.writers.wording import pieces

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"  # it defines the prefix schema: for schema.org
_AROUND = 32  # characters before and after a quote, to distinguish it from the same words elsewhere


def chunks(lines: Iterable[Line | ListedLine], originals: Originals) -> Iterator[bytes]:
    """The file, one annotation at a time, one per line."""
    verbatim = lru_cache(1)(is_verbatim)  # an article's records are adjacent

    def one(line: Line) -> Json:
        text = originals.find(line.record, line.origin).text
        on_the_web = vocabulary.web_address(line.record) is not None
        return annotation(
            line.record, text, positions=text is not None and not on_the_web and verbatim(line.origin, text)
        )

    return vocabulary.document(_CONTEXT, map(one, attributions(lines)))


def annotation(record: Attribution, text: str | None, *, positions: bool) -> Json:
    """The record's annotation; `text` is that of its article, if it was found and fits the record.

    With `positions`, the source is exactly the text, so that offsets into it are right.
    """
    return {
        "id": vocabulary.urn(record),
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            _of_schema(_quotation(record)),
            *({"type": "TextualBody", "purpose": "tagging", "value": t} for t in _tags(record)),
        ],
        "target": [
            {"type": "SpecificResource", "source": vocabulary.iri(record), "selector": selectors}
            for selectors in _selectors(record, text, positions=positions)
        ],
    }


def _selectors(record: Attribution, text: str | None, *, positions: bool) -> Iterator[list[Json]]:
    """One or two equivalent selectors for each span. The words are the record's own."""
    for (start, end), exact in zip(record.quote.spans, pieces(record.quote), strict=True):
        words: Json = {"type": "TextQuoteSelector", "exact": exact}
        if text is not None:
            words["prefix"] = text[max(0, start - _AROUND) : start]
            words["suffix"] = text[end : end + _AROUND]
        yield [*([{"type": "TextPositionSelector", "start": start, "end": end}] if positions else []), words]


def _quotation(record: Attribution) -> Json:
    body: Json = {"@type": "Quotation", "text": record.quote.text}
    if record.speaker is not None:
        body["spokenByCharacter"] = vocabulary.speaker(record.speaker, record.role.text if record.role else None)
    if record.target is not None:
        body |= _target(record.target)
    if len(article := vocabulary.article(record)) > 1:  # more than its type
        body["isPartOf"] = article
    return body


def _target(target: Target) -> Json:
    key, kind = ("audience", "Audience") if target.kind == "addressee" else ("about", "Thing")
    return {key: {"@type": kind, "name": target.name or target.text}}


def _of_schema(found: Json) -> Json:
    """The object with the context's names for those of schema.org."""
    named: Json = {"type": f"schema:{found['@type']}"}
    for key, value in found.items():
        if key != "@type":
            named[f"schema:{key}"] = _of_schema(value) if isinstance(value, dict) else value
    return named


def _tags(record: Attribution) -> Iterator[str]:
    yield record.quote.kind
    if record.cue is not None:
        yield record.cue.act
        if not record.is_asserted:
            yield record.factuality
