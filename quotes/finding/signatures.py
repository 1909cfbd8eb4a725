"""The name that signs a quotation, after it or below it, or stands above it: names without a verb."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from quotes.finding.proposal import Proposal
from quotes.grammar import phrases, tags
from quotes.grammar.distances import SHORT
from quotes.grammar.layout import STOPS
from quotes.language import table
from quotes.words.kinds import is_title

if TYPE_CHECKING:
    from spacy.tokens import Token


def signed(tail: Sequence[Token]) -> Proposal | None:
    """“...” **— Jane Roe**; “...” **(Jane Roe)**; “...” **Jane Roe, mayor of Lund**. `tail` is everything that follows.

    A dash or a bracket is the cue; a bare name has no cue.
    """
    if not 1 < len(tail) <= SHORT or any(t.pos_ in tags.VERBAL and t.is_lower for t in tail):
        return None
    first, rest = tail[0], tail[1:]
    if first.text in table("marks")["dash"]["signs"]:
        return _by(first, rest) if rest[0].text[0].isupper() else None
    if first.text == "(" and rest[-1].text == ")":
        return _by(first, rest[:-1]) if len(rest) > 1 and _is_person(rest[:-1]) else None
    return _by(None, tail) if _is_nameplate(tail) else None


def _by(sign: Token | None, name: Sequence[Token]) -> Proposal:
    span = phrases.from_to(sign, sign) if sign is not None else None
    return Proposal("signature", (), cue=sign, span=span, speaker=name_head(name))


def _is_nameplate(tokens: Sequence[Token]) -> bool:
    """A person's name, a comma and who that is: **Jane Roe, mayor of Lund**; not a sentence, nor a headline."""
    name = _run(tokens)
    rest = tokens[len(name) :]
    return len(rest) > 1 and rest[0].text == "," and rest[-1].text not in STOPS and _is_person(name)


def _is_person(name: Sequence[Token]) -> bool:
    """**Jane Roe**, **Chief Roe**; not *Applause*, *Reuters*, *photo by Jane Roe*."""
    return (
        len(name) > 1
        and all(token.text[0].isupper() for token in name)
        and any(token.ent_type_ == "PERSON" or is_title(token) for token in name)
    )


def headed(before: Sequence[Token]) -> Proposal | None:
    """**From the desk of Jane Roe**, Mayor. [next paragraph] “...”"""
    opening = before[: letterhead(before)]
    if not opening:
        return None
    span = phrases.from_to(opening[0], opening[-1])
    return Proposal("signature", (), cue=opening[-1], span=span, speaker=name_head(before[len(opening) :]))


def letterhead(tokens: Sequence[Token]) -> int:
    """How many tokens come before the name: **From the desk of** Jane Roe, Mayor of Lund. 0 in other lines."""
    for opening in table("sources")["letterheads"]:
        if [token.lower_ for token in tokens[: len(opening)]] != opening:
            continue
        name = tokens[len(opening) :]
        if name and name[0].text[0].isupper():
            return 0 if any(token.pos_ in tags.VERBAL for token in name) else len(opening)
    return 0


def name_head(tokens: Sequence[Token]) -> Token:
    """The head of the first run of nouns: **Roe** in "Jane Roe, mayor of ..."."""
    run = _run(tokens) or tokens[:1]
    return next((token for token in run if token.head == token or token.head not in run), run[-1])


def _run(tokens: Sequence[Token]) -> list[Token]:
    """The words, initials and titles before the first mark."""
    return list(takewhile(lambda token: token.text[0].isalpha() or "-" in token.text[1:], tokens))
