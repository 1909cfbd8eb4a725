"""How sure a speaker's name is: the probability that the name is right, or that it is right to give none.

It is a logistic function of what is known about how the name was found. Its weights were fitted on annotated articles
by `python -m training.fitting certainty` and are in data/certainty.toml.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from quotes.naming.ranking import Numbers, Ranked, counted

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quotes.naming.entity import Entity
    from quotes.naming.speaker import Cast, Speaker

LEAST = 1e-3  # shares of candidates are kept this far from 0 and from 1, where log odds are infinite


@cache
def weights() -> Numbers:
    """The fitted weights."""
    found: Numbers = tomllib.loads((files("quotes") / "data" / "certainty.toml").read_text(encoding="utf-8"))["name"]
    return found


def probability(numbers: Numbers) -> float:
    """The probability that the name is right, to three digits."""
    odds = sum(weights().get(name, 0.0) * number for name, number in numbers.items())
    return round(1 / (1 + math.exp(-odds)), 3)


def numbers(cast: Cast, who: Speaker, mention: Token | None) -> Numbers:
    """What is known about how a speaker's name was found. `mention` is the speaker's in the clause, if there is one."""
    named = who.name is not None
    return counted(
        {
            "any": 1.0,
            f"{who.resolution}, {'named' if named else 'not named'}": 1.0,
            f"{who.type}, {'named' if named else 'not named'}": 1.0,
            "no mention": mention is None,
        }
        | (_of_name(who.name) if who.name is not None else {})
        | (_of_mention(cast, mention, named=named) if mention is not None else {})
        | (_of_choice(cast, who, who.among) if who.among is not None else {})
    )


def _of_name(name: str) -> Numbers:
    parts = name.split()
    return {"one word": len(parts) == 1, "many words": len(parts) > 3, "small words": any(map(str.islower, parts))}


def _of_mention(cast: Cast, mention: Token, *, named: bool) -> Numbers:
    """For a name, how often the article uses it; without one, whether the mention looks like a name after all."""
    entity = cast.register.entity(mention)
    if named:
        alone = entity is not None and len(entity.names) == 1
        return {"named once": alone, "times named": _often(entity), "a name of nobody else": entity is not None}
    capital = mention.text[:1].isupper() and mention.i > 0 and not mention.is_sent_start
    return {
        "capital, not named": capital,
        "a name of unclear reference": mention.i in cast.register.names.at,
        "pronoun, not named": mention.pos_ == "PRON",
        "noun, not named": mention.pos_ == "NOUN",
    }


def _often(entity: Entity | None) -> float:
    return 0.0 if entity is None else math.log(len(entity.names))


def _of_choice(cast: Cast, who: Speaker, among: Ranked) -> Numbers:
    """How likely the candidates with this name (or, if there is none, without a name) are together."""
    names = [None if c.entity is None else cast.register.name_of(c.entity) for c in among.candidates]
    called = [None if span is None else cast.text[slice(*span)] for span in names]
    same = sum(share for name, share in zip(called, among.shares, strict=True) if name == who.name)
    share = min(1 - LEAST, max(LEAST, same))
    return {f"share of {among.group}": math.log(share / (1 - share)), "candidates": math.log(len(called))}
