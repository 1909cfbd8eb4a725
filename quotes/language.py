"""English as data: the TOML tables of `quotes/data/en`, read once each and checked against their shapes."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from quotes import tables
from quotes.errors import LexiconError


@cache
def table(name: str) -> dict[str, Any]:
    """The table `data/en/<name>.toml` as plain dicts and lists.

    Raises:
        LexiconError: the file is missing, is not TOML or is not what `quotes.tables` declares; the message names it.
    """
    resource = files("quotes") / "data" / "en" / f"{name}.toml"
    try:
        found = tomllib.loads(resource.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"data/en/{name}.toml", "file", "text", str(error)) from error
    tables.check(name, found)
    return found


@cache
def words(name: str, *path: str) -> frozenset[str]:
    """The list of words at `path` in a table, as a set.

    Raises:
        LexiconError: the list does not exist.
    """
    value: Any = table(name)
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise LexiconError(f"data/en/{name}.toml", ".".join(path), "words", "a list of words is expected")
    return frozenset(value)


@cache
def endings(name: str, *path: str) -> tuple[str, ...]:
    """The list `endings` at `path` in a table, as `str.endswith` takes it."""
    return tuple(sorted(words(name, *path, "endings")))
