"""Speakers mentioned only as he, she, it or they: does the record give the annotated name?

It is counted if half of a record's content matches an annotated one, as the scorer counts names. A speaker without an
annotated name must not get one.
"""

from __future__ import annotations

from collections.abc import Iterable

from evaluation.corpora import Found, compared
from evaluation.matching import HALF, Document, Marked, by_content, pairs, same_name, words


def accuracy(found: Iterable[Found]) -> tuple[int, int]:
    """How many of the pronouns got the right name, and how many there are."""
    right = count = 0
    for document, records in found:
        gold, pred = compared(document, records)
        for g, p, weight in pairs(gold, pred, by_content):
            wanted, given = gold[g].links, pred[p].links
            if weight >= HALF and wanted and given and _source(document, gold[g]) in words("pronouns"):
                right += same_name(wanted.name, given.name)
                count += 1
    return right, count


def _source(document: Document, annotation: Marked) -> str:
    text = document["text"]
    return " ".join(text[start:end] for start, end in annotation.spans["source"]).lower()
