"""The sentences whose parses are frozen, and the command that freezes them.

`tests/frozen/<act>.conllu` holds the lexicon's examples and counterexamples; `attributions.conllu`,
`factuality.conllu`, `hyphens.conllu`, `naming.conllu`, `offices.conllu`, `references.conllu`, `tables.conllu` and
`targets.conllu` the tables of English of these names. A sentence is parsed once; what the model got wrong is put right
by hand in the file (heads, labels, tags, lemmas), so that the tests are fast and no new model can turn them. A sentence
whose entry gets another act keeps its parse.

    python -m tests.support.parses quotes/model

parses the sentences that are not frozen yet, and drops those that are gone.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from quotes.finding.lexicon import Entry, lexicon
from quotes.parsing import marks, parse
from tests.support.conllu import FOLDER, frozen, to_conllu

if TYPE_CHECKING:
    from spacy.tokens import Doc


def entries() -> list[Entry]:
    """Every entry of the lexicon once, by act and key."""
    unique = {entry.key: entry for known in lexicon().values() for entry in known}
    return sorted(unique.values(), key=lambda e: (e.act, e.key))


TABLES = ("attributions", "factuality", "hyphens", "naming", "offices", "references", "tables", "targets")


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of the table of English `tests/<name>.toml`: each a `text` with what is to be found in it."""
    found: list[dict[str, Any]] = tomllib.loads((FOLDER.parent / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return found


def groups() -> dict[str, list[str]]:
    """The sentences of each file: an act's examples and counterexamples in the entries' order; a table's texts."""
    found: dict[str, dict[str, None]] = {}
    for entry in entries():
        found.setdefault(entry.act, {}).update(dict.fromkeys((*entry.examples, *entry.counterexamples)))
    found |= {name: dict.fromkeys(case["text"] for case in cases(name)) for name in TABLES}
    return {name: list(texts) for name, texts in found.items()}


@cache
def by_text(name: str) -> dict[str, Doc]:
    """The frozen parses of one file by their text."""
    return {doc.text: doc for doc in frozen(name).values()}


def freeze(model: str) -> Iterator[str]:
    """Parse what is not frozen yet and rewrite the files; yields the new sentences."""
    nlp = parse.load(model)
    frozen_so_far = {name: by_text(name) for name in groups() if (FOLDER / f"{name}.conllu").exists()}
    everywhere = {text: doc for docs in frozen_so_far.values() for text, doc in docs.items()}
    for name, wanted in groups().items():
        path = FOLDER / f"{name}.conllu"
        known = everywhere | frozen_so_far.get(name, {})
        missing = [text for text in wanted if text not in known]
        fresh = (parse.parse(nlp, text, marks.pair(text)) for text in missing)
        docs = known | dict(zip(missing, fresh, strict=True))
        content = "\n".join(to_conllu(docs[text], str(n)) for n, text in enumerate(wanted, 1))
        path.write_text(content, encoding="utf-8")
        yield from missing


if __name__ == "__main__":
    for new in freeze(sys.argv[1]):
        sys.stdout.write(f"{new}\n")
