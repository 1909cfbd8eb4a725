"""Which corpora teach what: CORPORA_DIR -> documents with syntax, passages with names, articles to parse.

CORPORA_DIR holds ud/, ner/, polnear/ and wide-train.jsonl, with the files named here.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from training import conllu, gum, passages, trees, wide
from training.attributions import Annotation
from training.conllu import Sentence
from training.files import open_text
from training.name_corpora import from_conll, from_iob2
from training.passages import Passage
from training.silver import from_articles

# A text with its attributions as annotated by people.
Attributed = tuple[str, Sequence[Annotation]]

TREEBANKS = ("en_ewt-ud", "en_gum-cc-ud")
# The last passages of wikigold are kept for the tests.
WIKIGOLD_HELD_OUT = 60
# The attributions of every seventh news article are kept, too: weights for the network's reading and the rules' finds
# must be fitted on articles that the network does not know.
ATTRIBUTIONS_HELD_OUT = 7
# So are those of every second article of all kinds: there are few, and they help the weighing more than the network.
WIDE_HELD_OUT = 2
WIDE = "wide-train.jsonl"
# Universal NER is short and has many kinds of text from the web: it is read three times as often as the other corpora,
# and more often at the end.
UNER_READ, UNER_READ_LAST = 3, 8


def treebank_file(corpora: Path, treebank_name: str, split: str) -> Path:
    """The path of a treebank's split."""
    return corpora / "ud" / f"{treebank_name}-{split}.conllu.xz"


def sentences(corpora: Path, split: str) -> Iterator[Sentence]:
    """The sentences of both treebanks."""
    return chain.from_iterable(conllu.read(treebank_file(corpora, name, split)) for name in TREEBANKS)


def articles(corpora: Path) -> Iterator[trees.Article]:
    """News articles for training, with CoreNLP's parse and the attributions that people annotated."""
    polnear = corpora / "polnear"
    return trees.articles(polnear / "train.jsonl.xz", polnear / "corenlp-train.conllu.xz")


def has_attributions_to_train(number: int) -> bool:
    """Whether the attributions of the news article with this number are for training."""
    return number % ATTRIBUTIONS_HELD_OUT > 0


def unseen_articles(corpora: Path) -> Iterator[Attributed]:
    """The news articles whose attributions are kept from training."""
    found = (article for n, article in enumerate(articles(corpora)) if not has_attributions_to_train(n))
    return ((article.text, article.attributions) for article in found)


def unseen_wide_articles(corpora: Path) -> Iterator[Attributed]:
    """The articles of all kinds whose attributions are kept from training."""
    found = islice(wide.articles(corpora / WIDE), 0, None, WIDE_HELD_OUT)
    return ((article.text, article.attributions or ()) for article in found)


def named_articles(corpora: Path) -> Iterator[Passage]:
    """The same articles in the same order, with CoreNLP's names."""
    polnear = corpora / "polnear"
    return from_articles(polnear / "train.jsonl.xz", polnear / "corenlp-train.conllu.xz")


def names_to_train(corpora: Path, uner_read: int = UNER_READ) -> list[Passage]:
    """Passages of many kinds of text with names that people annotated; those of Universal NER occur several times."""
    ner = corpora / "ner"
    return [
        *gum.passages(treebank_file(corpora, "en_gum-cc-ud", "train")),
        *list(from_iob2(ner / "uner-ewt-dev.iob2")) * uner_read,
        *wikigold(corpora)[:-WIKIGOLD_HELD_OUT],
        *from_conll(ner / "re3d.conll", phrases=True),
        *from_conll(ner / "wnut17train.conll", sentences_per_passage=1),
        *crossner(corpora),
    ]


def crossner(corpora: Path) -> Iterator[Passage]:
    """Sentences from Wikipedia on politics, science, music, literature and computers, all for training."""
    files = sorted((corpora / "ner" / "crossner").glob("*.conll"))
    return chain.from_iterable(from_conll(file, sentences_per_passage=1) for file in files)


def wide_articles(corpora: Path) -> Iterator[wide.WideArticle]:
    """Articles of all kinds with names for training, and with attributions unless these are held out."""
    for number, article in enumerate(wide.articles(corpora / WIDE)):
        yield article if number % WIDE_HELD_OUT else replace(article, attributions=None)


def name_tests(corpora: Path) -> dict[str, list[Passage]]:
    """The passages for tests, by the name of their corpus."""
    return {
        "UNER-EWT test": list(from_iob2(corpora / "ner" / "uner-ewt-test.iob2")),
        "WNUT 2017 emerging test": list(from_conll(corpora / "ner" / "emerging.test.conll", sentences_per_passage=1)),
        "wikigold, held-out part": wikigold(corpora)[-WIKIGOLD_HELD_OUT:],
    }


def wikigold(corpora: Path) -> list[Passage]:
    """All passages of wikigold in order."""
    return list(from_conll(corpora / "ner" / "wikigold.conll"))


def name_documents(found: Iterable[Passage], nlp: Language) -> Iterator[Doc]:
    """The passages as spaCy documents."""
    return (passages.document(passage, nlp) for passage in found)


def news(corpora: Path) -> list[str]:
    """The texts of the news articles for measuring speed."""
    with open_text(corpora / "polnear" / "dev.jsonl") as lines:
        return [json.loads(line)["text"] for line in lines]
