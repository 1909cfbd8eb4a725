"""GUM's entities -> passages with the proper names among them.

GUM marks every mention, pronouns and descriptions included, as whole phrases; its README describes the notation.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from training import conllu
from training.conllu import Sentence, Word
from training.conventions import conventions
from training.passages import Labelled, Passage, from_tokens

# "(10-place-new-nnnnn-cf1-1,2-coref-United_Kingdom" opens a mention, "10)" closes it, "(7-person-...-sgl)" does both.
_MENTION = re.compile(r"\((?P<opened>[^()]+)(?P<closed_at_once>\))?|(?P<closed>[^()]+)\)")
_PROPER = ("NNP", "NNPS")


def passages(path: Path) -> Iterator[Passage]:
    """The passages of GUM with named persons, organizations and places."""
    group: list[Sentence] = []
    for sentence in conllu.read(path):
        if group and (sentence.opens_document or sentence.opens_paragraph):
            yield _passage(group)
            group = []
        group.append(sentence)
    yield _passage(group)


def _passage(sentences: Sequence[Sentence]) -> Passage:
    return from_tokens([token for sentence in sentences for token in _tokens(sentence)])


def _tokens(sentence: Sentence) -> list[Labelled]:
    words = sentence.words
    tokens = [Labelled(word.form, "", starts=False, space_after=word.space_after) for word in words]
    for first, last, label in sorted(_mentions(words), key=lambda mention: mention[0] - mention[1]):
        start, end = _proper_run(words, first, last, label)
        if start < end and not any(token.label for token in tokens[start:end]):
            for index in range(start, end):
                tokens[index] = replace(tokens[index], label=label, starts=index == start)
    return tokens


def _mentions(words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """First and last word index and label of each mention whose kind has a label."""
    for mention in mentions(words):
        if label := conventions().label(mention.kind):
            yield mention.first, mention.last, label


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of somebody or something: first and last word index in the sentence, kind, and chain in the text."""

    first: int
    last: int
    kind: str
    chain: str


def mentions(words: Sequence[Word]) -> Iterator[Mention]:
    """All mentions in a sentence, in the order in which they end. Mentions do not cross sentences."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for index, word in enumerate(words):
        for match in _MENTION.finditer(word.misc.get("Entity", "")):
            fields = (match["opened"] or match["closed"]).split("-")
            if match["opened"]:
                opened.setdefault(fields[0], []).append((index, fields[1]))
            if match["closed"] or match["closed_at_once"]:
                first, kind = opened[fields[0]].pop()
                yield Mention(first, index, kind, fields[0])


def head_of(words: Sequence[Word], first: int, last: int) -> int:
    """The index of the word whose head is outside."""
    return next((i for i in range(first, last + 1) if not first <= words[i].head - 1 <= last), first)


def _proper_run(words: Sequence[Word], first: int, last: int, label: str) -> tuple[int, int]:
    """The proper name around a mention's head, half-open; empty for "the capital, Madrid", whose head is not a name."""
    head = head_of(words, first, last)
    # "Spaniards" are persons, but this is not a name.
    if words[head].xpos not in _PROPER or (label == "PERSON" and words[head].xpos == "NNPS"):
        return first, first
    start, end = _proper_start(words, head, first, label), _proper_end(words, head, last, label)
    forms = [word.form for word in words[start:end]]
    first_kept, end_kept = conventions().trim(forms, label)
    if not conventions().is_name(forms[first_kept:end_kept], label):
        return first, first
    return start + first_kept, start + end_kept


def _proper_start(words: Sequence[Word], head: int, first: int, label: str) -> int:
    """Where the name starts: before "University of" in "University of Lund", at a proper noun."""
    start = head
    while start > first and _continues(words[start - 1], label):
        start -= 1
    while words[start].xpos not in _PROPER:
        start += 1
    return start


def _proper_end(words: Sequence[Word], head: int, last: int, label: str) -> int:
    """Where the name ends: after "of Lund" in "University of Lund", at a proper noun."""
    end = head + 1
    while end <= last and _continues(words[end], label):
        end += 1
    while words[end - 1].xpos not in _PROPER:
        end -= 1
    return end


def _continues(word: Word, label: str) -> bool:
    return word.xpos in (*_PROPER, "HYPH") or word.form in conventions().joins[label]
