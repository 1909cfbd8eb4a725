"""The record has the required fields and nothing else, and its article proves it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quotes.errors import RecordError
from quotes.records import Attribution, Quote, check
from tests.support.samples import REPORTED, SPOKEN, TEXT, attribution, speaker


def changed(record: Attribution, **changes: Any) -> dict[str, Any]:
    """The record as JSON's types, with fields replaced: part__field for a field of a part."""
    data = record.to_dict()
    for name, value in changes.items():
        part, _, field = name.partition("__")
        if field:
            data[part][field] = value
        else:
            data[part] = value
    return data


def test_names_and_their_order_are_fixed() -> None:
    assert SPOKEN.to_dict() == {
        "schema_version": "1.2",
        "id": "sample:69",
        "doc": "sample",
        "path": None,
        "article": None,
        "quote": {"text": "It will stand, I promise.", "kind": "direct", "spans": [[69, 83], [96, 106]]},
        "cue": {"text": "said", "start": 89, "end": 93, "lemma": "said", "act": "statement", "factuality": "asserted"},
        "speaker": {
            "text": "she",
            "start": 85,
            "end": 88,
            "name": "Ida Roe",
            "type": "person",
            "resolution": "pronoun",
            "confidence": None,
            "id": None,
        },
        "role": {"text": "Mayor", "start": 0, "end": 5},
        "roles": [],
        "target": None,
        "when": None,
        "where": None,
        "within": None,
        "repeats": None,
        "rule": "clause",
        "confidence": 0.42,
        "role_confidence": None,
        "target_confidence": None,
    }
    assert list(SPOKEN.to_dict()) == list(Attribution.model_fields)


@pytest.mark.parametrize("record", [REPORTED, SPOKEN])
def test_a_correct_record_is_returned(record: Attribution) -> None:
    assert check(record, TEXT) is record
    assert Attribution.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize("field", ["cue", "speaker", "role", "target", "when"])
def test_an_offset_that_the_article_does_not_prove_is_refused(field: str) -> None:
    part = REPORTED.to_dict()[field]
    wrong = changed(REPORTED, **{f"{field}__start": part["start"] + 1, f"{field}__end": part["end"] + 1})
    with pytest.raises(RecordError, match=f"^sample:39: {field}: the text is "):
        check(_read(wrong), TEXT)


def test_where_and_every_role_are_proved_too() -> None:
    wrong = {"text": "Mayor", "start": 1, "end": 6}
    with pytest.raises(RecordError, match="^sample:39: where: the text is "):
        check(_read(changed(REPORTED, where=wrong)), TEXT)
    with pytest.raises(RecordError, match="^sample:39: roles: the text is "):
        check(_read(changed(REPORTED, roles=[REPORTED.to_dict()["role"], wrong])), TEXT)


def test_a_quote_that_the_article_does_not_prove_is_refused() -> None:
    with pytest.raises(RecordError, match="^sample:69: quote: the text is "):
        check(_read(changed(SPOKEN, quote__text="It will stand; I promise.")), TEXT)
    with pytest.raises(RecordError, match="quote"):
        check(SPOKEN, TEXT[:100])


@pytest.mark.parametrize(
    "changes",
    [
        {"confidence": 1.01},
        {"confidence": -0.1},
        {"confidence": "0.5"},
        {"schema_version": "2.0"},
        {"id": ""},
        {"doc": None},
        {"quote__kind": "free"},
        {"quote__spans": []},
        {"quote__spans": [[39, 66, 70]]},
        {"quote__spans": [[66, 39]]},
        {"quote__spans": [[39, 67]]},
        {"quote__spans": [[39, 59], [58, 64]]},
        {"quote__spans": [[-1, 26]]},
        {"quote__text": ""},
        {"cue__act": "shouting"},
        {"cue__factuality": "unsaid"},
        {"cue__end": 1},
        {"speaker__type": "animal"},
        {"speaker__resolution": "guess"},
        {"speaker__name": ""},
        {"speaker__start": 6.0},
        {"target__kind": "listener"},
    ],
)
def test_a_malformed_record_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        _read(changed(REPORTED, **changes))


@pytest.mark.parametrize("confidence", [float("nan"), float("inf")])
def test_confidence_is_a_number(confidence: float) -> None:
    with pytest.raises(ValidationError):
        attribution(TEXT, "It will stand", confidence=confidence)


def test_a_record_does_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        REPORTED.confidence = 0.5  # type: ignore[misc]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=2), st.data())
def test_any_spans_of_any_text(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    spans = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    quote = Quote(text=" ".join(text[s:e] for s, e in spans), kind="mixed", spans=spans)
    record = Attribution(id="a:0", doc="a", quote=quote, rule="x", confidence=1)
    assert check(record, text) is record


def _read(data: dict[str, Any]) -> Attribution:
    import orjson

    return Attribution.model_validate_json(orjson.dumps(data))


WITHHELD = [
    (0.4, 0.5, None),
    (0.5, 0.5, "Ada Roe"),
    (None, 0.5, "Ada Roe"),
    (0.4, 0.0, "Ada Roe"),
]


@pytest.mark.parametrize(("sure", "least", "name"), WITHHELD)
def test_an_unsure_name_is_withheld_and_its_mention_stays(sure: float | None, least: float, name: str | None) -> None:
    text = "She said it was safe. Ada Roe left."
    record = attribution(text, "it was safe", speaker=speaker(text, "She", "Ada Roe", confidence=sure, id="Q1"))
    who = record.withheld(least).speaker
    assert who is not None
    assert (who.text, who.name, who.confidence, who.id) == ("She", name, sure, name and "Q1")


LEAST_SURE = [  # of the attribution, the name, the role and the target; the least
    ((0.9, 0.4, 0.8, 0.7), 0.4),
    ((0.3, 0.4, 0.8, 0.7), 0.3),
    ((0.9, 0.8, 0.2, 0.7), 0.2),
    ((0.9, 0.8, 0.7, 0.6), 0.6),
    ((0.9, None, None, None), 0.9),
]


@pytest.mark.parametrize(("sure", "least"), LEAST_SURE)
def test_the_lowest_confidence(sure: tuple[float, float | None, float | None, float | None], least: float) -> None:
    text = "She said it was safe. Ada Roe left."
    whole, name, role, target = sure
    who = speaker(text, "She", "Ada Roe", confidence=name)
    record = attribution(
        text, "it was safe", speaker=who, confidence=whole, role_confidence=role, target_confidence=target
    )
    assert record.least_sure == least
