"""What one rule finds for one cue: who says what, and to or about whom. The arbiter weighs proposals later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.finding.lexicon import Entry
from quotes.spans import Range

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one rule finds for one cue. `content` and `span` are character ranges, the rest tokens (heads of phrases).

    `beyond` is the rest of the same quotation in other paragraphs: the marks decide that, and it is not weighed.
    """

    rule: str
    content: tuple[Range, ...]
    entry: Entry | None = None
    cue: Token | None = None
    span: Range | None = None
    speaker: Token | None = None
    continued: bool = False
    beyond: tuple[Range, ...] = ()
