"""Records made from a text and the words in it, so that a case shows only what is different."""

from __future__ import annotations

import json
from typing import Any, get_args

from quotes.lines import Line, ListedLine
from quotes.records import Act, Attribution, Cue, Factuality, Part, Quote, QuoteKind, Speaker, Target

TEXT = "Mayor Ida Roe told reporters on Monday that the old bridge is safe. “It will stand,” she said. “I promise.”"


def place(text: str, words: str) -> dict[str, Any]:
    """The fields of a part of the article: the first occurrence of the words."""
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def attribution(text: str, *said: str, kind: QuoteKind = "indirect", **fields: Any) -> Attribution:
    """A record with these pieces as its quote. Words given as cue, speaker, target or role are found in the text."""
    assert kind in get_args(QuoteKind)
    spans = tuple((text.index(piece), text.index(piece) + len(piece)) for piece in said)
    defaults = {"id": f"sample:{spans[0][0]}", "doc": "sample", "rule": "clause", "confidence": 0.9}
    found = {name: _part(name, text, value) for name, value in fields.items() if isinstance(value, str)}
    quote = Quote(text=" ".join(said), kind=kind, spans=spans)
    return Attribution(**{**defaults, "quote": quote, **fields, **found})


def cue(text: str, words: str, *, act: Act = Act.STATEMENT, factuality: Factuality = "asserted") -> Cue:
    return Cue(**place(text, words), lemma=words, act=act, factuality=factuality)


def speaker(text: str, words: str, name: str | None, **fields: Any) -> Speaker:
    return Speaker(**{**place(text, words), "name": name, "type": "person", "resolution": "named", **fields})


def target(text: str, words: str, kind: str = "addressee", name: str | None = None) -> Target:
    return Target(**{**place(text, words), "kind": kind, "name": name})


def statement(doc: str, mention: str | None, name: str | None = None, **fields: Any) -> Attribution:
    """A record of a register: the mention with its name, beside `type`, `resolution`, `role`, `target`, `kind`, `path`.

    `id_` is the speaker's in a people file. A target in brackets is what was spoken of, any other is who was spoken to.
    """
    words = {field: fields[field].strip("()") for field in ("role", "target") if field in fields}
    text = "; ".join([mention or "", *words.values(), "that it rains"])
    who = {field.rstrip("_"): fields.pop(field) for field in ("type", "resolution", "id_") if field in fields}
    if mention is not None:
        fields["speaker"] = speaker(text, mention, name, **who)
    if "target" in words:
        fields["target"] = target(text, words["target"], "object" if "(" in fields["target"] else "addressee")
    return attribution(text, "that it rains", doc=doc, **fields)


def newer(record: Attribution) -> Attribution:
    """The record with fields that this version does not know, in one of its parts too."""
    found = record.to_dict()
    found["cue"]["note"] = 1
    return Attribution.model_validate_json(json.dumps({**found, "mood": "calm", "schema_version": "1.3"}))


def lines(*records: Attribution, source: str = "run.jsonl") -> list[Line | ListedLine]:
    """The records as lines of a file."""
    return [Line(source, record, record.path) for record in records]


def _part(name: str, text: str, value: str) -> object:
    if name == "cue":
        return cue(text, value)
    if name == "speaker":
        return speaker(text, value, value)
    if name == "target":
        return target(text, value)
    return Part(**place(text, value)) if name in {"role", "when", "where"} else value


REPORTED = attribution(
    TEXT,
    "that the old bridge is safe",
    cue="told",
    speaker=speaker(TEXT, "Ida Roe", "Ida Roe"),
    role="Mayor",
    target="reporters",
    when="on Monday",
)
SPOKEN = attribution(
    TEXT,
    "It will stand,",
    "I promise.",
    kind="direct",
    cue="said",
    speaker=speaker(TEXT, "she", "Ida Roe", resolution="pronoun"),
    role="Mayor",
    confidence=0.42,
)
