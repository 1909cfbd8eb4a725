"""Annotated articles in other looks: tokens keep their annotation, and heads and links their words."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from quotes.parsing.reading import CONTENT, CUE, NOTHING
from tests.support.pipelines import blank
from training import attributions, looks, wide
from training.gold import UNKNOWN, Gold, Labels

if TYPE_CHECKING:
    from spacy.tokens import Doc

TEXT = "Heavy rain fell.\n\n“It fell,” Ana Lund said."
LABELS = Labels(("NN",), ("NOUN",), ("",), ("ROOT",))


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret


@pytest.fixture
def article() -> tuple[Doc, Gold]:
    """The head of each token is its number in the text, and each belongs to "said"."""
    doc = blank().make_doc(TEXT)
    said = next(token.i for token in doc if token.text == "said")
    gold = Gold.unknown(len(doc))
    gold.heads[:] = np.arange(len(doc))
    gold.links[:] = said
    return doc, gold


LOOKS = [
    (looks.flat, "Heavy rain fell. “It fell,” Ana Lund said."),
    (looks.tight, "Heavy rain fell.\n\n“It fell,”Ana Lund said."),
    (looks.lowered, "heavy rain fell.\n\n“it fell,” ana lund said."),
]


@pytest.mark.parametrize(("look", "expected"), LOOKS)
def test_a_look(look: looks.Look, expected: str, article: tuple[Doc, Gold]) -> None:
    doc, gold = looks.relaid(*article, look)
    assert doc.text == expected
    assert gold.heads.tolist() == list(range(len(doc)))
    assert {doc[int(link)].text for link in gold.links} == {"said"}


def test_the_same_seed_gives_the_same_looks(article: tuple[Doc, Gold]) -> None:
    def texts(seed: int) -> list[str]:
        drawn = chance(seed)
        return [looks.varied(*article, drawn)[0].text for _ in range(30)]

    assert texts(1) == texts(1)
    assert len(set(texts(1))) > 2


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., wide.WideArticle]:
    """An article of one attribution, as it is read from a file."""

    def write(**more: object) -> wide.WideArticle:
        said = {"source": [[28, 36]], "cue": [[37, 41]], "content": [[19, 26]], "name": "Ana Lund", "type": "person"}
        row = {"doc": "a", "text": TEXT, "attributions": [said | more]}
        (tmp_path / "wide.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
        [article] = wide.articles(tmp_path / "wide.jsonl")
        return article

    return write


PARTS = [
    ({}, {"said": CUE, "fell": CONTENT, "rain": NOTHING}),
    ({"optional": True}, {"said": UNKNOWN, "fell": UNKNOWN, "rain": NOTHING}),
    ({"optional": True, "nested": True}, {"said": NOTHING, "fell": NOTHING, "rain": NOTHING}),
    ({"cue": []}, {"said": NOTHING, "fell": UNKNOWN, "rain": NOTHING}),
]


@pytest.mark.parametrize(("more", "expected"), PARTS)
def test_what_an_annotation_says_of_words(
    more: dict[str, object], expected: dict[str, int], written: Callable[..., wide.WideArticle]
) -> None:
    doc, gold = wide.annotated(written(**more), blank(), LABELS)
    found = {token.text: int(part) for token, part in zip(doc, gold.parts, strict=True)}
    assert {word: found[word] for word in expected} == expected


def test_names_are_those_of_speakers_and_words_in_lower_case_are_not_names(
    written: Callable[..., wide.WideArticle],
) -> None:
    doc, gold = wide.annotated(written(), blank(), LABELS)
    tags = {token.text: LABELS.names[n] if n != UNKNOWN else "?" for token, n in zip(doc, gold.names, strict=True)}
    assert {word: tags[word] for word in ("Ana", "Lund", "rain", "Heavy")} == {
        "Ana": "B-PERSON",
        "Lund": "L-PERSON",
        "rain": "O",
        "Heavy": "?",
    }


def test_a_held_out_article_has_no_attributions() -> None:
    article = wide.WideArticle(TEXT, None, {"Ana Lund": "PERSON"})
    _, gold = wide.annotated(article, blank(), LABELS)
    assert set(gold.parts) == {UNKNOWN}
    assert set(gold.names) != {UNKNOWN}


def test_words_of_optional_attributions_are_unknown() -> None:
    doc = blank().make_doc("Ana said it fell.")
    sure = {"source": [(0, 3)], "cue": [(4, 8)], "content": [(9, 16)]}
    parts, _ = attributions.parts(doc, [sure, {**sure, "content": [(9, 17)], "optional": True}])
    assert parts.tolist()[-1] == UNKNOWN
    assert parts.tolist()[2:4] == [CONTENT, CONTENT]
