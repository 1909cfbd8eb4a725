"""The public namespace: its names, its cost, its documentation."""

from __future__ import annotations

import subprocess
import sys

import pytest

import quotes
from tests.support import ROOT


def test_the_names_are_sorted_and_each_has_a_home() -> None:
    assert quotes.__all__ == sorted(quotes.__all__)
    homes = [name for names in quotes._HOMES.values() for name in names]
    assert sorted([*homes, "__version__"]) == quotes.__all__


@pytest.mark.parametrize("name", quotes.__all__)
def test_each_name_is_there_and_documented(name: str) -> None:
    value = getattr(quotes, name)
    assert name in dir(quotes)
    assert name == "__version__" or (value.__doc__ and value.__module__ in quotes._HOMES)


def test_no_other_name_is() -> None:
    with pytest.raises(AttributeError, match="module 'quotes' has no attribute 'Quotation'"):
        quotes.Quotation  # noqa: B018


def test_every_error_of_ours_is_a_quotes_error() -> None:
    for name in quotes.__all__:
        if name.endswith("Error"):
            assert issubclass(getattr(quotes, name), quotes.QuotesError)


def test_the_import_is_silent_and_costs_nothing() -> None:
    script = "import sys, quotes; print({'spacy', 'pydantic', 'rich', 'orjson', 'typer'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == (b"set()\n", b"")


def test_types_ship() -> None:
    assert (ROOT / "quotes" / "py.typed").is_file()


def test_the_changelog_knows_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{quotes.__version__}]" in changelog or "## [Unreleased]" in changelog
