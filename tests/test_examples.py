"""Sentence in, fields of a record out: each list of data/en fires on its sentence, and a hyphen is part of its word.

The sentences are in `tables.toml` and `hyphens.toml`; their parses are frozen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from quotes import extract
from quotes.article import Article
from quotes.assemble import divided, records
from quotes.language import table
from quotes.parsing import marks
from quotes.records import Attribution
from quotes.tables import TABLES, Each, Words
from tests.support.parses import by_text, cases

if TYPE_CHECKING:
    from spacy.tokens import Doc

Fields = dict[str, str]

LISTS, HYPHENS = cases("tables"), cases("hyphens")
LONGEST = 10  # words of a list that needs no sentence


def fields(record: Attribution) -> Fields:
    """The fields that a case may name; "" for a missing one."""
    parts = ("speaker", "role", "target", "when", "where")
    found = {name: part.text for name in parts if (part := getattr(record, name)) is not None}
    if record.speaker is not None:
        found |= {"name": record.speaker.name or "", "type": record.speaker.type}
    always = {"content": record.quote.text, "rule": record.rule, "factuality": record.factuality}
    return dict.fromkeys((*parts, "name", "type"), "") | found | always


def found(doc: Doc) -> list[Fields]:
    made, _ = divided(records(Article("case", doc.text), *extract.find(doc, marks.pair(doc.text))))
    return [fields(record) for record in made]


def holds(doc: Doc, case: dict[str, Any]) -> bool:
    """Whether a record has the fields that the case should find, or no record has those that it should lack."""
    wanted: Fields = case.get("finds") or case["lacks"]
    return any(wanted.items() <= record.items() for record in found(doc)) == ("finds" in case)


@contextmanager
def without(path: str) -> Iterator[None]:
    """The package as if the list at the path, *e.g.* `time.nouns`, were empty."""
    name, *keys, last = path.split(".")
    around = table(name)
    for key in keys:
        around = around[key]
    kept, around[last] = around[last], type(around[last])()
    forget()
    yield
    around[last] = kept
    forget()


KEPT = {"table", "lexicon", "frames", "shares", "weights", "fitted"}  # the tables, the lexicon and fitted numbers


def forget() -> None:
    """Empty all caches that depend on the lists."""
    for name in [name for name in sys.modules if name.startswith("quotes.")]:
        for item in vars(sys.modules[name]).values():
            if hasattr(item, "cache_clear") and item.__name__ not in KEPT:
                item.cache_clear()


@pytest.mark.parametrize("case", LISTS, ids=[case["list"] for case in LISTS])
def test_a_list_fires_on_its_sentence(case: dict[str, Any]) -> None:
    doc = by_text("tables")[case["text"]]
    assert holds(doc, case), found(doc)
    with without(case["list"]):
        blind = holds(doc, case)
    assert not blind


def long_lists(shape: object, value: Any, path: str) -> Iterator[str]:
    """The paths of the lists and tables of words that are long enough to need a sentence."""
    if isinstance(shape, Words | Each) and len(value) > LONGEST and path != "descriptions.same":
        yield path
    elif isinstance(shape, dict):
        for key, inner in shape.items():
            yield from long_lists(inner, value[key], f"{path}.{key}" if path else key)


def test_each_long_list_has_a_sentence() -> None:
    in_articles = TABLES.keys() - {"sorts"}  # which is of roles; tests/auditing/test_sorts.py finds each of its words
    needed = {path for name in in_articles for path in long_lists(TABLES[name], table(name), name)}
    assert needed - {"shapes"} <= {case["list"] for case in LISTS}


@pytest.mark.parametrize("case", HYPHENS, ids=[case["text"] for case in HYPHENS])
def test_a_hyphen_is_part_of_its_word(case: dict[str, Any]) -> None:
    doc = by_text("hyphens")[case["text"]]
    assert holds(doc, case), found(doc)
