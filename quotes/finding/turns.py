"""Transcripts and interviews: paragraphs that open with a speaker's label, "HOLLIS: We did.", "Q. Were you there?"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from quotes.finding.proposal import Proposal
from quotes.grammar import tags
from quotes.grammar.layout import Layout, Paragraph
from quotes.language import table, words
from quotes.spans import Range, strip
from quotes.words.kinds import is_title
from quotes.words.nouns import is_person_noun

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before the next: label, its sign, and what follows, as a character range per paragraph."""

    who: str
    label: list[Token]
    sign: Range
    said: tuple[Range, ...]


def propose(layout: Layout) -> Iterator[Proposal]:
    """One proposal for each turn of a transcript."""
    turns = _turns(layout)
    for turn in turns if _is_talk(layout, turns) else _headed(layout):
        signs = layout.doc.char_span(*turn.sign, alignment_mode="expand")
        if signs is not None:
            yield Proposal("turn", turn.said, cue=signs[-1], span=turn.sign, speaker=_head(turn.label))


def _turns(layout: Layout) -> list[Turn]:
    """The paragraphs with a label, each with those below it up to the next label; below the last label, none."""
    openings = [_opening(layout, paragraph) for paragraph in layout.paragraphs]
    last = max((n for n, match in enumerate(openings) if match is not None), default=0)
    dense = 2 * sum(match is not None for match in openings) > last
    labels = {match["who"].split()[-1] for match in openings if match is not None}
    names = labels | {label.title() for label in labels if len(label) > 1}  # HOLLIS: We did. / Hollis laughs.
    found = list[Turn]()
    for paragraph, match in zip(layout.paragraphs[: last + 1], openings, strict=False):
        if match is not None:
            label, said = layout.tokens(match.span("who")), strip(layout.text, (match.end(), paragraph.span[1]), "")
            found += [Turn(match["who"], label, match.span("sign"), (said,))] if label and said[0] < said[1] else []
        elif found and dense and _goes_on(layout, paragraph, names):
            found[-1] = Turn(found[-1].who, found[-1].label, found[-1].sign, (*found[-1].said, paragraph.span))
    return found


def _headed(layout: Layout) -> list[Turn]:
    """The paragraphs below each line that only names who speaks, up to one that is no sentence: Questions and Answers.

    *e.g.* Jane Roe -- Chief Executive / **It was a hard year.** / **We sold two mines.** / Operator
    """
    found = list[Turn]()
    open_to = False
    for paragraph in layout.paragraphs:
        match = _heading().fullmatch(layout.text, *paragraph.span)
        if match is not None:
            label = layout.tokens(match.span("who"))
            found.append(Turn(match["who"], label, match.span("sign"), ()))
        elif open_to and layout.text[paragraph.span[1] - 1] in _ENDS:
            found[-1] = Turn(found[-1].who, found[-1].label, found[-1].sign, (*found[-1].said, paragraph.span))
            continue
        open_to = match is not None
    turns = [turn for turn in found if turn.said]
    return turns if len(turns) >= _FEWEST else []


_ENDS = frozenset('.?!…”")]')  # what ends a paragraph of sentences, but no heading


def _goes_on(layout: Layout, paragraph: Paragraph, names: set[str]) -> bool:
    """Whether a paragraph without a label can be the last speaker's: not *(Applause)*, nor *Hollis laughs*."""
    if paragraph.boilerplate or paragraph.quotations or layout.text[paragraph.span[0]] in "([*":
        return False
    return names.isdisjoint(token.text for token in layout.tokens(paragraph.span))


def _opening(layout: Layout, paragraph: Paragraph) -> re.Match[str] | None:
    """The label at a paragraph's start; None if marks show what is said: Hollis: “We did.”"""
    match = _label().match(layout.text, *paragraph.span)
    if match is None or paragraph.boilerplate or _is_heading(match["who"].lower()):
        return None
    return None if _opens_there(paragraph, match.end()) else match


def _is_heading(label: str) -> bool:
    """*e.g.* **Update**: The bridge fell; **Dear Abby**: My sister is late."""
    return label in words("sources", "labels") or label.split(maxsplit=1)[0] in words("sources", "salutations")


def _opens_there(paragraph: Paragraph, offset: int) -> bool:
    return any(q.span[0] == offset for q in paragraph.quotations)


def _head(label: Sequence[Token]) -> Token:
    """The last word of the name: **VANCE** in "MR. VANCE", whatever the parse of such a line is."""
    return next((token for token in reversed(label) if token.text[0].isalpha()), label[-1])


# If no label occurs twice, there must be at least this many, and all must be people.
_FEWEST = 3


def _is_talk(layout: Layout, turns: Sequence[Turn]) -> bool:
    """Whether these are turns of a conversation: at least two labels, one of them twice, and mostly clauses.

    Not "Photo: ..." and "Update: ...", nor the columns of a result or a list of charges: "Roe: 1,203", "Roe: theft".
    """
    counts = Counter(turn.who for turn in turns)
    clauses = sum(_is_clause(turn, layout.tokens(turn.said[0])) for turn in turns)
    letters = max(map(len, counts), default=0) == 1  # Q. and A. need not occur twice
    again = letters or max(counts.values(), default=0) > 1
    people = len(turns) >= _FEWEST and all(map(_is_somebody, turns))
    return len(counts) > 1 and (again or people) and 2 * clauses > len(turns)


def _is_clause(turn: Turn, said: Sequence[Token]) -> bool:
    """*e.g.* It **fell**; JUDGE ORR: **Sit** down; not "Theft, held in jail", nor "Torsby: Host Oslo on Friday"."""
    return any(map(tags.is_tensed, said)) or (_is_somebody(turn) and any(map(tags.is_bare_verb, said)))


def _is_somebody(turn: Turn) -> bool:
    """**JUDGE ORR**, **THE DEFENDANT**, **Ana Hollis**; not *When*, *Cost*."""
    return any(is_title(token) or token.ent_type_ == "PERSON" or is_person_noun(token) for token in turn.label)


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(table("marks")["turn"]["heading"])


@cache
def _label() -> re.Pattern[str]:
    return re.compile(table("marks")["turn"]["label"])
