"""How sure it is whom a description means, and what it may say about the likeliest person where that is not sure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from quotes.grammar import functions
from quotes.naming.entity import Entity
from quotes.naming.ranking import Candidate, Ranked, ranked

if TYPE_CHECKING:
    from spacy.tokens import Token

CLEAR = 2.0  # of several named entities, the likeliest must be this much likelier than the next: two senators
SURE = 0.8  # how likely somebody with another office must be: "the prosecutor" for Mayor Ann Roe
LEAST = 1e-3  # shares of candidates are kept this far from 0 and from 1, where log odds are infinite
GUESSED = "guess"  # the group of weights that say whether the likeliest candidate is worth a guess


def _named(among: Ranked) -> list[tuple[Entity, float]]:
    """The candidates that have names, the likeliest first, and how likely each is."""
    both = zip(among.candidates, among.shares, strict=True)
    return [(c.entity, share) for c, share in both if c.entity and c.entity.names]


def _is_close(among: Ranked) -> bool:
    named = [share for _, share in _named(among)]
    return len(named) > 1 and among.shares[0] == named[0] < CLEAR * named[1]


def may_be_guessed(token: Token) -> bool:
    """Whether a description that surely means nobody named may yet give the likeliest person a role."""
    return functions.has(token, "subject", "passive subject")


def likely(among: Ranked, by: Mapping[str, float]) -> Entity | None:
    """Who may be meant where nobody surely is; None in doubt. `by`: the weights of the group `GUESSED`."""
    guess = guessed(among)
    if guess is None:
        return None
    best = ranked(GUESSED, [guess, Candidate(None, {})], by).candidates[0]
    return best.entity


def guessed(among: Ranked) -> Candidate | None:
    """The likeliest candidate with a name: how likely it is, and how much likelier than the next one with a name."""
    (entity, share), (_, second) = [*_named(among), (None, 0.0), (None, 0.0)][:2]
    if entity is None:
        return None
    share, second = (min(1 - LEAST, max(LEAST, one)) for one in (share, second))
    return Candidate(entity, {"any": 1.0, "share": math.log(share / (1 - share)), "lead": math.log(share / second)})


def is_doubtful(among: Ranked) -> bool:
    """Whether nobody named is likeliest, two of them are nearly as likely, or the likeliest has another office."""
    return among.candidates[0].entity is None or _is_close(among) or _is_another(among)


def _is_another(among: Ranked) -> bool:
    """*e.g.* Mayor Ann Roe spoke. **The prosecutor** disagreed: Roe is near, but nothing says that she is one."""
    numbers = among.candidates[0].numbers
    supported = any(numbers.get(name) for name in ("epithet", "from there", "sex fits", "trait"))
    return bool(numbers.get("another office")) and not supported and among.shares[0] < SURE
