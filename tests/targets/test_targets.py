"""A table of English, `targets.toml`: sentence in, targets out, over frozen parses; and the fitted choice itself."""

from __future__ import annotations

import pytest

import quotes
from quotes import extract
from quotes.article import Article
from quotes.assemble import divided, records
from quotes.parsing import marks
from quotes.records import Attribution
from quotes.targets.choice import KINDS, probabilities
from tests.support.parses import by_text, cases

CASES = [(case["text"], case["targets"]) for case in cases("targets")]


def line(record: Attribution) -> str:
    """`cue | kind | target`."""
    cue, target = record.cue, record.target
    return " | ".join([cue.text if cue else "", *((target.kind, target.text) if target else ("", ""))])


def found(text: str) -> list[Attribution]:
    made, _ = divided(records(Article("case", text), *extract.find(by_text("targets")[text], marks.pair(text))))
    return made


@pytest.mark.parametrize(("text", "targets"), CASES, ids=[text for text, _ in CASES])
def test_targets(text: str, targets: list[str]) -> None:
    assert [line(record) for record in found(text)] == [line.replace("| | ", "|  | ") for line in targets]


def test_what_the_candidates_lack_to_one_is_nobodys() -> None:
    weights = {"addressee": {"told": 2.0}, "object": {"judged": 1.0}}
    told, judged, neither = probabilities(weights, [["told"], ["judged"], ["seen"]])
    assert max(told) > max(judged) > max(neither)
    assert told[KINDS.index("addressee")] > told[KINDS.index("object")]
    assert sum(map(sum, (told, judged, neither))) < 1


SURE = [  # told somebody, nobody who could be told, somebody who is not
    ("The mayor told reporters that the bridge was safe.", "reporters", 0.9),
    ("The mayor said that it was safe.", None, 0.9),
]


@pytest.mark.parametrize(("text", "target", "least"), SURE)
def test_how_sure_a_target_or_its_absence_is(
    extractor: quotes.Extractor, text: str, target: str | None, least: float
) -> None:
    (record,) = extractor.extract(text).attributions
    assert (record.target and record.target.text) == target
    assert least < (record.target_confidence or 0) <= 1
