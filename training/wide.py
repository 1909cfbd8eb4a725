"""Articles of all kinds that were annotated for this project -> the gold of their tokens."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from spacy.training.iob_utils import doc_to_biluo_tags

from quotes.parsing import marks, parse
from training import attributions, passages, silver
from training.attributions import Annotation
from training.files import open_text
from training.gold import UNKNOWN, Gold, Ints, Labels, numbers

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_KINDS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}


@dataclass(frozen=True, slots=True)
class WideArticle:
    """An article, its attributions (None if they are not for training), and the labels of its speakers by name."""

    text: str
    attributions: Sequence[Annotation] | None
    names: dict[str, str]


def articles(path: Path) -> Iterator[WideArticle]:
    """The articles of a file (JSON lines: doc, text, attributions with `name` and `type`)."""
    with open_text(path) as lines:
        for row in map(json.loads, lines):
            named = {a["name"]: _KINDS[a["type"]] for a in row["attributions"] if a["name"] and a["type"] in _KINDS}
            yield WideArticle(row["text"], row["attributions"], named)


def annotated(article: WideArticle, nlp: Language, labels: Labels) -> tuple[Doc, Gold]:
    """The article's tokens with its attributions, and with the names of its speakers wherever they occur."""
    doc = parse.prepared(nlp, article.text, marks.pair(article.text))
    gold = replace(Gold.unknown(len(doc)), names=_names(doc, article, labels))
    if article.attributions is None:
        return doc, gold
    parts, links = attributions.parts(doc, article.attributions)
    return doc, replace(gold, parts=parts, links=links)


def _names(doc: Doc, article: WideArticle, labels: Labels) -> Ints:
    """The tags of the speakers' names and of words in lower case; words with capitals may be other names."""
    known = numbers(labels)["names"]
    tags = doc_to_biluo_tags(passages.marked(doc.copy(), silver.marked(article.text, article.names)))
    return np.array(
        [known[tag] if tag != "O" or _is_small(token) else UNKNOWN for tag, token in zip(tags, doc, strict=True)],
        dtype=np.int64,
    )


def _is_small(token: Token) -> bool:
    return bool(token.text.islower())
