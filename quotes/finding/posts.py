"""Posts that a page shows without marks, with the name of an account: *We are fine.* / — Jane Roe (@janeroe) May 3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from quotes.finding.proposal import Proposal
from quotes.finding.signatures import name_head
from quotes.grammar import phrases
from quotes.grammar.layout import Layout, Paragraph
from quotes.language import table
from quotes.spans import Range


def propose(layout: Layout) -> Iterator[Proposal]:
    """One proposal for each post with the account below it, or before it and a colon."""
    for number, line in enumerate(layout.paragraphs):
        if match := _pattern("signature").match(layout.text, *line.span):
            said = tuple(_said(layout, layout.paragraphs[:number]))
        elif match := _pattern("label").match(layout.text, *line.span):
            said = tuple(filter(None, [_without_links(layout, (match.end(), line.span[1]))]))
        else:
            continue
        name = layout.tokens(match.span("who"))
        signs = layout.doc.char_span(*match.span("sign"), alignment_mode="expand")
        if said and name and signs is not None:
            yield Proposal("signature", said, cue=signs[-1], span=match.span("sign"), speaker=name_head(name))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("marks")["post"][name])


def _said(layout: Layout, above: Sequence[Paragraph]) -> list[Range]:
    """The paragraph above the signature, and the lines right above that: a post keeps its own line breaks."""
    lines = list[Paragraph]()
    for line in reversed(above):
        apart = lines and layout.text.count("\n", line.span[1], lines[0].span[0]) > 1
        if apart or line.boilerplate or _pattern("signature").match(layout.text, *line.span):
            break
        lines.insert(0, line)
    return [span for line in lines if (span := _without_links(layout, line.span)) is not None]


def _without_links(layout: Layout, line: Range) -> Range | None:
    """The words of a line, without the links that end it; None where it has no others."""
    words = layout.tokens(line)
    while words and (words[-1].like_url or words[-1].text == ":"):
        words.pop()
    return phrases.from_to(words[0], words[-1]) if words else None
