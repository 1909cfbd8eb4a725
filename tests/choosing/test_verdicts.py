"""What becomes of each proposal, and why: the arbiter's verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from quotes import extract
from quotes.choosing import arbiter, weighing
from quotes.choosing.arbiter import Proposals
from quotes.choosing.evidence import FEATURES
from quotes.choosing.verdict import Cause, Reason
from quotes.finding import cues, frames
from quotes.finding.proposal import Proposal
from quotes.grammar.layout import Layout
from quotes.parsing import marks
from tests.support.parses import by_text, cases
from tests.support.pipelines import blank

if TYPE_CHECKING:
    from quotes.choosing.evidence import Evidence

TEXT = "She said the bridge was safe: “It will stand.” So he thought."
DOC = blank()(TEXT)


def proposal(rule: str, *contents: str, cue: str = "") -> Proposal:
    """A proposal with the first occurrence of these words in TEXT."""
    token = next((t for t in DOC if t.text == cue), None)
    span = (token.idx, token.idx + len(token)) if token is not None else None
    starts = [(TEXT.index(content), len(content)) for content in contents]
    return Proposal(rule, tuple((start, start + length) for start, length in starts), cue=token, span=span)


MARKS = proposal("cue-first", "It will stand.", cue="said")
ALONE = proposal("free-standing", "It will stand.")
WHOLE = proposal("aside", "She said the bridge was safe: “It will stand.” So", cue="thought")


@pytest.mark.parametrize(
    ("direct", "others", "expected"),
    [
        ([MARKS], [], ["cue-first: kept"]),
        (
            [MARKS],
            [proposal("judgment", "the bridge", cue="said")],
            ["cue-first: kept", "judgment: cue-first has the same cue"],
        ),
        (
            [MARKS],
            [proposal("clause", "the bridge was safe", cue="said")],
            ["cue-first: kept", "clause: cue-first has the same cue and includes the content"],
        ),
        ([ALONE, MARKS], [], ["cue-first: kept", "free-standing: cue-first has the same content"]),
        ([MARKS, ALONE], [], ["cue-first: kept", "free-standing: cue-first has the same content"]),
        (
            [],
            [proposal("clause", "the bridge", cue="stand")],
            ["clause: its content is outside the quotation that contains its cue"],
        ),
        (
            [MARKS],
            [WHOLE],
            ["aside: kept", "cue-first: inside another's report, only a certain report is kept"],
        ),
    ],
)
def test_the_step_that_decides_says_why(direct: list[Proposal], others: list[Proposal], expected: list[str]) -> None:
    verdicts = arbiter.settle(Proposals(Layout(DOC, marks.pair(TEXT)), direct, others))
    assert [f"{v.proposal.rule}: {v.lost or 'kept'}" for v in verdicts] == expected


@pytest.mark.parametrize("text", [case["text"] for case in cases("attributions")])
def test_every_proposal_gets_one(text: str) -> None:
    proposed = extract.propose(by_text("attributions")[text], marks.pair(text))
    made = [(p.rule, p.span) for p in (*proposed.direct, *proposed.others)]
    assert sorted((v.proposal.rule, v.proposal.span) for v in arbiter.settle(proposed)) == sorted(made)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (Reason(Cause.LIKELIER, "clause", 0.914), "clause at 91% is likelier"),
        (Reason(Cause.RIVAL, "reading", 0.5), "reading at 50% says much the same"),
        (Reason(Cause.UNLIKELY, confidence=0.33), "below 33%, the lowest confidence that is kept"),
        (Reason(Cause.PAGE), "this is text of the page, not of the article"),
    ],
)
def test_a_reason_names_what_was_preferred(reason: Reason, expected: str) -> None:
    assert str(reason) == expected


class Unsure:
    """The evidence of an encoder that sees nothing anywhere."""

    reader = "default"

    def features(self, _: Proposal) -> tuple[float, ...]:
        return (0.0,) * len(FEATURES)


@pytest.mark.parametrize(
    ("act", "text", "kept"),
    [
        ("commitment", "The board opted to sell the hotel.", True),
        ("commitment", "The union is prepared to strike.", False),
        ("opinion", "The thief is believed to have left the country.", True),  # by nobody named
        ("questioning", "The judge asked the jury to leave the room.", False),
        ("judgment", "The union threw its weight behind the candidate.", True),
        ("judgment", "The council turned down the request.", True),
        ("judgment", "The judge was unimpressed by the excuse.", True),
    ],
)
def test_a_verb_of_promising_stands_by_its_form_and_an_adjective_does_not(
    act: str, text: str, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted = weighing.weights()
    strict = weighing.Weights(fitted.by_group, dict.fromkeys(fitted.least, 0.99))
    monkeypatch.setattr(weighing, "weights", lambda _: strict)
    doc = by_text(act)[text]
    layout = Layout(doc, marks.pair(text))
    found = [p for cue in cues.find(doc) if (p := frames.propose(cue)) is not None]
    verdicts, _ = weighing.weigh(layout, [found], cast("Evidence", Unsure()))
    assert bool(verdicts) is kept


def test_a_reader_that_is_not_ours_is_weighed_as_the_default_one() -> None:
    assert weighing.weights("of-somebody-else") == weighing.weights("default") != weighing.weights("accurate")
