"""Markdown as its readers see it: the same text with spaces in place of markup, so that offsets do not change.

It covers the markup of CommonMark (https://spec.commonmark.org) that is found in news.
"""

from __future__ import annotations

import re

# No alternative looks beyond the next mark of its own kind, so the time is linear in the text, whatever it holds.
_MARKUP = re.compile(
    r"""
      \A---\r?\n(?s:.*?)\n---[ ]*\r?$                                 # what generators of sites keep before the text
    | ^[ ]{0,3}(?:```|~~~)(?s:.*?)^[ ]{0,3}(?:```|~~~)[`~]*           # code
    | ^[ ]{0,3}(?:-{3,}|={3,}|\*{3,})[ ]*\r?$                         # a line across, or below a heading
    | ^[ ]{0,3}\#{1,6}[ ]                                             # heading
    | ^[ ]{0,3}>(?:[ ]?>)*                                            # block quote
    | ^[ ]*[-*+][ ]                                                   # item of a list
    | ^[ ]{0,3}\[[^\[\]\n]+\]:[ ]+http[^\n]*                          # where a link leads
    | !\[[^\[\]\n]*\]\([^()\n]*\)                                     # image
    | \[(?=[^\[\]\n]*\][(\[]) | \]\([^()\n]*\) | \]\[[^\[\]\n]*\]     # link, whose text stays
    | </?[a-z!][^<>\n]*>                                              # tag, or a link as it is
    | (?<![\w*])\*{1,3}(?=[^\s*]) | (?<=[^\s*])\*{1,3}(?![\w*])       # *emphasis*, but not 5 * 3 and not f***ing
    | (?<![\w_])_{1,3}(?=[^\s_]) | (?<=[^\s_])_{1,3}(?![\w_])
    | `+
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)


def blanked(text: str) -> str:
    """The text in its old length, with a space for each character of its markup; line ends are kept."""
    return _MARKUP.sub(_spaces, text)


def _spaces(match: re.Match[str]) -> str:
    return re.sub(r"\S", " ", match.group())
