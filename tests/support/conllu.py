"""Docs from CoNLL-U and back, for tests that must not depend on a model.

    doc_from_conllu(text)      one doc; sentences are separated by an empty line
    frozen("speakers")         the docs of tests/frozen/speakers.conllu by their id
    python -m tests.support.conllu MODEL FILE < LINES
                               appends a parse for every line "id <tab> text" to FILE, to be reviewed

The columns are CoNLL-U's; the last one holds `SpaceAfter=No`, `NER=B-PERSON` and `Break=Yes` (an empty line follows).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc

from tests.support import TESTS
from tests.support.pipelines import blank

if TYPE_CHECKING:
    from spacy.tokens import Token
    from spacy.vocab import Vocab

    from quotes.naming.entity import Entity
    from quotes.naming.register import Register

FOLDER = TESTS / "frozen"
BREAK = "\n\n"


def doc_from_conllu(text: str) -> Doc:
    """One doc from the CoNLL-U of its sentences."""
    columns: dict[str, list[str]] = {name: [] for name in ("words", "lemmas", "pos", "tags", "morphs", "deps", "ents")}
    heads: list[int] = []
    spaces: list[bool] = []
    for sentence in _sentences(text):
        at = [len(heads) + n for n in _places(sentence)]
        for i, row in zip(at, sentence, strict=True):
            misc = dict(item.partition("=")[::2] for item in row[9].split("|") if item != "_")
            for name, value in zip(
                columns, (row[1], row[2], row[3], row[4], row[5], row[7], misc.get("NER", "O")), strict=True
            ):
                columns[name].append(value if value != "_" or name in {"words", "lemmas"} else "")
            heads.append(i if row[6] == "0" else at[int(row[6]) - 1])
            spaces.append("SpaceAfter" not in misc and "Break" not in misc)
            if "Break" in misc:
                for name, value in zip(columns, (BREAK, BREAK, "SPACE", "_SP", "", "dep", "O"), strict=True):
                    columns[name].append(value)
                heads.append(i)
                spaces.append(False)
    return Doc(vocabulary(), spaces=spaces, heads=heads, **columns)  # type: ignore[arg-type]


def vocabulary() -> Vocab:
    return blank().vocab


def _sentences(text: str) -> Iterator[list[list[str]]]:
    for block in text.strip().split("\n\n"):
        rows = [
            line.strip().split("\t") for line in block.split("\n") if line.strip() and not line.strip().startswith("#")
        ]
        if rows:
            yield rows


def _places(sentence: list[list[str]]) -> Iterator[int]:
    """The index of each row's token in the doc's sentence, where a break is a token, too."""
    place = 0
    for row in sentence:
        yield place
        place += 2 if "Break=" in row[9] else 1


@cache
def frozen(name: str) -> dict[str, Doc]:
    """The docs of a frozen file by the id in their line `# newdoc id = ...`."""
    blocks = (FOLDER / f"{name}.conllu").read_text(encoding="utf-8").split("# newdoc id = ")[1:]
    return {block.partition("\n")[0].strip(): doc_from_conllu(block.partition("\n")[2]) for block in blocks}


def to_conllu(doc: Doc, identifier: str) -> str:
    """The CoNLL-U of a doc, as `frozen` reads it."""
    lines = [f"# newdoc id = {identifier}"]
    for sent in doc.sents:
        tokens = [t for t in sent if not t.is_space]
        place = {t.i: n for n, t in enumerate(tokens, 1)}
        lines += ["\t".join(_row(t, place)) for t in tokens] + [""]
    return "\n".join(lines) + "\n"


def _row(token: Token, place: dict[int, int]) -> list[str]:
    head = "0" if token.head.i == token.i else str(place[token.head.i])
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    misc = []
    if following is not None and following.is_space:
        misc.append("Break=Yes")
    elif not token.whitespace_:
        misc.append("SpaceAfter=No")
    if token.ent_iob_ in {"B", "I"}:
        misc.append(f"NER={token.ent_iob_}-{token.ent_type_}")
    fields = [
        str(place[token.i]),
        token.text,
        token.lemma_,
        token.pos_,
        token.tag_,
        str(token.morph) or "_",
        head,
        token.dep_,
    ]
    return [*fields, "_", "|".join(misc) or "_"]


def full_name(register: Register, entity: Entity) -> str:
    """The fullest name of an entity of a test's doc."""
    span = register.name_of(entity)
    assert span is not None
    return register.names.doc.text[slice(*span)]


def main(model: str, file: str) -> None:
    from quotes.parsing import marks, parse

    nlp = spacy.load(model)
    with Path(file).open("a", encoding="utf-8") as out:
        for line in sys.stdin:
            identifier, _, text = line.rstrip("\n").partition("\t")
            text = text.replace("\\n", "\n")
            out.write(to_conllu(parse.parse(nlp, text, marks.pair(text)), identifier))


if __name__ == "__main__":
    main(*sys.argv[1:])
