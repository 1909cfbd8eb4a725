"""A file as read by an independent reader of JSON-LD, rdflib. Contexts are given here, so no network is needed."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable
from typing import Any

import pytest

SCHEMA = "https://schema.org/"
OA = "http://www.w3.org/ns/oa#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

# The terms of http://www.w3.org/ns/anno.jsonld that we use, and no others.
_ANNOTATIONS: dict[str, Any] = {
    "schema": SCHEMA,
    "id": "@id",
    "type": "@type",
    **{name: OA + name for name in ("Annotation", "SpecificResource", "TextualBody", "describing", "tagging")},
    **{name: OA + name for name in ("TextPositionSelector", "TextQuoteSelector")},
    **{name: OA + name for name in ("start", "end", "exact", "prefix", "suffix")},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "body": {"@id": f"{OA}hasBody", "@type": "@id"},
    "target": {"@id": f"{OA}hasTarget", "@type": "@id"},
    "source": {"@id": f"{OA}hasSource", "@type": "@id"},
    "selector": {"@id": f"{OA}hasSelector", "@type": "@id"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
}
_CONTEXTS = {"http://www.w3.org/ns/anno.jsonld": _ANNOTATIONS, "https://schema.org": {"@vocab": SCHEMA}}

Triple = tuple[str, str, str]


def triples(file: Iterable[bytes]) -> set[Triple]:
    """What the file says, relative addresses under https://example.org/; each name of schema.org in it is one there."""
    rdflib = pytest.importorskip("rdflib")
    document = json.loads(b"".join(file))
    document["@context"] = _CONTEXTS[document["@context"]]
    data = rdflib.Dataset(default_union=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of one part of rdflib by another
        data.parse(data=json.dumps(document), format="json-ld", publicID="https://example.org/")
    found = {(str(s), str(p), str(o)) for s, p, o, _ in data.quads()}
    names = {name for _, p, o in found for name in (p, o if p == TYPE else p) if name.startswith(SCHEMA)}
    assert {name for name in names if rdflib.URIRef(name) not in rdflib.SDO} == set()
    assert _count(document["@graph"]) == len(found), "a name is unknown to the context"
    return found


def _count(value: Any) -> int:
    """How many things a JSON value says: one for each key but an object's own name, and each item of a list."""
    if isinstance(value, list):
        return sum(map(_count, value))
    if not isinstance(value, dict):
        return 0
    said = [inner for key, inner in value.items() if key not in {"@id", "id"}]
    return sum(len(inner) if isinstance(inner, list) else 1 for inner in said) + sum(map(_count, said))


def by_name(found: set[Triple], name: str) -> list[str]:
    """All values of a property, sorted."""
    return sorted(o for _, p, o in found if p == name)
