"""docs/supply-chain.md names what pyproject.toml asks for, and all of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires

from tests.support import ROOT

NOTE = (ROOT / "docs" / "supply-chain.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


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


def test_each_package_that_is_asked_for_has_its_row() -> None:
    asked = {"-": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    assert [(row[0], row[1]) for row in rows("Direct dependencies")] == [
        (extra, name) for extra, requirements in asked.items() for name in names(requirements)
    ]
    assert all(what and licence for _, _, what, licence in rows("Direct dependencies"))


def normal(name: str) -> str:
    return name.lower().replace("_", "-")


def needed(name: str) -> Iterator[str]:
    """What a package that is installed needs without extras, on this system."""
    for requirement in requires(name) or []:
        condition = requirement.partition(";")[2]
        if not re.search(r"extra|win|Windows|python_version *<|python_full_version *<", condition):
            yield normal(next(names([requirement])))


def test_what_comes_along_is_named() -> None:
    named = {normal(name) for row in rows("Indirect dependencies") for name in row[0].split(", ")}
    direct = {normal(name) for name in names(PROJECT["dependencies"])}
    assert {found for name in direct for found in needed(name)} <= named | direct
