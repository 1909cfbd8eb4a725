"""Who speaks where in a transcript, and whether two names are one person's. Characters alone are read, nothing parsed.

A transcript has labels: LUND: We did.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from quotes.language import table, words
from quotes.parsing.paragraphs import paragraphs
from quotes.people.names import naming
from quotes.spans import Range
from quotes.words.kinds import PERSON


class SpeakerTurn(NamedTuple):
    """What one says up to the next label: the name in the label, and the characters of the label and of all of it."""

    who: str
    label: Range
    span: Range


def turns(text: str) -> tuple[SpeakerTurn, ...]:
    """The turns of a transcript; none where the labels look like anything else, as the days of a week would.

    Some label comes twice, or most paragraphs have one.
    """
    blocks = paragraphs(text)
    labels = [match for block in blocks if (match := _label().match(text, *block)) and not _is_heading(match["who"])]
    twice = len({match["who"] for match in labels}) < len(labels)
    if len(labels) < 2 or not (twice or 2 * len(labels) > len(blocks)):
        return ()
    ends = [*(match.start() for match in labels[1:]), len(text)]
    return tuple(
        SpeakerTurn(match["who"], (match.start(), match.end("sign")), (match.start(), end))
        for match, end in zip(labels, ends, strict=True)
    )


def same_person(name: str, other: str) -> bool | None:
    """Whether two names may be one person's: Anna Lund, MAYOR LUND; None where that cannot be told.

    It cannot where one is no name (THE MAYOR, Q), or only the surnames are the same.
    """
    left, right = sorted((_core(name), _core(other)), key=len)
    if not left or left[-1] != right[-1]:
        return False if left else None
    return True if right[-len(left) :] == left else None


def _core(name: str) -> tuple[str, ...]:
    """The words of a name without titles; none where it is no name."""
    found = naming(name, PERSON).words
    if _is_role(found[-1]) or len(found[-1]) == 1:
        return ()
    start = next((n for n, word in enumerate(found) if word not in words("titles", "office", "words")), len(found))
    return found[start:]


def _is_role(word: str) -> bool:
    """*e.g.* mayor, reporter."""
    sorts: Sequence[str] = ("male", "female", "neutral")
    return word in words("titles", "office", "words") or any(word in words("descriptions", "person", s) for s in sorts)


def _is_heading(label: str) -> bool:
    """*e.g.* **Photo**: A. Roe."""
    first = label.lower().split(maxsplit=1)[0]
    return first in words("sources", "labels") or first in words("sources", "salutations")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(table("marks")["turn"]["label"])
