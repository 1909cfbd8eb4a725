"""Which corpora teach what: CORPORA_DIR -> spaCy's binary documents, for syntax and for names.

CORPORA_DIR holds ud/, ner/ and polnear/, with the files named here.
"""

import random
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from training import conllu, gum, passages, treebank
from training.name_corpora import from_conll, from_iob2
from training.passages import Passage
from training.silver import from_articles
from training.swap import pool, swapped

SEED = 1
TREEBANKS = ("en_ewt-ud", "en_gum-cc-ud")
SYNTAX_ATTRIBUTES = ("ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START")
NAME_ATTRIBUTES = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE")
# The last passages of wikigold are not trained on: they measure.
WIKIGOLD_HELD_OUT = 60
# Small corpora of names that people annotated are read this many times for each time that the automatic ones are.
GOLD_REPEATED = 4


def treebank_file(corpora: Path, treebank_name: str, split: str) -> Path:
    """Where a treebank's split is."""
    return corpora / "ud" / f"{treebank_name}-{split}.conllu.xz"


def syntax_documents(corpora: Path, split: str, nlp: Language) -> Iterator[Doc]:
    """The documents of both treebanks; those to train on in the typography of news."""
    seed = SEED if split == "train" else None
    for name in TREEBANKS:
        yield from treebank.documents(conllu.read(treebank_file(corpora, name, split)), nlp.vocab, seed)


def names_to_train(corpora: Path) -> list[Passage]:
    """Passages with names, shuffled: people's annotations of many kinds of text, automatic ones of news."""
    ner = corpora / "ner"
    gold = [
        *gum.passages(treebank_file(corpora, "en_gum-cc-ud", "train")),
        *wikigold(corpora)[:-WIKIGOLD_HELD_OUT],
        *from_conll(ner / "re3d.conll", phrases=True),
    ]
    posts = list(from_conll(ner / "wnut17train.conll", sentences_per_passage=1))
    silver = _silver(corpora, "train")
    found = [*gold * GOLD_REPEATED, *posts, *swapped(silver, pool(chain(gold, posts, silver)), SEED)]
    random.Random(SEED).shuffle(found)  # noqa: S311 - no secret
    return found


def names_to_choose_by(corpora: Path) -> list[Passage]:
    """Passages that choose the best of the training's models."""
    return [
        *from_iob2(corpora / "ner" / "uner-ewt-dev.iob2"),
        *gum.passages(treebank_file(corpora, "en_gum-cc-ud", "dev")),
        *_silver(corpora, "dev"),
    ]


def name_tests(corpora: Path) -> dict[str, list[Passage]]:
    """The passages that measure, by the corpus's name."""
    return {
        "UNER-EWT test": list(from_iob2(corpora / "ner" / "uner-ewt-test.iob2")),
        "WNUT 2017 emerging test": list(from_conll(corpora / "ner" / "emerging.test.conll", sentences_per_passage=1)),
        "wikigold, held-out part": wikigold(corpora)[-WIKIGOLD_HELD_OUT:],
    }


def wikigold(corpora: Path) -> list[Passage]:
    """All passages of wikigold, in its order."""
    return list(from_conll(corpora / "ner" / "wikigold.conll"))


def name_documents(found: Iterable[Passage], nlp: Language) -> Iterator[Doc]:
    """The passages as spaCy documents."""
    return (passages.document(passage, nlp) for passage in found)


def write(docs: Iterable[Doc], attributes: tuple[str, ...], path: Path) -> None:
    """The documents in spaCy's binary form."""
    DocBin(docs=docs, attrs=attributes).to_disk(path)


def _silver(corpora: Path, split: str) -> list[Passage]:
    polnear = corpora / "polnear"
    texts = polnear / ("train.jsonl.xz" if split == "train" else f"{split}.jsonl")
    return list(from_articles(texts, polnear / f"corenlp-{split}.conllu.xz"))
