"""A reviewer's decision in words, for the terminal and for the page. Not yet safe to display (see `visible`)."""

from __future__ import annotations

from quotes.records import Attribution, Cue, Part, Quote, Speaker
from quotes.review.decisions import PARTS, Decision

_LABELS = {"cue": "verb"}
_LONGEST = 80  # characters of a quote
_NONE = "none"


def told(decision: Decision, record: Attribution) -> str:
    """*e.g.* Ada: mended: speaker Karl Weber; target none (see page 3)."""
    found = [decision.reviewer, decision.verdict or "undecided", differences(record, decision.applied(record))]
    note = f" ({decision.note})" if decision.note else ""
    return ": ".join(filter(None, found)) + note


def differences(record: Attribution, better: Attribution) -> str:
    """What is corrected and how it reads now, *e.g.* speaker Karl Weber; target none."""
    parts = [(name, getattr(record, name), getattr(better, name)) for name in PARTS]
    return "; ".join(f"{_LABELS.get(name, name)} {_value(new)}" for name, old, new in parts if new != old)


def _value(part: Quote | Part | None) -> str:
    match part:
        case None:
            return _NONE
        case Quote():
            return f"“{part.text if len(part.text) <= _LONGEST else part.text[:_LONGEST] + '…'}”"
        case Speaker():
            return f"{part.name or part.text} ({part.type})"
        case Cue():
            return part.text if part.factuality == "asserted" else f"{part.text} ({part.factuality})"
        case _:
            return part.text
