"""The weights by which an attribution's target is chosen, fitted on what people annotated.

Cases are the attributions of annotated news, as they are found and as they are annotated, and the sentences of
targets.toml, which have what that news hardly has. The weights make the right candidate of `quotes.targets` likeliest,
or nobody where there is no target (multinomial logistic regression over each attribution's candidates).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from evaluation.matching import HALF, Document, Marked, annotated, by_content, marked, overlap, pairs
from quotes import Extractor, extract
from quotes.choosing import arbiter, verdict
from quotes.finding import frames
from quotes.finding.cues import CueToken
from quotes.finding.proposal import Proposal
from quotes.grammar import phrases
from quotes.grammar.layout import Layout
from quotes.parsing import marks, parse
from quotes.records import TargetKind
from quotes.targets.candidates import Contender, candidates
from quotes.targets.choice import KINDS, LEAST, Weights, probabilities
from quotes.targets.extent import extent
from quotes.targets.numbers import known
from training.fitting import articles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FOLDS = 8
PENALTY = 2.0  # on the squares of the weights
RARE = 3  # what fewer candidates have gets no weight
SMALL = 0.05  # nor is a smaller weight written
EXAMPLE = 3.0  # what one of the examples counts for, where an attribution of an article counts 1
ALIKE = 0.3  # the share of words that a candidate has in common with the annotated target

Right = tuple[int, TargetKind]  # the number of a candidate, and its kind


@dataclass(frozen=True, slots=True)
class Case:
    """One attribution: what is known of each candidate, and which is right.

    `article`: of annotated news the article's id; `counts`: whether it is found, and annotated by everybody, so that
    the score has it; `has_target`: also where no candidate is right.
    """

    known: tuple[tuple[str, ...], ...]
    right: Right | None
    has_target: bool
    article: str | None = None
    counts: bool = False

    @property
    def weight(self) -> float:
        """What it counts for in fitting."""
        return EXAMPLE if self.article is None else 1.0


def cases(extractor: Extractor, corpora: Path) -> Iterator[Case]:
    """The attributions of the articles of all kinds, and of the examples."""
    for document in articles.linked(corpora):
        yield from of_article(document, _proposed(extractor, document["text"]))
    for kind, sentence in examples():
        yield from of_example(extractor, kind, sentence)


def _proposed(extractor: Extractor, text: str) -> arbiter.Proposals:
    paired = marks.pair(text)
    return extract.propose(parse.parse(extractor.nlp, text, paired), paired, rules_only=extractor.rules_only)


# --- what is right ------------------------------------------------------------------------------------


def of_article(document: Document, proposed: arbiter.Proposals) -> Iterator[Case]:
    """The attributions of an annotated article: each as it is annotated, and as it is found."""
    text, layout = document["text"], proposed.layout
    gold = sorted(annotated(text, document["attributions"]), key=lambda a: not a.is_optional)
    for a in gold:
        if (p := _as_annotated(proposed, a)) is not None:
            yield _case(proposed, p, a, document["doc"])
    found = [v.proposal for v in verdict.kept(arbiter.settle(proposed))]
    for g, f, weight in pairs(gold, [_marked(text, layout, p) for p in found], by_content):
        if weight >= HALF:
            yield _case(proposed, found[f], gold[g], document["doc"], counts=not gold[g].is_optional)


def _marked(text: str, layout: Layout, p: Proposal) -> Marked:
    speaker = [phrases.characters(layout.doc, *phrases.phrase(p.speaker))] if p.speaker is not None else []
    return marked(text, speaker, [p.span] if p.span is not None else [], p.content)


def _as_annotated(proposed: arbiter.Proposals, a: Marked) -> Proposal | None:
    """The attribution as if it were found; None without a cue of words."""
    layout, doc = proposed.layout, proposed.layout.doc
    inside = [i for span in a.spans["cue"] for i in layout.indices((span[0], span[1]))]
    if not inside:
        return None
    known = [proposed.cues[i] for i in inside if i in proposed.cues]
    cue = next((c.token for c in reversed(known) if c.is_verb), doc[inside[0] : inside[-1] + 1].root)
    source = layout.indices((a.spans["source"][0][0], a.spans["source"][0][1])) if a.spans["source"] else range(0)
    own = _by_frame(proposed.cues.get(cue.i), a)
    return Proposal(
        own.rule if own is not None else "annotated",
        tuple((start, end) for start, end in a.spans["content"]),
        entry=own.entry if own is not None else proposed.cues[cue.i].spoken if cue.i in proposed.cues else None,
        cue=cue,
        span=(a.spans["cue"][0][0], a.spans["cue"][-1][1]),
        speaker=doc[source.start : source.stop].root if source else None,
    )


def _by_frame(cue: CueToken | None, a: Marked) -> Proposal | None:
    """What the cue's frames propose, if that is what is annotated."""
    own = frames.propose(cue) if cue is not None else None
    if own is None:
        return None
    found = frozenset(i for span in own.content for i in range(*span))
    wanted = frozenset(i for start, end in a.spans["content"] for i in range(start, end))
    return own if overlap(found, wanted) >= HALF else None


def _case(proposed: arbiter.Proposals, p: Proposal, a: Marked, article: str, *, counts: bool = False) -> Case:
    among = candidates(proposed.layout, p, proposed.cues)
    target = a.links.target if a.links is not None else None
    right = None
    if a.links is not None and target and a.links.target_kind:
        kind = next(k for k in KINDS if k == a.links.target_kind)
        n = _meant(target, kind, among, p, proposed.layout.text)
        right = None if n is None else (n, kind)
    return Case(tuple(known(proposed.layout, p, among)), right, bool(target), article, counts)


def _meant(target: str, kind: TargetKind, among: Sequence[Contender], p: Proposal, text: str) -> int | None:
    """The candidate whose phrase is the most like the target, and whose noun is in it."""
    shares = [
        overlap(_words(target), _words(text[slice(*extent(c.noun, kind, p))])) * (c.noun.text in target) for c in among
    ]
    return shares.index(max(shares)) if max(shares, default=0) >= ALIKE else None


def _words(phrase: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", phrase.lower()))


def examples() -> Iterator[tuple[TargetKind | None, str]]:
    """The sentences of targets.toml, with the kind of target that they have."""
    found = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for kind in (*KINDS, None):
        yield from ((kind, sentence) for sentence in found[kind or "nobody"])


def of_example(extractor: Extractor, kind: TargetKind | None, sentence: str) -> Iterator[Case]:
    """What is found in one sentence, if its target is among the candidates."""
    before, *rest = sentence.split("**")
    proposed = _proposed(extractor, "".join([before, *rest]))
    settled = arbiter.settle(proposed)
    for v in verdict.kept(settled) or settled[:1]:
        among = candidates(proposed.layout, v.proposal, proposed.cues)
        described = tuple(known(proposed.layout, v.proposal, among))
        n = _meant(rest[0], kind, among, v.proposal, proposed.layout.text) if kind is not None else None
        if kind is None:
            yield Case(described, None, has_target=False)
        elif n is not None:
            yield Case(described, (n, kind), has_target=True)


# --- fitting --------------------------------------------------------------------------------------------


def fit(cases: Iterable[Case]) -> dict[str, dict[str, float]]:
    """For each kind the weights under which what is right is likeliest."""
    from scipy.optimize import minimize

    every = [case for case in cases if case.known]
    counts = Counter(name for case in every for names in case.known for name in names)
    column = {
        (kind, name): n * len(KINDS) + k
        for n, name in enumerate(sorted(name for name, count in counts.items() if count >= RARE))
        for k, kind in enumerate(KINDS)
    }
    table, right, first = _table(every, column)
    weight = np.array([case.weight for case in every])

    def loss(weights: Floats) -> tuple[float, Floats]:
        """The negative logarithm of the right ones' probability, and its gradient."""
        parts = np.exp(table @ weights)
        whole = 1 + np.add.reduceat(parts, first)
        those = np.add.reduceat(parts * right, first)
        wanted = np.where(those > 0, those, 1.0)
        by_row = np.diff([*first, len(parts)])
        value = float(weight @ np.log(whole / wanted) + PENALTY / 2 * weights @ weights)
        pull = (parts * np.repeat(1 / whole, by_row) - right) * np.repeat(weight, by_row)
        return value, table.T @ pull + PENALTY * weights

    found = minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B").x
    return {kind: {name: found[n] for (k, name), n in column.items() if k == kind} for kind in KINDS}


def without_candidate(cases: Iterable[Case]) -> float:
    """The probability that an attribution without a candidate has no target; one more of each answer is supposed."""
    alone = [case for case in cases if not case.known]
    return (1 + sum(not case.has_target for case in alone)) / (2 + len(alone))


def _table(cases: Sequence[Case], column: Mapping[tuple[TargetKind, str], int]) -> tuple[Any, Floats, list[int]]:
    """A row for each candidate and kind, 1 where a name is known of it; which rows are right; each case's first."""
    from scipy.sparse import csr_matrix

    places, right, first = list[tuple[int, int]](), list[float](), list[int]()
    for case in cases:
        first.append(len(right))
        for n, names in enumerate(case.known):
            for kind in KINDS:
                places += [(len(right), column[kind, name]) for name in names if (kind, name) in column]
                right.append(float(case.right == (n, kind)))
    rows, columns = zip(*places, strict=True)
    table = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(right), len(column)))
    return table, np.array(right), first


def cross_validated(cases: Sequence[Case]) -> dict[str, float]:
    """Precision, recall and F1 of targets, in percent, each chosen by weights fitted without the article.

    Counted are the attributions that the score has.
    """
    outcomes = list[tuple[Case, float, bool]]()
    for fold in range(FOLDS):
        weights = fit(case for case in cases if case.article is None or crc32(case.article.encode()) % FOLDS != fold)
        outcomes += [
            (case, *_best(weights, case))
            for case in cases
            if case.counts and case.article is not None and crc32(case.article.encode()) % FOLDS == fold
        ]
    return _score(outcomes)


def _best(weights: Weights, case: Case) -> tuple[float, bool]:
    """The probability of the likeliest candidate, and whether it is the right one, of the right kind."""
    if not case.known:
        return 0.0, False
    n, shares = max(enumerate(probabilities(weights, case.known)), key=lambda share: sum(share[1]))
    return sum(shares), case.right == (n, KINDS[shares.index(max(shares))])


def _score(outcomes: Sequence[tuple[Case, float, bool]]) -> dict[str, float]:
    hits = sum(share >= LEAST and right for _, share, right in outcomes)
    p = hits / max(1, sum(share >= LEAST for _, share, _ in outcomes))
    r = hits / max(1, sum(case.has_target for case, *_ in outcomes))
    return {"P": 100 * p, "R": 100 * r, "F1": 200 * p * r / (p + r) if hits else 0.0}


def write(path: Path, weights: Weights, alone: float) -> None:
    """Write the weights as TOML, without those that hardly count.

    `alone`: the probability that there is no target where there is no candidate.
    """
    lines = [
        "# What it is worth that quotes/targets/numbers.py knows of a candidate, as addressee and as object; fitted by",
        "# `python -m training.fitting targets`, never typed in.",
    ]
    for kind, by_name in weights.items():
        lines += ["", f"[{kind}]"]
        lines += [f'"{name}" = {weight:.3f}' for name, weight in by_name.items() if abs(weight) >= SMALL]
    lines += ["", "[nobody]", f'"without a candidate" = {alone:.3f}']
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
