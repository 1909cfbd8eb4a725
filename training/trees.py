"""The network's reading of texts without annotation -> gold, where a second, independent source agrees.

The treebanks have little news. After training on them, the network parses news articles. The parts that Stanford
CoreNLP's parse and names confirm are used for training; the rest is unknown. Both were trained on different corpora
(CoreNLP's parser on the Wall Street Journal), so they rarely make the same mistakes.
The treebanks have no names, but their tags show where there cannot be any.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from spacy.training import Example
from spacy.training.iob_utils import doc_to_biluo_tags

from training import conllu, passages, treebank
from training.attributions import Annotation
from training.conllu import Sentence, Word
from training.conventions import conventions
from training.files import open_text
from training.gold import UNKNOWN, Gold, Ints, Labels, numbers
from training.passages import Passage

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

# A sentence is used if the parsers agree on at least this share of its arcs.
AGREED = 0.85

# Labels of Universal Dependencies version 1, used by CoreNLP -> labels that version 2 may have in their place.
VERSION_2 = {
    "dobj": {"obj"},
    "nsubjpass": {"nsubj:pass"},
    "csubjpass": {"csubj:pass"},
    "auxpass": {"aux:pass"},
    "neg": {"advmod", "det"},
    "mwe": {"fixed"},
    "nmod": {"nmod", "obl", "obl:agent", "nmod:desc"},
    "nmod:tmod": {"obl:tmod", "nmod:tmod", "obl:unmarked", "nmod:unmarked"},
    "nmod:npmod": {"obl:npmod", "nmod:npmod", "obl:unmarked", "nmod:unmarked"},
    "compound": {"compound", "flat"},
    "advcl": {"advcl", "advcl:relcl"},
    "acl:relcl": {"acl:relcl", "advcl:relcl"},
    "root": {"ROOT"},
}
# Arcs that the versions draw differently, so that a difference proves nothing.
_MOVED = frozenset({"punct", "cc", "dep"})
_PROPER = ("NNP", "NNPS")


@dataclass(frozen=True, slots=True)
class _Second:
    """A word of the other parse, and the character offset of its head (its own offset if it is a root)."""

    word: Word
    head: int
    starts: bool
    sentence: tuple[int, int]  # character offsets


@dataclass(frozen=True, slots=True)
class Article:
    """A news article with another parser's sentences and the attributions that people annotated."""

    text: str
    sentences: list[Sentence]
    attributions: list[Annotation]


def articles(texts: Path, parses: Path) -> Iterator[Article]:
    """Each article of `texts` (JSON lines: doc, text, attributions) with its sentences in `parses` (CoNLL-U)."""
    with open_text(texts) as lines:
        by_name = {row["doc"]: row for row in map(json.loads, lines)}
    for name, sentences in conllu.by_document(conllu.read(parses)):
        yield Article(by_name[name]["text"], sentences, by_name[name]["attributions"])


def agreed(doc: Doc, sentences: Iterable[Sentence], labels: Labels) -> Gold:
    """The annotation of a parsed doc's tokens on which both parses agree, without names and attributions."""
    second = _by_offset(sentences)
    gold = Gold.unknown(len(doc))
    known = numbers(labels)
    for token in doc:
        other = _same(token, second)
        if other is None:
            continue
        if other.starts == token.is_sent_start:
            gold.starts[token.i] = int(other.starts)
        if other.word.xpos == token.tag_:
            gold.xpos[token.i] = known["xpos"].get(token.tag_, UNKNOWN)
            gold.upos[token.i] = known["upos"].get(token.pos_, UNKNOWN)
            gold.feats[token.i] = known["feats"].get(str(token.morph), UNKNOWN)
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if _is_settled(words, second):
            for token in words:
                if _same_arc(token, second[token.idx]):
                    gold.heads[token.i] = token.head.i
                    gold.deps[token.i] = known["deps"].get(token.dep_, UNKNOWN)
    return gold


def _by_offset(sentences: Iterable[Sentence]) -> dict[int, _Second]:
    found = {}
    for sentence in sentences:
        starts = [int(word.misc["Start"]) for word in sentence.words]
        span = (starts[0], int(sentence.words[-1].misc["End"]))
        for number, word in enumerate(sentence.words):
            head = starts[word.head - 1] if word.head else starts[number]
            found[starts[number]] = _Second(word, head, number == 0, span)
    return found


def _same(token: Token, second: dict[int, _Second]) -> _Second | None:
    """The same word in the other parse, if it is there."""
    other = second.get(token.idx)
    return other if other is not None and int(other.word.misc["End"]) == token.idx + len(token) else None


def _is_settled(words: Sequence[Token], second: dict[int, _Second]) -> bool:
    """Whether both parses have this sentence with the same words and nearly the same arcs."""
    others = [_same(token, second) for token in words]
    known = [other for other in others if other is not None]
    if len(known) < len(words) or not known:
        return False
    if known[0].sentence != (words[0].idx, words[-1].idx + len(words[-1])):
        return False
    arcs = [_same_arc(token, other) for token, other in zip(words, known, strict=True) if not _is_moved(token, other)]
    return sum(arcs) >= AGREED * len(arcs)


def _is_moved(token: Token, other: _Second) -> bool:
    return other.word.dep in _MOVED or token.dep_ in _MOVED


def _same_arc(token: Token, other: _Second) -> bool:
    if _is_moved(token, other):
        return token.dep_ in ("punct", "cc") and token.dep_ == other.word.dep
    return token.head.idx == other.head and token.dep_ in VERSION_2.get(other.word.dep, {other.word.dep})


def agreed_names(doc: Doc, passage: Passage, labels: Labels) -> Ints:
    """The tags (N,) of names that the doc and the passage share, and of words that neither has in a name.

    If only their labels differ, the passage is right: its labels are the majority in all articles.
    """
    other = passages.marked(doc.copy(), passage)
    known = numbers(labels)["names"]
    found = np.array([known[tag] for tag in doc_to_biluo_tags(other)], dtype=np.int64)
    mine, theirs = ({(ent.start, ent.end) for ent in read.ents} for read in (doc, other))
    for start, end in mine ^ theirs:
        found[start:end] = UNKNOWN
    return found


def with_names(sentences: Sequence[Sentence], nlp: Language) -> list[Sentence]:
    """Treebank sentences with the names that a pipeline finds, if their tags allow it.

    A name must have a proper noun; its label is the one in names.toml, if it is there. A word that is not a proper noun
    and not in a found name is not part of a name. Proper nouns outside found names get the label that names.toml has
    for them together; otherwise they are unknown, since they may be a name of another kind or one that was missed.
    """
    found, settled = list[str](), conventions().settled["treebanks"]
    for reference in treebank.documents(sentences, nlp.vocab):
        example = Example(nlp(reference.text), reference)
        tags = ["" if token.tag_ in _PROPER else "O" for token in reference]
        for span in example.get_aligned_spans_x2y(example.predicted.ents):
            proper = any(token.tag_ in _PROPER for token in span)
            label = settled.get(span.text.casefold(), span.label_) if proper else None
            tags[span.start : span.end] = _tags(span, label)
        for span in _runs(reference, tags):
            tags[span.start : span.end] = _tags(span, settled.get(span.text.casefold()))
        found += [tag for tag, token in zip(tags, reference, strict=True) if not token.is_space]
    named = iter(found)
    return [
        replace(sentence, words=tuple(_named(word, next(named)) for word in sentence.words)) for sentence in sentences
    ]


def _runs(doc: Doc, tags: Sequence[str]) -> Iterator[Span]:
    """The longest spans of tokens without a tag."""
    end = 0
    for open_, group in groupby(tags, key=lambda tag: not tag):
        start, end = end, end + len(list(group))
        if open_:
            yield doc[start:end]


def _tags(span: Span, label: str | None) -> list[str]:
    """A tag for each token: a name with this label; for "", not a name; for None, unknown."""
    if not label:
        return ["O" if label == "" else ""] * len(span)
    return [f"B-{label}", *[f"I-{label}"] * (len(span) - 1)]


def _named(word: Word, name: str) -> Word:
    return replace(word, misc={**word.misc, treebank.NAME: name})
