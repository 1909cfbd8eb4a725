"""The groups of an audit as people see them: titles, shares, the largest and all others together, what to beware of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quotes.auditing.counts import DESK, MONTH, OUTLET, PEOPLE, SORT, SOURCE, Audit, Group
from quotes.auditing.shares import shares

# The list of docs/limits.md, as a test checks.
WARNINGS = (
    "The figures are of what articles attribute to people. Whether these said it, in these words, is not known.",
    (
        "Some quotes are missed, and some are given to the wrong person. Both happen more often to people who are "
        "described rather than named, and to names from parts of the world that the training texts are not from. These "
        "errors do not cancel out."
    ),
    "Check a sample by hand for each group that you compare, and publish the result of the check.",
    (
        "The sort of a source is told by single words of its role, and about one in ten is wrong: the manager of a club"
        " may count as business."
    ),
    "Unnamed sources stay unnamed, and people who are not quoted cannot be found.",
    (
        "Nobody's gender, party or origin is stated or guessed. To count by them, keep a file of people who have told "
        "you, and give it with --people."
    ),
)

_ADDED = (
    *("statements", "words", "direct", "mixed", "indirect"),
    *("negated", "hypothetical", "disputed", "unnamed", "sources"),
)
_TITLES = {SOURCE: "Sources", SORT: "Sorts of sources", OUTLET: "Outlets", DESK: "Desks", MONTH: "Months"}


class GroupRow(NamedTuple):
    """A group with its shares in percent, of all statements and of all words (its share of voice).

    `is_rest` where it holds several values, or none.
    """

    group: Group
    share: float
    voice: float
    is_rest: bool


def title(dimension: str) -> str:
    """*e.g.* Outlets; of a column of a people file, its name."""
    return _TITLES.get(dimension) or dimension.removeprefix(PEOPLE).capitalize()


def rows(groups: Sequence[Group], most: int) -> list[GroupRow]:
    """At most this many rows, one for all others, and those of which no value is known: together, 100%."""
    known, rest = ([group for group in groups if group.is_rest is wanted] for wanted in (False, True))
    together = [_together(known[most:])] if known[most:] else []
    shown = [*known[:most], *together, *rest]
    said, words = shares([group.statements for group in shown]), shares([group.words for group in shown])
    return [
        GroupRow(*row, place >= most or row[0].is_rest)
        for place, row in enumerate(zip(shown, said, words, strict=True))
    ]


def dimensions(audit: Audit, most: int) -> dict[str, list[GroupRow]]:
    """The rows of each dimension, by its name; months are all shown."""
    return {name: rows(found, len(found) if name == MONTH else most) for name, found in audit.groups.items()}


def articles(audit: Audit) -> str:
    """*e.g.* 157 articles, 3 without a statement."""
    total = audit.total
    number = f"{total.articles:,} article" + ("" if total.articles == 1 else "s")
    if audit.listed:
        return f"{number}, {total.silent or 0:,} without a statement"
    return f"{number} with attributions; others are not known without a list of articles (quotes extract --articles)"


def _together(groups: Sequence[Group]) -> Group:
    """Their counts added up; not those of articles, which may be the same."""
    added = {name: sum(getattr(group, name) for group in groups) for name in _ADDED}
    return Group(f"({len(groups):,} others)", **added)
