"""Loading a pipeline: an error says at once what it lacks. And the sentence starts that are set before the parser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy

from quotes.errors import ModelError
from quotes.parsing import marks, parse
from tests.support.pipelines import blank

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def saved(nlp: Language, folder: Path) -> Path:
    nlp.to_disk(folder)
    return folder


def with_labels(*labels: str) -> Language:
    """An English pipeline whose parser knows the labels; nothing is trained."""
    nlp = spacy.blank("en")
    for name in ("tagger", "parser", "trainable_lemmatizer"):
        nlp.add_pipe(name)
    for label in labels:
        nlp.get_pipe("parser").add_label(label)  # type: ignore[attr-defined]
    nlp.get_pipe("tagger").add_label("NN")  # type: ignore[attr-defined]
    return nlp


def test_a_pipeline_that_does_not_exist() -> None:
    with pytest.raises(ModelError, match="no_such_pipeline"):
        parse.load("no_such_pipeline")


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="has no parser, no tagger, no lemmatizer"):
        parse.load(saved(blank(), tmp_path / "blank"))


def test_another_language(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is for 'de'"):
        parse.load(saved(spacy.blank("de"), tmp_path / "german"))


def test_labels_of_neither_scheme() -> None:
    with pytest.raises(ModelError, match="neither Universal Dependencies nor ClearNLP"):
        parse.require("mine", with_labels("SB", "OA"))


@pytest.mark.parametrize("labels", [("nsubj", "nsubj:pass", "obl"), ("nsubj", "nsubjpass", "pobj")])
def test_labels_of_either_scheme(labels: tuple[str, ...]) -> None:
    parse.require("mine", with_labels(*labels))


def prepared(text: str) -> Doc:
    return parse.prepared(blank(), text, marks.pair(text))


STARTS = [
    # a paragraph starts a sentence, with or without a stop before it
    ("A bridge falls\n\nNobody was hurt", {"Nobody": True}),
    # lower case and words after words never do
    ("The U.S. army said it fell.", {"army": False, "it": False}),
    # a closing mark does not, nor what follows “...,”
    ("“It fell,” He said.", {"”": False, "He": False}),
    ("“Did it fall?” he asked.", {"he": False}),
    # whether a capital after a stop starts one is the parser's business
    ("It fell. Nobody saw it.", {"Nobody": None}),
]


@pytest.mark.parametrize(("text", "expected"), STARTS)
def test_sentence_starts(text: str, expected: dict[str, bool | None]) -> None:
    found = {token.text: token.is_sent_start for token in prepared(text)}
    assert {word: found[word] for word in expected} == expected


GLUED = [
    ("Crane said,“Not now.”He left.", "Crane said , “ Not now . ” He left ."),
    ('"We lost it,"said Lund.', '" We lost it , " said Lund .'),
    ("“We lost it”--said Lund.", "“ We lost it ” -- said Lund ."),
    ("Crane—“Not now”—left.", "Crane — “ Not now ” — left ."),
    ("It was“safe”and left.", "It was “ safe ” and left ."),
    # apostrophes stand in words, and hyphens too
    ("“Don’t,” Lund’s well-known son said.", "“ Do n’t , ” Lund ’s well - known son said ."),
]


@pytest.mark.parametrize(("text", "tokens"), GLUED)
def test_marks_are_tokens_whatever_stands_beside_them(text: str, tokens: str) -> None:
    assert [token.text for token in prepared(text)] == tokens.split()


def test_no_break_spaces_are_spaces() -> None:
    text = "Gov.\u00a0Mia\u202fHolm said so."
    doc = prepared(text)
    assert [token.text for token in doc] == ["Gov.", "Mia", "Holm", "said", "so", "."]
    assert len(doc.text) == len(text)


@pytest.mark.parametrize(
    "text", ["“" * 1201, "x" * 500, "x" * 501, "a " + "/b" * 900 + " said\n\nRoe.", '"' * 999 + "x"]
)
def test_text_without_spaces_is_cut_in_pieces(text: str) -> None:
    doc = parse._tokenised(blank(), text, marks.pair(text))
    assert doc.text == text
    assert max(len(token) for token in doc) <= 500
