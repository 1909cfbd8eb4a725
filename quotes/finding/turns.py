"""Transcripts and interviews: paragraphs that open with who speaks, "HOLLIS: We did." and "Q. Were you there?"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from quotes.finding.proposal import Proposal
from quotes.finding.signatures import name_head
from quotes.grammar import tags
from quotes.grammar.layout import Layout, Paragraph
from quotes.language import table, words
from quotes.spans import strip


def propose(layout: Layout) -> Iterator[Proposal]:
    """One proposal for each turn of a transcript."""
    turns = [(p, match) for p in layout.paragraphs if (match := _opening(layout, p)) is not None]
    if not _is_talk(layout, turns):
        return
    for paragraph, match in turns:
        content = strip(layout.text, (match.end(), paragraph.span[1]), "")
        label = layout.tokens(match.span("who"))
        signs = layout.doc.char_span(*match.span("sign"), alignment_mode="expand")
        if content[0] < content[1] and label and signs is not None:
            yield Proposal("turn", (content,), cue=signs[-1], span=match.span("sign"), speaker=name_head(label))


def _opening(layout: Layout, paragraph: Paragraph) -> re.Match[str] | None:
    """Who speaks, at a paragraph's start; not where marks say what is said: Hollis: “We did.”"""
    match = _label().match(layout.text, *paragraph.span)
    if match is None or paragraph.boilerplate or match["who"].lower() in words("sources", "labels"):
        return None
    return None if _opens_there(paragraph, match.end()) else match


def _opens_there(paragraph: Paragraph, offset: int) -> bool:
    return any(q.span[0] == offset for q in paragraph.quotations)


def _is_talk(layout: Layout, turns: Sequence[tuple[Paragraph, re.Match[str]]]) -> bool:
    """Whether these take turns: two at least, one of them again, and mostly in clauses.

    "Photo: ..." and "Update: ..." do not, nor the columns of a result, "Roe: 1,203".
    """
    counts = Counter(match["who"] for _, match in turns)
    said = [layout.tokens((match.end(), paragraph.span[1])) for paragraph, match in turns]
    clauses = sum(any(token.pos_ in tags.VERBAL for token in tokens) for tokens in said)
    letters = max(map(len, counts), default=0) == 1  # Q. and A. need not come again
    again = letters or max(counts.values(), default=0) > 1
    return len(counts) > 1 and again and 2 * clauses > len(turns)


@cache
def _label() -> re.Pattern[str]:
    return re.compile(table("marks")["turn"]["label"])
