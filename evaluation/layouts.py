"""An annotated article in other layouts: in one line, in wrapped ones, with single or double breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import compress
from textwrap import wrap

from evaluation.corpora import extract, score
from evaluation.matching import Document, Spans
from evaluation.scoring import Figures
from quotes import Extractor

_BREAK = re.compile(r"\s*\n\s*")
_PARTS = ("source", "cue", "content")
_MEASURES = ("relation.f1", "record")


def paragraphs(text: str, between: str) -> str:
    """The text with the same characters between all its paragraphs."""
    return _BREAK.sub(between, text.strip())


def wrapped(text: str, width: int, between: str = "\n\n") -> str:
    """The text's paragraphs in lines of at most `width` characters, as in e-mail and old archives."""
    blocks = _BREAK.split(text.strip())
    lines = (wrap(block, width, break_long_words=False, break_on_hyphens=False) for block in blocks)
    return between.join(map("\n".join, lines))


LAYOUTS: dict[str, Callable[[str], str]] = {
    "flat": partial(paragraphs, between=" "),
    "single breaks": partial(paragraphs, between="\n"),
    "double breaks": partial(paragraphs, between="\n\n"),
    "wrapped at 60": partial(wrapped, width=60),
    "wrapped at 76": partial(wrapped, width=76),
    "wrapped at 100": partial(wrapped, width=100),
    "wrapped at 76, single": partial(wrapped, width=76, between="\n"),
}


def laid_out(document: Document, layout: str) -> Document:
    """The annotated document in one of the `LAYOUTS`, with its character spans adjusted."""
    old, new = document["text"], LAYOUTS[layout](document["text"])
    places = dict(zip(_inked(old), _inked(new), strict=True))

    def moved(spans: Spans) -> list[list[int]]:
        return [_moved(places, range(*span)) for span in spans]

    attributions = [each | {part: moved(each[part]) for part in _PARTS} for each in document["attributions"]]
    return {**document, "text": new, "attributions": attributions}


def figures(extractor: Extractor, documents: Sequence[Document], layouts: Iterable[str] = LAYOUTS) -> Figures:
    """The main figures of annotated documents in each layout, by their names: "relation.f1, flat"."""
    found: Figures = {}
    for layout in layouts:
        scored = score(list(extract(extractor, (laid_out(document, layout) for document in documents))))
        found |= {f"{measure}, {layout}": scored[measure] for measure in _MEASURES}
    return found


def _inked(text: str) -> Sequence[int]:
    """The offsets of all characters that are not white space."""
    return list(compress(range(len(text)), (not c.isspace() for c in text)))


def _moved(places: dict[int, int], span: range) -> list[int]:
    inside = [places[offset] for offset in span if offset in places]
    return [inside[0], inside[-1] + 1]
