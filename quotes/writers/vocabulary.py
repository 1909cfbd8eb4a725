"""What a record says, in the words of schema.org (https://schema.org): who spoke, and in which article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote as percent_encoded
from uuid import NAMESPACE_URL, uuid5

from quotes.records import Attribution, Speaker
from quotes.writers import jsonl

Json = dict[str, Any]

_TYPES = {"person": "Person", "organization": "Organization", "place": "Place", "document": "CreativeWork"}
_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
_RESERVED = "%/:?#[]@!$&'()*+,;="  # what an address may contain unescaped (RFC 3986, section 2.2)


def document(context: str, objects: Iterable[Json]) -> Iterator[bytes]:
    """A file of JSON-LD, one object at a time, one per line."""
    yield b'{"@context":' + jsonl.dump(context) + b',"@graph":['
    separator = b"\n"
    for one in objects:
        yield separator + jsonl.dump(one)
        separator = b",\n"
    yield b"\n]}\n"


def urn(record: Attribution) -> str:
    """A name for the record that is the same in every run that finds it, wherever the files are."""
    return uuid5(NAMESPACE_URL, jsonl.dump(record.model_copy(update={"path": None})).decode()).urn


def web_address(record: Attribution) -> str | None:
    """Where the article was published, if its source says so and it is on the Web."""
    url = record.article.url if record.article else None
    return percent_encoded(url, safe=_RESERVED) if url and _WEB.match(url) else None


def iri(record: Attribution) -> str:
    """The article's address, its path relative as it was given, or its id; "a" in a:b.txt is not a scheme."""
    return web_address(record) or percent_encoded(record.path or record.doc)


def speaker(who: Speaker, role: str | None) -> Json:
    """The speaker, a Person or another type, with name and role."""
    kind = _TYPES.get(who.type, "Thing")  # two officials are not a Person
    found = {"@type": kind, "name": who.name or who.text}
    if role is not None:
        found["jobTitle" if kind == "Person" else "description"] = role
    return found


def article(record: Attribution) -> Json:
    """An Article, with what is known about it; the date only if it is ISO 8601."""
    info = record.article
    found: Json = {"@type": "Article"}
    if url := web_address(record):
        found["url"] = url
    if info and info.title:
        found["headline"] = info.title
    if info and info.outlet:
        found["publisher"] = {"@type": "Organization", "name": info.outlet}
    if info and info.desk:
        found["articleSection"] = info.desk
    if info and info.date and _is_date(info.date):
        found["datePublished"] = info.date
    return found


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
