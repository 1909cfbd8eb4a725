"""Text from anywhere, made safe to display: nothing in it controls the terminal or hides other text."""

from __future__ import annotations

import re
from unicodedata import category

_WHITE = re.compile(r"(?:\r\n|[ \t\n])+")
# Controls, formats (with the marks that reverse a line's direction), halves of characters, two rare line ends ...
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}  # ... except these: emoji and some scripts need them

_REPLACEMENT = 0xFFFD
_TURNING = (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))  # they reverse a line's direction
_NO_CHARACTERS = (*range(0xFDD0, 0xFDF0), *(plane << 16 | low for plane in range(17) for low in (0xFFFE, 0xFFFF)))
# What HTML cannot contain, and what would change the order of the words.
_INERT: dict[int, int | str] = {
    **dict.fromkeys((*range(0x80, 0xA0), *_TURNING, *_NO_CHARACTERS), _REPLACEMENT),
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"},
    0x7F: "␡",
    **dict.fromkeys(b"\r\x85", "\n"),
}


def visible(text: str) -> str:
    """The text on one line: white space folded, a paragraph's end as ¶, a sign for each hidden character."""
    text = _WHITE.sub(_fold, text)
    return text if text.isprintable() else "".join(map(_sign, text))


def inert(text: str) -> str:
    """The text with as many characters, lines kept: a sign for each that a page cannot contain or that turns a line."""
    return text.replace("\r\n", " \n").translate(_INERT)


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
