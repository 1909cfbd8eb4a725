"""How present each entity is at a place in an article.

Each mention of somebody adds to that entity's salience: subjects more than objects, speakers more than those
spoken of, what stands in quotation marks little; it halves with every sentence (after Lappin and Leass 1994).
Only the last sentences are looked at, so that a pass through an article stays linear.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from quotes.grammar import functions
from quotes.naming.entity import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

WINDOW = 8  # sentences back; beyond it half-lives leave 1/256
LIMIT = 200  # mentions back, for texts without full stops
OBLIQUE = 2.0  # what has none of these functions
WEIGHTS = {
    "subject": 4.0, "passive subject": 4.0, "agent": 4.0, "object": 2.5, "indirect object": 2.5, "possessor": 2.0,
    "compound": 0.5, "flat": 0.5, "apposition": 0.5,
}  # fmt: skip
SPEAKER, UNNAMED, SAID, QUOTED = 2.0, 0.5, 0.5, 0.25  # factors: a speaker, nobody named, in something said, in marks
MAIN = 3  # namings that make an organization what an article is about
CLEAR = 2.0  # the best of several must be this much more salient than the next


@dataclass(frozen=True, slots=True)
class Places:
    """Token indices: `speakers` of their mentions, `said` of all that is inside contents, `quoted` inside marks."""

    speakers: Collection[int] = ()
    said: Collection[int] = ()
    quoted: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention of an entity: the index of its head token, its sentence's number, its weight."""

    index: int
    sentence: int
    entity: Entity
    weight: float


class Salience:
    """The mentions of an article, noted in text order; how salient they make whom, at any token."""

    def __init__(self, sentence: Sequence[int], places: Places) -> None:
        """`sentence`: the number of each token's sentence."""
        self._sentence, self._places = sentence, places
        self._occurrences: list[Occurrence] = []
        self._indices: list[int] = []
        self._counts: Counter[Entity] = Counter()

    def note(self, token: Token, entity: Entity) -> None:
        """One more mention of the entity."""
        weight = _weight(token, entity, self._places)
        self._occurrences.append(Occurrence(token.i, self._sentence[token.i], entity, weight))
        self._indices.append(token.i)
        self._counts[entity] += 1

    def before(self, token: Token) -> dict[Entity, float]:
        """Of every entity mentioned before the token within the window, the latest first."""
        here = self._sentence[token.i]
        salience: dict[Entity, float] = defaultdict(float)
        last = bisect_left(self._indices, token.i) - 1
        for n in range(last, -1, -1):
            occurrence = self._occurrences[n]
            if here - occurrence.sentence > WINDOW or last - n > LIMIT:
                break
            salience[occurrence.entity] += occurrence.weight * 0.5 ** (here - occurrence.sentence)
        return salience

    def recent(self, token: Token) -> list[Entity]:
        """The entities of the window, the latest first."""
        return list(self.before(token))

    def near(self, token: Token) -> set[Entity]:
        """The entities noted so far of this sentence and the one before."""
        here = self._sentence[token.i]
        latest = takewhile(lambda o: here - o.sentence <= 1, reversed(self._occurrences[-LIMIT:]))
        return {occurrence.entity for occurrence in latest}

    def clearest(self, entities: Iterable[Entity], token: Token) -> Entity | None:
        """The one entity, or the clearly most salient one; None in doubt."""
        unique = list(dict.fromkeys(entities))
        if len(unique) < 2:
            return unique[0] if unique else None
        salience = self.before(token)
        ranked = sorted(unique, key=lambda e: -salience.get(e, 0.0))
        first, second = (salience.get(e, 0.0) for e in ranked[:2])
        return ranked[0] if first > CLEAR * second else None

    def most_named(self, entities: Iterable[Entity]) -> Entity | None:
        """*e.g.* "**The company** said" where an article is about one company: named so far more than others."""
        ranked = sorted(dict.fromkeys(entities), key=lambda e: -self._counts[e])
        if not ranked:
            return None
        others = self._counts[ranked[1]] if len(ranked) > 1 else 0
        return ranked[0] if self._counts[ranked[0]] >= max(MAIN, CLEAR * others) else None


def _weight(token: Token, entity: Entity, places: Places) -> float:
    weight = _function_weight(token)
    if token.i in places.speakers:
        weight *= SPEAKER
    elif not entity.names:
        weight *= UNNAMED
    if token.i in places.quoted:
        return weight * QUOTED
    return weight * SAID if token.i in places.said else weight


def _function_weight(token: Token) -> float:
    while functions.has(token, "conjunct") and token.head.i != token.i:
        token = token.head
    found = functions.functions_of(token)
    return max((weight for function, weight in WEIGHTS.items() if function in found), default=OBLIQUE)
