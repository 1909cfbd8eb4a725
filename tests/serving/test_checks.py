"""Quotations that programs send to be checked."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from quotes.serving.checks import EXAMPLE
from tests.support.samples import REPORTED, SPOKEN
from tests.support.serving import client

SPEECH = {"id": "speech", "text": "ROE: It will stand, I promise. The bridge will never fall.\n\nKIM: Thank you.\n"}


def check(body: Any) -> tuple[int, Any]:
    answer = client().post("/check", json=body)
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("quote", "verdict", "speaker"),
    [
        ("It will stand, I promise.", "verbatim", "ROE"),
        ("The bridge will fall.", "altered", "ROE"),
        ("Nobody came to the harbor that night.", "not found", None),
    ],
)
def test_words(quote: str, verdict: str, speaker: str | None) -> None:
    status, answer = check({"quote": quote, "sources": [SPEECH]})
    [found] = answer["checks"]
    assert (status, found["verdict"], found["found"] and found["found"]["speaker"]) == (200, verdict, speaker)


def test_records() -> None:
    said = [record.to_dict() for record in (REPORTED, SPOKEN)]
    _, answer = check({"attributions": said, "sources": [{"id": "other", "text": "Nothing."}, SPEECH]})
    assert [(each["id"], each["verdict"], each["found"]["doc"]) for each in answer["checks"]] == [
        (SPOKEN.id, "verbatim", "speech")
    ]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"sources": [SPEECH]}, "give either quote or attributions"),
        (
            {"quote": "x", "attributions": [REPORTED.to_dict()], "sources": [SPEECH]},
            "give either quote or attributions",
        ),
        ({"quote": " ", "sources": [SPEECH]}, "quote has no words"),
        ({"quote": "x", "sources": []}, "sources: "),
        ({"quote": "x", "sources": [{"id": "a", "path": "/etc/passwd", "text": "x"}]}, "sources.0.path: "),
        ([], "Input should be an object"),
    ],
)
def test_what_cannot_be_checked_is_a_problem(body: Any, detail: str) -> None:
    status, answer = check(body)
    assert (status, detail in answer["detail"]) == (422, True), answer


def test_the_description_has_the_example_and_what_is_answered() -> None:
    described = client().get("/openapi.json").json()
    content = described["paths"]["/check"]["post"]["requestBody"]["content"]["application/json"]
    assert content["example"] == EXAMPLE
    parts = {"components": described["components"]}
    jsonschema.validate(EXAMPLE, {**content["schema"], **parts})
    _, answer = check(EXAMPLE)
    assert answer["checks"][0]["verdict"] == "altered"
    jsonschema.validate(answer, {"$ref": "#/components/schemas/CheckAnswer", **parts})
