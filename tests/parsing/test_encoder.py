"""The encoder as a spaCy component: read alone or in a batch, saved and loaded, with what was set before kept."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import spacy

from quotes.parsing.encoder import FACTORY, Encoder
from quotes.parsing.parse import SHIPPED
from tests.support.pipelines import shipped

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TEXTS = [
    "“The bridge is safe,” Mayor Anna Lund told reporters in Torsby on Monday.",
    "Officials denied it.\n\nThe Harbor Observer wrote that the bridge fell.\n\n",
    "   \n\n A bridge falls",
    "",
    "\n",
    "He said\nthat the bridge,\nwhich fell, was old.",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return shipped()


def encoder(nlp: Language) -> Encoder:
    component = nlp.get_pipe("encoder")
    assert isinstance(component, Encoder)
    return component


def columns(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.dep_, t.head.text, t.ent_iob_, t.ent_type_) for t in doc]


def read(nlp: Language, texts: Sequence[str]) -> list[list[tuple[str, ...]]]:
    return [columns(nlp(text)) for text in texts]


def test_a_batch_does_not_change_the_reading(nlp: Language) -> None:
    assert [columns(doc) for doc in nlp.pipe(TEXTS, batch_size=4)] == read(nlp, TEXTS)


def test_other_paragraphs_change_nothing(nlp: Language) -> None:
    alone, before = TEXTS[0], "A storm came. It rained.\n\n"
    assert columns(nlp(f"{before}{alone}\n\nThe sun rose."))[-len(nlp("\n\nThe sun rose.")) :][1:] == columns(
        nlp("The sun rose.")
    )
    with_more = columns(nlp(before + alone))
    assert with_more[-len(nlp(alone)) :] == columns(nlp(alone))


def test_the_scores_of_an_arc_do_not_depend_on_other_arcs(nlp: Language) -> None:
    arcs = np.random.default_rng(1).standard_normal((80, 192), dtype=np.float32)
    alone = [encoder(nlp).label_scores(arcs[n : n + 1]) for n in range(len(arcs))]
    assert np.array_equal(encoder(nlp).label_scores(arcs), np.concatenate(alone))


def test_every_word_has_all(nlp: Language) -> None:
    for text in TEXTS:
        doc = nlp(text)
        assert all(t.dep_ and t.tag_ and t.pos_ for t in doc)
        assert all(sent.root.dep_ == "ROOT" or sent.text.isspace() for sent in doc.sents)
        assert doc.has_annotation("ENT_IOB") or not len(doc)


def test_white_space_hangs_on_the_word_before(nlp: Language) -> None:
    doc = nlp(TEXTS[1])
    spaces = [(t.text, t.tag_, t.pos_, t.dep_, t.head.text) for t in doc if t.is_space]
    assert spaces == [("\n\n", "_SP", "SPACE", "dep", "."), ("\n\n", "_SP", "SPACE", "dep", ".")]


def test_sentence_starts_that_are_set_are_kept(nlp: Language) -> None:
    text = "The bridge fell. The road fell."
    assert [sent.text for sent in nlp(text).sents] == ["The bridge fell.", "The road fell."]
    doc = nlp.make_doc(text)
    doc[1].is_sent_start = True
    doc[4].is_sent_start = False
    assert [sent[0].text for sent in nlp(doc).sents] == ["The", "bridge"]


LONG = ["word " * 1100, "word, “word”: " * 180, "\n".join(["A word fell."] * 220), "x" * 9000]


@pytest.mark.parametrize("text", LONG)
def test_long_paragraphs_are_read_in_parts(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert all(abs(token.head.i - token.i) < 500 for token in doc)
    assert len(list(doc.sents)) > len(doc) // 500


def test_saved_and_loaded(nlp: Language, tmp_path: Path) -> None:
    expected = read(nlp, TEXTS)
    nlp.to_disk(tmp_path / "copy")
    assert read(spacy.load(tmp_path / "copy"), TEXTS) == expected
    filled = spacy.blank("en")
    filled.add_pipe(FACTORY, name="encoder")
    encoder(filled).from_bytes(encoder(nlp).to_bytes())
    assert read(filled, TEXTS) == expected
    sourced = spacy.blank("en")
    sourced.add_pipe("encoder", source=nlp)
    assert read(sourced, TEXTS) == expected


def test_a_large_graph_is_saved_in_parts(nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = encoder(nlp).to_bytes()
    monkeypatch.setattr("quotes.parsing.chunks.LARGEST", 10_000_000)
    encoder(nlp).to_disk(tmp_path)
    assert sorted(path.name for path in tmp_path.glob("graph*")) == ["graph.onnx", "graph.onnx.1", "graph.onnx.2"]
    component = spacy.blank("en").add_pipe(FACTORY)
    assert component.from_disk(tmp_path).to_bytes() == whole  # type: ignore[attr-defined]
    monkeypatch.setattr("quotes.parsing.chunks.LARGEST", 50_000_000)
    encoder(nlp).to_disk(tmp_path)
    assert [path.name for path in tmp_path.glob("graph*")] == ["graph.onnx"]


def test_pickled(nlp: Language) -> None:
    copy = pickle.loads(pickle.dumps(encoder(nlp)))  # noqa: S301 - our own bytes
    docs = [component(nlp.make_doc(TEXTS[0])) for component in (copy, encoder(nlp))]
    assert columns(docs[0]) == columns(docs[1])


def test_the_configuration_is_typed() -> None:
    with pytest.raises(ValueError, match="longest"):
        spacy.blank("en").add_pipe(FACTORY, config={"longest": "many"})


def test_entities_that_are_set_are_kept() -> None:
    nlp = spacy.load(SHIPPED)
    nlp.add_pipe("entity_ruler", first=True).add_patterns([{"label": "BRIDGE", "pattern": "Torsby"}])  # type: ignore[attr-defined]
    assert [ent.label_ for ent in nlp(TEXTS[0]).ents if ent.text == "Torsby"] == ["BRIDGE"]


def test_a_doc_that_cannot_be_read_is_left_to_the_error_handler() -> None:
    nlp, seen = spacy.load(SHIPPED), list[str]()
    encoder(nlp)._bias = np.zeros(3, dtype=np.float32)
    nlp.set_error_handler(lambda name, _pipe, _docs, error: seen.append(f"{name}: {error}"))  # type: ignore[arg-type, return-value]
    assert list(nlp.pipe(["It fell."])) == []
    assert [message.split(":")[0] for message in seen] == ["encoder"]


def test_it_says_what_it_assigns(nlp: Language) -> None:
    assigned = nlp.get_pipe_meta("encoder").assigns
    assert {"token.tag", "token.pos", "token.dep", "doc.sents", "doc.ents"} <= set(assigned)
    assert (nlp.analyze_pipes() or {})["problems"] == {"encoder": [], "lemmatizer": []}
    assert {"nsubj", "NNP", "VERB"} <= set(encoder(nlp).labels)


def test_an_endless_paragraph_is_decoded_in_stretches(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"“Bridge {n} is safe,” Mayor Anna Lund told reporters in Torsby on Monday." for n in range(40))
    at_once = columns(nlp(text))
    monkeypatch.setattr("quotes.parsing.encoder._MOST", 3)
    assert columns(nlp(text)) == at_once
