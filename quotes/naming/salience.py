"""How present each entity is at a place in an article.

Each mention of somebody adds to that entity's salience: subjects more than objects, speakers more than others,
mentions in quotation marks little. It halves with every sentence (after Lappin and Leass 1994).
Only the last sentences count, so that a pass through an article takes linear time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate, chain, takewhile
from typing import TYPE_CHECKING

from quotes.grammar import functions
from quotes.language import words
from quotes.naming.entity import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

WINDOW = 8  # sentences back; beyond them a mention has less than 1/256 of its weight
LIMIT = 200  # mentions back, for texts without full stops
SUBJECT, AGENT, OBJECT, POSSESSOR, PART, OTHER = "subject", "agent", "object", "possessor", "part", "other"
INSIDE = "inside"  # after a preposition before a place: in **Oslo**
FUNCTIONS = {
    SUBJECT: frozenset({"subject", "passive subject"}),
    AGENT: frozenset({"agent"}),
    OBJECT: frozenset({"object", "indirect object"}),
    POSSESSOR: frozenset({"possessor"}),
    PART: frozenset({"compound", "flat", "apposition"}),
}
NAMED = ("flat", "apposition")  # *e.g.* economist **Jan Kos** said; an economist, **Jan Kos**, said
WEIGHTS = {SUBJECT: 4.0, AGENT: 4.0, OBJECT: 2.5, POSSESSOR: 2.0, PART: 0.5, OTHER: 2.0, INSIDE: 2.0}
SPEAKER, UNNAMED, SAID, QUOTED = 2.0, 0.5, 0.5, 0.25  # factors: a speaker, no name, in a content, in quotation marks
MARKS = 2  # tokens outside the quotation in a sentence that is quoted as a whole: the two marks
QUOTATIONS = 3  # paragraphs back in which the one that a quotation continues is looked for
CLEAR = 2.0  # the best of several must be this much more salient than the next


@dataclass(frozen=True)
class Places:
    """Token indices of what is said.

    Attributes:
        words: for each speaker's mention, the tokens of what that speaker says.
        quoted: all tokens in quotation marks.
        labels: mentions right before the colon of what they say, as in a transcript.
        paragraphs: the first token of each paragraph, in text order.
    """

    words: Mapping[int, Collection[int]] = field(default_factory=dict)
    quoted: Collection[int] = ()
    labels: Collection[int] = ()
    paragraphs: Sequence[int] = ()

    @cached_property
    def speakers(self) -> Collection[int]:
        """The speakers' mentions."""
        return self.words.keys()

    @cached_property
    def said(self) -> Collection[int]:
        """All tokens of everything that is said."""
        return frozenset(chain.from_iterable(self.words.values()))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention of an entity: its head token's index, its function, its weight, and where it stands.

    `sentence`, `paragraph`: their numbers. `verb`: token index of the word that it is a subject or object of.
    `main`: it is the subject of a main clause.
    """

    index: int
    sentence: int
    paragraph: int
    entity: Entity
    function: str
    verb: int
    main: bool
    weight: float


class Trail(list[Occurrence]):
    """An entity's mentions of the last sentences, the latest first, and how salient they make it."""

    salience = 0.0


class Salience:
    """The mentions of an article, noted in text order, and how salient each entity is at any token."""

    def __init__(self, sentence: Sequence[int], places: Places) -> None:
        """`sentence`: the number of each token's sentence."""
        self.sentence, self._places = _told(sentence, places), places
        self._occurrences: list[Occurrence] = []
        self._indices: list[int] = []
        self.counts: Counter[Entity] = Counter()
        self.most: Entity | None = None  # the one mentioned most
        self.spoke: dict[Entity, int] = {}  # token index at which each last spoke; nested speakers are left out
        self.latest = -1  # token index of the latest mention
        self.topics: dict[int, Entity] = {}  # by paragraph, whom its first main clause or speech outside marks is about

    def note(self, token: Token, entity: Entity) -> None:
        """Add a mention of the entity."""
        occurrence = self.occurrence(token, entity)
        self._occurrences.append(occurrence)
        self._indices.append(token.i)
        self.counts[entity] += 1
        self.latest = token.i
        if self.most is None or self.counts[entity] > self.counts[self.most]:
            self.most = entity
        speaks = token.i in self._places.speakers and token.i not in self._places.said
        if speaks:
            self.spoke[entity] = token.i
        if (speaks or occurrence.main) and token.i not in self._places.quoted:
            self.topics.setdefault(occurrence.paragraph, entity)

    def topic_before(self, paragraph: int) -> Entity | None:
        """Whom the last paragraph before that is about that does not consist of a quotation alone."""
        topics = self.topics
        return next((topics[p] for p in range(paragraph - 1, paragraph - 1 - QUOTATIONS, -1) if p in topics), None)

    def paragraph(self, i: int) -> int:
        """The number of a token's paragraph."""
        return bisect_right(self._places.paragraphs, i)

    def occurrence(self, token: Token, entity: Entity) -> Occurrence:
        """What a mention is worth, noted or not."""
        first = _first(token)
        function = _function(functions.functions_of(first))
        if function == OTHER and _is_inside(first):
            function = INSIDE
        weight = _weight(token.i, function, entity, self._places)
        main = function == SUBJECT and functions.has(first.head, "root")
        place = self.sentence[token.i], self.paragraph(token.i)
        return Occurrence(token.i, *place, entity, function, first.head.i, main, weight)

    def trails(self, token: Token) -> dict[Entity, Trail]:
        """The trail of every entity mentioned within the window before the token, the latest first."""
        here = self.sentence[token.i]
        trails: dict[Entity, Trail] = defaultdict(Trail)
        last = bisect_left(self._indices, token.i) - 1
        for n in range(last, -1, -1):
            occurrence = self._occurrences[n]
            if here - occurrence.sentence > WINDOW or last - n > LIMIT:
                break
            trail = trails[occurrence.entity]
            trail.append(occurrence)
            trail.salience += occurrence.weight * 0.5 ** (here - occurrence.sentence)
        return trails

    def before(self, token: Token) -> dict[Entity, float]:
        """The salience of every entity in the window, the latest first."""
        return {entity: trail.salience for entity, trail in self.trails(token).items()}

    def spoke_last(self, among: Iterable[Entity]) -> Entity | None:
        """Who of them spoke last."""
        return max((e for e in among if e in self.spoke), key=self.spoke.__getitem__, default=None)

    def recent(self, token: Token) -> list[Entity]:
        """The entities in the window, the latest first."""
        return list(self.trails(token))

    def near(self, token: Token) -> set[Entity]:
        """The entities noted so far in this sentence and the one before."""
        here = self.sentence[token.i]
        latest = takewhile(lambda o: here - o.sentence <= 1, reversed(self._occurrences[-LIMIT:]))
        return {occurrence.entity for occurrence in latest}

    def clearest(self, entities: Iterable[Entity], token: Token) -> Entity | None:
        """The only entity, or the one that is clearly most salient; None in doubt."""
        unique = list(dict.fromkeys(entities))
        if len(unique) < 2:
            return unique[0] if unique else None
        salience = self.before(token)
        ranked = sorted(unique, key=lambda e: -salience.get(e, 0.0))
        first, second = (salience.get(e, 0.0) for e in ranked[:2])
        return ranked[0] if first > CLEAR * second else None


def _told(sentence: Sequence[int], places: Places) -> list[int]:
    """The number of each token's sentence; sentences wholly in quotation marks are not counted.

    After a quotation, however long, "she said" means the person that the sentence before the quotation is about.
    """
    outside = Counter(number for i, number in enumerate(sentence) if i not in places.quoted)
    told = list(accumulate(outside[number] > MARKS for number in range(sentence[-1] + 1 if sentence else 0)))
    return [told[number] for number in sentence]


def _weight(index: int, function: str, entity: Entity, places: Places) -> float:
    weight = WEIGHTS[function]
    if index in places.speakers:
        weight *= SPEAKER
    elif not entity.names:
        weight *= UNNAMED
    if index in places.quoted:
        return weight * QUOTED
    return weight * SAID if index in places.said else weight


def function_of(token: Token) -> str:
    """Its function, or that of the first of the words that it is joined to by "and"."""
    return _function(functions.functions_of(_first(token)))


def _first(token: Token) -> Token:
    """The token that has the function: the first of several joined by "and"; the noun, for a name beside its noun."""
    while functions.has(token, "conjunct", *(NAMED if token.pos_ == "PROPN" else ())) and token.head.i != token.i:
        token = token.head
    return token


def _is_inside(noun: Token) -> bool:
    """*e.g.* in **Oslo**; Ann Roe, 44, of **Lund**: after a preposition before a place, in either scheme of labels."""
    edge = noun.left_edge
    while edge.is_punct and edge.i < noun.i:
        edge = edge.nbor()
    case = edge if edge.pos_ == "ADP" or edge.i == 0 else noun.doc[edge.i - 1]
    lives = case.lower_ in words("where", "home") and case.i > 0 and noun.doc[case.i - 1].text == ","
    return lives or case.lower_ in words("where", "inside")


@cache
def _function(found: frozenset[str]) -> str:
    return next((name for name, of in FUNCTIONS.items() if not of.isdisjoint(found)), OTHER)
