"""A content beside quotation marks: cut to the quotation that its cue stands in, or stretched to the end of one."""

from __future__ import annotations

from dataclasses import replace

from quotes.finding.proposal import Proposal
from quotes.grammar.layout import Layout
from quotes.parsing.marks import Quotation
from quotes.spans import Range, covers, joined, strip


def fit(layout: Layout, proposal: Proposal) -> Proposal | None:
    """The content cut to the quotation that the cue stands in, or stretched to the end of one that it runs into."""
    cue = proposal.cue
    around = layout.quotation(cue.idx) if cue is not None else None
    pieces: list[Range] = []
    for piece in proposal.content:
        fitted = _clipped(piece, around.inner) if around else _stretched(layout, _after_dateline(layout, piece))
        if fitted is not None:
            pieces.append(fitted)
    content = joined(pieces)
    if not content:
        return None
    return proposal if content == proposal.content else replace(proposal, content=content)


def _after_dateline(layout: Layout, piece: Range) -> Range:
    """TORSBY, Sweden (AP) — |The bridge is safe, the mayor said."""
    paragraph = layout.paragraph(piece[0])
    return (max(piece[0], min(paragraph.prose, piece[1])), piece[1]) if paragraph else piece


def _clipped(piece: Range, limits: Range) -> Range | None:
    start, end = max(piece[0], limits[0]), min(piece[1], limits[1])
    return (start, end) if start < end else None


# Characters between an opening mark and a content whose beginning the parser missed: “I think |we must act” was all.
_OPENING = 20


def _between(text: str, q: Quotation, piece: Range) -> Range:
    """What stands between the marks, from the piece's start on; all of it where it starts with its first word."""
    left_out = text[q.inner[0] : max(piece[0], q.inner[0])]
    if any(map(str.isalnum, left_out)):
        return piece[0], min(piece[1], q.inner[1])
    return strip(text, q.inner, ",")


def _stretched(layout: Layout, piece: Range) -> Range:
    """Said it was “very bad. We must |act.”: a content that runs into a quotation goes on to its end."""
    start, end = piece
    for q in layout.touching(piece):
        if covers(q.span, piece):  # |“The bridge is safe,”| said Roe
            return _between(layout.text, q, piece)
        if q.single:
            end = q.span[1] if start < q.span[0] and end == q.inner[1] and q.closed else end  # a ‘disaster|’
            continue
        if start <= q.inner[0] < end:
            if start == q.inner[0] and end > q.inner[1]:
                start = q.span[0]  # accused of |“dithering” over it
            end = max(end, q.inner[1] if start >= q.inner[0] else q.span[1] if q.closed else q.inner[1])
        elif q.inner[0] < start < q.inner[1] < end and start - q.inner[0] < _OPENING:
            start = q.span[0]
    while end > start and layout.text[end - 1] in ",;: ":
        end -= 1
    return start, end
