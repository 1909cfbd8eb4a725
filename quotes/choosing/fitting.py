"""A content beside quotation marks: cut to the quotation that its cue stands in, or stretched to the end of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from quotes.finding import remarks
from quotes.finding.proposal import Proposal
from quotes.grammar.layout import STOPS, Layout
from quotes.parsing.marks import Quotation, answers
from quotes.spans import Range, clipped, covers, joined, strip

if TYPE_CHECKING:
    from spacy.tokens import Token


def fit(layout: Layout, proposal: Proposal) -> Proposal | None:
    """The content cut to the quotation that the cue stands in, or stretched to the end of one that it runs into.

    It never extends past a question that somebody else answers, or into a quotation that is a sentence of its own.
    """
    cue = proposal.cue
    around = layout.quotation(cue.idx) if cue is not None else None
    limits = around.inner if around else _limits(layout, cue)
    pieces = list(filter(None, (clipped(piece, limits) for piece in proposal.content)))
    if not around:
        pieces = _between_semicolons(layout, pieces, cue)
        pieces = [remarks.before(layout.doc, piece, cue) for piece in pieces]
        pieces = [_stretched(layout, _after_dateline(layout, piece)) for piece in pieces]
        pieces[:1] = [_reported(layout, piece) for piece in pieces[:1]]
        pieces[1:] = [_with_conjunction(layout, piece, cue) for piece in pieces[1:]]
    content = joined(pieces)
    if not content:
        return None
    return proposal if content == proposal.content else replace(proposal, content=content)


def _limits(layout: Layout, cue: Token | None) -> Range:
    """“Who paid?” |“I did,” said Roe.| “Why?”: between the questions and answers of others; else all."""
    start, end = 0, len(layout.text)
    paragraph = layout.paragraph(cue.idx) if cue is not None else None
    if cue is None or paragraph is None:
        return start, end
    for question, answer in answers(layout.text, paragraph.quotations):
        if answer <= cue.idx:
            start = answer
        else:
            return start, min(question, end)
    return start, end


def _with_conjunction(layout: Layout, piece: Range, cue: Token | None) -> Range:
    """It was late, Roe said, |**but** the bus would come|: what joins two pieces around a cue belongs to them."""
    before = layout.tokens((piece[0] - _CONJUNCTION, piece[0]))
    joins = bool(before) and before[-1].pos_ == "CCONJ" and cue is not None and cue.idx < before[-1].idx
    return (before[-1].idx, piece[1]) if joins else piece


_CONJUNCTION = 6  # characters before a piece that may hold one


def _between_semicolons(layout: Layout, pieces: list[Range], cue: Token | None) -> list[Range]:
    """Kos left; |it was late|, Roe said; his bus was gone: a semicolon ends what a cue behind it reports."""
    if cue is None or not pieces or pieces[0][0] > cue.idx:
        return pieces
    signs = [i for piece in pieces for i in _semicolons(layout, piece)]
    start = max((i + 1 for i in signs if i < cue.idx), default=0)
    end = min((i for i in signs if i > cue.idx), default=len(layout.text))
    kept = filter(None, (clipped(piece, (start, end)) for piece in pieces))
    return [strip(layout.text, piece, "") for piece in kept] if signs else pieces


def _semicolons(layout: Layout, piece: Range) -> Iterator[int]:
    """The semicolons between clauses: not in a quotation, in parentheses or before a list's last member: “...; and”."""
    text = layout.text
    at = text.find(";", *piece)
    while at >= 0:
        opened = text.count("(", piece[0], at) > text.count(")", piece[0], at)
        joins = any(t.pos_ == "CCONJ" for t in layout.tokens((at + 1, at + 3)))
        if not opened and not joins and layout.quotation(at) is None:
            yield at
        at = text.find(";", at + 1, piece[1])


def _reported(layout: Layout, piece: Range) -> Range:
    """He was **alarmed**. “It will cost us.”: a quotation that is a sentence of its own is a separate statement."""
    for q in layout.touching(piece):
        before = layout.text[piece[0] : q.span[0]].rstrip()
        if before[-1:] in STOPS and layout.text[slice(*q.inner)].rstrip()[-1:] in STOPS:
            return piece[0], piece[0] + len(before) - 1
    return piece


def _after_dateline(layout: Layout, piece: Range) -> Range:
    """TORSBY, Sweden (AP) — |The bridge is safe, the mayor said."""
    paragraph = layout.paragraph(piece[0])
    return (max(piece[0], min(paragraph.prose, piece[1])), piece[1]) if paragraph else piece


# At most this many characters after an opening mark, the parser missed the content's start: “I think |we must act” is.
_OPENING = 20


def _between(text: str, q: Quotation, piece: Range) -> Range:
    """The text between the marks from the piece's start; all of it if the piece starts with the first word."""
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
