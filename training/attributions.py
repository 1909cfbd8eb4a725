"""Attributions that people annotated in an article -> the part of an attribution that each token is, and its link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from quotes.parsing.reading import CONTENT, CUE, CUE_GOES_ON, NOTHING, SOURCE
from training.gold import UNKNOWN, Ints

if TYPE_CHECKING:
    from spacy.tokens import Doc

# "source", "cue", "content": character ranges of the pieces. It may be "optional": right if found, but not counted as
# missed if not; and "nested", inside another one's content, where some corpora annotate nothing.
Annotation = Mapping[str, Any]


def parts(doc: Doc, annotations: Iterable[Annotation]) -> tuple[Ints, Ints]:
    """The parts (N,) of a doc's tokens, as numbers of `reading.PARTS`, and their links (N,) as `lessons.Gold` has them.

    A source may have several cues. A token in two contents, which is rare, belongs to the first. Tokens of an
    attribution that is optional or has no cue are unknown; a nested attribution is ignored.
    """
    annotations = [annotation for annotation in annotations if not annotation.get("nested")]
    found = np.full(len(doc), NOTHING, dtype=np.int64)
    links = np.full(len(doc), UNKNOWN, dtype=np.int64)
    open_ = list[int]()
    for annotation in annotations:
        source, cue, content = (_tokens(doc, annotation[part]) for part in ("source", "cue", "content"))
        if not cue or annotation.get("optional"):
            open_ += source + cue + content
            continue
        found[source] = SOURCE
        found[cue], found[cue[0]] = CUE_GOES_ON, CUE
        links[cue[0]] = source[0] if source else cue[0]
        content = [token for token in content if found[token] == NOTHING]
        found[content], links[content] = CONTENT, cue[0]
    found[[token for token in open_ if found[token] == NOTHING]] = UNKNOWN
    return found, links


def _tokens(doc: Doc, pieces: Iterable[tuple[int, int]]) -> list[int]:
    """The indices of the tokens in these character ranges, also if they are only partly inside."""
    spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in pieces)
    return [token.i for span in spans if span is not None for token in span if not token.is_space]
