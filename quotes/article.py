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
    """Something wrong in the text, found on the way, that did not keep the article from being read.

    `start` and `end` are character offsets into the article's text, half-open; None where it is the whole of it.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One news article. `text` holds what its file holds, decoded; `path` is None where there is no file.

    `info` is what its source says of it, for the records. `prose` is what is to be read where that is not all of the
    text: as long as the text, with spaces in the place of what is not.
    """

    id: str
    text: str
    path: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    info: ArticleInfo | None = None
    prose: str | None = None

    @property
    def name(self) -> str:
        """What messages call it: its file, or its id where there is none."""
        return self.path or self.id


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of the character at the offset, as an editor counts them."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
