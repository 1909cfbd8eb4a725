"""English given names and their short forms, from the list of the package `nicknames`.

It helps to suggest that two names belong to one person. It never decides that: Al is Alan, Albert and Alexander.
"""

from __future__ import annotations

from functools import cache

from nicknames import name_triplets

from quotes.people.names import bare


def related(given: str) -> frozenset[str]:
    """Given names that this one is short for, and its short forms, in the form of `bare`: {"robert", ...} for "bob"."""
    return _related().get(given, frozenset())


@cache
def _related() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for full, relation, nickname in name_triplets():
        if relation == "has_nickname":
            found.setdefault(bare(full), set()).add(bare(nickname))
            found.setdefault(bare(nickname), set()).add(bare(full))
    return {form: frozenset(names - {form}) for form, names in found.items()}
