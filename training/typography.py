"""A sentence in another look: treebanks have straight quotation marks, news has curly ones, and headlines differ.

Each function keeps words, order and arcs, except for words that it removes.
"""

import random
from dataclasses import replace

from training.conllu import Sentence, Word

# The part-of-speech tags of opening and closing marks show which way a straight mark curls.
_AMERICAN = {("``", '"'): "“", ("''", '"'): "”", ("``", "'"): "‘", ("''", "'"): "’"}
_BRITISH = {("``", '"'): "‘", ("''", '"'): "’", ("``", "'"): "“", ("''", "'"): "”"}
_TURNED = {"“": "”", "”": "“", "‘": "’", "’": "‘"}
_MARKS = ("``", "''")
_DASHES = ("--", "-", "–", "—")
_ARTICLES = ("a", "an", "the")
# Words of these parts of speech are in lower case in a headline.
_SMALL = ("ADP", "CCONJ", "DET", "PART", "PUNCT")


def curled(sentence: Sentence, *, british: bool = False) -> Sentence:
    """The sentence with curly marks: "It's late." -> “It’s late.”; in British papers with single ones: ‘It’s late.’"""
    marks = _BRITISH if british else _AMERICAN
    return replace(sentence, words=tuple(_curled_word(word, marks) for word in sentence.words))


def without_stop(sentence: Sentence) -> Sentence:
    """The sentence without its closing full stop, like a headline; unchanged if it has none."""
    last = len(sentence.words) - 1
    if sentence.words[last].form != "." or not _can_go(sentence, last):
        return sentence
    shorter = _without(sentence, last)
    words = (*shorter.words[:-1], replace(shorter.words[-1], space_after=True))
    return replace(shorter, words=words)


def in_title_case(sentence: Sentence) -> Sentence:
    """The sentence like an American headline: "Mayor Opens the New Bridge"."""
    return replace(sentence, words=tuple(_titled(word, first=not n) for n, word in enumerate(sentence.words)))


def in_headlinese(sentence: Sentence) -> Sentence:
    """The sentence in title case without articles: "Mayor Opens New Bridge"."""
    articles = [n for n, word in enumerate(sentence.words) if word.form.lower() in _ARTICLES and _can_go(sentence, n)]
    for number in reversed(articles):
        sentence = _without(sentence, number)
    return in_title_case(sentence)


def in_capitals(sentence: Sentence) -> Sentence:
    """The sentence in capitals: "MAYOR OPENS THE NEW BRIDGE"."""
    return replace(sentence, words=tuple(replace(word, form=word.form.upper()) for word in sentence.words))


def in_lower_case(sentence: Sentence) -> Sentence:
    """The sentence without capitals, like headlines on some sites: "mayor opens the new bridge"."""
    return replace(sentence, words=tuple(replace(word, form=word.form.lower()) for word in sentence.words))


def with_dashes(sentence: Sentence, dash: str) -> Sentence:
    """The sentence with this dash in place of others: "The bridge — all of it — fell."."""
    words = (
        replace(word, form=dash) if word.form in _DASHES and word.xpos in (":", ",") else word
        for word in sentence.words
    )
    return replace(sentence, words=tuple(words))


def with_a_wrong_mark(sentence: Sentence, chance: random.Random) -> Sentence:
    """The sentence with one quotation mark lost, or turned the wrong way as programs do: ”It is late.”"""
    marks = [number for number, word in enumerate(sentence.words) if word.xpos in _MARKS]
    if not marks:
        return sentence
    number = chance.choice(marks)
    turned = _TURNED.get(sentence.words[number].form)
    if turned is not None and chance.random() < 0.5:
        words = list(sentence.words)
        words[number] = replace(words[number], form=turned)
        return replace(sentence, words=tuple(words))
    return _without(sentence, number) if _can_go(sentence, number) else sentence


def _can_go(sentence: Sentence, number: int) -> bool:
    """Whether the word can be removed: nothing depends on it, and others are left."""
    return len(sentence.words) > 1 and all(word.head != number + 1 for word in sentence.words)


def _without(sentence: Sentence, number: int) -> Sentence:
    """The sentence without a word that has no dependents; the space after it stays."""
    words = [
        replace(word, head=word.head - (word.head > number + 1))
        for position, word in enumerate(sentence.words)
        if position != number
    ]
    if number:
        before = words[number - 1]
        words[number - 1] = replace(before, space_after=before.space_after or sentence.words[number].space_after)
    return replace(sentence, words=tuple(words))


def _titled(word: Word, *, first: bool) -> Word:
    if not word.form[0].isalpha() or (word.upos in _SMALL and not first) or word.form.startswith("n't"):
        return word
    return replace(word, form=word.form[0].upper() + word.form[1:])


def _curled_word(word: Word, marks: dict[tuple[str, str], str]) -> Word:
    form = marks.get((word.xpos, word.form)) or word.form.replace("'", "’")
    return replace(word, form=form)
