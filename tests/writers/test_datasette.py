"""The descriptions of the database are for tables and columns that it has."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quotes.writers.datasette import metadata
from quotes.writers.sqlite import chunks

TABLES = json.loads(metadata("week"))["databases"]["week"]["tables"]


@pytest.mark.parametrize("table", ["articles", "attributions", "checks", "speakers", "who_said_what"])
def test_descriptions_are_for_columns_that_exist(tmp_path: Path, table: str) -> None:
    (tmp_path / "week.sqlite").write_bytes(b"".join(chunks([])))
    with closing(sqlite3.connect(tmp_path / "week.sqlite")) as database:
        columns = [column for _, column, *_ in database.execute(f"PRAGMA table_info({table})")]
    described = TABLES[table].get("columns", {})
    assert all(described.values())
    named = {*described, *TABLES[table]["facets"], TABLES[table].get("label_column", columns[0])}
    assert named <= set(columns)


def test_the_tables() -> None:
    assert sorted(TABLES) == ["articles", "attributions", "checks", "speakers", "who_said_what"]
    assert TABLES["who_said_what"]["fts_table"] == "attributions_fts"


def test_the_name_of_a_database_is_only_a_name() -> None:
    assert list(json.loads(metadata('a"}\x1b'))["databases"]) == ['a"}\x1b']
