"""The longer articles of our own: those that weights are fitted on, and those that are only measured on."""

from __future__ import annotations

import pytest

import quotes
from evaluation import gate
from evaluation.corpora import extract, score
from evaluation.gate import Floor, source
from evaluation.scoring import Figures
from training.fitting import articles

MEASURED, FITTED = source.read_all(gate.UNSEEN), articles.own()


@pytest.fixture(scope="module")
def figures(extractor: quotes.Extractor) -> Figures:
    return score(list(extract(extractor, MEASURED)))


@pytest.mark.corpora
@pytest.mark.parametrize("floor", gate.unseen_floors(), ids=lambda floor: floor.measure)
def test_the_scores_do_not_fall(floor: Floor, figures: Figures) -> None:
    assert figures[floor.measure] >= floor.least


def test_no_article_is_both_fitted_on_and_measured_on() -> None:
    begins = [{document["text"][:300] for document in documents} for documents in (FITTED, MEASURED)]
    assert begins[0].isdisjoint(begins[1])
    assert (len(FITTED), len(MEASURED)) == (203, 60)


def test_spans_begin_and_end_with_words() -> None:
    spans = [
        document["text"][start:end]
        for document in FITTED + MEASURED
        for each in document["attributions"]
        for part in ("source", "cue", "content")
        for start, end in each[part]
    ]
    assert [span for span in spans if span != span.strip() or not span] == []
