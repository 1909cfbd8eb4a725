"""What somebody is, before the name and a comma: *The minister of trade*, Mr. Kos, said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.grammar import functions, phrases, tags
from quotes.language import words
from quotes.naming.appositions import OF_BODY, STRETCH, may_be_misread, may_say_who, past_letters, past_place
from quotes.naming.name import Name, Names, head_of
from quotes.naming.role import OFFICE, Role, is_new_body, is_office, is_one_of, make, rank, says_what
from quotes.records import SpeakerType
from quotes.words.kinds import PERSON, UNKNOWN, is_title
from quotes.words.nouns import is_person_noun, is_plural, may_be_firm

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_RANK = 4  # letters of a rank in capitals: "The spokesman, **ASI** Jan Kos, said"
# "**The deputy minister of trade and the old ports**, Mr. Kos, said": how far before the comma the office may be.
BEFORE_COMMA = 10


def before(names: Names, name: Name, start: int) -> Role | None:
    """*e.g.* **The minister of trade**, Mr. Kos, said: a phrase for a person right before ", NAME ,".

    `start`: token index where the name begins, including a phrase that describes it: "**harbor spokesman** Jan Kos".
    """
    comma = _comma_before(names.doc, start)
    if comma is None or not _is_closed(names.doc, name):
        return None
    head, is_person = head_of(names.doc, name), name.type in {PERSON, UNKNOWN}
    says = is_office if is_person else says_what
    noun = _titled(head.head) if is_person else _whole(names, head.head)
    told = says(noun) or (name.type == PERSON and may_say_who(noun) and functions.dependent(noun, "case") is None)
    if functions.has(head, "apposition") and noun.i < comma and told:
        copula = functions.dependent(noun, "copula")  # She was **the owner**, Ann Roe
        start = phrases.phrase(noun)[0] if copula is None or copula.i > noun.i else copula.i + 1
        return make(names.doc, start, comma, noun, OFFICE)
    return _office_before(names, comma) if is_person else None


def body_before(names: Names, name: Name, type_: SpeakerType) -> Role | None:
    """*e.g.* **The city's largest brokerage**, Lund Roe, said: `appositions.body`, but before the name."""
    comma = _comma_before(names.doc, name.start)
    if comma is None or not may_be_misread(names, name, type_):
        return None
    head = head_of(names.doc, name)
    noun = head.head
    if not (functions.has(head, "apposition") and noun.i < comma and is_new_body(noun) and _is_closed(names.doc, name)):
        return None
    return None if noun.i in names.at else make(names.doc, phrases.phrase(noun)[0], comma, noun, OFFICE)


def _titled(noun: Token) -> Token:
    """*e.g.* **The Minister** of State for the marine, Jan Kos, said: not the marine."""
    above = noun.head
    return above if is_title(above) and above.i < noun.i and functions.has(noun, "oblique") else noun


def _whole(names: Names, noun: Token) -> Token:
    """*e.g.* **One** of the banks, Corvo, said; **The owner** of the Grand Hotel, Corvo, said: not the hotel."""
    above = noun.head
    return above if is_one_of(above, organization=True) or (noun.i in names.at and may_be_firm(above)) else noun


def _comma_before(doc: Doc, start: int) -> int | None:
    """Token index of the comma before a name and its titles; a phrase may stand before that comma.

    *e.g.* The Bishop of Torsby | , **the Most Reverend** Jan Kos; The candidate | , **lawyer** Ann Roe.
    """
    comma = start - 1
    while comma > 0 and (_may_address(doc[comma]) or doc[comma].pos_ in {"DET", "ADV", "ADJ"}):
        comma -= 1
    return comma if comma >= 2 and doc[comma].text == "," else None


def _may_address(token: Token) -> bool:
    """*e.g.* **Mr.** Kos, **lawyer** Jan Kos; **ASI** Jan Kos, a rank that only its capitals show."""
    rank = token.is_upper and token.is_alpha and token.pos_ == "PROPN" and len(token) <= LONGEST_RANK
    return is_title(token) or rank or (token.is_lower and is_person_noun(token) and not is_plural(token))


def _is_closed(doc: Doc, name: Name) -> bool:
    """Whether there is a pause after the name, its letters and a place: His wife, Ann Roe **of Ohio**, said.

    So after another phrase that ends at a comma: The moderator, Ann Roe **of public radio**, said.
    """
    letters = past_letters(doc, name.end)
    if letters < len(doc) and doc[letters].lower_ in words("descriptions", "inside", "affiliation"):
        behind = next((t for t in doc[letters + 1 : letters + STRETCH] if t.pos_ not in OF_BODY), None)
        if behind is not None and behind.text == ",":
            return True
    end = past_place(doc, letters)
    return end < len(doc) and (doc[end].is_punct or doc[end].is_space)


def _office_before(names: Names, comma: int) -> Role | None:
    """*e.g.* **the minister of trade** | , Mr. Kos: found by the words alone."""
    doc = names.doc
    for token in reversed(doc[max(0, comma - BEFORE_COMMA) : comma]):
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "ADP", "PART"} or _is_other(names, token):
            return None
        if functions.has(token.head, "relative clause"):
            return None  # the man who hired **the lawyer**, Jan Kos,
        first = _one_of(token) if is_person_noun(token) and is_plural(token) else None
        if first is not None:
            return make(doc, first, comma, token, OFFICE)
        owners = [t for t in functions.dependents(token, "determiner", "possessor") if t.i < token.i]
        if is_office(token) and owners:
            start = phrases.phrase(owners[0])[0]
            return make(doc, start, comma, token, rank(token, start, comma))
        if token.is_sent_start:
            return None
    return None


def _one_of(noun: Token) -> int | None:
    """*e.g.* **one** of the family's lawyers, Jan Kos, said: token index of "one"."""
    start = phrases.phrase(noun)[0]
    one = words("pronouns", "indefinite", "person")
    before = noun.doc[max(0, start - 2) : start + 1]
    return next((t.i for t in before if t.lower_ in one), None)


def _is_other(names: Names, token: Token) -> bool:
    """Another person: "a lawyer for **Ortega**, Jan Kos," or "**Ortega's** lawyer, Jan Kos,"."""
    name = names.person_at(token.i)
    if name is None:
        return False
    before = names.doc[name.start - 1].pos_ if name.start else ""
    owns = name.end < len(names.doc) and tags.is_possessive_mark(names.doc[name.end])
    return before != "ADP" and not owns
