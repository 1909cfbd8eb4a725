"""What becomes of a proposal: kept, or lost to what, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from quotes.finding.proposal import Proposal


class Cause(Enum):
    """Why a proposal is not an attribution; the text is filled in by `Reason`."""

    OUTSIDE = "its content lies outside the quotation that its cue stands in"
    PAGE = "the page speaks there, not the article"
    READER = "the reader is spoken to, nobody is reported"
    OWN_WORDS = "it stands in a quotation, as its speaker's own words"
    UNREAL = "wished, asked for or supposed, not said"
    NO_AGENT = "a participle of which the text names no agent"
    NO_PROSE = "it stands in no prose of the article"
    SAME_CUE = "{rule} has the same cue"
    TAKEN_IN = "{rule} has the same cue and takes the content in"
    SAME_CONTENT = "{rule} has the same content"
    LIKELIER = "{rule} at {confidence:.0%} is likelier"
    UNLIKELY = "below {confidence:.0%}, the least that is kept"
    RIVAL = "{rule} at {confidence:.0%} says much the same"
    VIEW = "in another's report only a sure report of one's own is kept"


@dataclass(frozen=True, slots=True)
class Reason:
    """A cause, with the rule and the confidence of the proposal that was preferred, where the cause speaks of one.

    Of what is unlikely, `confidence` is the least that is kept. `str` gives the whole as a clause for people.
    """

    cause: Cause
    rule: str = ""
    confidence: float = 0.0

    def __str__(self) -> str:
        return self.cause.value.format(rule=self.rule, confidence=self.confidence)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A proposal with the probability, 0 to 1, that speaker and content are both right; `lost` is None if it is kept.

    `evidence` has what each number of `weighing.NAMES` adds to the logarithm of the odds; where nothing was weighed,
    `basis` names the finds whose share of right ones the confidence is. What was refused before has neither, and 0.
    """

    proposal: Proposal
    confidence: float = 0.0
    lost: Reason | None = None
    evidence: tuple[tuple[str, float], ...] = ()
    basis: str = ""


def whole(verdict: Verdict) -> Verdict:
    """The verdict with all that its quotation holds, in other paragraphs too, as its content."""
    p = verdict.proposal
    content = tuple(sorted(p.content + p.beyond))
    return replace(verdict, proposal=replace(p, content=content, beyond=())) if p.beyond else verdict


def kept(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The attributions among them, in their order."""
    return [verdict for verdict in verdicts if verdict.lost is None]
