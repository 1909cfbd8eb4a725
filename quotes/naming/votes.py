"""Which type of speaker a name is: each naming in the article has a vote; titles and certain words count more."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from quotes.grammar import functions, tags
from quotes.language import words
from quotes.naming.name import Name, Tokens, head_of
from quotes.records import SpeakerType
from quotes.words.kinds import (
    ORGANIZATION,
    PERSON,
    PLACE,
    PUBLIC,
    UNKNOWN,
    bare,
    given_gender,
    is_place,
    is_seat,
    is_surname_too,
    is_title,
    organization_sort,
)
from quotes.words.nouns import describe, is_person_noun, is_plural

if TYPE_CHECKING:
    from spacy.tokens import Token

ALONE = 2  # how often a surname must stand alone to show whose it is
# By the words of a name (`Tokens.key`): how often the article calls it what.
Votes = dict[tuple[str, ...], Counter[SpeakerType]]


def of_run(tokens: Tokens, run: Name, votes: Votes) -> SpeakerType:
    """What the same string is elsewhere; else a person after a title or with a given name, or a known kind of body."""
    form = tokens.key(run)
    if form in votes:
        return _winner(votes[form])
    before = tokens[run.start - 1] if run.start and not _is_assembly(tokens, run) else None
    if before is not None and (is_title(before) or before.lower_ in words("descriptions", "person", "neutral")):
        return PERSON
    if organization_sort(form) is not None:
        return ORGANIZATION
    given = run.end - run.start in (2, 3) and given_gender(bare(tokens[run.start])) is not None
    return PERSON if given else UNKNOWN


def has_surname(form: tuple[str, ...], type_: SpeakerType) -> bool:
    """Whether it is a person's name with a surname: "Jim Jordan", or "Church" alone; not "Lower Denmark"."""
    full = len(form) > 1 or is_surname_too(form[-1])
    return type_ == PERSON and full and not (is_place(form[-1:]) and given_gender(form[0]) is None)


def count(tokens: Tokens, named: list[Name]) -> Votes:
    """How often the article gives each string each type. A title before a name and a surname in it count, too."""
    votes: Votes = defaultdict(Counter)
    for name in named:
        form = tokens.key(name)
        votes[form][name.type] += not _is_modifier(tokens, name)
        if name.start and is_title(tokens[name.start - 1]) and not _is_assembly(tokens, name):
            votes[form][PERSON] += 2
        if _is_called_body(tokens, name):
            votes[form][ORGANIZATION] += 2
        if _is_described_person(tokens, name):
            votes[form][PERSON] += 2
        if has_surname(form, name.type):
            votes[form[-1:]][PERSON] += 1
        if len(form) > 1 and name.type == PERSON:  # Ann Roe: once **Roe** is a body, once **Ann**, by the recognizer
            votes[form[-1:]][PERSON] += 1
            votes[form[:1]][PERSON] += 2
    return votes


def _is_described_person(tokens: Tokens, name: Name) -> bool:
    """*e.g.* winger **Sefa Tolani**, whatever a recognizer took him for; not "the owner **Torsby Group**", a body."""
    if name.type != PLACE or name.start == 0 or name.end - name.start == 1:
        return False
    noun = tokens[name.start - 1]
    described = noun.is_lower and is_person_noun(noun) and not is_plural(noun)
    return described and any(functions.are_attached(noun, token) for token in tokens[name.start : name.end])


def _is_modifier(tokens: Tokens, name: Name) -> bool:
    """*e.g.* the **Lund** campaign, the **Lund** administration: no evidence of the type of Lund alone."""
    after = tokens[name.end] if name.end < len(tokens) else None
    return name.end - name.start == 1 and after is not None and after.pos_ == "NOUN" and after.is_lower


_SURE = {*PUBLIC, "society", "school"}


def elected(tokens: Tokens, name: Name, votes: Votes, surnames: set[str]) -> SpeakerType:
    """The type that the article as a whole gives this string; certain words in a name decide alone."""
    form = tokens.key(name)
    if is_place(form) and not (name.start and is_title(tokens[name.start - 1])):
        return PERSON if form[-1] in surnames else PLACE
    given = given_gender(form[0]) is not None
    sort = organization_sort(form)
    article = name.start > 0 and tokens[name.start - 1].pos_ == "DET"  # "the Harbor Observer" is not a person
    certain = sort in _SURE and not (given and is_surname_too(form[-1]))
    if is_surname_too(form[-1]) and form[-1] in surnames and not article:
        return PERSON  # "Dallas **Church** ... Church said": a body has its article
    if is_seat(form) or (sort and (name.type != PERSON or article or certain)):
        return ORGANIZATION
    ballot = votes.get(form)
    type_ = _winner(ballot) if ballot else name.type
    divided = name.end - name.start == len(form)  # not T-Mobile
    if type_ != PERSON and divided and not (sort or article) and _has_surname_used_alone(form, votes):
        return PERSON
    # "**The Wrap** said", taken for somebody of that name
    return ORGANIZATION if type_ == PERSON and form[-1] not in surnames and _has_article(tokens, name) else type_


def _has_surname_used_alone(form: tuple[str, ...], votes: Votes) -> bool:
    """*e.g.* **Velka Delgado**, taken for a body, where the article goes on with "Delgado", each time a person."""
    whole, alone = votes.get(form), votes.get(form[1:])
    if len(form) != 2 or alone is None or (whole is not None and whole[PERSON]):
        return False
    return alone[PERSON] >= ALONE and alone.total() == alone[PERSON]


def _has_article(tokens: Tokens, name: Name) -> bool:
    """*e.g.* **the** Wrap; not "the Ortega campaign", "the Ortegas", "the younger Ortega"."""
    if name.end - name.start > 1 or name.start == 0 or tags.is_plural_form(tokens[name.start]):
        return False
    before = tokens[name.start - 1]
    return before.lower_ in words("descriptions", "article", "words") and before.head.i == name.start


def _is_called_body(tokens: Tokens, name: Name) -> bool:
    """*e.g.* the investment **bank** Ada Lind, whatever the recognizer took it for; not the **operator**, a person."""
    head, noun = head_of(tokens.doc, name), tokens[name.start - 1] if name.start else None
    if noun is None or noun.pos_ not in tags.NOUN_LIKE or not noun.is_lower or is_person_noun(noun):
        return False
    found = describe(noun)
    tied = functions.are_attached(noun, head) or _are_one_subject(noun, head)
    return tied and found.type == ORGANIZATION and not found.plural


def _are_one_subject(noun: Token, name: Token) -> bool:
    """*e.g.* **The bank Ada Lind** closed, where a parser sees two subjects; not: outside **court** Ann Roe said."""
    both = noun.head == name.head and functions.has(noun, "subject") and functions.has(name, "subject")
    return both and functions.dependent(noun, "determiner") is not None


def _is_assembly(tokens: Tokens, name: Name) -> bool:
    """*e.g.* the General **Assembly**, the Justice **Department**: the word before is not a title."""
    return any(tokens[name.end - 1].lower_ in words("organizations", "sort", sort) for sort in (*PUBLIC, "society"))


def _winner(ballot: Counter[SpeakerType]) -> SpeakerType:
    return max(sorted(ballot), key=lambda option: ballot[option])
