"""The whole line from corpora to a pipeline in two steps of training: the pipeline is useless, and complete."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
import spacy

from quotes.parsing import reading
from tests.training import tiny
from tests.training.test_training import ARTICLE, PLAIN, annotation


@pytest.fixture
def corpora_directory(tmp_path: Path) -> Path:
    treebanks = ("ewt-ud-train", "ewt-ud-test", "gum-cc-ud-train", "gum-cc-ud-test", "pud-ud-test")
    texts = {f"ud/en_{name}.conllu.xz": PLAIN * 30 for name in treebanks}
    rows = [("Ana", "B-PER"), ("left", "O"), ("Radio", "B-ORG"), ("Lund", "B-LOC")]
    names = "".join(f"{form} {tag}\n" for form, tag in rows) + "\n"
    for name in ("wikigold", "re3d", "wnut17train", "emerging.test"):
        texts[f"ner/{name}.conll"] = names * 600
    texts["ner/crossner/politics.train.conll"] = names.replace("B-PER", "B-politician").replace(" ", "\t")
    for split in ("dev", "test"):
        numbered = "".join(f"{i}\t{form}\t{tag}\t-\n" for i, (form, tag) in enumerate(rows, start=1))
        texts[f"ner/uner-ewt-{split}.iob2"] = f"# text = Ana left Radio Lund\n{numbered}\n"
    article = json.dumps({"doc": "a", "text": ARTICLE, "attributions": []}) + "\n"
    texts |= {"polnear/train.jsonl.xz": article, "polnear/dev.jsonl": article, "wide-train.jsonl": article}
    texts["polnear/corenlp-train.conllu.xz"] = annotation("a", ARTICLE, {"Breck": "PERSON"})
    for name, text in texts.items():
        path = tmp_path / "corpora" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(lzma.compress(text.encode()) if name.endswith(".xz") else text.encode())
    return tmp_path / "corpora"


@pytest.mark.parametrize(("encoder", "kind"), [("minilm", "Bert"), ("mpnet", "MPNet")])
def test_two_steps(
    encoder: str, kind: str, tmp_path: Path, corpora_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for needed in ("spacy_lookups_data", "torch", "transformers", "onnx"):
        pytest.importorskip(needed, reason="the extra `training` is not installed")
    from training import build, encoders

    monkeypatch.setattr(build, "_tutor", lambda _: None)  # the classes of an installed one are others
    monkeypatch.setitem(encoders.ENCODERS, encoder, tiny.pretrained(kind, uneven=kind == "MPNet"))
    output = tmp_path / "model"
    scores = build.build(corpora_directory, output, tmp_path, steps=2, encoder=encoder)
    assert set(scores.syntax) == {"EWT test", "GUM test", "PUD"}
    nlp = spacy.load(output)
    read = reading.of(nlp("Ana left."))
    assert read is not None
    assert read.reader == "tiny"
    assert "$" not in (output / "MODEL_CARD.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("encoder", ["minilm", "mpnet"])
def test_special_pieces_of_each_encoder_have_the_expected_names(encoder: str) -> None:
    pytest.importorskip("transformers", reason="the extra `training` is not installed")
    from importlib.metadata import PackageNotFoundError

    from quotes.parsing.pieces import Pieces
    from training.encoders import ENCODERS, HIDDEN

    try:
        vocabulary = ENCODERS[encoder].vocabulary()
    except PackageNotFoundError as error:
        pytest.skip(f"the package {error} is not installed")
    assert len(set(vocabulary)) == len(vocabulary)
    pieces = Pieces(vocabulary)
    assert (pieces.opening, pieces.closing) == {"minilm": (101, 102), "mpnet": (0, 2)}[encoder]
    assert vocabulary.index(HIDDEN) == {"minilm": 103, "mpnet": 30526}[encoder]
    assert [vocabulary[number] for number in pieces("Harbors")[0]] == ["harbor", "##s"]
