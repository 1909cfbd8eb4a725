"""Forms of one name: "J. Ortega" for "Juan Ortega", "the Post" for "The Harbor Post", "BHS" for the bureau.

A form is a tuple of the words by which names are compared (`Tokens.key`).
"""

from __future__ import annotations

from quotes.language import words

Form = tuple[str, ...]

# "EA" for Electronic Arts: the shortest acronym has this many letters.
ACRONYM = 2


def abbreviates(form: Form, full: Form) -> bool:
    """*e.g.* "J. Ortega", "Juan Ortega", "Juan Carlos" for "Juan Carlos Ortega": words in order, sharing an end."""
    if form[-1] != full[-1] and form != full[: len(form)]:
        return False
    rest = iter(full)
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in rest) for word in form)


def shortens(form: Form, full: Form) -> bool:
    """*e.g.* "the Post" for "Harbor Post", "Corvo" for "Corvo Foods Ltd"; not "Harbor" for "Harbor Fire Council"."""
    return len(form) < len(full) and (form == full[-len(form) :] or begins(form, full))


def turns(form: Form, full: Form) -> bool:
    """*e.g.* "Torsby University" for the "University of Torsby"."""
    return full[1:2] != () and full[1] in words("descriptions", "inside", "part") and form == (*full[2:], full[0])


def begins(form: Form, full: Form) -> bool:
    """*e.g.* "Corvo" for "Corvo Holdings" and "Corvo Foods Ltd", "the House" for "the House of Deputies"."""
    rest = full[len(form) :]
    if not rest or form != full[: len(form)]:
        return False
    return len(rest) == 1 or rest[0] in words("descriptions", "inside", "part") or _is_firm(rest)


def _is_firm(rest: Form) -> bool:
    """*e.g.* "Foods Ltd", "Energy Corp.": words that say only that it is a company."""
    return words("organizations", "sort", "company").issuperset(rest)


def is_acronym(form: Form, full: Form) -> bool:
    """*e.g.* "B.H.S." for "Bureau of Harbor Safety". It may omit words like "Ltd", or the last of many words."""
    letters, acronym = _letters(form), _acronym(full)
    if letters == "".join(word[0] for word in full):
        return True  # "MoD" for "Ministry of Defence"
    if len(letters) < ACRONYM or not acronym.startswith(letters):
        return False
    lacking = full[-(len(acronym) - len(letters)) :] if letters != acronym else ()
    return _is_firm(lacking) or (len(lacking) == 1 and len(letters) > ACRONYM)


def _acronym(form: Form) -> str:
    """*e.g.* Bureau of Harbor Safety -> bhs."""
    return "".join(word[0] for word in form if word not in words("organizations", "acronym", "without"))


def places(form: Form) -> list[Form]:
    """Keys of the names that a form may shorten: its two ends, how they begin, their acronym."""
    return [("ends", form[0], form[-1]), ("start", *form), ("start", *form[:-1]), ("acronym", _letters(form))]


def shortened(form: Form) -> set[Form]:
    """Keys by which a shorter form finds the name: each word or initial with the last, each beginning, the acronym."""
    words_and_initials = {*form, *(word[0] for word in form)}
    ends = {("ends", word, form[-1]) for word in words_and_initials}
    starts = {("start", *form[:n]) for n in range(1, len(form))}
    if len(form) == 1:
        return ends | starts
    letters, acronym = "".join(word[0] for word in form), _acronym(form)
    acronyms = {letters, *(acronym[:n] for n in range(ACRONYM, len(acronym) + 1))}
    return ends | starts | {("acronym", each) for each in acronyms} | {("start", *form[2:], form[0])}


def _letters(form: Form) -> str:
    """*e.g.* B.H.S. -> bhs, PG&E -> pge."""
    return "".join(filter(str.isalnum, "".join(form)))
