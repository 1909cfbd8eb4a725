"""One name that a recognizer divided: Edward *“Big Ed”* Lund, Walter *(Sonny)* Dahl, Torsby Gas *& Water Co.*"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.grammar import functions
from quotes.naming.name import Name, Tokens
from quotes.words.kinds import ORGANIZATION, PERSON, UNKNOWN

if TYPE_CHECKING:
    from spacy.tokens import Token

# "Edward **“Big Ed”** Lund": words of the longest nickname.
LONGEST = 2


def joined(tokens: Tokens, named: list[Name]) -> Iterator[Name]:
    """The names in text order; names that a recognizer divided are joined."""
    at = {name.start: name for name in named}
    end = 0
    for name in sorted(named, key=lambda name: name.start):
        if name.start < end:
            continue
        firm = _firm_end(tokens, name.end, at) if name.type in (ORGANIZATION, PERSON, UNKNOWN) else None
        person = _person_end(tokens, name, at)
        type_ = PERSON if person is not None else name.type
        end = firm or person or name.end
        yield Name(name.start, end, ORGANIZATION if firm else type_)


def _firm_end(tokens: Tokens, end: int, at: dict[int, Name]) -> int | None:
    """*e.g.* Torsby Gas | **& Water Co.**, Lund | **& Sons**; not "Ann Roe & Jan Kos", two people."""
    if end + 1 >= len(tokens) or tokens[end].text != "&" or not tokens[end + 1].is_title:
        return None
    after = at.get(end + 1)
    if after is None:
        return end + 2
    return None if after.type == PERSON else after.end


def _person_end(tokens: Tokens, name: Name, at: dict[int, Name]) -> int | None:
    """Token index where the last part of a person's name ends; None if it is no person's."""
    if name.type == UNKNOWN:  # Tuomi | **“Bricks” Lehto**: a given name that no recognizer knew
        after = at.get(_past_nickname(tokens, name.end) or name.end)
        return after.end if after is not None and after.type == PERSON and after.start > name.end else None
    if name.type != PERSON:
        return None
    end = name.end
    while end < len(tokens) and (further := _person(tokens, name.start, end, at)) is not None:
        end = further
    return end


def _person(tokens: Tokens, start: int, end: int, at: dict[int, Name]) -> int | None:
    """*e.g.* Tala | **Leota'i**, Edward | **“Big Ed” Lund**."""
    after = at.get(end)
    if after is not None and after.type == PERSON and functions.has(tokens[end], "flat"):
        return after.end
    opening = next((i for i in range(start + 1, end) if _is_mark(tokens, i, "(")), end)  # William “Bud | ” Harlan
    surname = _past_nickname(tokens, opening)
    if surname is None or surname < end:
        return None
    after = at.get(surname)
    return surname + 1 if after is None or after.type != PERSON else after.end


def _past_nickname(tokens: Tokens, start: int) -> int | None:
    """Token index of the surname after a nickname in marks or brackets that open at `start`."""
    if start + 1 >= len(tokens) or not _is_mark(tokens, start, "("):
        return None
    end = start + 1
    while end < len(tokens) and end - start <= LONGEST and _is_word(tokens, end):
        end += 1
    if end == start + 1 and tokens[start].is_quote and _may_nickname(tokens[end]):
        end += 1
    if end == start + 1 or end + 1 >= len(tokens) or not _is_mark(tokens, end, ")"):
        return None
    return end + 1 if _is_word(tokens, end + 1) and tokens[end + 1].pos_ == "PROPN" else None


def _may_nickname(token: Token) -> bool:
    """*e.g.* Tuomi **“moth”** Lehto, a player; not: Lehto **“lied”**."""
    return token.is_lower and token.is_alpha and token.pos_ not in {"VERB", "AUX", "ADV", "DET"}


def _is_mark(tokens: Tokens, i: int, bracket: str) -> bool:
    return tokens[i].is_quote or tokens[i].text == bracket


def _is_word(tokens: Tokens, i: int) -> bool:
    """*e.g.* Beto; not the R of "(R)"."""
    return tokens[i].is_title and not (tokens[i].is_upper or tokens[i].is_sent_start)
