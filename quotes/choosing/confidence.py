"""The confidence of a record: the share of such finds that were right on the training articles.

The shares are in data/confidence.toml, written by `python -m training.fitting calibrate`. A find gets the share of its
lemma under its rule if that was seen often enough, else of its rule with its act, else of its rule.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from quotes.choosing.verdict import Verdict
from quotes.finding.proposal import Proposal
from quotes.grammar.layout import Layout


def estimated(layout: Layout, proposal: Proposal) -> Verdict:
    """The proposal with the share of such finds that were right."""
    kind = layout.kind(proposal.content, proposal.span and proposal.span[0])
    found = basis(proposal, kind)
    return Verdict(proposal, shares()[found], basis=found)


def estimate(proposal: Proposal, kind: str) -> float:
    """The probability, 0 to 1, that speaker and content are both right."""
    return shares()[basis(proposal, kind)]


def basis(proposal: Proposal, kind: str) -> str:
    """The finds whose share the proposal takes."""
    entry = proposal.entry
    known = shares()
    found = keys(proposal.rule, entry.lemma if entry else "", entry.act if entry else "", kind)
    return next(key for key in found if key in known)


def keys(rule: str, lemma: str, act: str, kind: str) -> tuple[str, ...]:
    """Where to look, the most specific first."""
    return f"{rule}: {lemma}", f"{rule} {act} {kind}", f"{rule} {kind}", rule, "all"


@cache
def shares() -> dict[str, float]:
    """The shares by key."""
    resource = files("quotes") / "data" / "confidence.toml"
    return {key: float(value) for key, value in tomllib.loads(resource.read_text(encoding="utf-8"))["share"].items()}
