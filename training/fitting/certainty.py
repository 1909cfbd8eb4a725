"""How sure a speaker's name is, fitted on annotated news: logistic regression over what `naming.certainty` counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.matching import HALF, Document, annotated, by_content, marked, pairs, same_name
from quotes import Extractor, extract
from quotes.choosing import arbiter, verdict
from quotes.naming.identities import Parties, identify
from quotes.naming.ranking import Numbers
from quotes.parsing import marks, parse

STRENGTH = 0.1  # the inverse of the penalty on the squares of the weights


@dataclass(frozen=True, slots=True)
class Case:
    """One speaker: what is known about how the name was found, and whether the name is right."""

    grounds: Numbers
    right: bool


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
    """Each speaker whose content is annotated, with whether the name is the annotated one."""
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
            yield Case(who.grounds, same_name(links.name, who.name))


def fit(found: Iterable[Case]) -> Numbers:
    """The weights with the maximum likelihood."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    every, table = list(found), DictVectorizer()
    numbers = table.fit_transform([case.grounds for case in every])
    model = LogisticRegression(C=STRENGTH, fit_intercept=False, max_iter=2000)
    model.fit(numbers, [case.right for case in every])
    return dict(zip(table.get_feature_names_out(), model.coef_[0].tolist(), strict=True))


def write(path: Path, found: Numbers) -> None:
    """Write the weights as TOML."""
    lines = [
        "# What the numbers of quotes/naming/certainty.py are worth; fitted by `python -m training.fitting certainty`.",
        "",
        "[name]",
        *(f'"{name}" = {number:.3f}' for name, number in found.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
