"""Name corpora with a token per line and B- and I- labels -> passages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from training.conventions import conventions
from training.passages import Labelled, Passage, from_tokens, spaced

SENTENCES_PER_PASSAGE = 5


def from_conll(
    path: Path, *, sentences_per_passage: int = SENTENCES_PER_PASSAGE, phrases: bool = False
) -> Iterator[Passage]:
    """The passages of a file with a token and its label on each line, separated by a space or a tab.

    With `phrases`, its mentions are whole noun phrases: only those that are names are kept, and a sentence is left out
    if a phrase has its name somewhere inside.
    """
    sentences = list(_conll_sentences(path))
    for first in range(0, len(sentences), sentences_per_passage):
        group = sentences[first : first + sentences_per_passage]
        settled = [sentence for sentence in group if not phrases or _is_settled(sentence)]
        if tokens := [token for sentence in settled for token in _respaced(_named(sentence, phrases=phrases))]:
            yield from_tokens(tokens)


def from_iob2(path: Path) -> Iterator[Passage]:
    """The passages of Universal NER's files: one for each sentence, with its original text."""
    with path.open(encoding="utf-8") as lines:
        for text, rows in _iob2_sentences(lines):
            yield _located(text, _named([_labelled(row[1], row[2]) for row in rows]))


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
    """`B-person` -> our label; if two annotators differ ("B-group,B-person"), the first one that we have."""
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
    """The passage of these tokens, which are found in the text one after another."""
    position, spacing = 0, list[Labelled]()
    for token in tokens:
        position = text.index(token.form, position) + len(token.form)
        spacing.append(replace(token, space_after=text[position : position + 1].isspace()))
    return from_tokens(spacing)


def _named(tokens: Sequence[Labelled], *, phrases: bool = False) -> list[Labelled]:
    """The same tokens with each mention cut to its name."""
    named = [replace(token, label="", starts=False) for token in tokens]
    for first, last in _mentions(tokens):
        start, end = _name_in(tokens, first, last)
        if not phrases or _is_name(tokens[start:end]):
            for index in range(start, end):
                named[index] = replace(tokens[index], starts=index == start)
    return named


def _is_settled(tokens: Sequence[Labelled]) -> bool:
    """Whether it is clear where names start. In "Minister of Justice Ana Roldán", one mention, it is not."""
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
