"""What one rule makes of one cue: who says what, of whom or to whom, before anything else is weighed against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.finding.lexicon import Entry
from quotes.spans import Range

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one rule makes of one cue. `content` and `span` are character ranges, the rest tokens (heads of phrases).

    `beyond` is what the same quotation holds in other paragraphs: the marks say so, and nobody weighs it.
    """

    rule: str
    content: tuple[Range, ...]
    entry: Entry | None = None
    cue: Token | None = None
    span: Range | None = None
    speaker: Token | None = None
    continued: bool = False
    beyond: tuple[Range, ...] = ()
