"""Initials as labels in an interview: Ann Roe: Why? / Jan Kos: Because. / **AR**: And now? / **JK**: We wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from quotes.grammar.layout import having
from quotes.naming.name import Name, Tokens
from quotes.words.kinds import PERSON

LONGEST = 3  # letters of the longest label


def find(tokens: Tokens, named: Iterable[Name]) -> dict[Name, Name]:
    """Each label with the full name of the one person who has these initials."""
    labels = [i - 1 for i in having(tokens.doc, "LOWER", [":"]) if i and _is_label(tokens, i - 1)]
    if not labels:
        return {}
    persons: dict[str, dict[tuple[str, ...], Name]] = defaultdict(dict)
    for name in named:
        form = tokens.key(name)
        if name.type == PERSON and len(form) > 1:
            for letters in {"".join(word[0] for word in form), form[0][0] + form[-1][0]}:
                persons[letters].setdefault(form, name)
    meant = {i: list(persons.get(tokens[i].lower_, {}).values()) for i in labels}
    return {Name(i, i + 1, PERSON): full[0] for i, full in meant.items() if len(full) == 1}


def _is_label(tokens: Tokens, i: int) -> bool:
    """*e.g.* **AR**: Why?"""
    return 1 < len(tokens[i]) <= LONGEST and is_before_colon(tokens, i)


def is_before_colon(tokens: Tokens, i: int) -> bool:
    """Whether a word in capitals stands alone between the start of a line and a colon."""
    alone = i + 1 < len(tokens) and tokens[i + 1].text == ":" and (i == 0 or "\n" in tokens[i - 1].text)
    return alone and tokens[i].is_upper and tokens[i].is_alpha
