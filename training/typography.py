"""Treebanks are typed with straight quotation marks, news is set with curly ones: a sentence in the other look."""

from dataclasses import replace

from training.conllu import Sentence, Word

# The part-of-speech tags of opening and closing marks tell which way a straight mark curls.
_AMERICAN = {("``", '"'): "“", ("''", '"'): "”", ("``", "'"): "‘", ("''", "'"): "’"}
_BRITISH = {("``", '"'): "‘", ("''", '"'): "’", ("``", "'"): "“", ("''", "'"): "”"}


def curled(sentence: Sentence, *, british: bool = False) -> Sentence:
    """The sentence with curly marks: "It's late." -> “It’s late.”; British papers quote in single ones: ‘It’s late.’"""
    marks = _BRITISH if british else _AMERICAN
    return replace(sentence, words=tuple(_curled_word(word, marks) for word in sentence.words))


def without_stop(sentence: Sentence) -> Sentence:
    """The sentence without its closing full stop, as headlines are written; others are returned as they are."""
    *words, last = sentence.words
    if last.form != "." or not words or any(word.head == len(sentence.words) for word in words):
        return sentence
    words[-1] = replace(words[-1], space_after=True)
    return replace(sentence, words=tuple(words))


def _curled_word(word: Word, marks: dict[tuple[str, str], str]) -> Word:
    form = marks.get((word.xpos, word.form)) or word.form.replace("'", "’")
    return replace(word, form=form)
