"""Forms of one name: "J. Ortega" for "Juan Ortega", "the Post" for "The Harbor Post", "BHS" for the bureau.

A form is the words by which names are compared (`Tokens.key`).
"""

from __future__ import annotations

from quotes.language import words

Form = tuple[str, ...]


def abbreviates(form: Form, full: Form) -> bool:
    """*e.g.* "J. Ortega", "Juan Ortega", "Juan Carlos" for "Juan Carlos Ortega": its words in order, from one end."""
    if form[-1] != full[-1] and form != full[: len(form)]:
        return False
    rest = iter(full)
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in rest) for word in form)


def shortens(form: Form, full: Form) -> bool:
    """*e.g.* "the Post" for "The Harbor Post", "Corvo" for "Corvo Holdings"; not "Harbor" for "Harbor Fire Council"."""
    return len(form) < len(full) and (
        form == full[-len(form) :] or (form == full[: len(form)] and len(full) - len(form) == 1)
    )


def is_acronym(form: Form, full: Form) -> bool:
    """*e.g.* "B.H.S.", "BHS" for "Bureau of Harbor Safety"."""
    return _letters(form) == _acronym(full)


def _acronym(form: Form) -> str:
    """*e.g.* Bureau of Harbor Safety -> bhs."""
    return "".join(word[0] for word in form if word not in words("organizations", "acronym", "without"))


def places(form: Form) -> list[Form]:
    """Where the names that a form may shorten are found: by its two ends, by how they begin, by their acronym."""
    return [("ends", form[0], form[-1]), ("start", *form), ("start", *form[:-1]), ("acronym", _letters(form))]


def shortened(form: Form) -> set[Form]:
    """Where a shorter form finds a name again: each word or initial with the last, each beginning, the acronym."""
    words_and_initials = {*form, *(word[0] for word in form)}
    ends = {("ends", word, form[-1]) for word in words_and_initials}
    starts = {("start", *form[:n]) for n in range(1, len(form))}
    return ends | starts | ({("acronym", _acronym(form))} if len(form) > 1 else set())


def _letters(form: Form) -> str:
    """*e.g.* B.H.S. -> bhs."""
    return "".join(form).replace(".", "")
