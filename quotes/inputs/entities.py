"""Quotation marks written as HTML entities, like `&quot;`: they are read as marks, and the text keeps its length.

An entity within a word, as in don&#39;t, stays as it is.
"""

from __future__ import annotations

import re
from html import unescape

_ENTITY = re.compile(r"&(?:[lr][sd]quo|[lr]aquo|quot|apos|nbsp|#(?:34|39|160|171|187|821[67]|822[01]));")
_STOPS = frozenset(".,:;!?…")
_OPENING, _CLOSING = "“‘«", "”’»"


def read(text: str) -> str:
    """The text with each entity replaced by its character, padded with spaces outside the quotation."""
    return _ENTITY.sub(_read, text) if "&" in text else text


def _read(entity: re.Match[str]) -> str:
    start, end = entity.span()
    before, after = entity.string[max(0, start - 1) : start], entity.string[end : end + 1]
    sign, length = unescape(entity.group()).replace("\xa0", " "), len(entity.group())
    if sign in "'’" and before.isalnum() and after.isalnum():
        return entity.group()
    behind_a_word = before.isalnum() or before in _STOPS
    glued = behind_a_word and after.isalnum()  # said,&quot;Not now
    opens = sign in _OPENING or (sign not in _CLOSING and (not behind_a_word or (glued and before in ",:")))
    return sign.rjust(length) if opens else sign.ljust(length)
