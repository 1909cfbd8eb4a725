"""The server's description of itself, after OpenAPI 3.1."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from pydantic.json_schema import models_json_schema

import quotes
from quotes.serving import bodies, checks, problems
from quotes.serving.answers import Answer, Refusal
from quotes.serving.checks import CheckAnswer, Checks

_WHERE = "#/components/schemas/{model}"

_TEXT = "“It will stand,” Mayor Anna Lund told reporters."
_ROW = {"id": "bridge", "title": "Bridge reopens", "date": "2024-05-01", "text": _TEXT}

_PROBLEM = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": {"type": "string", "description": "The name of the status"},
        "status": {"type": "integer", "description": "The HTTP status"},
        "detail": {"type": "string", "description": "What is wrong, and what to do"},
    },
}
_REFUSED = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.MISDIRECTED_REQUEST,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.SERVICE_UNAVAILABLE,
)


def document() -> dict[str, Any]:
    """The description, as JSON."""
    _, definitions = models_json_schema(
        [
            (Answer, "serialization"),
            (Refusal, "serialization"),
            (Checks, "validation"),
            (CheckAnswer, "serialization"),
        ],
        ref_template=_WHERE,
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "quotes",
            "summary": "Who said what, in which role, to whom, in English news",
            "version": quotes.__version__,
        },
        "paths": {
            "/extract": {"post": _extract()},
            "/check": {"post": _check()},
            "/schema": {"get": _get("The JSON Schema of an attribution")},
            "/openapi.json": {"get": _get("This description")},
            "/health": {"get": _get("Whether the server answers, and its version")},
        },
        "components": {
            "schemas": definitions["$defs"] | {"Problem": _PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _check() -> dict[str, Any]:
    return {
        "summary": "Check quotations against sources, word for word",
        "description": "Give words to look for, or records of /extract; and the texts to look in.",
        "requestBody": {
            "required": True,
            "content": {bodies.ROW: {"schema": _reference("Checks"), "example": checks.EXAMPLE}},
        },
        "responses": {
            "200": {
                "description": "What the sources have",
                "content": {bodies.ROW: {"schema": _reference("CheckAnswer")}},
            },
        }
        | _refusals(),
    }


def _refusals() -> dict[str, Any]:
    content = {problems.JSON: {"schema": _reference("Problem")}}
    return {str(int(status)): {"description": status.phrase, "content": content} for status in _REFUSED}


def _extract() -> dict[str, Any]:
    one, many = _reference("Answer"), {"oneOf": [_reference("Answer"), _reference("Refusal")]}
    return {
        "summary": "Find who said what in an article, or in many",
        "description": "Of many articles, one JSON object per line, each is answered by a line, in order.",
        "requestBody": {
            "required": True,
            "content": {
                bodies.TEXT: {"schema": {"type": "string"}, "example": _TEXT},
                bodies.ROW: {"schema": {"type": "object"}, "example": _ROW},
                bodies.ROWS: {"schema": {"type": "string"}},
            },
        },
        "responses": {
            "200": {
                "description": "What was found",
                "content": {bodies.ROW: {"schema": one}, bodies.ROWS: {"schema": many}},
            },
        }
        | _refusals(),
    }


def _get(summary: str) -> dict[str, Any]:
    content = {bodies.ROW: {"schema": {"type": "object"}}}
    return {"summary": summary, "responses": {"200": {"description": "JSON", "content": content}}}


def _reference(model: str) -> dict[str, str]:
    return {"$ref": _WHERE.format(model=model)}
