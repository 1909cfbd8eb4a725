"""Forms of one name: "J. Ortega" for "Juan Ortega", "the Post" for "The Harbor Post", "BHS" for the bureau.

A form is a tuple of the words by which names are compared (`Tokens.key`).
"""

from __future__ import annotations

from quotes.language import words
from quotes.words.kinds import given_gender, is_place
from quotes.words.nouns import of_plural
from quotes.words.synonyms import parties

Form = tuple[str, ...]

# "EA" for Electronic Arts: the shortest acronym has this many letters.
ACRONYM = 2
# "Ben" for Benjamin: the shortest short form of a given name has this many letters.
SHORT = 3
# "GP" for Greenpeace: each part of a compound has this many letters, and its second part begins like a syllable.
PART = 3
VOWELS = frozenset("aeiouy")


def abbreviates(form: Form, full: Form) -> bool:
    """*e.g.* "J. Ortega", "Juan Ortega", "Juan Carlos" for "Juan Carlos Ortega": words in order, sharing an end."""
    if form[-1] != full[-1] and form != full[: len(form)]:
        return False
    if len(form) > 1 and form[1:] == full[1:] and _is_short_for(form[0], full[0]):
        return True
    rest = iter(full)
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in rest) for word in form)


def _is_short_for(given: str, full: str) -> bool:
    """*e.g.* **Ben** Ortega is Benjamin Ortega; Paul Ortega is not Paula Ortega."""
    genders = {given_gender(given), given_gender(full)} - {None}
    return len(given) >= SHORT and full.startswith(given) and len(genders) < 2


def shortens(form: Form, full: Form) -> bool:
    """*e.g.* "the Post" for "Harbor Post", "Corvo" for "Corvo Foods Ltd"; not "Harbor" for "Harbor Fire Council"."""
    return len(form) < len(full) and (form == full[-len(form) :] or begins(form, full))


def is_party(form: Form, full: Form) -> bool:
    """*e.g.* "the Tories" for "the Conservatives", "the GOP" for "the Republican Party"."""
    return not _party(form).isdisjoint(_party(full))


def is_of_party(form: Form) -> bool:
    """*e.g.* the Harbor **Party**."""
    return len(form) > 1 and form[-1] in words("organizations", "people", "party")


def _party(form: Form) -> frozenset[str]:
    """The well-known party that a name means: the **Tories**, the **Republican** Party."""
    rest = form[:-1] if is_of_party(form) else form
    return parties({of_plural(rest[0])}) if len(rest) == 1 and len(rest[0]) > 1 else frozenset()


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
    """*e.g.* "B.H.S." for "Bureau of Harbor Safety". It may omit words like "Ltd", or the last of many words.

    It may also omit the country: "BHS" for the "U.S. Bureau of Harbor Safety".
    """
    return _is_acronym(form, full) or (_at_home(full) != full and _is_acronym(form, _at_home(full)))


def _at_home(full: Form) -> Form:
    """*e.g.* the **Bureau of Harbor Safety** for the U.S. Bureau of Harbor Safety."""
    return full[1:] if len(full) > ACRONYM and is_place(full[:1]) else full


def _is_acronym(form: Form, full: Form) -> bool:
    letters, acronym = _letters(form), _acronym(full)
    if letters == "".join(word[0] for word in full):
        return True  # "MoD" for "Ministry of Defence"
    if len(full) == 1:
        return letters in _initials(full[0])
    if len(letters) < ACRONYM or not acronym.startswith(letters):
        return False
    lacking = full[-(len(acronym) - len(letters)) :] if letters != acronym else ()
    return _is_firm(lacking) or (len(lacking) == 1 and len(letters) > ACRONYM)


def _initials(compound: str) -> frozenset[str]:
    """*e.g.* Greenpeace -> gp: the first letter with one that may begin the second part of a compound."""
    inner = range(PART, len(compound) - PART + 1)
    begins = (i for i in inner if compound[i] not in VOWELS and compound[i + 1] in VOWELS)
    return frozenset(compound[0] + compound[i] for i in begins)


def _acronym(form: Form) -> str:
    """*e.g.* Bureau of Harbor Safety -> bhs."""
    return "".join(word[0] for word in form if word not in words("organizations", "acronym", "without"))


def places(form: Form) -> list[Form]:
    """Keys of the names that a form may shorten: its two ends, how they begin, their acronym, their party."""
    sure = [("ends", form[0], form[-1]), ("start", *form), ("start", *form[:-1]), ("acronym", _letters(form))]
    return sure + [("party", label) for label in _party(form)]


def shortened(form: Form) -> set[Form]:
    """Keys by which a shorter form finds the name: each word or initial with the last, each beginning, the acronym."""
    words_and_initials = {*form, *(word[0] for word in form), *(form[0][:n] for n in range(SHORT, len(form[0])))}
    ends = {("ends", word, form[-1]) for word in words_and_initials}
    starts = {("start", *form[:n]) for n in range(1, len(form))} | {("party", label) for label in _party(form)}
    if len(form) == 1:
        return ends | starts | {("acronym", each) for each in _initials(form[0])}
    letters = "".join(word[0] for word in form)
    both = (_acronym(form), _acronym(_at_home(form)))
    acronyms = {letters, *(acronym[:n] for acronym in both for n in range(ACRONYM, len(acronym) + 1))}
    return ends | starts | {("acronym", each) for each in acronyms} | {("start", *form[2:], form[0])}


def _letters(form: Form) -> str:
    """*e.g.* B.H.S. -> bhs, PG&E -> pge."""
    return "".join(filter(str.isalnum, "".join(form)))
