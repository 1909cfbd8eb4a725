"""The weights for resolving pronouns and descriptions, fitted on articles that people annotated.

Three sources say who is meant: GUM's chains, the names of speakers in annotated news, and the examples in
examples.toml, for cases that are rare in those two. A candidate of `naming.ranking` is right if it is in the mention's
chain or has the annotated name; if none is, "nobody" is right. The weights are fitted by multinomial logistic
regression over each mention's candidates (after Denis and Baldridge 2008).
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from evaluation.corpora import read
from evaluation.matching import Document, alike, same_name
from quotes import Extractor, extract
from quotes.choosing import arbiter, verdict
from quotes.grammar.layout import Layout
from quotes.naming import identities
from quotes.naming import roles as roles_of
from quotes.naming.doubt import GUESSED, guessed, is_doubtful, may_be_guessed
from quotes.naming.entity import Entity
from quotes.naming.identities import Statement
from quotes.naming.ranking import Numbers, Ranked, Weights
from quotes.naming.role import GUESS
from quotes.naming.speaker import Cast
from quotes.parsing import marks, parse
from training.corpora import WIDE
from training.fitting import articles, coreference
from training.fitting.coreference import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GROUPS = ("he", "it", "they", "person", "organization", "opening", GUESSED)
# How often the texts are read: what counts for a mention depends on how the mentions before it were resolved.
ROUNDS, LAST = 4, 2
# The weight of a mention of a speaker, and of an example; a mention in GUM has the weight 1. There are more of our own
# articles than of others, so a speaker counts less in them; an example is a rule that no number of articles outvotes.
SPEAKER, OWN_SPEAKER, EXAMPLE = 3.0, 1.2, 12.0
FOLDS = 5
# Weights by which nothing is guessed: a guess would hide whether it was right.
UNGUESSED = {GUESSED: {"any": -100.0}}
PENALTY = 1.0  # on the squares of the weights


@dataclass(frozen=True, slots=True)
class Case:
    """One mention: its group, each candidate's numbers, which of them are right, and its weight.

    `article`: the article's id, for a speaker in annotated news.
    """

    group: str
    numbers: tuple[Numbers, ...]
    right: tuple[bool, ...]
    weight: float
    article: str | None


@dataclass(frozen=True, slots=True)
class Read:
    """An article, everybody in it, and the heads of its speakers' mentions."""

    layout: Layout
    cast: Cast
    speakers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Lesson:
    """An annotated text, parsed, with the statements in it; `judged` makes cases of it when it has been read."""

    layout: Layout
    said: Sequence[Statement]
    judged: Callable[[Read], Iterable[Case]]

    def cases(self, weights: Weights) -> Iterable[Case]:
        """The mentions in the text, as they are seen by one who resolves the mentions before them by these weights."""
        speakers = frozenset(s.mention.i for s in self.said if s.mention is not None)
        return self.judged(Read(self.layout, identities.everybody(self.layout, self.said, weights), speakers))


def lesson(extractor: Extractor, text: str, judged: Callable[[Read], Iterable[Case]]) -> Lesson:
    """The stages before names and references, which know nothing of the weights."""
    paired = marks.pair(text)
    proposed = extract.propose(parse.parse(extractor.nlp, text, paired), paired, rules_only=extractor.rules_only)
    return Lesson(proposed.layout, extract.statements(verdict.kept(arbiter.settle(proposed))), judged)


def lessons(extractor: Extractor, corpora: Path) -> Iterator[Lesson]:
    """GUM's training and development parts, the articles of all kinds, and the examples."""
    for part in ("train", "dev"):
        for text in coreference.texts(corpora, part):
            yield lesson(extractor, text.text, partial(of_chains, text=text))
    for weight, documents in ((SPEAKER, read(corpora / WIDE)), (OWN_SPEAKER, articles.own())):
        for document in documents:
            yield lesson(extractor, document["text"], partial(of_names, document, weight))
    for example in examples():
        yield lesson(extractor, example["text"], partial(of_example, example["means"]))


def learned(lessons: Sequence[Lesson]) -> tuple[dict[str, Numbers], list[Case]]:
    """The fitted weights, and the cases that they were fitted to.

    The first round resolves everything by no weights at all, so that the result does not depend on those that the
    package has: to fit again gives the same. A few pronouns go back and forth between two rounds, so the last ones
    count together.
    """
    weights: dict[str, Numbers] = {group: {} for group in GROUPS}
    rounds: list[list[Case]] = []
    for _ in range(ROUNDS):
        rounds.append([case for each in lessons for case in each.cases(weights | UNGUESSED)])
        weights = fit(rounds[-1])
    last = [replace(case, weight=case.weight / LAST) for cases in rounds[-LAST:] for case in cases]
    return fit(last), last


# --- what is right --------------------------------------------------------------------------------


def of_chains(found: Read, text: Text) -> Iterator[Case]:
    """The pronouns and descriptions in a document of GUM."""
    doc = found.layout.doc
    places = _places(found)
    opened = dict[str, int]()
    for (start, _), chain, *_ in sorted(text.mentions):
        opened.setdefault(chain, start)
    for i, among in _weighed(found):
        meant = text.chain(doc[i].idx)
        at = [_latest(places.get(c.entity, ()), i) for c in among.candidates]
        right = [n is not None and meant is not None and text.chain(doc[n].idx) == meant for n in at]
        is_new = meant is None or opened[meant] >= doc[i].left_edge.idx
        if any(right) or is_new or among.group in ("person", "organization"):
            yield _case(among, right, 1.0, None)


def _places(found: Read) -> Mapping[Entity | None, Sequence[int]]:
    """The token indices where each entity is mentioned, in text order; for things, including their noun."""
    places: dict[Entity | None, list[int]] = defaultdict(list)
    for i, reference in sorted(found.cast.references.at.items()):
        if reference.entity is not None:
            places[reference.entity].append(i)
    for i, entity in found.cast.references.antecedents.things.items():
        if entity is not None:
            places[entity].insert(0, i)
    return places


def _latest(places: Sequence[int], before: int) -> int | None:
    """The last place before a token, else the first one after it."""
    number = bisect_left(places, before)
    return places[number - 1] if number else next((i for i in places if i > before), None)


def of_names(article: Document, weight: float, found: Read) -> Iterator[Case]:
    """The speakers of an annotated article that are pronouns or descriptions, each with the weight."""
    named = {tuple(map(tuple, a["source"])): a["name"] for a in article["attributions"] if "name" in a}
    weighed = dict(_weighed(found))
    for spans, name in named.items():
        inside = found.layout.indices(spans[0]) if len(spans) == 1 else range(0)
        head = found.layout.doc[inside.start : inside.stop].root if inside else None
        if head is not None and head.i in weighed:
            right = list(_named(found, weighed[head.i], name))
            if any(right):
                yield _case(weighed[head.i], right, weight, article["doc"])
    yield from of_guesses(article, found)


def of_guesses(article: Document, found: Read) -> Iterator[Case]:
    """The descriptions that mean nobody surely: is what they say a role of the likeliest person named?"""
    roles = {a["name"]: a["role"] for a in article["attributions"] if a.get("name")}
    facts, register = found.cast.references.facts, found.cast.register
    for i, among in _weighed(found):
        token = found.layout.doc[i]
        doubtful = among.group in ("person", "organization") and is_doubtful(among) and may_be_guessed(token)
        guess = guessed(among) if doubtful else None
        if guess is None or guess.entity is None or any(role.rank != GUESS for role in facts[guess.entity].roles):
            continue  # where the article gives a better role, the guess does not count
        phrase, name = roles_of.of_mention(token), register.name_of(guess.entity)
        known = None if name is None else roles.get(found.cast.text[slice(*name)])
        if phrase is not None and known is not None:
            right = any(alike(role, found.cast.text[slice(*phrase.span)]) for role in known)
            yield Case(GUESSED, (guess.numbers, {}), (right, not right), 1.0, article["doc"])


def of_example(means: str, found: Read) -> Iterator[Case]:
    """The pronoun or description that speaks in one of the examples, else its last one."""
    weighed = dict(_weighed(found))
    speaks = [i for i in weighed if i in found.speakers]
    i = (speaks or list(weighed))[0 if speaks else -1]
    yield _case(weighed[i], list(_named(found, weighed[i], means or None)), EXAMPLE, None)


def examples() -> list[Mapping[str, str]]:
    """The examples: `text`, and the name that its mention `means`; empty if it means nobody named."""
    found: list[Mapping[str, str]] = tomllib.loads(
        Path(__file__).with_name("examples.toml").read_text(encoding="utf-8")
    )["example"]
    return found


def _named(found: Read, among: Ranked, name: str | None) -> Iterator[bool]:
    """Whether each candidate has the name; if there is no name, whether it has none."""
    for candidate in among.candidates:
        span = found.cast.register.name_of(candidate.entity) if candidate.entity is not None else None
        yield same_name(name, None if span is None else found.cast.text[slice(*span)])


def _weighed(found: Read) -> Iterator[tuple[int, Ranked]]:
    for i, reference in sorted(found.cast.references.at.items()):
        if reference.among is not None:
            yield i, reference.among


def _case(among: Ranked, right: list[bool], weight: float, article: str | None) -> Case:
    """The case in which "nobody" is right if no other candidate is."""
    nobody = [c.entity for c in among.candidates].index(None)
    right[nobody] = right[nobody] or not any(right)
    return Case(among.group, tuple(c.numbers for c in among.candidates), tuple(right), weight, article)


# --- fitting --------------------------------------------------------------------------------------


def fit(cases: Iterable[Case]) -> dict[str, Numbers]:
    """For each group, the weights with the maximum likelihood."""
    by_group: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_group[case.group].append(case)
    return {group: _fitted(by_group[group]) for group in GROUPS}


def cross_validated(cases: Sequence[Case]) -> dict[str, tuple[int, int]]:
    """By group, (right, all) speakers of annotated news, with weights fitted without their article."""
    found = {group: [0, 0] for group in GROUPS}
    for fold in range(FOLDS):
        held = [case for case in cases if case.article is not None and crc32(case.article.encode()) % FOLDS == fold]
        without = {case.article for case in held}
        weights = fit(case for case in cases if case.article is None or case.article not in without)
        for case in held:
            found[case.group][0] += _is_right(case, weights[case.group])
            found[case.group][1] += 1
    return {group: (right, count) for group, (right, count) in found.items()}


def _is_right(case: Case, weights: Numbers) -> bool:
    worth = [sum(weights.get(name, 0.0) * number for name, number in row.items()) for row in case.numbers]
    return case.right[worth.index(max(worth))]


def _fitted(cases: Sequence[Case]) -> Numbers:
    from scipy.optimize import minimize

    names = list(dict.fromkeys(name for case in cases for numbers in case.numbers for name in numbers))
    numbers = np.array([[row.get(name, 0.0) for name in names] for case in cases for row in case.numbers], dtype=float)
    right = np.array([is_right for case in cases for is_right in case.right])
    counts = [len(case.right) for case in cases]
    first, of = np.cumsum([0, *counts[:-1]]), np.repeat(np.arange(len(cases)), counts)
    weight = np.array([case.weight for case in cases])

    def loss(weights: Floats) -> tuple[float, Floats]:
        """The negative logarithm of the right ones' probability, and its gradient."""
        odds = numbers @ weights
        parts = np.exp(odds - np.maximum.reduceat(odds, first)[of])
        every, those = np.add.reduceat(parts, first), np.add.reduceat(parts * right, first) + 1e-12
        value = weight @ np.log(every / those) + PENALTY / 2 * weights @ weights
        pull = weight[of] * parts * (1 / every[of] - right / those[of])
        return float(value), numbers.T @ pull + PENALTY * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return dict(zip(names, found.tolist(), strict=True))


def write(path: Path, found: Mapping[str, Numbers]) -> None:
    """Write the weights as TOML."""
    lines = [
        "# What the numbers of naming/antecedents.py (he, it, they) and naming/clues.py (person, organization)",
        "# are worth; fitted by `python -m training.fitting references`, never typed in.",
    ]
    for group, numbers in found.items():
        lines += ["", f"[{group}]"]
        lines += [f'"{name}" = {number:.3f}' for name, number in numbers.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
