"""What programs send to the server, and what they get."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from quotes.serving.answers import Answer
from tests.support.serving import TEXT, client


def extract(body: str | bytes, kind: str) -> tuple[int, Any]:
    answer = client().post("/extract", content=body, headers={"content-type": kind})
    if answer.headers["content-type"] == "application/x-ndjson":
        return answer.status_code, [json.loads(line) for line in answer.text.splitlines()]
    return answer.status_code, answer.json()


def said(answer: Any) -> list[tuple[str, str]]:
    return [(each["speaker"]["name"], each["quote"]["text"]) for each in answer["attributions"]]


FOUND = [("Ida Roe", "that the old bridge is safe")]


def test_a_text() -> None:
    status, answer = extract(TEXT, "text/plain; charset=utf-8")
    assert (status, answer["doc"], said(answer)) == (200, "request", FOUND)
    assert answer["attributions"][0]["path"] is None
    Answer.model_validate_json(json.dumps(answer))


def test_a_text_that_is_not_utf_8_has_a_diagnostic() -> None:
    _, answer = extract(f"{TEXT} Café.".encode("cp1252"), "text/plain")
    assert [each["code"] for each in answer["diagnostics"]] == ["decoded-as-cp1252", "read"]


def test_a_row_is_read_as_extract_reads_it() -> None:
    row = {"id": 12345678901234567890123, "headline": "Bridge", "maintext": TEXT}
    status, answer = extract(json.dumps(row), "application/json")
    assert (status, answer["doc"], said(answer)) == (200, "12345678901234567890123", FOUND)
    assert answer["attributions"][0]["article"]["title"] == "Bridge"


def test_many_rows_are_answered_in_order_the_broken_ones_too() -> None:
    rows = [{"text": f"slow {TEXT}"}, {"text": "Nobody spoke."}, {"no": "text"}, "not JSON", {"text": "refuse"}] * 5
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    status, answers = extract("\n\n".join(lines), "application/x-ndjson")
    assert status == 200
    assert [each.get("doc") or each["row"] for each in answers[:5]] == ["request-1", "request-3", 5, 7, 9]
    assert [len(each.get("attributions", [])) for each in answers] == [1, 0, 0, 0, 0] * 5
    assert answers[2]["detail"] == "has no text under a known key: name its key with --field text=KEY"
    assert answers[3]["detail"].startswith("is not JSON")
    assert answers[4]["detail"] == "is refused"


@pytest.mark.parametrize(
    ("body", "kind", "status", "detail"),
    [
        ("", "text/plain", 422, "is empty"),
        ("refuse", "text/plain", 422, "is refused"),
        ("[]", "application/json", 422, "is not a JSON object"),
        ("{", "application/json", 422, "is not JSON"),
        (b'{"text": "\xff"}', "application/json", 422, "is not UTF-8"),
        ('{"text": "\\ud800"}', "application/json", 422, "lone surrogate"),
        ("x", "application/xml", 415, "the Content-Type must be"),
        ("x", "", 415, "the Content-Type must be"),
    ],
)
def test_what_cannot_be_read_is_a_problem(body: str | bytes, kind: str, status: int, detail: str) -> None:
    answer = client().post("/extract", content=body, headers={"content-type": kind})
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert detail in answer.json()["detail"]


def test_an_unknown_address_and_a_wrong_method_are_problems() -> None:
    for answer in (client().get("/nothing"), client().get("/extract")):
        assert answer.headers["content-type"] == "application/problem+json"


def test_the_description_has_what_the_server_answers() -> None:
    described = client().get("/openapi.json").json()
    assert set(described["paths"]) == {"/extract", "/check", "/schema", "/openapi.json", "/health"}
    schema = {"$ref": "#/components/schemas/Answer", "components": described["components"]}
    jsonschema.validate(extract(TEXT, "text/plain")[1], schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"doc": "x"}, schema)


def test_schema_and_health() -> None:
    assert client().get("/schema").json()["title"] == "Attribution"
    assert client().get("/health").json()["status"] == "ok"
