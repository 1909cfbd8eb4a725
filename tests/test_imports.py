"""Imports run one way, and the parts that need no spaCy do not know it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "quotes"

# Each module imports only from those above it.
ORDER = """
errors spans language inputs inputs.foreign
parsing parsing.pieces parsing.windows parsing.decoding parsing.runtime parsing.reading parsing.encoder parsing.lemmatizer
records article parsing.checksums files inputs.markdown inputs.keys inputs.paths listing inputs.formats inputs.rows inputs.delimited inputs.parquet inputs.html inputs.articles lines speakers speakers.profiles
grammar grammar.labels grammar.functions grammar.wordorder finding finding.lexicon parsing.marks
grammar.layout words words.kinds words.nouns naming naming.organizations naming.names
speakers.namesakes speakers.registry
parsing.parse finding.cues finding.circumstances finding.prepositions finding.arguments finding.reported finding.shapes finding.frames finding.direct finding.turns finding.asides
finding.reader choosing choosing.evidence choosing.confidence choosing.weighing choosing.arbiter
naming.register naming.lists naming.titles naming.roles words.synonyms words.pronouns naming.reference naming.identities
assemble extract component
explaining explaining.locate explaining.explanation explaining.fates explaining.explain
writers writers.visible writers.wording writers.texts writers.jsonl writers.table writers.profiles writers.explanation
inputs.originals writers.outgoing
review review.decisions review.reviewed writers.review
writers.flat writers.csv writers.building writers.sqlite writers.datasette writers.vocabulary writers.jsonld
writers.claimreview writers.parquet writers.segments writers.html
review.mending
archive archive.shards archive.folder archive.processes archive.batch
cli.output cli.shared cli.progress review.session cli.review
cli.extract cli.report cli.show cli.explain cli.speakers cli.export cli.batch cli.schema cli
""".split()

NO_SPACY = set(
    """
errors spans grammar.labels words.synonyms language inputs.foreign records article files finding.lexicon parsing.marks parsing.pieces parsing.decoding parsing.runtime
inputs.markdown inputs.keys inputs.paths inputs.formats inputs.rows inputs.delimited inputs.parquet inputs.html inputs.articles archive.shards archive.folder archive.processes archive.batch
lines listing inputs.originals speakers.profiles speakers.namesakes speakers.registry explaining.locate explaining.explanation review.decisions review.reviewed review.mending
""".split()
)
LOADS_SPACY = {
    "parsing.parse",
    "parsing.encoder",
    "parsing.lemmatizer",
    "component",
}  # the rest meet its types alone, under TYPE_CHECKING


def modules() -> dict[str, Path]:
    """Each module of the package by its name within it; the package itself and its __main__ stand above the order."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
        found[name] = path
    return {name: path for name, path in found.items() if name not in {"__init__", "__main__"}}


def imports(tree: ast.AST) -> Iterator[str]:
    """Full naming.names of the imported modules, and of what is imported from them."""
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


def own(name: str) -> str:
    """The module of the package in an imported name, *e.g.* records for quotes.records.Quote; "" for any other."""
    parts = name.split(".")
    if parts[0] != "quotes":
        return ""
    inner = (".".join(parts[1:end]) for end in range(len(parts), 1, -1))
    return next((module for module in inner if module in modules()), "")


MODULES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in modules().items()}


def test_the_order_names_each_module_once() -> None:
    assert sorted(ORDER) == sorted(MODULES)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_imports_run_one_way(name: str) -> None:
    above = ORDER[: ORDER.index(name)]
    found = {own(imported) for imported in imports(MODULES[name])} - {"", name}
    assert found <= set(above), f"{name} imports what comes later"


@pytest.mark.parametrize("name", sorted(MODULES))
def test_the_package_stands_alone(name: str) -> None:
    roots = {imported.split(".")[0] for imported in imports(MODULES[name])}
    assert not roots & {"training", "evaluation", "tests", "pytest"}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_who_knows_spacy(name: str) -> None:
    needs_none = name in NO_SPACY or name.partition(".")[0] in {"writers", "cli"}
    known = {imported.split(".")[0] for imported in imports(MODULES[name])}
    loaded = {imported.split(".")[0] for imported in imports(at_run_time(MODULES[name]))}
    assert "spacy" not in (known if needs_none else loaded if name not in LOADS_SPACY else set())


def test_records_and_writers_load_no_spacy() -> None:
    script = "import sys, quotes.writers.jsonl, quotes.writers.table; sys.exit('spacy' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
