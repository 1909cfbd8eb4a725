"""The verdict on a proposal: kept, or why it was lost, and its confidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from quotes.finding.proposal import Proposal
from quotes.records import TargetKind
from quotes.spans import Range

if TYPE_CHECKING:
    from spacy.tokens import Token


class Cause(Enum):
    """Why a proposal is not an attribution; the text is filled in by `Reason`."""

    OUTSIDE = "its content is outside the quotation that contains its cue"
    PAGE = "this is text of the page, not of the article"
    READER = "it addresses the reader, and reports nobody"
    SOURCE = "it names a source, not what the source said"
    OWN_WORDS = "it is inside a quotation, as the speaker's own words"
    UNREAL = "wished, asked for or supposed, not said"
    NO_AGENT = "a participle without an agent in the text"
    NO_PROSE = "it is outside the prose of the article"
    SAME_CUE = "{rule} has the same cue"
    TAKEN_IN = "{rule} has the same cue and includes the content"
    SAME_CONTENT = "{rule} has the same content"
    LIKELIER = "{rule} at {confidence:.0%} is likelier"
    UNLIKELY = "below {confidence:.0%}, the lowest confidence that is kept"
    RIVAL = "{rule} at {confidence:.0%} says much the same"
    VIEW = "inside another's report, only a certain report is kept"


@dataclass(frozen=True, slots=True)
class Reason:
    """A cause, with the rule and the confidence of the preferred proposal, if there is one.

    For an unlikely proposal, `confidence` is the lowest that is kept. `str` gives the reason as a clause for people.
    """

    cause: Cause
    rule: str = ""
    confidence: float = 0.0

    def __str__(self) -> str:
        return self.cause.value.format(rule=self.rule, confidence=self.confidence)


@dataclass(frozen=True, slots=True)
class Aim:
    """Whom the cue addresses or judges: the noun, and its phrase as characters."""

    noun: Token
    kind: TargetKind
    span: Range


@dataclass(frozen=True, slots=True)
class Verdict:
    """A proposal with the probability, 0 to 1, that speaker and content are both right; `lost` is None if it is kept.

    `evidence` has what each number of `weighing.NAMES` adds to the log odds; if nothing was weighed, `basis` names the
    finds whose share of right ones is the confidence. A proposal refused earlier has neither, and a confidence of 0.
    The target is chosen last, by `targets`; `target_confidence` is the probability that it, or its absence, is right.
    """

    proposal: Proposal
    confidence: float = 0.0
    lost: Reason | None = None
    evidence: tuple[tuple[str, float], ...] = ()
    basis: str = ""
    target: Aim | None = None
    target_confidence: float = 0.0


def whole(verdict: Verdict) -> Verdict:
    """The verdict with its quotation's parts in other paragraphs added to the content."""
    p = verdict.proposal
    content = tuple(sorted(p.content + p.beyond))
    return replace(verdict, proposal=replace(p, content=content, beyond=())) if p.beyond else verdict


def kept(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The kept ones, in order."""
    return [verdict for verdict in verdicts if verdict.lost is None]
