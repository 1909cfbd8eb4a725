"""Treebank sentences -> spaCy documents that read like the original text.

The parser has to find sentences in running text, so it learns from running text: some sentences in a row, with
the treebank's own spacing and a line break between paragraphs. The documents hold the treebank's tokens; spaCy
tokenizes their text itself and aligns the two when it trains and when it evaluates.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.vocab import Vocab

from training.conllu import Sentence, Word
from training.typography import curled, without_stop

SENTENCES_PER_DOCUMENT = 15
# Shares of the documents that get another look, so that the pipeline knows both.
CURLY = 0.5
BRITISH = 0.2
SINGLE_NEWLINE = 0.3
BARE_HEADLINE = 0.2


@dataclass
class _Columns:
    """The arguments of `Doc`, column by column; heads are token indices into the document."""

    words: list[str]
    spaces: list[bool]
    tags: list[str]
    pos: list[str]
    morphs: list[str]
    lemmas: list[str]
    heads: list[int]
    deps: list[str]
    sent_starts: list[bool]

    @classmethod
    def empty(cls) -> "_Columns":
        return cls([], [], [], [], [], [], [], [], [])


def documents(sentences: Iterable[Sentence], vocab: Vocab, seed: int | None = None) -> Iterator[Doc]:
    """Documents of up to SENTENCES_PER_DOCUMENT sentences, never across two documents of the treebank.

    With a `seed`, some of them in the typography of news: curly quotation marks, headlines without a full stop.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    for group in _groups(sentences):
        if seed is None:
            yield document(group, vocab)
        else:
            yield document(
                _as_in_news(group, chance),
                vocab,
                paragraph_break="\n" if chance.random() < SINGLE_NEWLINE else "\n\n",
            )


def document(sentences: Sequence[Sentence], vocab: Vocab, paragraph_break: str = "\n\n") -> Doc:
    """One document of these sentences, with the line breaks between paragraphs as tokens, as spaCy has them."""
    columns = _Columns.empty()
    for number, sentence in enumerate(sentences):
        if number and sentence.opens_paragraph:
            _add_break(columns, paragraph_break)
        _add_sentence(columns, sentence)
    return Doc(vocab, **vars(columns))


def _groups(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.opens_document or len(group) == SENTENCES_PER_DOCUMENT):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _as_in_news(group: list[Sentence], chance: random.Random) -> list[Sentence]:
    if chance.random() < CURLY:
        british = chance.random() < BRITISH
        group = [curled(sentence, british=british) for sentence in group]
    return [
        without_stop(sentence) if _alone(group, number) and chance.random() < BARE_HEADLINE else sentence
        for number, sentence in enumerate(group)
    ]


def _alone(group: list[Sentence], number: int) -> bool:
    """Whether this sentence is a paragraph of its own, followed by another paragraph."""
    opens = number == 0 or group[number].opens_paragraph
    return opens and number + 1 < len(group) and group[number + 1].opens_paragraph


def _add_sentence(columns: _Columns, sentence: Sentence) -> None:
    first = len(columns.words)
    for position, word in enumerate(sentence.words):
        index = first + position
        head = first + word.head - 1 if word.head else index
        _add_word(columns, word, head=head, starts=position == 0)


def _add_word(columns: _Columns, word: Word, *, head: int, starts: bool) -> None:
    columns.words.append(word.form)
    columns.spaces.append(word.space_after)
    columns.tags.append(word.xpos)
    columns.pos.append(word.upos)
    columns.morphs.append(word.feats)
    columns.lemmas.append(word.lemma)
    columns.heads.append(head)
    columns.deps.append("ROOT" if word.dep == "root" else word.dep)
    columns.sent_starts.append(starts)


def _add_break(columns: _Columns, newlines: str) -> None:
    """A line break hangs on the word before it, with spaCy's own tag for white space."""
    columns.spaces[-1] = False
    space = Word(newlines, newlines, "SPACE", "_SP", "_", 0, "dep", {}, space_after=False)
    _add_word(columns, space, head=len(columns.words) - 1, starts=False)
