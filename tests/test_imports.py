"""Imports run in one direction, and modules that need no spaCy do not import it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import quotes
from tests.support import ROOT, sources
from tests.support.sources import PACKAGE

# The floors of the package, from the ground up: a folder, or a file beside them, imports only from the floors below.
# Two on one floor do not import each other.
FLOORS = """
errors spans
tables
records files language
article
inputs
listing
lines
parsing
grammar
words
finding naming people
choosing checking
targets
assemble
extract
parallel
component speakers explaining
writers
review archive auditing
serving
cli
"""

NO_SPACY = set(
    """
errors spans tables grammar.labels words.synonyms language records article files finding.lexicon lines listing
parsing.marks parsing.pieces parsing.decoding parsing.runtime explaining.locate explaining.explanation
""".split()
)
NO_SPACY_IN = {"inputs", "people", "speakers", "checking", "writers", "review", "archive", "auditing", "cli"}
LOADS_SPACY = {
    "parsing.parse",
    "parsing.encoder",
    "parsing.lemmatizer",
    "component",
}  # the rest import only its types, under TYPE_CHECKING


def modules() -> dict[str, Path]:
    """Each module of the package by its name within it, except the package itself and its __main__."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        found[name] = path
    return {name: path for name, path in found.items() if name not in {"__init__", "__main__"}}


def imports(tree: ast.AST) -> Iterator[str]:
    """Full names of the imported modules, and of what is imported from them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def at_run_time(tree: ast.Module) -> ast.Module:
    """The tree without what is imported for annotations."""
    kept = [node for node in tree.body if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")]
    return ast.Module(kept, [])


MODULES = modules()


def own(name: str) -> str:
    """The module of the package in an imported name, *e.g.* records for quotes.records.Quote; "" for any other."""
    parts = name.split(".")
    if parts[0] != "quotes":
        return ""
    inner = (".".join(parts[1:end]) for end in range(len(parts), 1, -1))
    return next((module for module in inner if module in MODULES), "")


LEVEL = {room: level for level, floor in enumerate(FLOORS.split("\n")) for room in floor.split()}


# Read when a test asks for it, not when the tests are collected, which each worker does.
@cache
def imported(path: Path) -> frozenset[str]:
    """Full names of everything that a file imports."""
    return frozenset(imports(sources.tree(path)))


def roots(names: Iterable[str]) -> set[str]:
    """The packages of imported modules."""
    return {name.split(".")[0] for name in names}


@cache
def known_to(name: str) -> frozenset[str]:
    """The other modules of the package that a module imports."""
    return frozenset(own(each) for each in imported(MODULES[name])) - {"", name}


def room(name: str) -> str:
    """The folder of a module, or the module itself where it stands beside them."""
    return name.partition(".")[0]


def test_each_room_has_its_floor() -> None:
    assert sorted(LEVEL) == sorted({room(name) for name in MODULES})


def test_imports_run_down() -> None:
    upward = [
        f"{name} imports {known}"
        for name in MODULES
        for known in known_to(name)
        if room(known) != room(name) and LEVEL[room(known)] >= LEVEL[room(name)]
    ]
    assert upward == []


def test_no_circle_within_a_folder() -> None:
    inner = {name: {known for known in known_to(name) if room(known) == room(name)} for name in MODULES}
    assert len(list(TopologicalSorter(inner).static_order())) == len(inner)  # or it names the circle


def test_the_package_stands_alone() -> None:
    beside = {"training", "evaluation", "tests", "pytest"}
    assert [name for name, path in MODULES.items() if roots(imported(path)) & beside] == []


def test_a_class_name_means_one_thing() -> None:
    named = Counter(
        node.name for path in MODULES.values() for node in sources.tree(path).body if isinstance(node, ast.ClassDef)
    )
    assert {name for name, count in named.items() if count > 1} == {"Speaker"}  # whom naming finds, and in a record


def test_who_knows_spacy() -> None:
    strangers = {name for name in MODULES if name in NO_SPACY or room(name) in NO_SPACY_IN}
    assert [name for name in strangers if "spacy" in roots(imported(MODULES[name]))] == []


def test_who_loads_spacy() -> None:
    loaded = {name: roots(imports(at_run_time(sources.tree(path)))) for name, path in MODULES.items()}
    assert {name for name, known in loaded.items() if "spacy" in known} == LOADS_SPACY


# Evaluation and training are above the package: evaluation uses only what any user can use, and training.fitting may
# use evaluation.
INSIDE = {"evaluation.bench": "it times each stage"}  # what may know more than the public names, each with the reason


def _outside(folder: str) -> dict[str, Path]:
    """Each module of a folder beside the package by its full name."""
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in (ROOT / folder).rglob("*.py")}


EVALUATION, TRAINING = _outside("evaluation"), _outside("training")


def test_evaluation_uses_the_public_names() -> None:
    public = {"quotes", *(f"quotes.{each}" for each in quotes.__all__)}
    beyond = {name: imported(path) - public for name, path in EVALUATION.items()}
    assert {name for name, known in beyond.items() if "quotes" in roots(known)} == set(INSIDE)


def test_evaluation_knows_neither_training_nor_tests() -> None:
    assert [name for name, path in EVALUATION.items() if roots(imported(path)) & {"training", "tests", "pytest"}] == []


def test_training_knows_evaluation_only_where_it_fits() -> None:
    known = {name: roots(imported(path)) & {"evaluation", "tests", "pytest"} for name, path in TRAINING.items()}
    allowed = {name: {"evaluation"} if name.startswith("training.fitting") else set() for name in TRAINING}
    assert {name: found for name, found in known.items() if not found <= allowed[name]} == {}


def test_records_and_writers_load_no_spacy() -> None:
    script = "import sys, quotes.writers.jsonl, quotes.writers.table; sys.exit('spacy' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
