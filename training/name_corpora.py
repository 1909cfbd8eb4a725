"""Name corpora -> passages: token files with B- and I- labels, and GUM's entities."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from training import conllu
from training.conllu import Sentence, Word
from training.conventions import conventions
from training.passages import Labelled, Passage, from_tokens, spaced

SENTENCES_PER_PASSAGE = 5
# "(10-place-new-nnnnn-cf1-1,2-coref-United_Kingdom" opens a mention, "10)" closes it, "(7-person-...-sgl)" does both.
_MENTION = re.compile(r"\((?P<opened>[^()]+)(?P<closed_at_once>\))?|(?P<closed>[^()]+)\)")
_PROPER = ("NNP", "NNPS")


def from_conll(
    path: Path, *, sentences_per_passage: int = SENTENCES_PER_PASSAGE, phrases: bool = False
) -> Iterator[Passage]:
    """The passages of a file with a token and its label a line, separated by a space or a tab.

    With `phrases`, its mentions are whole noun phrases; only those that are names count, and a sentence is left out
    where a phrase has its name somewhere inside.
    """
    sentences = list(_conll_sentences(path))
    for first in range(0, len(sentences), sentences_per_passage):
        group = sentences[first : first + sentences_per_passage]
        settled = [sentence for sentence in group if not phrases or _is_settled(sentence)]
        if tokens := [token for sentence in settled for token in _respaced(_named(sentence, phrases=phrases))]:
            yield from_tokens(tokens)


def from_iob2(path: Path) -> Iterator[Passage]:
    """The passages of Universal NER's files: one a sentence, with its text as it was written."""
    with path.open(encoding="utf-8") as lines:
        for text, rows in _iob2_sentences(lines):
            yield _located(text, _named([_labelled(row[1], row[2]) for row in rows]))


def from_gum(path: Path) -> Iterator[Passage]:
    """The named persons, organizations and places of GUM."""
    group: list[Sentence] = []
    for sentence in conllu.read(path):
        if group and (sentence.opens_document or sentence.opens_paragraph):
            yield _gum_passage(group)
            group = []
        group.append(sentence)
    yield _gum_passage(group)


def _conll_sentences(path: Path) -> Iterator[list[Labelled]]:
    sentence: list[Labelled] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        columns = line.split()
        if len(columns) == 2 and columns[0] != "-DOCSTART-":
            sentence.append(_labelled(*columns))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _labelled(form: str, tag: str) -> Labelled:
    """`B-person` -> our label; of two annotators' labels ("B-group,B-person") the first that we have."""
    labels = [conventions().label(part[2:]) for part in tag.split(",")]
    return Labelled(form, next(filter(None, labels), ""), starts=tag.startswith("B-"))


def _iob2_sentences(lines: Iterable[str]) -> Iterator[tuple[str, list[list[str]]]]:
    text, rows = "", list[list[str]]()
    for line in [*lines, "\n"]:
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ").strip()
        elif line.strip() and not line.startswith("#"):
            rows.append(line.rstrip("\n").split("\t"))
        elif rows and not line.strip():
            yield text, rows
            rows = []


def _located(text: str, tokens: Sequence[Labelled]) -> Passage:
    """The tokens, found in the text one after another."""
    position, spacing = 0, list[Labelled]()
    for token in tokens:
        position = text.index(token.form, position) + len(token.form)
        spacing.append(replace(token, space_after=text[position : position + 1].isspace()))
    return from_tokens(spacing)


def _named(tokens: Sequence[Labelled], *, phrases: bool = False) -> list[Labelled]:
    """The same tokens with each mention cut down to its name."""
    named = [replace(token, label="", starts=False) for token in tokens]
    for first, last in _mentions(tokens):
        start, end = _name_in(tokens, first, last)
        if not phrases or _is_name(tokens[start:end]):
            for index in range(start, end):
                named[index] = replace(tokens[index], starts=index == start)
    return named


def _is_settled(tokens: Sequence[Labelled]) -> bool:
    """Not where a whole phrase is one mention: in "Minister of Justice Ana Roldán" her name could start anywhere."""
    for first, last in _mentions(tokens):
        start, end = _name_in(tokens, first, last)
        capitals = any(token.form[0].isupper() for token in tokens[first + 1 : last])
        if capitals and not _is_name(tokens[start:end]):
            return False
    return True


def _name_in(tokens: Sequence[Labelled], first: int, last: int) -> tuple[int, int]:
    start, end = conventions().trim([token.form for token in tokens[first:last]], tokens[first].label)
    return first + start, first + end


def _is_name(tokens: Sequence[Labelled]) -> bool:
    return bool(tokens) and conventions().is_name([token.form for token in tokens], tokens[0].label)


def _mentions(tokens: Sequence[Labelled]) -> Iterator[tuple[int, int]]:
    """The mentions as token indices, half-open."""
    first = 0
    while first < len(tokens):
        last = _mention_end(tokens, first)
        if tokens[first].label:
            yield first, last
        first = last


def _mention_end(tokens: Sequence[Labelled], first: int) -> int:
    end = first + 1
    while end < len(tokens) and tokens[end].label == tokens[first].label and not tokens[end].starts:
        end += 1
    return end


def _respaced(tokens: Sequence[Labelled]) -> list[Labelled]:
    spaces = spaced([token.form for token in tokens])
    spaces[-1] = True
    return [replace(token, space_after=space) for token, space in zip(tokens, spaces, strict=True)]


def _gum_passage(sentences: Sequence[Sentence]) -> Passage:
    return from_tokens([token for sentence in sentences for token in _gum_tokens(sentence)])


def _gum_tokens(sentence: Sentence) -> list[Labelled]:
    words = sentence.words
    tokens = [Labelled(word.form, "", starts=False, space_after=word.space_after) for word in words]
    for first, last, label in sorted(_gum_mentions(words), key=lambda mention: mention[0] - mention[1]):
        start, end = _proper_run(words, first, last, label)
        if start < end and not any(token.label for token in tokens[start:end]):
            for index in range(start, end):
                tokens[index] = replace(tokens[index], label=label, starts=index == start)
    return tokens


def _gum_mentions(words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """First and last word index and label of each mention of a kind we name. Mentions never cross a sentence."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for index, word in enumerate(words):
        for match in _MENTION.finditer(word.misc.get("Entity", "")):
            fields = (match["opened"] or match["closed"]).split("-")
            if match["opened"]:
                opened.setdefault(fields[0], []).append((index, fields[1]))
            if match["closed"] or match["closed_at_once"]:
                first, kind = opened[fields[0]].pop()
                if label := conventions().label(kind):
                    yield first, index, label


def _proper_run(words: Sequence[Word], first: int, last: int, label: str) -> tuple[int, int]:
    """The proper name around a mention's head, half-open; none in "the capital, Madrid", whose head is no name."""
    head = next((i for i in range(first, last + 1) if not first <= words[i].head - 1 <= last), first)
    # "Spaniards" are persons, and no name.
    if words[head].xpos not in _PROPER or (label == "PERSON" and words[head].xpos == "NNPS"):
        return first, first
    start, end = _proper_start(words, head, first, label), _proper_end(words, head, last, label)
    forms = [word.form for word in words[start:end]]
    first_kept, end_kept = conventions().trim(forms, label)
    if not conventions().is_name(forms[first_kept:end_kept], label):
        return first, first
    return start + first_kept, start + end_kept


def _proper_start(words: Sequence[Word], head: int, first: int, label: str) -> int:
    """Back from the head over "University of" in "University of Lund", and then on to a proper word."""
    start = head
    while start > first and _continues(words[start - 1], label):
        start -= 1
    while words[start].xpos not in _PROPER:
        start += 1
    return start


def _proper_end(words: Sequence[Word], head: int, last: int, label: str) -> int:
    """On from the head over "of Lund" in "University of Lund", and then back to a proper word."""
    end = head + 1
    while end <= last and _continues(words[end], label):
        end += 1
    while words[end - 1].xpos not in _PROPER:
        end -= 1
    return end


def _continues(word: Word, label: str) -> bool:
    return word.xpos in (*_PROPER, "HYPH") or word.form in conventions().joins[label]
