"""CoNLL-U files -> sentences of words, with the spacing of the original text.

Format: https://universaldependencies.org/format.html. Multiword tokens ("don't" as range 1-2) are read as their words,
without a space between them as in the text; empty nodes (1.1), which stand for elided words, are left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.files import open_text


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word. `head` is its head's position in the sentence, from 1; 0 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str
    misc: dict[str, str]
    space_after: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and whether it opens a document or a paragraph of the original text."""

    words: tuple[Word, ...]
    comments: dict[str, str] = field(default_factory=dict)

    @property
    def opens_document(self) -> bool:
        """Whether a document starts with this sentence."""
        return any(name.split(" ")[0] == "newdoc" for name in self.comments)

    @property
    def opens_paragraph(self) -> bool:
        """Whether a paragraph starts with this sentence."""
        return any(name.split(" ")[0] == "newpar" for name in self.comments)


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file, plain or compressed with xz."""
    with open_text(path) as lines:
        yield from parse(lines)


def by_document(sentences: Iterable[Sentence]) -> Iterator[tuple[str, list[Sentence]]]:
    """The name of each document, as its `newdoc id` comment gives it, with its sentences."""
    doc, group = "", list[Sentence]()
    for sentence in sentences:
        if sentence.opens_document:
            if group:
                yield doc, group
            doc, group = sentence.comments["newdoc id"], []
        group.append(sentence)
    yield doc, group


def parse(lines: Iterable[str]) -> Iterator[Sentence]:
    """The sentences of CoNLL-U text; each ends with a blank line."""
    block: list[str] = []
    for line in lines:
        if stripped := line.rstrip("\r\n"):
            block.append(stripped)
        elif block:
            yield _sentence(block)
            block = []
    if block:
        yield _sentence(block)


def _sentence(block: list[str]) -> Sentence:
    comments = dict(_comment(line) for line in block if line.startswith("#"))
    rows = [line.split("\t") for line in block if not line.startswith("#")]
    return Sentence(tuple(_words(rows)), comments)


def _comment(line: str) -> tuple[str, str]:
    """`# text = Yes.` -> ("text", "Yes."); `# newpar` -> ("newpar", "")."""
    name, _, value = line[1:].strip().partition(" = ")
    return name.strip(), value


def _words(rows: list[list[str]]) -> Iterator[Word]:
    range_end, range_spaced = 0, True
    for row in rows:
        if "-" in row[0]:
            range_end, range_spaced = int(row[0].split("-")[1]), _spaced(row)
        elif "." not in row[0]:
            position = int(row[0])
            inside = position <= range_end
            yield _word(row, spaced=_spaced(row) if not inside else range_spaced and position == range_end)


def _word(row: list[str], *, spaced: bool) -> Word:
    _, form, lemma, upos, xpos, feats, head, dep, _, misc = row
    return Word(
        form=form,
        lemma=lemma,
        upos=upos,
        xpos=xpos,
        feats=feats,
        head=int(head),
        dep=dep,
        misc=_misc(misc),
        space_after=spaced,
    )


def _spaced(row: list[str]) -> bool:
    return "SpaceAfter=No" not in row[9].split("|")


def _misc(column: str) -> dict[str, str]:
    """`Start=4|End=9` -> its pairs; `_` -> none."""
    if column == "_":
        return {}
    return {name: value for name, _, value in (pair.partition("=") for pair in column.split("|"))}
