"""How sure a speaker's name and role are: the probability that each is right, or that it is right to give none.

Both are logistic functions of what is known about how the name and the role were found. Their weights were fitted on
annotated articles by `python -m training.fitting certainty` and are in data/certainty.toml.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from quotes.naming.ranking import Numbers, Ranked, Weights, counted
from quotes.naming.speaker import Cast, Grounds, Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quotes.naming.entity import Entity
    from quotes.spans import Range

LEAST = 1e-3  # shares of candidates are kept this far from 0 and from 1, where log odds are infinite
FAR = 100  # characters: the unit in which a role is away from the mention


@cache
def fitted() -> Weights:
    """The weights for the name and for the role."""
    found: Weights = tomllib.loads((files("quotes") / "data" / "certainty.toml").read_text(encoding="utf-8"))
    return found


def of_name(grounds: Grounds) -> float:
    """The probability that the name is right, to three digits."""
    return _probability(_odds(fitted()["name"], grounds.name))


def of_role(grounds: Grounds) -> float:
    """The probability that the role is right, to three digits."""
    return _probability(_odds(fitted()["role"], with_name(grounds, fitted()["name"])))


def with_name(grounds: Grounds, weights: Mapping[str, float]) -> Numbers:
    """The grounds of a role, with the log odds of the name by its weights: whose role is it, if not that person's?"""
    answer = "role" if "role" in grounds.role else "no role"
    return grounds.role | {f"odds of the name, {answer}": _odds(weights, grounds.name)}


def _odds(weights: Mapping[str, float], numbers: Numbers) -> float:
    return sum(weights.get(name, 0.0) * number for name, number in numbers.items())


def _probability(odds: float) -> float:
    return round(1 / (1 + math.exp(-odds)), 3)


def grounds(cast: Cast, who: Speaker, mention: Token | None) -> Grounds:
    """What is known about how a speaker was found. `mention` is the speaker's in the clause, if there is one."""
    return Grounds(_name(cast, who, mention), _role(cast, who, mention))


# --- the name -----------------------------------------------------------------------------------------


def _name(cast: Cast, who: Speaker, mention: Token | None) -> Numbers:
    named = who.name is not None
    return counted(
        {
            "any": 1.0,
            f"{who.resolution}, {'named' if named else 'not named'}": 1.0,
            f"{who.type}, {'named' if named else 'not named'}": 1.0,
            "no mention": mention is None,
        }
        | (_of_words(who.name) if who.name is not None else {})
        | (_of_mention(cast, mention, named=named) if mention is not None else {})
        | (_of_choice(cast, who, who.among) if who.among is not None else {})
    )


def _of_words(name: str) -> Numbers:
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


# --- the role -----------------------------------------------------------------------------------------


def _role(cast: Cast, who: Speaker, mention: Token | None) -> Numbers:
    named, answer = "not named" if who.name is None else "named", "no role" if who.role is None else "role"
    return counted(
        {answer: 1.0, f"{who.type}, {named}, {answer}": 1.0, f"{who.resolution}, {answer}": 1.0}
        | (_of_phrase(cast, who, who.role) if who.role is not None else _without_phrase(cast, who, mention))
    )


def _of_phrase(cast: Cast, who: Speaker, role: Range) -> Numbers:
    """How long the role is, and where it stands."""
    phrase, within = cast.text[slice(*role)], who.span[0] <= role[0] < who.span[1]
    return {
        "words": math.log(len(phrase.split())),
        "a small letter": phrase[0].islower(),
        "one of several": len(who.roles) > 1,
        "in the mention": within,
        "in the mention, which has no name": within and who.name is None,
        "after the mention": role[0] >= who.span[1],
        "distance": 0.0 if within else math.log(1 + abs(role[0] - who.span[0]) / FAR),
    }


def _without_phrase(cast: Cast, who: Speaker, mention: Token | None) -> Numbers:
    """How well the article knows somebody without a role: the more often it names them, the likelier it gives one."""
    entity = cast.register.entity(mention) if mention is not None and who.name is not None else None
    return {"one word, no role": len((who.name or "").split()) == 1, "times named, no role": _often(entity)}
