"""Where a name begins and ends: an entity that a recognizer found, cut or stretched to the name itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from quotes.grammar import functions, tags
from quotes.grammar.hyphens import is_hyphen
from quotes.language import words
from quotes.naming.name import Name, Tokens
from quotes.records import SpeakerType
from quotes.words.kinds import (
    ORGANIZATION,
    PERSON,
    PLACE,
    bare,
    given_gender,
    is_body,
    is_initials,
    is_letters,
    is_surname_too,
    is_title,
)
from quotes.words.nouns import is_demonym, is_person_noun

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# Labels of entity recognizers -> types of speakers: ours, CoNLL's and OntoNotes'.
LABELS: dict[str, SpeakerType] = {
    "PERSON": PERSON,
    "PER": PERSON,
    "ORG": ORGANIZATION,
    "FAC": ORGANIZATION,
    "LOC": PLACE,
    "GPE": PLACE,
}


PARTICLE = 3  # letters that an unknown particle of a name may have: Corrie **ten** Boom
# "The", "Meanwhile", "Of": a name does not begin with these, nor continue to the left of them.
_BEFORE = {"DET", "ADV", "ADP", "SCONJ", "CCONJ", "PRON"}


def of_entity(tokens: Tokens, ent: Span) -> Name | None:
    """The entity without article, title and possessive; None if it is not a name, as over a line break."""
    type_ = LABELS.get(ent.label_)
    if type_ is None or any(t.is_space for t in tokens[ent.start : ent.end]):
        return None
    start, end = _stripped(tokens, ent.start, ent.end, type_)
    if not any(t.text[0].isupper() or t.text[0].isdigit() for t in tokens[start:end]):
        return None
    if type_ == PERSON:
        start, end = _name_start(tokens, start), _name_end(tokens, start, end)
        while end > start and is_letters(tokens[end - 1]):
            end -= 1
    elif start < end:
        end = _past_joint(tokens, end)
    return Name(start, end, type_) if start < end else None


def is_person(three: Sequence[Token]) -> bool:
    """Whether a recognizer takes the first two tokens for a person's whole name."""
    labels = [LABELS.get(token.ent_type_) == PERSON and token.ent_iob_ for token in three]
    return labels[:2] == ["B", "I"] and labels[2:] != ["I"]


def _stripped(tokens: Tokens, start: int, end: int, type_: SpeakerType) -> tuple[int, int]:
    """The token range without the words at both ends that are not part of the name; empty if nothing is left."""
    while start < end and _is_before_name(tokens[start], type_, end - start):
        start += 1
    while end > start and (
        tags.is_possessive_mark(last := tokens[end - 1]) or (last.is_punct and last.text[-1] != ".")
    ):
        end -= 1
    while type_ == PERSON and end - start > 2 and tokens[end - 1].is_stop and not tokens[end - 1].is_upper:
        end -= 1
    return start, end


def _is_before_name(token: Token, type_: SpeakerType, length: int) -> bool:
    """*e.g.* **The** Harbor Times, **Meanwhile** Roe, **Senator** Roe: words that a recognizer may include."""
    opener = token.is_stop and given_gender(token.lower_) is None and not token.is_upper
    if type_ != PERSON and length > 1 and token.pos_ in tags.NAME_LIKE:
        return token.is_lower  # the **powerful** Harbor Council; not **First** Harbor Bank
    if token.is_punct or token.pos_ in _BEFORE or opener:
        return True
    if type_ == PERSON and length > 1 and (_is_common(token) or (length > 2 and _is_office(token))):
        return True
    # "**Senator** Roe", "**Norwegian** Lars Holm"
    return type_ == PERSON and length > 1 and (is_title(token) or (token.pos_ == "ADJ" and length > 2))


def _is_common(token: Token) -> bool:
    """*e.g.* **gran** Ann Roe: a common noun before a name; not **bin** Rashid."""
    particle = token.lower_ in words("titles", "suffix", "particles")
    return token.is_lower and len(token) > PARTICLE and not particle and token.nbor().text[0].isupper()


def _is_office(token: Token) -> bool:
    """*e.g.* **Gran** Ann Roe at the start of a sentence; not **Mason** Lund Roe."""
    return bool(token.is_sent_start) and is_person_noun(token) and given_gender(token.lower_) is None


def split(tokens: Tokens, name: Name, surnames: Collection[str]) -> Iterator[Name]:
    """Several names in one, or a name and a role, taken apart.

    *e.g.* "Harbor Court Justice | Ann Roe", "State | Antony Roe" (of "Secretary of State Antony Roe"),
    "Harbor Post | Roe" where the article has an Ann Roe, "Corvo Bank | CEO".
    """
    start, end = name.start, name.end
    if name.type == PERSON or _is_double(tokens, name, surnames):
        yield Name(start, end, PERSON)
        return
    end = _before_role(tokens, start, end)
    person = _person_within(tokens, name, end, surnames)
    if person is not None:
        yield Name(person, end, PERSON)
        end = _before_role(tokens, start, person)
    if start < end:
        yield Name(start, end, name.type)


def double(tokens: Tokens, name: Name) -> str | None:
    """*e.g.* lund-roe for the person Ann **Lund-Roe**; None if the surname has no hyphen."""
    hyphened = name.type == PERSON and name.end - name.start > 3 and is_hyphen(tokens[name.end - 2])
    return "-".join(tokens.key(name)[-2:]) if hyphened else None


def _is_double(tokens: Tokens, name: Name, surnames: Collection[str]) -> bool:
    """*e.g.* **Lund-Roe** said, taken for a body, where the article has an Ann Lund-Roe."""
    hyphened = name.end - name.start == 3 and is_hyphen(tokens[name.start + 1])
    return hyphened and "-".join(tokens.key(name)) in surnames


def _person_within(tokens: Tokens, name: Name, end: int, surnames: Collection[str]) -> int | None:
    """Token index where a person's name begins at the end of what a recognizer took for one name."""
    for i in range(end - 1, name.start, -1):
        if tokens[i - 1].pos_ in _BEFORE or tags.is_possessive_mark(tokens[i - 1]) or _follows_letter(tokens, i):
            return None
        alone = i == end - 1
        titled = _is_titled(tokens, name, i, surnames) and end - i in (1, 2, 3)
        if titled and i - 2 > name.start and tokens[i - 2].pos_ in {"ADP", "DET"}:
            return None  # Office of the Inspector General
        if name.type == ORGANIZATION and alone and bare(tokens[i]) in surnames and not is_surname_too(bare(tokens[i])):
            return i
        given = given_gender(bare(tokens[i])) is not None and end - i in (2, 3)
        body = is_body(tokens[end - 1]) and not (alone and is_surname_too(bare(tokens[i])))
        if (given or titled) and not body:
            return i
    return None


def _follows_letter(tokens: Tokens, i: int) -> bool:
    """Whether a letter and a hyphen stand before: Q-**Corvo**; not so in the Lund-**Roe** administration."""
    return is_hyphen(tokens[i - 1]) and i > 1 and len(tokens[i - 2].text) == 1


def _is_titled(tokens: Tokens, name: Name, i: int, surnames: Collection[str]) -> bool:
    """*e.g.* Justice | **Roe**; not General **Motors**, nor a body that a recognizer knows: General **Electric**."""
    if not _is_role(tokens[i - 1]):
        return False
    if is_surname_too(bare(tokens[i])):
        return True
    whole = name.type == ORGANIZATION and i - 1 == name.start and bare(tokens[i]) not in surnames
    return not whole and not is_body(tokens[i])


def _before_role(tokens: Tokens, start: int, end: int) -> int:
    """Token index where a name ends before a role: Corvo Bank | CEO; not Union of **Teachers**, Corvo **Partners**."""
    if is_hyphen(tokens[end - 1]):  # "Washington-| Roe"
        end -= 1
    if _is_outlet(tokens, start, end):
        return end
    before = end
    while before > start and _may_be_role(tokens[before - 1]):
        before -= 1
    member = before - 1 > start and tokens[before - 1].pos_ in {"ADP", "DET"}
    return end if member else before  # not: Office of the | Inspector General


def _may_be_role(last: Token) -> bool:
    """*e.g.* Corvo Bank **CEO**; not Union of **Teachers**, Harbor System **Operator**."""
    return _is_role(last) and not tags.is_plural_form(last) and not is_body(last)


def _is_outlet(tokens: Tokens, start: int, end: int) -> bool:
    """*e.g.* the Harbor **Reporter**, the Valley **Leader**: a paper, after "the" and without a body before it."""
    last = tokens[end - 1]
    if end - start < 2 or start == 0 or tokens[start - 1].pos_ != "DET" or is_title(last) or last.is_upper:
        return False
    return _is_role(last) and not any(is_body(t) or _is_role(t) for t in tokens[start : end - 1])


def without_epithet(tokens: Tokens, name: Name, known: Collection[tuple[str, ...]]) -> Name:
    """*e.g.* "Crooked | Maria Delgado" if the article also has Maria Delgado; "trade | Maria Delgado" in any case."""
    if _is_described(tokens, name) and any(len(form) > 1 and form[-1:] == tokens.key(name)[-1:] for form in known):
        return Name(name.start + 1, name.end, PERSON)
    nickname = next((i for i in range(name.start, name.end) if tokens[i].is_quote), name.end)
    for i in range(name.start + 1, min(nickname, name.end - 1)):
        if name.type == PERSON and tokens[i - 1].pos_ in {"NOUN", "ADJ"} and given_gender(bare(tokens[i])) is not None:
            return Name(i, name.end, PERSON)
    if name.type != PERSON or name.end - name.start < 3 or given_gender(bare(tokens[name.start])) is not None:
        return name
    rest = Name(name.start + 1, name.end, PERSON)
    given = given_gender(bare(tokens[rest.start])) is not None
    return rest if given and tokens.key(rest) in known else name


def _is_described(tokens: Tokens, name: Name) -> bool:
    """*e.g.* **Mogul** Roe backs a band: a noun that has a capital because it opens the sentence."""
    first = tokens[name.start]
    two = name.type == PERSON and name.end - name.start == 2 and bool(first.is_sent_start) and not first.is_upper
    return two and given_gender(bare(first)) is None and first.lower_ in words("descriptions", "person", "neutral")


def _is_role(token: Token) -> bool:
    """*e.g.* Harbor Court **Justice**, Corvo Bank **CEO**."""
    lemma = token.lemma_.lower().rstrip(".")
    return is_title(token) or (token.text[0].isupper() and lemma in words("descriptions", "person", "neutral"))


def _name_start(tokens: Tokens, start: int) -> int:
    """*e.g.* the recognizer begins at "Delgado" in "**Maria** Delgado", at "Mojo" in "**Box Office** Mojo"."""
    while (earlier := _before_start(tokens, start)) < start:
        start = earlier
    return start


def _before_start(tokens: Tokens, start: int) -> int:
    """Token index of the word before the name if it belongs to the name; else `start`."""
    if start and not tokens[start].is_sent_start and (_is_given(tokens[start - 1]) or is_initials(tokens[start - 1])):
        return start - 1
    if start == 0 or tokens[start].is_sent_start:
        return start
    before, first = tokens[start - 1], tokens[start]
    if _is_odd_given(tokens, start - 1):
        return start - 1
    in_compound = functions.has(before, "compound") and functions.has(first, "compound") and before.head == first.head
    if start > 1 and tokens[start - 2].pos_ == "ADP" and not in_compound:
        return start
    if start > 1 and is_hyphen(tokens[start - 1]):
        return start - 2 if tokens[start - 2].is_title else start  # "**Jo-**Ann Roe"
    tied = (
        in_compound
        or (functions.has(before, "compound", "flat") and before.head == first)
        or (functions.has(first, "flat") and first.head == before)
        or (functions.has(before, "oblique") and before.head == first and _may_be_given(before))
    )
    proper = is_proper(before) and before.is_alpha and before.ent_type_ == "" and not before.is_upper
    return start - 1 if tied and proper and not _is_role(before) else start


def _is_odd_given(tokens: Tokens, i: int) -> bool:
    """*e.g.* Governor **Kofo** Delgado; **Patience** Delgado said, where a parser sees two subjects."""
    token = tokens[i]
    if not token.is_title or token.ent_type_ or is_title(token) or _is_role(token):
        return False
    if i and is_title(tokens[i - 1]) and not tokens[i - 1].is_lower:
        return token.pos_ == "PROPN"
    both = token.head == tokens[i + 1].head and all(functions.has(t, "subject") for t in tokens[i : i + 2])
    return both and bool(token.is_sent_start) and token.pos_ == "NOUN" and not is_person_noun(token)


def _may_be_given(token: Token) -> bool:
    """*e.g.* **Tuomi** Lehto, if a parser makes the given name an attribute; not **Sister** Ann, "of **Oslo**"."""
    return functions.dependent(token, "case") is None and not is_person_noun(token)


def _past_joint(tokens: Tokens, end: int) -> int:
    """*e.g.* the recognizer stops at "T" in "T**-Mobile**", at "Corvo" in "Corvo**/Lind**": where the name ends."""
    if end + 1 >= len(tokens) or not _is_joint(tokens[end]):
        return end
    tight = not (tokens[end - 1].whitespace_ or tokens[end].whitespace_)
    return end + 2 if tight and tokens[end + 1].text[0].isupper() and not _is_role(tokens[end + 1]) else end


def _is_joint(token: Token) -> bool:
    return is_hyphen(token) or token.text == "/"


def _past_seat(tokens: Tokens, start: int, end: int) -> int:
    """*e.g.* Lord Lund **of Torsby**: the seat is part of a peer's name."""
    peer = start > 0 and bare(tokens[start - 1]) in words("titles", "peer", "words")
    seated = end + 1 < len(tokens) and tokens[end].lower_ in words("descriptions", "inside", "part")
    return end + 2 if peer and seated and tokens[end + 1].is_title else end


def _name_end(tokens: Tokens, start: int, end: int) -> int:
    """*e.g.* the recognizer stops at "Maria" in "Maria **Delgado**", at "Kim" in "Kim**-ho**"."""
    end = _past_seat(tokens, start, end)
    if end + 1 < len(tokens) and is_hyphen(tokens[end]):
        return end + 2 if tokens[end + 1].is_alpha else end
    if (
        end + 1 < len(tokens)
        and tokens[end].lower_ in words("titles", "suffix", "particles")
        and tokens[end + 1].is_title
    ):
        return end + 2  # "Juan | **de Soto**"
    while end < len(tokens) and _goes_on(tokens, start, end):
        end += 1
    return end


def _goes_on(tokens: Tokens, start: int, end: int) -> bool:
    """*e.g.* Maria | **Delgado**, Robert Lund | **Jr.**, Amy | **Best**."""
    token = tokens[end]
    if not token.text[0].isupper():
        return False
    if bare(token) in words("titles", "suffix", "generations"):
        return True
    if end - start == 1 and _is_odd_surname(token):
        return given_gender(bare(tokens[start])) is not None
    return token.ent_type_ == "" and functions.has(token, "flat") and token.text[-1].isalpha()


def _is_odd_surname(token: Token) -> bool:
    """*e.g.* Amy **Best**, read as an adjective."""
    return token.pos_ in {"ADJ", "ADV"} and token.is_title and not (token.is_sent_start or is_demonym(token))


def is_proper(token: Token) -> bool:
    """*e.g.* **Corvo**, **Lars**, whatever the tagger says; not **Friday**, nor **After** at the start."""
    if not token.text[:1].isupper() or token.lower_ in words("time", "nouns"):
        return False
    if token.is_upper and len(token) > 1:
        return token.pos_ in {"PROPN", tags.PRONOUN}
    opener = token.is_sent_start and token.is_stop and given_gender(token.lower_) is None
    return (token.pos_ == "PROPN" and not opener) or _is_given(token)


def _is_given(token: Token) -> bool:
    """*e.g.* **Lars** Holm, whatever the tagger says of Lars."""
    if not token.is_title or given_gender(bare(token)) is None or token.i + 1 == len(token.doc):
        return False
    return token.nbor(1).pos_ == "PROPN" and token.nbor(1).is_title and not token.nbor(1).is_sent_start
