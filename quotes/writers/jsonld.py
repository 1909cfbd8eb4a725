"""Records to JSON-LD: an annotation of the W3C (https://www.w3.org/TR/annotation-model/) for each attribution.

Its target is the article, a selector pair for each span: by position, and by words. Its body is a Quotation of
schema.org; tags beside it tell the quote's kind, the cue's act, and "negated" where the text says that it was not said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote as percent_encoded
from uuid import NAMESPACE_URL, uuid5

from quotes.lines import Line
from quotes.records import Attribution, Speaker, Target
from quotes.writers import jsonl
from quotes.writers.originals import proven, text_at
from quotes.writers.wording import pieces

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"  # it knows schema.org as schema:
_AROUND = 32  # characters before and after, which tell a quote from the same words elsewhere

_TYPES = {"person": "Person", "organization": "Organization", "place": "Place", "document": "CreativeWork"}

Json = dict[str, Any]


def chunks(lines: Iterable[Line]) -> Iterator[bytes]:
    """The file, an annotation at a time, each on a line of its own."""
    text_of = lru_cache(1)(text_at)  # an article's records stand together
    yield b'{"@context":' + jsonl.dump(_CONTEXT) + b',"@graph":['
    separator = b"\n"
    for line in lines:
        yield separator + jsonl.dump(annotation(line.record, proven(line.record, text_of)))
        separator = b",\n"
    yield b"\n]}\n"


def annotation(record: Attribution, text: str | None) -> Json:
    """The record's annotation; `text` is that of its article, where it is at hand and has been checked."""
    return {
        "id": uuid5(NAMESPACE_URL, jsonl.dump(record).decode()).urn,  # two runs that find the same give it the same id
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            _quotation(record),
            *({"type": "TextualBody", "purpose": "tagging", "value": t} for t in _tags(record)),
        ],
        "target": [
            {"type": "SpecificResource", "source": _iri(record), "selector": selectors}
            for selectors in _selectors(record, text)
        ],
    }


def _selectors(record: Attribution, text: str | None) -> Iterator[list[Json]]:
    """For each span, two that say the same. The words are the record's: its text is the spans', joined by a space."""
    for (start, end), exact in zip(record.quote.spans, pieces(record.quote), strict=True):
        words: Json = {"type": "TextQuoteSelector", "exact": exact}
        if text is not None:
            words["prefix"] = text[max(0, start - _AROUND) : start]
            words["suffix"] = text[end : end + _AROUND]
        yield [{"type": "TextPositionSelector", "start": start, "end": end}, words]


def _quotation(record: Attribution) -> Json:
    body: Json = {"type": "schema:Quotation", "schema:text": record.quote.text}
    if record.speaker is not None:
        body["schema:spokenByCharacter"] = _speaker(record.speaker, record.role.text if record.role else None)
    if record.target is not None:
        body |= _target(record.target)
    return body


def _speaker(speaker: Speaker, role: str | None) -> Json:
    kind = _TYPES.get(speaker.type, "Thing")  # two officials are no Person
    who = {"type": f"schema:{kind}", "schema:name": speaker.name or speaker.text}
    if role is not None:
        who["schema:jobTitle" if kind == "Person" else "schema:description"] = role
    return who


def _target(target: Target) -> Json:
    key, kind = ("audience", "Audience") if target.kind == "addressee" else ("about", "Thing")
    return {f"schema:{key}": {"type": f"schema:{kind}", "schema:name": target.name or target.text}}


def _tags(record: Attribution) -> Iterator[str]:
    yield record.quote.kind
    if record.cue is not None:
        yield record.cue.act
        if record.cue.negated:
            yield "negated"


def _iri(record: Attribution) -> str:
    """The article's path, relative as it was given, or else its id: a:b.txt as a%3Ab.txt, whose "a" is no scheme."""
    return percent_encoded(record.path or record.doc)
