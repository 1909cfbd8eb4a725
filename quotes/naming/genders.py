"""He, she or they: the gender that an article's own pronouns give to the people it names, ahead of any name list."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from quotes.grammar.layout import having
from quotes.naming.entity import NEUTRAL, Entity
from quotes.naming.register import Register
from quotes.words import pronouns
from quotes.words.kinds import PERSON

if TYPE_CHECKING:
    from spacy.tokens import Token

LATEST = 8  # at most this many names before a pronoun are considered
ALONE = 3  # sentences before a pronoun in which nobody else may be named


def told(register: Register, quoted: Collection[int]) -> Mapping[Entity, Counter[str]]:
    """By entity and gender, how often "he" or "she" can only mean this person; NEUTRAL counts declared they/them.

    `quoted`: the tokens in quotation marks, which are left out.
    """
    named = [(name.start, entity) for name, entity in register.named() if entity.type == PERSON]
    starts = [start for start, _ in named]
    votes: dict[Entity, Counter[str]] = defaultdict(Counter)
    for i in having(register.names.doc, "LOWER", pronouns.forms().keys()):
        gender = None if i in quoted else _gender(register.names.tokens[i])
        if gender is not None:
            before = named[max(0, bisect_left(starts, i) - LATEST) : bisect_left(starts, i)]
            person = _only(register.names.tokens.sentence, i, before)
            if person is not None and person.gender in (None, gender):
                votes[person][gender] += 1
    return votes


def _gender(token: Token) -> str | None:
    """Male or female for he and she; NEUTRAL in "they/them pronouns"; else None."""
    gender: str | None = pronouns.forms()[token.lower_].get("gender")
    return NEUTRAL if gender is None and pronouns.is_declared(token) else gender


def _only(sentence: list[int], i: int, before: list[tuple[int, Entity]]) -> Entity | None:
    """The only person named in the sentences before the pronoun, if named in this sentence or the last."""
    near = [(sentence[i] - sentence[start], entity) for start, entity in before]
    persons = {entity for far, entity in near if far <= ALONE}
    return persons.pop() if len(persons) == 1 and min(far for far, _ in near) <= 1 else None
