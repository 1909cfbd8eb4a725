"""What one rule makes of one cue: who says what, of whom or to whom, before anything else is weighed against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.finding.lexicon import Entry
from quotes.records import TargetKind
from quotes.spans import Range

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one rule makes of one cue. `content` and `span` are character ranges, the rest tokens (heads of phrases)."""

    rule: str
    content: tuple[Range, ...]
    entry: Entry | None = None
    cue: Token | None = None
    span: Range | None = None
    speaker: Token | None = None
    target: Token | None = None
    target_kind: TargetKind | None = None
    continued: bool = False
