"""Second names introduced beside a full one: the Harbor Rowing Club (*Harrow*); Eleanor Orr, known as *Nell*."""

from __future__ import annotations

from quotes.language import words
from quotes.naming import initials
from quotes.naming.forms import Form, is_acronym
from quotes.naming.name import Name, Names, closing
from quotes.words.kinds import ORGANIZATION, PERSON, PLACE


def find(names: Names) -> dict[Form, Name]:
    """The full name for each second name of one word."""
    lone = (name for name in names.all if name.end - name.start == 1 and name.type != PLACE)
    found = ((names.tokens.key(name), _full(names, name)) for name in lone)
    introduced = {form: full for form, full in found if full is not None}
    labels = initials.find(names.tokens, names.all)
    return introduced | {names.tokens.key(label): full for label, full in labels.items()}


def _full(names: Names, second: Name) -> Name | None:
    """The full name right before, if the words between introduce a second one."""
    start = second.start - 1
    while start > 0 and (names.tokens[start].is_punct or _tells(names, start) or _is_between(names, start)):
        start -= 1
    full = names.at.get(start)
    if full is None or full.end == second.start or full.end - full.start == 1:
        return None
    told = any(_tells(names, i) for i in range(full.end, second.start))
    return full if told or _is_in_brackets(names, full, second) else None


def _tells(names: Names, i: int) -> bool:
    """*e.g.* Eleanor Orr, better **known** as Nell."""
    return names.tokens[i].lower_ in words("introductions", "second")


def _is_between(names: Names, i: int) -> bool:
    """*e.g.* Eleanor Orr, **better** known **as** Nell."""
    return names.tokens[i].lower_ in words("introductions", "between")


def _is_in_brackets(names: Names, full: Name, second: Name) -> bool:
    """*e.g.* the Harbor Rowing Club (**Harrow**)."""
    of_organization = full.type == ORGANIZATION and second.type != PERSON
    key = names.tokens.key
    acronym = PERSON not in (full.type, second.type) and is_acronym(key(second), key(full))
    return (of_organization or acronym) and second.start == full.end + 1 and closing(names.doc, full.end) == second.end
