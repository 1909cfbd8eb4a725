"""Common nouns as speakers: the type of speaker that a noun stands for, and its sort.

*e.g.* "analyst" is a person, "analysts" a group, "the magazine" an organization of the sort medium, "poll" a document.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from quotes.grammar import functions, hyphens, tags
from quotes.grammar.answers import once
from quotes.language import endings, table, words
from quotes.records import SpeakerType
from quotes.words.kinds import DOCUMENT, GROUP, ORGANIZATION, PERSON, PLACE, UNKNOWN, bare, is_people

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Noun:
    """What a common noun says about a speaker: type, sorts (for organizations), gender and number."""

    type: SpeakerType
    sorts: frozenset[str]
    gender: str | None
    plural: bool


@once
def describe(token: Token) -> Noun:
    """What the noun says about a speaker; its type is UNKNOWN if it is in no table."""
    plural = is_plural(token)
    lemma = singular(token)
    if _is_person(lemma, token.pos_):
        gender = None if plural else _gender(token, lemma)
        return Noun(GROUP if plural else PERSON, frozenset(), gender, plural)
    if is_people(token):
        return Noun(GROUP, frozenset(), None, True)
    if is_demonym(token):
        return Noun(PERSON, frozenset(), None, False)
    return Noun(_type(token, lemma, plural), _sorts(lemma), None, plural)


def is_thing(noun: Token) -> bool:
    """*e.g.* the **spring**, **data**, which cannot speak; not: the **court**, the **report**, **Moscow**."""
    return noun.pos_ == "NOUN" and not noun.ent_type_ and describe(noun).type == UNKNOWN


def may_mean(token: Token) -> bool:
    """Whether `describe` may know the noun, by its word alone: a fast test, since most nouns are in no table."""
    return _is_known(singular(token), token.lower_, token.pos_) or is_people(token) or is_demonym(token)


def is_demonym(token: Token) -> bool:
    """*e.g.* the **Italian** told reporters; not "the Italian team"."""
    return token.lower_ in words("places", "demonyms") and functions.dependent(token, "determiner") is not None


@lru_cache(4096)
def _is_known(lemma: str, lower: str, pos: str) -> bool:
    counts = words("descriptions", "group", "words") | words("descriptions", "group", "partitive")
    things = words("descriptions", "document", "words") | words("descriptions", "place", "words")
    return lower in counts or lemma in counts | things or bool(_sorts(lemma)) or _is_person(lemma, pos)


def _gender(token: Token, lemma: str) -> str | None:
    """*e.g.* a **spokeswoman**, a **female** guard."""
    before = [t.lower_ for t in token.lefts]
    for gender in ("male", "female"):
        adjectives = words("descriptions", "person", f"{gender}_adjectives")
        if lemma in words("descriptions", "person", gender) or not adjectives.isdisjoint(before):
            return gender
    return None


def _type(token: Token, lemma: str, plural: bool) -> SpeakerType:
    groups = words("descriptions", "group", "words")
    if token.lower_ in groups or (plural and lemma in groups) or _is_partitive(token, lemma):
        return GROUP
    if lemma in words("descriptions", "document", "words") and (not _sorts(lemma) or _is_made(token)):
        return DOCUMENT
    if lemma in words("descriptions", "place", "words"):
        return PLACE
    if _sorts(lemma):
        return GROUP if plural else ORGANIZATION
    return UNKNOWN


def _is_made(noun: Token) -> bool:
    """*e.g.* her **paper**, the company's **website**, court **papers** filed in May; not: the **paper** said."""
    return functions.possessor(noun) is not None or functions.dependent(noun, "participial modifier") is not None


def _type_alone(token: Token) -> SpeakerType:
    """The type of "senators" in "a group of senators"."""
    return GROUP if is_person_noun(token) or is_people(token) else _type(token, singular(token), is_plural(token))


def is_partitive(token: Token) -> bool:
    """*e.g.* a **group** of senators, **dozens** of them: whether the noun may only count what follows."""
    return _may_count(token, singular(token))


def _may_count(token: Token, lemma: str) -> bool:
    partitive = words("descriptions", "group", "partitive")
    return lemma in partitive or token.lower_ in partitive


def is_team(token: Token) -> bool:
    """*e.g.* a **team** of scientists, a **coalition** of churches: a body; not a **number** of scientists."""
    return bool(_sorts(singular(token)))


def part_of(token: Token) -> Token | None:
    """*e.g.* a group of **senators**, one of the **senators**."""
    found = (functions.oblique(token, word) for word in sorted(words("descriptions", "inside", "part")))
    return next((part for part in found if part is not None), None)


def _is_partitive(token: Token, lemma: str) -> bool:
    """*e.g.* a **group** of senators, **dozens** of shopkeepers: the noun after "of" says what they are."""
    if not _may_count(token, lemma):
        return False
    part = part_of(token)
    type_ = UNKNOWN if part is None else _type_alone(part)
    return part is not None and (type_ == GROUP or (type_ == UNKNOWN and is_plural(part)))


@lru_cache(1024)
def _sorts(lemma: str) -> frozenset[str]:
    found = frozenset(
        sort for sort in table("descriptions")["organization"] if lemma in words("descriptions", "organization", sort)
    )
    makes = lemma not in _persons() and lemma.endswith(endings("descriptions", "maker"))  # steelmaker, not winemaker
    return found or (frozenset({"company"}) if makes else found)


def is_person_noun(token: Token) -> bool:
    """*e.g.* mayor, spokeswomen, co-founder, beekeeper."""
    return _is_person(singular(token), token.pos_)


def are_agents(noun: Token) -> bool:
    """*e.g.* **Exporters** said: people or bodies by the ending of the plural, where a noun of no table speaks."""
    return noun.pos_ == "NOUN" and is_plural(noun) and singular(noun).endswith(endings("descriptions", "agents"))


def is_unlisted(noun: Token) -> bool:
    """*e.g.* a **luthier**: one of what no table knows; not "a **week**"."""
    return not is_plural(noun) and describe(noun).type == UNKNOWN and noun.lower_ not in words("time", "nouns")


def may_be_firm(noun: Token) -> bool:
    """*e.g.* the port's **owner**, the show's **producers**: a noun for a person that a company may be, too."""
    return singular(noun) in words("descriptions", "trade", "persons")


def _is_person(lemma: str, pos: str) -> bool:
    if pos not in tags.NAME_LIKE:
        return False
    if lemma in _persons():
        return True
    last = lemma.rpartition("-")[2]
    return pos != "ADJ" and (
        (last != lemma and last in _persons()) or lemma.endswith(endings("descriptions", "person"))
    )


@once
def singular(token: Token) -> str:
    """The noun's singular in lower case. Proper nouns keep their plural as lemma in some pipelines: "Senators"."""
    divided = _divided_word(token)
    if divided is not None:
        return divided
    lemma = token.lemma_.lower().rstrip(".")
    if lemma != token.lower_ or not (tags.is_plural_form(token) or tags.is_singular_name(token)):
        return lemma
    stem = of_plural(lemma)
    return stem if not tags.is_singular_name(token) or stem in _vocabulary() else lemma


@cache
def of_plural(word: str) -> str:
    """The singular of a plural in lower case: women, secretaries, officials; any other word unchanged."""
    plural = table("descriptions")["plural"]
    for ending, singular_ending in plural["changed"].items():
        if word.endswith(ending):
            return word.removesuffix(ending) + str(singular_ending)
    return word.removesuffix(plural["regular"])


def _divided_word(piece: Token) -> str | None:
    """The word of the tables that the tokenizer has split, given any of its pieces: **e**-**mail**, **runner**-up."""
    start, end = hyphens.word(piece)
    if end - start == 1:
        return None
    first, last = piece.doc[start : end - 1], piece.doc[end - 1]
    forms = (f"{first.text}{form}".lower() for form in (last.lemma_, last.text))
    return next((form for form in forms if form in _divided()), None) or _joined(piece.doc[start:end].text.lower())


def _joined(word: str) -> str | None:
    """*e.g.* **film-maker** -> filmmaker, if the tables have it as one word."""
    whole = word.replace("-", "")
    return next((form for form in (whole, of_plural(whole)) if form in _persons()), None)


@cache
def _divided() -> frozenset[str]:
    listed = words("descriptions", "document", "words") | words("where", "nouns") | _persons()
    return frozenset(word for word in listed if "-" in word)


@cache
def _persons() -> frozenset[str]:
    return frozenset().union(*(words("descriptions", "person", part) for part in ("male", "female", "neutral")))


@cache
def _vocabulary() -> frozenset[str]:
    """All nouns in the tables."""
    sorts = (words("descriptions", "organization", sort) for sort in table("descriptions")["organization"])
    return words("descriptions", "document", "words").union(_persons(), *sorts)


def is_plural(token: Token) -> bool:
    """*e.g.* senators; at the start of a sentence some taggers call "Lawmakers" a name.

    A singular that the tables know is not plural, whatever the tag says: "Harbor **planner** Ann Roe".
    """
    if token.lower_ in _persons() and of_plural(token.lower_) == token.lower_:
        return False
    return (
        tags.is_plural_form(token)
        or "Number=Plur" in str(token.morph)
        or (tags.is_singular_name(token) and singular(token) != bare(token))
    )


def is_bare(token: Token) -> bool:
    """*e.g.* man, people: a noun that says only that it is a person."""
    return singular(token) in words("descriptions", "person", "bare") or bare(token) in words(
        "descriptions", "person", "bare"
    )


def is_age(token: Token) -> bool:
    """*e.g.* the 41-year-**old**; not "the old"."""
    if token.lower_ not in words("descriptions", "age", "words") or hyphens.word(token)[0] == token.i:
        return False
    return functions.dependent(token, "determiner") is not None
