"""How sure a record is: for each rule and kind of content, the share that was right on the training articles.

The shares stand in data/confidence.toml and are written by `python -m evaluation calibrate`; the number of cases is
beside each, and a pair that was not seen often enough takes its rule's share, or the overall one.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from quotes.frames import Proposal


def estimate(proposal: Proposal, kind: str, *, nested: bool) -> float:
    """The probability, 0 to 1, that speaker and content are both right."""
    shares = _shares()
    act = proposal.entry.act if proposal.entry else "none"
    for key in keys(proposal.rule, act, kind, nested):
        if key in shares:
            return shares[key]
    return 0.5


def keys(rule: str, act: str, kind: str, nested: bool) -> tuple[str, ...]:
    """Where to look, the most specific first."""
    if nested:
        return (f"nested {rule}", "nested")
    return (f"{rule} {act} {kind}", f"{rule} {kind}", rule, "all")


@cache
def _shares() -> dict[str, float]:
    resource = files("quotes") / "data" / "confidence.toml"
    return {key: float(value) for key, value in tomllib.loads(resource.read_text(encoding="utf-8"))["share"].items()}
