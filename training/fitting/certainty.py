"""How sure a speaker's name and role are, fitted on annotated news.

Logistic regression over what `quotes.naming.certainty` counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.matching import HALF, Document, Links, annotated, by_content, marked, pairs, right_parts
from quotes import Extractor, extract
from quotes.choosing import arbiter, verdict
from quotes.naming import certainty
from quotes.naming.identities import Parties, identify
from quotes.naming.ranking import Numbers, Weights
from quotes.naming.speaker import Grounds
from quotes.parsing import marks, parse

STRENGTH = 0.1  # the inverse of the penalty on the squares of the weights


@dataclass(frozen=True, slots=True)
class Case:
    """One speaker: what is known about how name and role were found, and whether each is right."""

    grounds: Grounds
    name: bool
    role: bool


def cases(extractor: Extractor, documents: Iterable[Document]) -> Iterator[Case]:
    """The speakers in annotated articles whose content was found."""
    for document in documents:
        yield from judged(document, *_found(extractor, document["text"]))


def _found(extractor: Extractor, text: str) -> tuple[Sequence[verdict.Verdict], Sequence[Parties]]:
    paired = marks.pair(text)
    proposed = extract.propose(parse.parse(extractor.nlp, text, paired), paired, rules_only=extractor.rules_only)
    kept = verdict.kept(arbiter.settle(proposed))
    return kept, identify(proposed.layout, extract.statements(kept))


def judged(document: Document, kept: Sequence[verdict.Verdict], parties: Sequence[Parties]) -> Iterator[Case]:
    """Each speaker whose content is annotated, with whether name and role are the annotated ones."""
    text = document["text"]
    speakers = [who.speaker for who in parties]
    found = [
        marked(text, [who.span] if who else [], [v.proposal.span] if v.proposal.span else [], v.proposal.content)
        for v, who in zip(kept, speakers, strict=True)
    ]
    gold = annotated(text, document["attributions"])
    for g, f, weight in pairs(gold, found, by_content):
        who, links = speakers[f], gold[g].links
        if weight >= HALF and who is not None and links is not None:
            role = [] if who.role is None else [text[slice(*who.role)]]
            right = right_parts(links, Links(who.name, role, None, None))
            yield Case(who.grounds, right.name, right.role)


def fit(found: Iterable[Case]) -> dict[str, Numbers]:
    """The weights with the maximum likelihood for the name, and by these for the role."""
    every = list(found)
    name = _fitted([case.grounds.name for case in every], [case.name for case in every])
    role = [certainty.with_name(case.grounds, name) for case in every]
    return {"name": name, "role": _fitted(role, [case.role for case in every])}


def _fitted(known: Sequence[Numbers], right: Sequence[bool]) -> Numbers:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    table = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=2000)
    model.fit(table.fit_transform(known), right)
    return dict(zip(table.get_feature_names_out(), model.coef_[0].tolist(), strict=True))


def write(path: Path, found: Weights) -> None:
    """Write the weights as TOML."""
    lines = [
        "# What the numbers of quotes/naming/certainty.py are worth; fitted by `python -m training.fitting certainty`."
    ]
    for part, numbers in found.items():
        lines += ["", f"[{part}]", *(f'"{name}" = {number:.3f}' for name, number in numbers.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
