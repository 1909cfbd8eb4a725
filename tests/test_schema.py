"""schemas/ holds the schema of the models, and a validator of another house agrees with both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from quotes.records import Attribution, schema
from quotes.writers.jsonl import line
from tests.samples import REPORTED, SPOKEN

FILE = Path(__file__).parents[1] / "schemas" / "attribution.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_file_is_the_models() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == schema(), (
        "run: quotes schema > schemas/attribution.schema.json"
    )


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_every_field_is_described_and_required() -> None:
    for model in [schema(), *schema()["$defs"].values()]:
        if "properties" in model:
            assert sorted(model["required"]) == sorted(model["properties"])
            assert all("description" in field for field in model["properties"].values())


@pytest.mark.parametrize("record", [REPORTED, SPOKEN])
def test_lines_are_valid(record: Attribution) -> None:
    VALIDATOR.validate(json.loads(line(record)))


@pytest.mark.parametrize(
    "change",
    [
        {"schema_version": "2.0"},
        {"confidence": 2},
        {"extra": 1},
        {"quote": None},
        {"role": {"text": "Mayor"}},
        {"id": ""},
    ],
)
def test_other_things_are_not(change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({**REPORTED.to_dict(), **change})
