"""Text from anywhere, made safe to look at: nothing in it commands the terminal or hides what stands there."""

from __future__ import annotations

import re
from unicodedata import category

_WHITE = re.compile(r"(?:\r\n|[ \t\n])+")
# Controls, formats (with the marks that reverse a line's direction), halves of characters, two rare line ends ...
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}  # ... but not these: they hold emoji and some scripts together


def visible(text: str) -> str:
    """The text on one line: white space folded, a paragraph's end as ¶, a sign for each hidden character."""
    text = _WHITE.sub(_fold, text)
    return text if text.isprintable() else "".join(map(_sign, text))


def _fold(match: re.Match[str]) -> str:
    return " ¶ " if match.group().count("\n") > 1 else " "


def _sign(character: str) -> str:
    """␛ for escape, ␡ for delete, ⟨U+202E⟩ for a mark that turns the line around; what can be seen stays."""
    if category(character) not in _HIDDEN or character in _JOINERS:
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
