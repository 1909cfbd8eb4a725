"""Frozen parses of the lexicon's sentences: `tests/parses/<act>.conllu`, one document for each sentence.

The tests of the lexicon rebuild docs from these files, so that they are fast and no new model can turn them. A
sentence is parsed once; what the model got wrong is put right by hand in the file (heads, labels, tags, lemmas).

    python -m tests.parses quotes/model     parses the sentences that are not frozen yet, and drops those that are gone
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc

from quotes import marks, parse
from quotes.lexicon import Entry, lexicon

if TYPE_CHECKING:
    from spacy.vocab import Vocab

FOLDER = Path(__file__).parent / "parses"


def entries() -> list[Entry]:
    """Every entry of the lexicon once, by act and key."""
    unique = {entry.key: entry for known in lexicon().values() for entry in known}
    return sorted(unique.values(), key=lambda e: (e.act, e.key))


def cases(name: str) -> list[tuple[str, list[str]]]:
    """The table of English `tests/<name>.toml`: each text with what is to be found in it."""
    rows = tomllib.loads((FOLDER.parent / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [(row["text"], row["finds"]) for row in rows]


def groups() -> dict[str, list[str]]:
    """The sentences of each file: an act's examples and counterexamples in the entries' order; a table's texts."""
    found: dict[str, dict[str, None]] = {}
    for entry in entries():
        found.setdefault(entry.act, {}).update(dict.fromkeys((*entry.examples, *entry.counterexamples)))
    found["attributions"] = dict.fromkeys(text for text, _ in cases("attributions"))
    return {name: list(texts) for name, texts in found.items()}


# --- reading --------------------------------------------------------------------------------------


@cache
def frozen(act: str) -> dict[str, Doc]:
    """The frozen parses of one act's sentences, by their text."""
    return {doc.text: doc for doc in map(_doc, _blocks(act).values())}


def _blocks(act: str) -> dict[str, str]:
    """The CoNLL-U of each document of an act's file, by its text."""
    path = FOLDER / f"{act}.conllu"
    found = path.read_text(encoding="utf-8").split("# newdoc\n") if path.exists() else []
    return {_read(block.partition("\n")[0].removeprefix("# text = ")): block for block in found if block.strip()}


def _read(text: str) -> str:
    """Line breaks stand in the files as two characters."""
    return text.replace("\\n", "\n")


def _written(text: str) -> str:
    return text.replace("\n", "\\n")


def _doc(block: str) -> Doc:
    """One document from its CoNLL-U; sentences are separated by an empty line."""
    rows: list[list[str]] = []
    heads: list[int] = []
    starts: list[bool | int | None] = []
    for sentence in block.strip().split("\n\n"):
        lines = [line.split("\t") for line in sentence.splitlines() if not line.startswith("#")]
        offset = len(rows)
        heads += [offset + int(row[6]) - 1 if row[6] != "0" else offset + n for n, row in enumerate(lines)]
        starts += [n == 0 for n in range(len(lines))]
        rows += lines
    return Doc(
        _vocab(),
        words=[_read(row[1]) for row in rows],
        lemmas=[_read(row[2]) for row in rows],
        pos=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        morphs=["" if row[5] == "_" else row[5] for row in rows],
        heads=heads,
        deps=[row[7] for row in rows],
        spaces=[row[9] != "SpaceAfter=No" for row in rows],
        sent_starts=starts,
    )


@cache
def _vocab() -> Vocab:
    return spacy.blank("en").vocab


# --- writing --------------------------------------------------------------------------------------


def freeze(model: str) -> Iterator[str]:
    """Parse what is not frozen yet and rewrite the files; yields the new sentences."""
    nlp = parse.load(model)
    for act, wanted in groups().items():
        known = _blocks(act)
        missing = [text for text in wanted if text not in known]
        docs = parse.parse_many(nlp, ((text, marks.pair(text)) for text in missing))
        known |= {text: "\n".join(_lines(doc)) + "\n\n" for text, doc in zip(missing, docs, strict=True)}
        content = "".join(f"# newdoc\n{known[text].strip()}\n\n" for text in wanted)
        (FOLDER / f"{act}.conllu").write_text(content, encoding="utf-8")
        yield from missing


def _lines(doc: Doc) -> Iterable[str]:
    yield f"# text = {_written(doc.text)}"
    for n, sentence in enumerate(doc.sents):
        if n:
            yield ""
        for token in sentence:
            root = token.head.i == token.i
            head = 0 if root else token.head.i - sentence.start + 1
            label = "root" if root else token.dep_
            number = token.i - sentence.start + 1
            space = "_" if token.whitespace_ else "SpaceAfter=No"
            word = (_written(token.text), _written(token.lemma_), token.pos_, token.tag_, str(token.morph) or "_")
            yield "\t".join(map(str, (number, *word, head, label, "_", space)))


if __name__ == "__main__":
    for new in freeze(sys.argv[1]):
        sys.stdout.write(f"{new}\n")
