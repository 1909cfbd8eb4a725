"""An article and what is wrong in its text: values, without input or output.

Offsets of all stages are code points of `Article.text`, which is exactly the decoded bytes without their byte order
mark: no newline is translated, no character is repaired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.spans import Range

if TYPE_CHECKING:
    from quotes.records import ArticleInfo


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A problem in the text that did not prevent the article from being read.

    `start` and `end` are character offsets into the article's text, half-open; None if it is the whole text.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. `text` is the decoded content of its file; `path` is None if there is no file.

    `info` is what its source says about it, for the records. `prose` is the part of the text to read, if it is not the
    complete text: as long as the text, with spaces instead of the rest.
    """

    id: str
    text: str
    path: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    info: ArticleInfo | None = None
    prose: str | None = None

    def pieces(self, span: Range) -> tuple[Range, ...]:
        """A range of the prose as ranges of the text: without whole lines of markup, and with both halves of a mark.

        *e.g.* two captions without the times between them; *Never* again, not Never* again.
        """
        if self.prose is None:
            return (span,)
        gaps = [m.span() for m in _BLANK.finditer(self.prose, *span) if _hides_a_line(self.text[slice(*m.span())])]
        edges = [span[0], *(edge for gap in gaps for edge in gap), span[1]]
        return tuple(self._whole(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end)

    def _whole(self, start: int, end: int) -> Range:
        """The range, stretched over the markup at an edge whose other half lies within it."""
        before, behind = self._markup_before(start), self._markup_behind(end)
        marks = [m.group() for m in _MARKUP.finditer(self.text, start, end) if self._is_blank(m.start())]
        if before and marks.count(before) % 2:
            return start - len(before), end
        if behind and marks.count(behind) % 2:
            return start, end + len(behind)
        return start, end

    def _markup_before(self, start: int) -> str:
        found = _MARKUP_BEFORE.search(self.text, max(0, start - _LONGEST), start)
        return found.group() if found and self._is_blank(start - 1) else ""

    def _markup_behind(self, end: int) -> str:
        found = _MARKUP.match(self.text, end)
        return found.group() if found and self._is_blank(end) else ""

    def _is_blank(self, at: int) -> bool:
        return self.prose is not None and self.prose[at].isspace()

    @property
    def name(self) -> str:
        """Its name in messages: its file, or its id if there is none."""
        return self.path or self.id


_BLANK = re.compile(r"\s+")
_LONGEST = 3
_MARKUP = re.compile(r"\*{1,3}|_{1,3}|`+")
_MARKUP_BEFORE = re.compile(rf"(?:{_MARKUP.pattern})\Z")


def _hides_a_line(text: str) -> bool:
    """Whether the text where the prose is blank is more than white space, and more than one line."""
    return "\n" in text and not text.isspace()


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of the character at the offset, as an editor counts them."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
