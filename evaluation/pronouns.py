"""Speakers that the article names by he, she, it or they alone: is the name that the record gives the annotated one?

Counted where a record's content matches an annotated one by half, as the scorer counts names; a speaker without a name
must get none.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

from evaluation.calibrate import annotated, predicted
from evaluation.corpora import Document
from quotes import Attribution
from quotes.language import table


def accuracy(found: Iterable[tuple[Document, list[Attribution]]], scorer: ModuleType) -> tuple[int, int]:
    """How many of the pronouns got the right name, and how many there are."""
    third = [entry for entry in table("pronouns")["pronoun"] if not {"speaker", "antecedent"} & set(entry["refers"])]
    forms = {form for entry in third for form in entry["forms"]}
    right = count = 0
    for document, records in found:
        text = document["text"]
        gold, pred = annotated(scorer, text, document["attributions"]), predicted(scorer, document, records)
        for g, p, weight in scorer.pairs(gold, pred, lambda a, b: scorer.iou(a.content, b.content)):
            source = " ".join(text[start:end] for start, end in gold[g].spans["source"]).lower()
            if weight >= 0.5 and source in forms and "name" in gold[g].record:
                speaker = records[p].speaker
                right += scorer.same_name(gold[g].record["name"], speaker.name if speaker else None)
                count += 1
    return right, count
