"""An article and what is wrong in its text: values, without input or output.

Offsets of all stages are code points of `Article.text`, which is exactly the decoded bytes without their byte order
mark: no newline is translated, no character is repaired.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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

    @property
    def name(self) -> str:
        """Its name in messages: its file, or its id if there is none."""
        return self.path or self.id


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of the character at the offset, as an editor counts them."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
