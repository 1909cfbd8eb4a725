"""One name that a recognizer divided: Edward *“Big Ed”* Lund, Walter *(Sonny)* Dahl, Torsby Gas *& Water Co.*"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.grammar import functions
from quotes.naming.name import Name, Tokens
from quotes.words.kinds import ORGANIZATION, PERSON

# "Edward **“Big Ed”** Lund": words of the longest nickname.
LONGEST = 2


def joined(tokens: Tokens, named: list[Name]) -> Iterator[Name]:
    """The names in text order, those that a recognizer divided put together."""
    at = {name.start: name for name in named}
    end = 0
    for name in sorted(named, key=lambda name: name.start):
        if name.start < end:
            continue
        end = name.end
        while (further := _further(tokens, name, end, at)) is not None:
            end = further
        yield Name(name.start, end, name.type)


def _further(tokens: Tokens, name: Name, end: int, at: dict[int, Name]) -> int | None:
    """Token index at which the name ends, where it goes on after `end`."""
    if end == len(tokens):
        return None
    if name.type == ORGANIZATION:
        return _firm(tokens, end, at)
    return _person(tokens, name.start, end, at) if name.type == PERSON else None


def _firm(tokens: Tokens, end: int, at: dict[int, Name]) -> int | None:
    """*e.g.* Torsby Gas | **& Water Co.**"""
    after = at.get(end + 1)
    joined = after is not None and after.type == ORGANIZATION and tokens[end].text == "&"
    return after.end if after is not None and joined else None


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
    """Token index of the surname after a nickname in marks or brackets that begin at `start`."""
    if not _is_mark(tokens, start, "("):
        return None
    end = start + 1
    while end < len(tokens) and end - start <= LONGEST and _is_word(tokens, end):
        end += 1
    if end == start + 1 or end + 1 >= len(tokens) or not _is_mark(tokens, end, ")"):
        return None
    return end + 1 if _is_word(tokens, end + 1) and tokens[end + 1].pos_ == "PROPN" else None


def _is_mark(tokens: Tokens, i: int, bracket: str) -> bool:
    return tokens[i].is_quote or tokens[i].text == bracket


def _is_word(tokens: Tokens, i: int) -> bool:
    """*e.g.* Beto; not the R of "(R)"."""
    return tokens[i].is_title and not (tokens[i].is_upper or tokens[i].is_sent_start)
