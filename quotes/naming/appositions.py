"""What somebody is, after the name: Jan Kos, *the head of the port*, and Jan Kos of *the Harbor Institute*."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from quotes.grammar import functions, phrases, tags
from quotes.language import words
from quotes.naming.extent import end_of
from quotes.naming.name import Name, Names, closing, head_of
from quotes.naming.role import (
    AFFILIATION,
    Beside,
    Role,
    is_body,
    is_generic,
    is_new_body,
    is_office,
    is_one_of,
    make,
    rank,
    says_who,
)
from quotes.records import SpeakerType
from quotes.words.kinds import ORGANIZATION, PERSON, UNKNOWN, bare, given_gender, is_letters
from quotes.words.nouns import is_unlisted

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# In tokens. "Jan Kos, the head | **of policy for the old port of the city and county**, said": to the comma.
STRETCH = 15
# "Jan Kos, **the then deputy head of the city's old port**, said": how far after the comma.
BEHIND_COMMA = 11


def after(names: Names, name: Name) -> list[Beside]:
    """*e.g.* Jan Kos, **the head of the port**: found by the parse, else as a phrase for a person between commas."""
    doc = names.doc
    beside = _beside(doc, name) if _is_open(doc, name) else []
    nouns = [noun for noun in beside if not _is_past_person(names, name, noun)]
    indices = {noun.i for noun in nouns}
    told = [noun for noun in nouns if noun.i not in names.at and _describes(noun, name) and noun.i + 1 not in indices]
    if told or name.type not in {PERSON, UNKNOWN, ORGANIZATION}:
        return [_aside(names, _start(names, name, noun), noun) for noun in told]
    unseen = _after_comma(names, name)
    return [] if unseen is None else [unseen]


def body(names: Names, name: Name, type_: SpeakerType) -> Role | None:
    """*e.g.* Lund Roe, **the brokerage that lost most**: a body, though a recognizer took the name for a person's."""
    if not may_be_misread(names, name, type_) or not _is_open(names.doc, name):
        return None
    noun = next((noun for noun in _beside(names.doc, name) if noun.i > name.end and is_new_body(noun)), None)
    if noun is None or noun.i in names.at or functions.dependent(noun, "determiner", "possessor") is None:
        return None
    return _aside(names, _start(names, name, noun), noun).role


def may_be_misread(names: Names, name: Name, type_: SpeakerType) -> bool:
    """Whether the name may be a body's that was taken for something else: not if it begins with a given name."""
    return type_ != ORGANIZATION and given_gender(names.tokens.bare[name.start]) is None


def _beside(doc: Doc, name: Name) -> list[Token]:
    """The appositions to the name, or to one of its words where the parse divides it."""
    return [noun for token in doc[name.start : name.end] for noun in functions.appositions(token) if noun.i >= name.end]


def _is_past_person(names: Names, name: Name, noun: Token) -> bool:
    """*e.g.* Jan Kos, a nurse, and Tom Lund, a *diver*: by a wrong parse both in apposition to Kos."""
    between = names.doc[name.end : phrases.phrase(noun)[0]]
    last = next((t for t in reversed(between) if t.text != "," and not t.like_num), None)
    return last is not None and names.person_at(last.i) is not None


def affiliation(names: Names, name: Name) -> Role | None:
    """*e.g.* Jan Kos of **the Harbor Institute**, Jan Kos, from **the farmers' union**: somebody's organization."""
    doc = names.doc
    aside = name.end < len(doc) and doc[name.end].text == ","
    preposition = name.end + aside
    if preposition >= len(doc) or doc[preposition].lower_ not in words("descriptions", "inside", "affiliation"):
        return None
    nouns = list(takewhile(lambda t: t.pos_ in OF_BODY and not t.is_sent_start, doc[preposition + 1 :]))
    owner = names.at.get(nouns[-1].i) if nouns else None
    if not nouns or not (is_body(nouns[-1]) if owner is None else owner.type == ORGANIZATION):
        return None
    if owner is not None and _is_seat(doc, name, owner):
        return None
    end = owner.end if owner is not None else nouns[-1].i + 1
    head = doc[preposition + 1 : end].root
    if not (_is_end(doc, end) if aside else _hangs_on(doc, name, head)):
        return None
    return make(doc, preposition + 1, end, head, AFFILIATION)


def acting(names: Names, name: Name) -> Role | None:
    """*e.g.* Jan Kos, **prosecuting**, said; Jan Kos KC, **defending**."""
    doc, comma = names.doc, _comma(names.doc, name.end)
    if comma is None or doc[comma + 1].lower_ not in words("descriptions", "occupation", "acting"):
        return None
    return make(doc, comma + 1, comma + 2, doc[comma + 1], AFFILIATION) if _is_pause(doc, comma + 2) else None


def _is_seat(doc: Doc, name: Name, owner: Name) -> bool:
    """*e.g.* Sen. Ann Roe of **Torsby**, which a recognizer took for a body: where she was elected."""
    alone = owner.end - owner.start == 1 and owner.start == name.end + 1 and not doc[owner.start].is_upper
    office = bare(doc[name.start - 1]) in words("titles", "office", "words") if name.start else False
    return alone and office and doc[name.end].lower_ in words("descriptions", "inside", "part")


# Parts of speech in the name of a body and in the words before it: "the farmers' union", "a Harbor-based bank".
OF_BODY = {"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"}


def _hangs_on(doc: Doc, name: Name, noun: Token) -> bool:
    """Whether the parse hangs the noun on the name: "Kos **of the Institute**", not "told Kos **at the Institute**".

    In "a survey by Kos of **the Institute**" it may hang both on the survey.
    """
    beside = noun.head == head_of(doc, name).head and doc[name.end].lower_ in words("descriptions", "inside", "part")
    return beside or any(name.start <= above.i < name.end for above in (noun.head, noun.head.head))


def past_letters(doc: Doc, end: int) -> int:
    """Token index after the letters that follow a name: Amir Khan **QC** | , said."""
    while end < len(doc) and is_letters(doc[end]):
        end += 1
    return end


def _is_open(doc: Doc, name: Name) -> bool:
    """Whether an apposition may follow. After a colon comes what was said: "Kos: Harbor Chief Lied"."""
    return name.end < len(doc) and (doc[name.end].text in {"(", "—", "–", "-"} or _comma(doc, name.end) is not None)


def _start(names: Names, name: Name, noun: Token) -> int:
    """*e.g.* Jan Kos, | **Trade and** Industry Minister: from the comma, if only modifiers stand between.

    So does the name of a body: Jan Kos, | **Ohio Department of Labor** spokesman.
    """
    doc, first = names.doc, max(name.end, phrases.phrase(noun)[0])
    start = first
    while start > name.end and (_may_modify(doc[start - 1]) or _is_of_body(names, start - 1)):
        start -= 1
    return start if doc[start - 1].text == "," else first


def _is_of_body(names: Names, index: int) -> bool:
    owner = names.at.get(index)
    return owner is not None and owner.type == ORGANIZATION


def _aside(names: Names, start: int, noun: Token) -> Beside:
    """The apposition from the token index `start`."""
    doc, end = names.doc, _end(names, noun)
    return Beside(make(doc, start, end, noun, rank(noun, start, end)), range(start, end))


def _end(names: Names, noun: Token) -> int:
    """Token index where the apposition that is headed by the noun ends."""
    end = _of_body(names, noun.i + 1) or _stretched(names, end_of(noun))
    return (_of_body(names, end) if end < len(names.doc) and names.doc[end].text == "," else None) or end


def _stretched(names: Names, end: int) -> int:
    """*e.g.* "Jan Kos, the head | **of policy for the port**, said": up to the comma, if the parser cut it short."""
    for token in names.doc[end : end + STRETCH]:
        if (token.is_punct and token.text != "-") or (token.is_space and "\n" in token.text):
            return token.i
        if not (token.pos_ in _IN_STRETCH or token.text == "-" or _joins(names, token)):
            break
    return end


_IN_STRETCH = {"ADP", "ADJ", "DET", "NOUN", "NUM", "PART", "PROPN"}


def _joins(names: Names, token: Token) -> bool:
    """*e.g.* head for Asia **and** Africa at the bank; not "head of the port **and** a judge", "**and** Ann Roe"."""
    if token.pos_ != "CCONJ" or not _may_modify(token) or token.nbor().pos_ == "DET":
        return False
    return names.person_at(token.i + 1) is None


def _describes(noun: Token, name: Name) -> bool:
    """*e.g.* Jan Kos, the **head** of the port; Corvo, a **maker** of ropes; not Ann Roe, whose **son** was there."""
    if noun.i < name.end or not noun.text[0].isalpha() or any(map(tags.is_relative_possessor, noun.lefts)):
        return False
    if name.type in {PERSON, UNKNOWN}:
        return says_who(noun) or (name.type == PERSON and may_say_who(noun))
    if noun.nbor(-1).is_quote and is_generic(noun):
        return False  # Corvo Ltd (the “**Company**”)
    determined = noun.pos_ == "NOUN" and functions.dependent(noun, "determiner", "possessor") is not None
    return determined or is_one_of(noun, organization=True)


def may_say_who(noun: Token) -> bool:
    """*e.g.* Jan Kos, a **luthier** in Oslo: a noun in no table; not "fired Jan Kos, a **move** that surprised us"."""
    acronym = noun.pos_ == "PROPN" and noun.is_upper  # the **MS** for Oslo
    if not (noun.pos_ == "NOUN" or acronym) or functions.dependent(noun, "determiner", "possessor") is None:
        return False
    if not is_unlisted(noun):
        return False
    return all(_tells_of_person(clause) for clause in functions.dependents(noun, "relative clause"))


def _tells_of_person(clause: Token) -> bool:
    """*e.g.* a luthier **who works in Oslo**, not "a move **that surprised us**"."""
    own = functions.subject(clause) or functions.passive_subject(clause)
    return own is not None and own.lower_ in words("pronouns", "personal")


def _after_comma(names: Names, name: Name) -> Beside | None:
    """A phrase for a person between commas right after the name, where the parser saw no apposition."""
    doc, comma = names.doc, _comma(names.doc, name.end)
    if comma is None:
        return None
    for token in doc[comma + 1 : comma + 1 + BEHIND_COMMA]:
        if token.is_sent_start or names.person_at(token.i) is not None:
            return None
        if _is_told(names, name, comma, token):
            if _is_other_subject(doc, name, token):
                return None
            if _is_end(doc, _end(names, token)):
                return _aside(names, comma + 1, token)
        if not _may_modify(token):
            return None
    return None


def _is_told(names: Names, name: Name, comma: int, noun: Token) -> bool:
    """Jan Kos, port **chief**; Corvo, an Oslo **bank**: with a determiner, since "Corvo, bank" may be a list."""
    if name.type == ORGANIZATION:
        return names.doc[comma + 1].pos_ == "DET" and is_new_body(noun) and _is_last(noun)
    return is_office(noun) and (_is_last(noun) or _of_body(names, noun.i + 1) is not None)


def _of_body(names: Names, start: int) -> int | None:
    """*e.g.* Jan Kos, Director**, Harbor Securities**, and President **Harbor North**: token index where it ends.

    So does a place: the mayor of Torsby**, Ohio**.
    """
    doc = names.doc
    if start < len(doc) and doc[start].text == ",":
        start += 1
        start += start < len(doc) and doc[start].lower_ in words("descriptions", "inside", "prepositions")
    name = names.at.get(start)
    end = _past_capitals(names, start) if name is None or name.type != PERSON else start
    return end if end > start and _is_pause(doc, end) else None


def _past_capitals(names: Names, start: int) -> int:
    """Token index after the names from `start` on: **Harbor Securities**, **Harbor North Asia**."""
    end, doc = start, names.doc
    while end < len(doc) and doc[end].pos_ in tags.NAME_LIKE and doc[end].text[0].isupper():
        name = names.at.get(end)
        if name is not None and name.type == PERSON:
            return start
        end = end + 1 if name is None else name.end
    return end


def _is_pause(doc: Doc, end: int) -> bool:
    """Whether a mark or a new line follows; not a dash or an opening bracket, which may begin something new."""
    return end >= len(doc) or doc[end].text in {",", ")", ":", ".", ";"} or doc[end].is_quote or "\n" in doc[end].text


def _is_last(noun: Token) -> bool:
    """Whether it is the noun itself and not its modifier: "the port **chief** | of Oslo", not "the **chief** clerk"."""
    if noun.i + 1 == len(noun.doc):
        return True
    following = noun.nbor()
    joined = tags.is_possessive_mark(following) or tags.is_hyphen(following)
    return following.pos_ not in tags.NOUN_LIKE and not joined


def _is_end(doc: Doc, end: int) -> bool:
    """Whether an apposition may end before this token."""
    return end >= len(doc) or doc[end].is_punct or doc[end].is_space or doc[end].pos_ in {"VERB", "AUX", "CCONJ"}


def _may_modify(token: Token) -> bool:
    if token.pos_ == "CCONJ":  # "Jan Kos, Trade **and** Industry Minister,"
        return (
            token.nbor(-1).pos_ in tags.NOMINAL and token.i + 1 < len(token.doc) and token.nbor().pos_ in tags.NOMINAL
        )
    nominal = token.pos_ in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV"}
    particle = token.i > 0 and tags.is_hyphen(token.nbor(-1))  # a laid-**off** nurse
    return nominal or particle or tags.is_hyphen(token) or tags.is_participle(token)


def _is_other_subject(doc: Doc, name: Name, noun: Token) -> bool:
    """*e.g.* "In an interview with Kos, the **mayor** said"; not "According to Kos, the mayor, the city asked"."""
    if functions.has(head_of(doc, name), "subject", "passive subject"):
        return False
    return noun in (functions.subject(noun.head), functions.passive_subject(noun.head))


def _comma(doc: Doc, end: int) -> int | None:
    """Token index of the comma before an apposition, after letters, bracket, place, age: "Jan Kos **of Ohio, 59**,"."""
    end = past_letters(doc, end)
    bracket = closing(doc, end)
    end = past_place(doc, end if bracket is None else bracket + 1)
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    while (following := _past_aside(doc, end + 1)) is not None:
        end = following
    return end


def _past_aside(doc: Doc, start: int) -> int | None:
    """Token index of the comma after an age, letters or a place: Jan Kos, **59**, of Ohio, said."""
    end = start + 1 if doc[start].like_num or is_letters(doc[start]) else past_place(doc, start)
    return end if start < end < len(doc) - 1 and doc[end].text == "," else None


def past_place(doc: Doc, end: int) -> int:
    """*e.g.* Jan Kos **of Ohio** | , said; Jan Kos **of the Harbor Bank** | , said."""
    if end + 1 < len(doc) and doc[end].lower_ in words("descriptions", "inside", "prepositions"):
        end += 1 + (doc[end + 1].pos_ == "DET")
        while end < len(doc) and doc[end].pos_ == "PROPN":
            end += 1
    return end
