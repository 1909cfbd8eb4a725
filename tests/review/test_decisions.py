"""A decision, and the record that it makes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from quotes.records import Act, Attribution, Part
from quotes.review.decisions import Decision, ReviewVerdict, Version, mended, version
from quotes.writers.jsonl import line
from tests.support.samples import REPORTED, SPOKEN, TEXT, cue, place, speaker

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def decision(record: Attribution, verdict: ReviewVerdict | None = "accepted", **fields: Any) -> Decision:
    judged = {"id": record.id, "doc": record.doc, "judged": version(record), "decided": NOON}
    return Decision(**{**judged, "verdict": verdict, **fields})


def by(name: str, record: Attribution = REPORTED) -> Version:
    """The record's quote with another speaker."""
    return Version(quote=record.quote, speaker=speaker(TEXT, "reporters", name))


def test_a_line() -> None:
    written = json.loads(line(decision(REPORTED, "mended", mended=by("Kim"), note="see the tape")))
    assert list(written) == [
        *("schema_version", "id", "doc", "judged", "verdict", "mended", "added", "note", "reviewer", "decided")
    ]
    assert written["judged"] == {
        name: REPORTED.to_dict()[name] for name in ("quote", "cue", "speaker", "role", "target", "when", "where")
    }
    assert written["mended"]["speaker"]["name"] == "Kim"
    assert written["decided"] == "2026-11-26T12:00:00Z"


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "mended"},
        {"verdict": "accepted", "mended": by("Kim")},
        {"verdict": None, "mended": by("Kim")},
        {"verdict": "maybe"},
        {"verdict": "added"},
        {"added": REPORTED},
        {"verdict": "added", "added": SPOKEN},
        {"note": ""},
        {"reviewer": ""},
        {"decided": datetime(2026, 11, 26, 12, 0)},  # noqa: DTZ001 - of which zone?
    ],
)
def test_what_is_not_a_decision(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        decision(REPORTED, **fields)


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({}, True),
        ({"confidence": 0.1, "rule": "other", "within": "sample:1"}, True),
        ({"when": None}, False),
        ({"where": REPORTED.when}, False),
        ({"role": None}, False),
        ({"target": None}, False),
        ({"cue": cue(TEXT, "told", act=Act.TELLING)}, True),
        ({"cue": cue(TEXT, "told", factuality="negated")}, False),
        ({"cue": None}, False),
        ({"speaker": REPORTED.speaker and REPORTED.speaker.model_copy(update={"type": "unknown"})}, True),
        ({"speaker": REPORTED.speaker and REPORTED.speaker.model_copy(update={"name": "Ida Kim"})}, False),
        ({"speaker": speaker(TEXT, "she", "Ida Roe")}, False),
        ({"speaker": None}, False),
        ({"quote": SPOKEN.quote}, False),
    ],
)
def test_it_counts_while_the_record_says_what_was_judged(change: dict[str, Any], counts: bool) -> None:
    assert decision(REPORTED).fits(REPORTED.model_copy(update=change)) == counts


def test_a_line_of_version_1_0_judges_quote_and_speaker_alone() -> None:
    better = Version(quote=REPORTED.quote, speaker=speaker(TEXT, "she", "Ida Roe"))
    old = json.loads(line(decision(REPORTED, "mended", mended=better)))
    for field in ("judged", "mended"):
        old[field] = {name: old[field][name] for name in ("quote", "speaker")}
    del old["added"], old["reviewer"]
    read = Decision.model_validate_json(json.dumps({**old, "schema_version": "1.0"}))
    assert read.fits(REPORTED.model_copy(update={"role": None, "target": None}))
    assert read.applied(REPORTED) == REPORTED.model_copy(update={"speaker": better.speaker})


def test_a_line_of_version_1_1_does_not_judge_when_and_where() -> None:
    old = json.loads(line(decision(REPORTED, "mended", mended=version(REPORTED).model_copy(update={"role": None}))))
    for field in ("judged", "mended"):
        del old[field]["when"], old[field]["where"]
    read = Decision.model_validate_json(json.dumps({**old, "schema_version": "1.1"}))
    assert read.fits(REPORTED.model_copy(update={"when": None, "where": REPORTED.when}))
    assert read.applied(REPORTED) == REPORTED.model_copy(update={"role": None, "role_confidence": 1.0})


@pytest.mark.parametrize(
    ("version", "role"),
    [
        (Version(quote=SPOKEN.quote, speaker=REPORTED.speaker), "Mayor"),
        (Version(quote=REPORTED.quote, speaker=speaker(TEXT, "she", "Ida Roe")), "Mayor"),
        (by("Kim"), None),
        (Version(quote=REPORTED.quote, speaker=None), None),
    ],
)
def test_a_mended_record_has_the_roles_of_its_speaker(version: Version, role: str | None) -> None:
    record = mended(REPORTED.model_copy(update={"roles": (REPORTED.role,)}), version)
    assert Attribution.model_validate_json(line(record)) == record
    assert (record.quote, record.speaker, record.cue) == (version.quote, version.speaker, REPORTED.cue)
    assert (record.role and record.role.text, [r.text for r in record.roles]) == (role, [role] if role else [])


MAYOR, JUDGE = Part(**place(TEXT, "Mayor")), Part(**place(TEXT, "reporters"))


@pytest.mark.parametrize(
    ("role", "roles", "new", "then"),
    [
        (MAYOR, [MAYOR], MAYOR, [MAYOR]),
        (MAYOR, [MAYOR], None, []),
        (MAYOR, [MAYOR], JUDGE, [JUDGE]),
        (MAYOR, [MAYOR, JUDGE], JUDGE, [MAYOR, JUDGE]),  # both are right, and one says more
        (None, [], JUDGE, [JUDGE]),
    ],
)
def test_a_corrected_role_is_among_the_roles(
    role: Part | None, roles: list[Part], new: Part | None, then: list[Part]
) -> None:
    record = REPORTED.model_copy(update={"role": role, "roles": tuple(roles)})
    better = mended(record, version(record).model_copy(update={"role": new}))
    assert (better.role, list(better.roles)) == (new, then)


@pytest.mark.parametrize(
    ("corrected", "sure"),
    [
        ({"role": None}, (1.0, 0.6)),
        ({"target": None}, (0.7, 1.0)),
        ({"speaker": None, "role": None}, (None, 0.6)),
        ({"when": None}, (0.7, 0.6)),
    ],
)
def test_a_reviewer_is_sure_of_what_was_corrected(
    corrected: dict[str, None], sure: tuple[float | None, float | None]
) -> None:
    record = REPORTED.model_copy(update={"role_confidence": 0.7, "target_confidence": 0.6})
    better = mended(record, version(record).model_copy(update=corrected))
    assert (better.role_confidence, better.target_confidence) == sure
