"""How far apart, in tokens, words may be and still belong together if the parse does not say so.

Each number limits a guess by word order. Beyond it the guess is mostly wrong, and a text without stops would take too
much time.
"""

from __future__ import annotations

BESIDE = 4
"""Words of one phrase: on a cold winter **Friday**; voiced deep and growing **concern**; “...,” said two **men**."""

SHORT = 15
"""An inserted clause or phrase: The mayor**, two officials in her own party said on Friday,** has left."""

CLAUSE = 25
"""A clause with all its modifiers: “...,” **Roe**, who has run the city since the flood last year, **told** us."""
