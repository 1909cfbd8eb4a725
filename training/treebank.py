"""Treebank sentences -> spaCy documents that read like the original text.

The parser must find sentences in running text, so it learns from running text: several sentences in a row, with
the treebank's own spacing and a line break between paragraphs. The documents have the treebank's tokens; spaCy
tokenizes their text itself and aligns both for training and evaluation.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.vocab import Vocab

from training import typography
from training.conllu import Sentence, Word

SENTENCES_PER_DOCUMENT = 15
# The key for a word's name tag in its MISC column: O, B-ORG, I-ORG; without it, the tag is unknown.
NAME = "Name"

# Shares of the documents that get another look, so that the pipeline learns all of them.
CURLY = 0.5
BRITISH = 0.2
DASHED = 0.3
SINGLE_NEWLINE = 0.3
RUN_TOGETHER = 0.1
WRAPPED = 0.05
# Shares of sentences: with quotation marks, all, and those that are a paragraph of their own.
WRONG_MARK = 0.1
IN_OTHER_LETTERS = 0.08
HEADLINE = 0.3
# A line break is not a word. With this label, spaCy's scorer does not count it as a word that the parser missed.
_SPACE_DEP = "punct"
_LETTERS = (
    typography.in_title_case,
    typography.in_headlinese,
    typography.in_headlinese,
    typography.in_capitals,
    typography.in_lower_case,
)
# A wrapped line has about this many words.
LINE = 12


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
    ents: list[str]

    @classmethod
    def empty(cls) -> "_Columns":
        return cls([], [], [], [], [], [], [], [], [], [])


@dataclass(frozen=True, slots=True)
class Layout:
    """The characters between two paragraphs, and how often a line breaks after a word."""

    paragraph_break: str = "\n\n"
    wrap: float = 0.0  # share of the words after which a line ends

    def wraps(self, chance: random.Random) -> bool:
        """Whether a line ends here."""
        return self.wrap > 0 and chance.random() < self.wrap


def documents(sentences: Iterable[Sentence], vocab: Vocab, seed: int | None = None) -> Iterator[Doc]:
    """Documents of up to SENTENCES_PER_DOCUMENT sentences, never across two documents of the treebank.

    With a `seed`, many of them look like printed news and scraped pages: curly quotation marks, some of them wrong or
    lost, headlines, single line breaks or none between paragraphs.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    for group in _groups(sentences):
        if seed is None:
            yield document(group, vocab)
        else:
            yield document(_as_in_news(group, chance), vocab, _layout(chance), chance)


def document(
    sentences: Sequence[Sentence], vocab: Vocab, layout: Layout | None = None, chance: random.Random | None = None
) -> Doc:
    """One document of these sentences, with line breaks between paragraphs as tokens, like spaCy's."""
    layout = layout or Layout()
    chance = chance or random.Random(0)  # noqa: S311 - no secret
    columns = _Columns.empty()
    for number, sentence in enumerate(sentences):
        if number and sentence.opens_paragraph and layout.paragraph_break == " ":
            columns.spaces[-1] = True
        elif number and sentence.opens_paragraph:
            _add_break(columns, layout.paragraph_break)
        _add_sentence(columns, sentence, layout, chance)
    named = any(columns.ents)
    return Doc(vocab, **{name: column for name, column in vars(columns).items() if named or name != "ents"})


def _groups(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.opens_document or len(group) == SENTENCES_PER_DOCUMENT):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _layout(chance: random.Random) -> Layout:
    drawn = chance.random()
    paragraph_break = "\n" if drawn < SINGLE_NEWLINE else " " if drawn < SINGLE_NEWLINE + RUN_TOGETHER else "\n\n"
    return Layout(paragraph_break, 1 / LINE if chance.random() < WRAPPED else 0.0)


def _as_in_news(group: list[Sentence], chance: random.Random) -> list[Sentence]:
    if chance.random() < CURLY:
        british = chance.random() < BRITISH
        group = [typography.curled(sentence, british=british) for sentence in group]
    if chance.random() < DASHED:
        dash = chance.choice(("–", "—", "--"))
        group = [typography.with_dashes(sentence, dash) for sentence in group]
    return [_changed(sentence, chance, alone=_alone(group, number)) for number, sentence in enumerate(group)]


def _changed(sentence: Sentence, chance: random.Random, *, alone: bool) -> Sentence:
    """The sentence with a wrong mark, as a headline or in another letter case, at random."""
    if chance.random() < WRONG_MARK:
        sentence = typography.with_a_wrong_mark(sentence, chance)
    if alone and chance.random() < HEADLINE:
        bare = typography.without_stop(sentence)
        return chance.choice((bare, typography.in_title_case(bare), typography.in_headlinese(bare)))
    if chance.random() < IN_OTHER_LETTERS:
        return chance.choice(_LETTERS)(sentence)
    return sentence


def _alone(group: list[Sentence], number: int) -> bool:
    """Whether this sentence is a paragraph of its own, followed by another paragraph."""
    opens = number == 0 or group[number].opens_paragraph
    return opens and number + 1 < len(group) and group[number + 1].opens_paragraph


def _add_sentence(columns: _Columns, sentence: Sentence, layout: Layout, chance: random.Random) -> None:
    places = _places(columns, sentence, layout, chance)
    for position, word in enumerate(sentence.words):
        while len(columns.words) < places[position]:
            _add_break(columns, "\n")
        head = places[word.head - 1] if word.head else places[position]
        _add_word(columns, word, head=head, starts=position == 0)


def _places(columns: _Columns, sentence: Sentence, layout: Layout, chance: random.Random) -> list[int]:
    """The token index of each word, with room for the line breaks before some of them."""
    places, place = [], len(columns.words)
    for number in range(len(sentence.words)):
        if number and sentence.words[number - 1].space_after and layout.wraps(chance):
            place += 1
        places.append(place)
        place += 1
    return places


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
    columns.ents.append(word.misc.get(NAME, ""))


def _add_break(columns: _Columns, newlines: str) -> None:
    """Add a line break, attached to the word before it and without a tag."""
    columns.spaces[-1] = False
    space = Word(newlines, "", "", "", "", 0, _SPACE_DEP, {}, space_after=False)
    _add_word(columns, space, head=len(columns.words) - 1, starts=False)
