"""schemas/ has the schemas of the models, and an independent validator agrees with both."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from quotes.article import Article
from quotes.checking.checked import Checked
from quotes.checking.looking import best
from quotes.checking.quotations import given
from quotes.checking.repeated import Repeated
from quotes.checking.sources import of_article
from quotes.listing import Listed
from quotes.records import Attribution, Model, schema
from quotes.review.decisions import Decision
from quotes.speakers.profiles import Profile
from quotes.speakers.registry import Registry
from quotes.writers.jsonl import line
from tests.checking.test_repeating import FULL, repeated, said
from tests.review.test_decisions import by, decision
from tests.support import ROOT
from tests.support.samples import REPORTED, SPOKEN, lines, statement

SCHEMAS = ROOT / "schemas"
MODELS: dict[str, type[Model]] = {
    "attribution": Attribution,
    "speaker": Profile,
    "decision": Decision,
    "article": Listed,
    "check": Checked,
    "repeat": Repeated,
}


def profiles() -> list[Profile]:
    registry = Registry()
    registry.add(lines(REPORTED, SPOKEN, statement("a", "two officials", role="officials")))
    return registry.profiles()


NAMED, UNNAMED = profiles()
ACCEPTED, MENDED = decision(REPORTED), decision(REPORTED, "mended", mended=by("Kim"), note="?")


@pytest.mark.parametrize("name", sorted(MODELS))
def test_the_file_is_the_models(name: str) -> None:
    file = SCHEMAS / f"{name}.schema.json"
    assert json.loads(file.read_text(encoding="utf-8")) == schema(MODELS[name]), (
        f"run: quotes schema {name} > schemas/{name}.schema.json"
    )


def test_no_other_file_is_there() -> None:
    assert {file.name for file in SCHEMAS.iterdir()} == {f"{name}.schema.json" for name in MODELS}


@pytest.mark.parametrize("model", MODELS.values())
def test_it_is_a_schema(model: type[Model]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(model))


@pytest.mark.parametrize("model", MODELS.values())
def test_every_field_is_described_and_required(model: type[Model]) -> None:
    for part in [schema(model), *schema(model)["$defs"].values()]:
        if "properties" in part:
            assert sorted(part["required"]) == sorted(part["properties"])
            assert all("description" in field for field in part["properties"].values())


[TWICE] = repeated(said("a", FULL), said("b", FULL.replace("not ", "")))
[ALTERED] = best([given("We tested every bolt.")], [of_article(Article("speech", "We did not test every bolt."))])


@pytest.mark.parametrize("record", [REPORTED, SPOKEN, NAMED, UNNAMED, ACCEPTED, MENDED, ALTERED, TWICE])
def test_lines_are_valid(record: Model) -> None:
    jsonschema.Draft202012Validator(schema(type(record))).validate(json.loads(line(record)))


@pytest.mark.parametrize(
    ("record", "change"),
    [
        (REPORTED, {"schema_version": "2.0"}),
        (REPORTED, {"confidence": 2}),
        (REPORTED, {"quote": None}),
        (REPORTED, {"role": {"text": "Mayor"}}),
        (REPORTED, {"id": ""}),
        (NAMED, {"schema_version": "2.0"}),
        (NAMED, {"extra": 1}),
        (NAMED, {"quotes": None}),
        (NAMED, {"articles": 0}),
        (UNNAMED, {"mention": ""}),
        (ACCEPTED, {"schema_version": "2.0"}),
        (ACCEPTED, {"judged": 1}),
        (ACCEPTED, {"verdict": "perhaps"}),
        (MENDED, {"mended": {"quote": None}}),
        (ALTERED, {"verdict": "true"}),
        (ALTERED, {"similarity": 1.1}),
        (ALTERED, {"found": {}}),
        (TWICE, {"occurrences": []}),
    ],
)
def test_other_things_are_not(record: Model, change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema(type(record))).validate({**record.to_dict(), **change})
