"""The outcome of each annotated attribution, the most frequent kinds of error, and the effect of a change."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from evaluation.corpora import compared
from evaluation.matching import HALF, Document, Marked, by_content, pairs, same_source
from quotes import Attribution

BASELINE = Path(__file__).with_name("baseline.json")


class Outcome(StrEnum):
    """The outcome of an annotated attribution; the values are the letters in the baseline."""

    RIGHT = "r"
    OTHER_SPEAKER = "s"
    LESS_THAN_HALF = "h"
    ELSEWHERE = "e"
    MISSED = "m"


SAID = {
    Outcome.RIGHT: "right",
    Outcome.OTHER_SPEAKER: "another speaker",
    Outcome.LESS_THAN_HALF: "less than half of the content",
    Outcome.ELSEWHERE: "cue with another content",
    Outcome.MISSED: "missed",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One article: the annotated attributions, the outcome of each, and the rules of finds that nobody annotated."""

    text: str
    gold: Sequence[Marked]
    outcomes: Sequence[Outcome]
    spurious: Sequence[str]

    def kinds(self) -> Iterator[str]:
        """The kind of each error, *e.g.* missed, indirect thought."""
        for gold, outcome in zip(self.gold, self.outcomes, strict=True):
            if outcome is not Outcome.RIGHT:
                yield f"{SAID[outcome]}, {gold.kind} {'speech' if gold.is_speech else 'thought'}"
        yield from (f"annotated by nobody, found by {rule}" for rule in self.spurious)

    def lines(self) -> Iterator[str]:
        """The outcome of each required attribution that is not right, and the attribution as one line."""
        for gold, outcome in zip(self.gold, self.outcomes, strict=True):
            if outcome is not Outcome.RIGHT and not gold.is_optional:
                yield f"{SAID[outcome]}: {_line(self.text, gold)}"


def judge(document: Document, records: Sequence[Attribution]) -> Judged:
    """Compare an article's records with its annotation, by the scorer's own matching."""
    gold, found = compared(document, records)
    matched = pairs(gold, found, by_content)
    partner = {g: (found[p], weight) for g, p, weight in matched}
    outcomes = [_outcome(a, partner.get(n), found) for n, a in enumerate(gold)]
    used = {p for _, p, weight in matched if weight >= HALF}
    return Judged(document["text"], gold, outcomes, [record.rule for p, record in enumerate(records) if p not in used])


def _outcome(gold: Marked, partner: tuple[Marked, float] | None, found: Sequence[Marked]) -> Outcome:
    if partner is not None and partner[1] >= HALF:
        return Outcome.RIGHT if same_source(gold, partner[0]) else Outcome.OTHER_SPEAKER
    if partner is not None:
        return Outcome.LESS_THAN_HALF
    return Outcome.ELSEWHERE if any(gold.cue & p.cue for p in found) else Outcome.MISSED


def most_costly(articles: Mapping[str, Judged], most: int = 10) -> list[tuple[str, int]]:
    """The kinds of error that are most frequent, with their numbers."""
    return Counter(kind for article in articles.values() for kind in article.kinds()).most_common(most)


def pin(articles: Mapping[str, Judged], path: Path = BASELINE) -> None:
    """Save the outcomes as a baseline for later changes: a letter for each attribution, by article."""
    letters = {name: "".join(article.outcomes) for name, article in articles.items()}
    path.write_text(json.dumps(letters, indent=0) + "\n", encoding="utf-8")


def changes(articles: Mapping[str, Judged], path: Path = BASELINE) -> Iterator[tuple[str, str, Outcome, Outcome]]:
    """(article, the attribution as one line, outcome before, outcome now) of each that became right or wrong."""
    before = json.loads(path.read_text(encoding="utf-8"))
    for name, article in articles.items():
        for gold, old, new in zip(article.gold, before.get(name, ""), article.outcomes, strict=False):
            if (old == Outcome.RIGHT) != (new is Outcome.RIGHT):
                yield name, _line(article.text, gold), Outcome(old), new


def _line(text: str, gold: Marked) -> str:
    parts = (" … ".join(text[start:end] for start, end in gold.spans[part]) for part in ("source", "cue", "content"))
    return " | ".join(" ".join(part.split()) for part in parts)
