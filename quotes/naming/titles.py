"""The phrase before a name: *harbor spokesman* Jan Kos, *secretary of state* Jan Kos, *CNN's* Jan Kos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.grammar import functions, hyphens, tags
from quotes.language import endings, words
from quotes.naming.lists import conjuncts
from quotes.naming.name import Name, Names, closing, head_of
from quotes.naming.role import (
    AFFILIATION,
    HONORIFIC,
    OFFICE,
    PARTY,
    Beside,
    Role,
    is_adherent,
    is_body,
    is_generic,
    is_office,
    make,
    rank,
)
from quotes.records import SpeakerType
from quotes.words.kinds import (
    ORGANIZATION,
    PERSON,
    PLACE,
    UNKNOWN,
    bare,
    given_gender,
    is_courtesy,
    is_party,
    is_title,
)
from quotes.words.nouns import describe, is_person_noun, is_plural, is_unlisted, may_be_firm

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# "Secretary of **the Danish Home Office** Jan Kos": at most this many words after "of" stand before the name.
OF_PHRASE = 4
PARTY_TOKENS = 6  # "Ann Roe, **R-Ohio,** said": at most this many tokens, the comma included
LETTERS = 4  # of a rank in capitals at most: **DCI** Ann Roe


def before(names: Names, name: Name) -> Beside | None:
    """*e.g.* **Harbor spokesman** Jan Kos, **secretary of state** Jan Kos, **CNN's** Jan Kos."""
    doc, end = names.doc, before_marks(names.doc, name)
    if end == 0:
        return None
    last = doc[end - 1]
    if end > 1 and _is_possessive(last):
        return _affiliation(names, end - 2)
    told = _described_by(names, name, end)
    if told is not None:
        return _premodifier(names, name, end, told)
    if is_office(last) or is_adherent(last) or _is_misread(last, head_of(doc, name)):
        return _premodifier(names, name, end, last)
    if end > 1 and last.like_num and _ranks(doc[end - 2]):
        return _premodifier(names, name, end, doc[end - 2])
    head = _of_phrase(doc, end)
    if head is None and _may_introduce(names, name, last):
        head = last
    return None if head is None else _premodifier(names, name, end, head)


def _is_misread(noun: Token, name: Token) -> bool:
    """*e.g.* college **senior** Ann Roe, Chief **Executive** Ann Roe: a noun that the tagger took for an adjective."""
    if noun.pos_ != "ADJ" or not is_person_noun(noun):
        return False
    title = functions.has(noun, "adjective") and noun.i > 0 and is_person_noun(noun.nbor(-1))  # not "Populist Roe"
    return noun.is_lower or (noun.head == name and (title or functions.has(noun, "oblique")))


def _may_introduce(names: Names, name: Name, noun: Token) -> bool:
    """*e.g.* **product lead** Jan Kos, **luthier** Ann Roe, **PC** Ann Roe: any noun that hangs on a person's name.

    Not: the **book** Ann Roe wrote; **yesterday** Ann Roe said; **report** author Ann Roe.
    """
    if name.type != PERSON or noun.pos_ not in tags.NOUN_LIKE or not noun.is_alpha:
        return False
    other, is_rank = names.at.get(noun.i), noun.is_upper and len(noun) <= LETTERS and not names.doc[name.start].is_upper
    if (other is not None and other.type != UNKNOWN) and not (is_rank and other.type == PERSON):
        return False
    if not is_unlisted(noun) or functions.dependent(noun, "case", "relative clause") is not None:
        return False
    if noun.text[0].isupper() and not (noun.is_sent_start or is_rank) and name.end - name.start == 1:
        return False
    if noun.is_upper and not is_rank:
        return False  # **TONIGHT** Ann Roe; **WELCOME** ANN ROE
    head = head_of(names.doc, name)
    described = noun.head == head and functions.has(noun, "compound", "oblique")
    describes = head.head == noun and functions.has(head, "apposition", "flat")
    return described or describes or _are_both_subjects(noun, head)


def _ranks(noun: Token) -> bool:
    """*e.g.* world **number** one Ann Roe; not: by **number** 10 Ann Roe stopped."""
    return bare(noun) in words("titles", "ranking", "words") and functions.dependent(noun, "case") is None


def _described_by(names: Names, name: Name, end: int) -> Token | None:
    """*e.g.* the former **ambassador** to Denmark Jan Kos, **candidate** for governor Jan Kos: by the parse."""
    doc, head = names.doc, head_of(names.doc, name)
    if doc[end - 1].pos_ == "ADP":
        return None  # a spokesman for | Jan Kos
    for noun in (*functions.dependents(head, "oblique", "compound"), head.head):
        inside = doc[noun.i + 1 : end]
        if noun.i + 1 < end and inside[0].pos_ == "ADP" and is_office(noun) and _is_all_of(noun, inside):
            return noun
    return None


def _is_all_of(noun: Token, inside: Span) -> bool:
    """Whether the tokens all belong to the noun's phrase, without a pause."""
    return all(noun.is_ancestor(t) and (not t.is_punct or tags.is_possessive_mark(t)) for t in inside)


def before_marks(doc: Doc, name: Name) -> int:
    """Token index at which a phrase before the name ends: "spokesman | **Mr.** Kos"."""
    end = name.start
    while end and _is_between(doc[end - 1]):
        end -= 1
    return end


def _affiliation(names: Names, index: int) -> Beside | None:
    """*e.g.* **CNN**'s Jan Kos: the role means him, though CNN itself does not."""
    owner = names.at.get(index)
    if owner is None or owner.type != ORGANIZATION:
        return None
    return Beside(make(names.doc, owner.start, owner.end, names.doc[index], AFFILIATION), range(0))


def honorific(names: Names, name: Name) -> Role | None:
    """*e.g.* **Dr.** Ann Roe, **Lord** Kos: worse than any other role. **Mr.** is not a role."""
    if not name.start or bare(names.doc[name.start - 1]) not in words("titles", "honorific", "words"):
        return None
    return make(names.doc, name.start - 1, name.start, names.doc[name.start - 1], HONORIFIC)


def body(names: Names, name: Name, type_: SpeakerType) -> Role | None:
    """*e.g.* **Oil company** Corvo, **software giant** Corvo, **analysts** Corvo Research: what an organization is."""
    end = name.start - (name.start > 1 and bare(names.doc[name.start - 1]) in words("descriptions", "article", "words"))
    noun = names.doc[end - 1] if end else None
    if noun is None or noun.i in names.at or not _may_be_body(noun):
        return None
    if not _is_one_phrase(noun, head_of(names.doc, name)):
        return None
    if (is_person_noun(noun) and not (is_plural(noun) or may_be_firm(noun))) or is_generic(noun):
        return None  # "the company Corvo" says nothing
    if type_ != ORGANIZATION and not _shows_a_body(names, name, noun):
        return None
    return make(names.doc, modifiers(names, noun.i), noun.i + 1, noun, OFFICE)


def _may_be_body(noun: Token) -> bool:
    """*e.g.* oil **company** Corvo, oil **giant** Corvo, even if read as an adjective or as part of the name."""
    misread = noun.pos_ == "PROPN" or (noun.pos_ == "ADJ" and functions.dependent(noun, "compound") is not None)
    common = noun.is_lower or noun.is_sent_start
    return noun.pos_ == "NOUN" or (misread and bool(common) and bool(describe(noun).sorts))


def _shows_a_body(names: Names, name: Name, noun: Token) -> bool:
    """Whether what a recognizer took for a person is an organization: **oil giant** Lund, **analysts** Corvo.

    Not so: the **school** Ann Roe founded; **residents** Ann Roe and Jan Kos; at the **bank**, Roe said. But a count by
    the aid **group** Lund.
    """
    head = head_of(names.doc, name)
    if name.end - name.start > 1 and given_gender(names.tokens.bare[name.start]) is not None:
        return False
    if describe(noun).sorts:
        return functions.dependent(noun, "case") is None or (functions.has(head, "apposition") and head.head == noun)
    return is_person_noun(noun) and is_plural(noun) and not (functions.has(head, "conjunct") or conjuncts(head))


def trailing(names: Names, name: Name, type_: SpeakerType) -> Role | None:
    """*e.g.* Corvo **news agency**, the Harbor Times **newspaper**: what an organization is, right after its name."""
    doc, end = names.doc, name.end
    while end < len(doc) and doc[end].pos_ in {"NOUN", "ADJ"} and doc[end].is_lower and not is_person_noun(doc[end]):
        end += 1
    noun = doc[end - 1]
    if end == name.end or noun.lower_ not in words("descriptions", "trailing", "words"):
        return None
    head = head_of(doc, name)
    if not functions.has(head, "compound") or head.head.i != noun.i:
        return None
    if type_ in {PERSON, PLACE} and functions.dependent(noun, "determiner") is not None:
        return None  # "a Lund **newspaper**": the owner's; "an Oslo **newspaper**"
    return make(doc, name.end, end, noun, OFFICE)


def _is_one_phrase(noun: Token, name: Token) -> bool:
    """Whether the parse attaches the noun and the name after it to one another."""
    if noun.lower_ in words("time", "nouns") or hyphens.word(noun)[0] < noun.i:
        return False  # "the state-**run** Corvo Agency"
    return functions.are_attached(noun, name) or _is_beside(noun, name)


def _is_beside(noun: Token, name: Token) -> bool:
    """Whether a wrong parse has hung both on one verb or noun: stories about the **bank Corvo** have spread."""
    both_alike = is_body(noun) and name.dep == noun.dep and not functions.has(name, "compound")
    return (name.head.i == noun.head.i and both_alike) or _are_both_subjects(noun, name)


def _are_both_subjects(noun: Token, name: Token) -> bool:
    """*e.g.* The **bank Corvo** said so, where a wrong parse has hung both on the verb."""
    return name.head.i == noun.head.i and functions.has(name, "subject") and functions.has(noun, "subject")


def _premodifier(names: Names, name: Name, end: int, head: Token) -> Beside:
    """The phrase before a name up to the token index `end`."""
    start = modifiers(names, head.i)
    while end - 1 > start and names.doc[end - 1].text.endswith(".") and is_office(names.doc[end - 2]):
        end -= 1  # "**panel chairman** Rep. Jan Kos"
    return Beside(make(names.doc, start, end, head, rank(head, start, end)), range(start, name.start))


def _is_between(token: Token) -> bool:
    """Whether it may stand between role and name: spokesman **Mr.** Kos, “national reporter**”** Jan Kos, a space."""
    if token.is_space:
        return "\n" not in token.text
    if token.text == "." and token.i and not token.nbor(-1).whitespace_ and is_title(token.nbor(-1)):
        return True  # "Sens" and "." are two tokens
    return is_courtesy(token) or (token.is_quote and not _is_possessive(token))


def _is_possessive(token: Token) -> bool:
    """*e.g.* CNN**'s** Jan Kos, the Harbor News**'** Jan Kos: taggers take the latter for a quotation mark."""
    return tags.is_possessive_mark(token) or (
        token.text in {"'", "’"}
        and token.i > 0
        and token.nbor(-1).lower_.endswith(endings("titles", "possessive"))
        and not token.nbor(-1).whitespace_
    )


def modifiers(names: Names, head: int) -> int:
    """Token index where the phrase that ends with `head` begins: its modifiers to the left.

    *e.g.* "the **former Harbor Party** chairman", "**Ortega's** lawyer"; the name of another person ends it.
    """
    doc, start = names.doc, head
    while start and _modifies(names, doc[start - 1], doc[start]):
        start -= 1
    while start < head and (
        tags.is_possessive_mark(doc[start])
        or doc[start].is_punct
        or bare(doc[start]) in words("descriptions", "quantifier", "words")
    ):
        start += 1
    return start


def _modifies(names: Names, token: Token, right: Token) -> bool:
    name = names.at.get(token.i)
    if token.is_space and "\n" not in token.text:
        return True
    if token.is_space or right.is_sent_start:
        return False
    if token.lower_ in words("time", "nouns") and token.pos_ != "ADJ":  # "**second** seed"
        return right.like_num and functions.has(token, "compound")  # "**year** 9 teacher"
    if name is not None and name.type == ORGANIZATION and names.at.get(right.i) is name:
        return True  # "**State Nurses** Association president", "**Department of** Labor spokesman"
    if name is not None and name.type == PERSON and names.at.get(right.i) is not name:
        # "**Ortega's** lawyer", "**Ortega** spokesman"
        return tags.is_possessive_mark(right) or (right.pos_ in {"NOUN", "PROPN", "ADJ"} and right.i not in names.at)
    if token.lower_ in words("introductions", "nouns"):
        return False  # by the **name** Captain Roe
    if is_person_noun(token) and is_plural(token) and (name is None or name.type != ORGANIZATION):
        return tags.is_possessive_mark(right)  # the **referees**' chief; not: Union of **Teachers** secretary
    if (
        right.text.endswith(".")
        and is_title(right)
        and token.pos_ == "NOUN"
        and token.is_lower
        and not is_person_noun(token)
    ):
        return token.lower_ in words("titles", "office", "lower")  # "**state** Sen.", not "helped **force** Sen."
    if token.pos_ == "CCONJ":
        offices = is_person_noun(right) and token.i > 0 and is_person_noun(token.nbor(-1))
        return offices or (token.i > 0 and _joins_modifiers(right))
    return (
        token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
        or (token.is_upper and len(token) > 1)
        or tags.is_possessive_mark(token)
        or tags.builds_compound(token)
        or (_is_verbal(token) and functions.has(token, "adjective", "compound"))
        or (token.text in {"-", "–"} and not token.whitespace_)
        or (token.pos_ == "ADV" and right.text in {"-", "–"})
    )


def _joins_modifiers(right: Token) -> bool:
    """*e.g.* crime **fiction** and **fantasy** author Jan Kos: what is joined hangs on one noun to the right."""
    left = right.nbor(-2)
    on_one = left.head == right.head or (functions.has(right, "conjunct") and right.head == left)
    return on_one and left.head.i > right.i


def _is_verbal(token: Token) -> bool:
    """*e.g.* the **elected** mayor, the **managing** director, a **think** tank."""
    return token.pos_ == "VERB" or tags.is_participle(token) or tags.is_ing(token)


def _of_phrase(doc: Doc, end: int) -> Token | None:
    """*e.g.* **Secretary** of State Jan Kos, **mother** of two Ann Roe: an office and "of" before a name."""
    for i in range(end - 1, max(end - 2 - OF_PHRASE, 0), -1):
        if doc[i].lower_ in words("descriptions", "inside", "prepositions"):
            return doc[i - 1] if i < end - 1 and is_office(doc[i - 1]) else None
        if doc[i].pos_ not in {"NOUN", "PROPN", "ADJ", "DET", "NUM"}:
            return None
    return None


def is_of_several(title: Token) -> bool:
    """*e.g.* **Sens.** Ann Roe and Jan Kos, **Presidents** Roe and Kos."""
    return bare(title) in words("titles", "office", "plural") or is_plural(title)


def party(doc: Doc, name: Name) -> Role | None:
    """*e.g.* Ann Roe (**R-Ohio**); Ann Roe, **R-Ohio**, said."""
    start, end = name.end + 1, closing(doc, name.end)
    if end is None and name.end < len(doc) and doc[name.end].text == ",":
        end = next((t.i for t in doc[start : start + PARTY_TOKENS] if t.text == ","), None)
    inside = None if end is None else doc[start:end]
    if inside is None or not is_party(inside.text):
        return None
    return Role((inside.start_char, inside.end_char), PARTY, inside.start, inside.text.lower(), frozenset())
