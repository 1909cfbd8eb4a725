"""How far apart, in tokens, words may stand and still belong together where the parse does not say so.

Each bounds a guess by the order of words. Further off the guess is mostly wrong, and a text without stops would take
more than its share of time.
"""

from __future__ import annotations

BESIDE = 4
"""Words of one phrase: on a cold winter **Friday**; voiced deep and growing **concern**; “...,” said two **men**."""

SHORT = 15
"""A clause or a phrase thrown in: The mayor**, two officials in her own party said on Friday,** has left."""

CLAUSE = 25
"""A clause with all its modifiers: “...,” **Roe**, who has run the city since the flood last year, **told** us."""
