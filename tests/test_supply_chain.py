"""docs/supply-chain.md lists all dependencies in pyproject.toml."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires

from tests.support import ROOT, sources

NOTE = (ROOT / "docs" / "supply-chain.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading."""
    section = NOTE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def names(requirements: list[str]) -> Iterator[str]:
    for requirement in requirements:
        name = re.match(r"[\w.-]+", requirement)
        assert name
        if name.group() != PROJECT["name"]:  # an extra that another one holds
            yield name.group()


def test_each_direct_dependency_has_its_row() -> None:
    asked = {"-": PROJECT["dependencies"], **EXTRAS}
    assert [(row[0], row[1]) for row in rows("Direct dependencies")] == [
        (extra, name) for extra, requirements in asked.items() for name in names(requirements)
    ]
    assert all(what and licence for _, _, what, licence in rows("Direct dependencies"))


def imported() -> Iterator[str]:
    """The packages that our code imports, by the name of the module."""
    for path in (
        path for folder in ("quotes", "evaluation", "training", "tests") for path in (ROOT / folder).rglob("*.py")
    ):
        for node in ast.walk(sources.tree(path)):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.split(".")[0]


def test_each_package_that_is_imported_is_declared() -> None:
    declared = {normal(name) for asked in (PROJECT["dependencies"], *EXTRAS.values()) for name in names(asked)}
    installed = {"sklearn": ["scikit-learn"], **packages_distributions()}  # an extra that need not be here
    found = set(imported()) - sys.stdlib_module_names - {"quotes", "evaluation", "training", "tests", "_typeshed"}
    assert {name for name in found if declared.isdisjoint(map(normal, installed.get(name, [name])))} == set()


def normal(name: str) -> str:
    return name.lower().replace("_", "-")


def needed(name: str) -> Iterator[str]:
    """The requirements of an installed package without extras, on this system."""
    for requirement in requires(name) or []:
        condition = requirement.partition(";")[2]
        if not re.search(r"extra|win|Windows|python_version *<|python_full_version *<", condition):
            yield normal(next(names([requirement])))


def test_indirect_dependencies_are_listed() -> None:
    named = {normal(name) for row in rows("Indirect dependencies") for name in row[0].split(", ")}
    direct = {normal(name) for name in names(PROJECT["dependencies"])}
    assert {found for name in direct for found in needed(name)} <= named | direct
