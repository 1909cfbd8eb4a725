"""English given names and their short forms, from the list of the package `nicknames`.

It helps to propose that two names are one person's. It never decides that: Al is Alan, Albert and Alexander.
"""

from __future__ import annotations

from functools import cache

from nicknames import name_triplets

from quotes.people.names import bare


def related(given: str) -> frozenset[str]:
    """The other given names that may be meant by one, as `bare` has them: {"robert", "robin", ...} for "bob"."""
    return _related().get(given, frozenset()) - {given}


@cache
def _related() -> dict[str, frozenset[str]]:
    """Each name with its short forms, those that it is short for, and their other short forms, *e.g.* bob, rob."""
    short: dict[str, set[str]] = {}
    for full, relation, nickname in name_triplets():
        if relation == "has_nickname":
            short.setdefault(bare(full), set()).add(bare(nickname))
    found: dict[str, set[str]] = {}
    for full, forms in short.items():
        for form in forms | {full}:
            found.setdefault(form, set()).update(forms, {full})
    return {form: frozenset(names) for form, names in found.items()}
