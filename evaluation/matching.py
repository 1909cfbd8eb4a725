"""Annotated and found attributions: the words that each covers, and which belong together.

Everything is counted in words. It makes no difference whether a span includes a mark, a space, or a "that" before the
content.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

Spans = Sequence[Sequence[int]]
# An article with its annotations, or an attribution, as in a file.
Document = Mapping[str, Any]
Json = Mapping[str, Any]

# Contents match if they have this much in common.
HALF = 0.5

# If two finds have equally much in common with an annotation, the one with the same cue belongs to it.
_SAME_CUE = 0.001
# A quotation of ten words is still direct if one word is outside its marks, such as an insertion in brackets.
_LOOSE = 0.1

_WORD = re.compile(r"\w+")
_WORD_OR_MARK = re.compile(r'["“”]|\w+')


@cache
def words(name: str) -> frozenset[str]:
    """A list of words.toml."""
    lists = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return frozenset(lists[name].split())


@dataclass(frozen=True, slots=True)
class Links:
    """The speaker's name and role and the target, in the article's words; an annotation may accept several roles."""

    name: str | None
    roles: Sequence[str]
    target: str | None
    target_kind: str | None


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution, annotated or found: for each part, the character offsets where its words begin.

    `named` is the source without articles and possessives; `links` is None if they are not annotated.
    """

    source: frozenset[int]
    named: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    kind: str
    is_speech: bool
    links: Links | None
    is_optional: bool
    spans: Mapping[str, Spans]


def marked(
    text: str, source: Spans, cue: Spans, content: Spans, links: Links | None = None, *, optional: bool = False
) -> Marked:
    """An attribution from the character spans of its parts."""
    said_by = _starts(text, source)
    return Marked(
        source=said_by,
        named=_without_light(text, said_by),
        cue=_starts(text, cue) or frozenset(start for start, _ in cue),  # a colon has no word
        content=_without_that(text, _starts(text, content)),
        kind=kind(text, content),
        is_speech=_is_speech(text, cue),
        links=links,
        is_optional=optional,
        spans={"source": source, "cue": cue, "content": content},
    )


def annotated(text: str, attributions: Iterable[Json]) -> list[Marked]:
    """The annotations of a text, without those that have no content."""
    found = (
        marked(text, a["source"], a["cue"], a["content"], _links(a), optional=a.get("optional", False))
        for a in attributions
    )
    return [a for a in found if a.content]


def predicted(text: str, records: Iterable[Json]) -> list[Marked]:
    """Records of a text, given as JSON, in the same order."""
    return [
        marked(text, _span(r.get("speaker")), _span(r.get("cue")), r["quote"]["spans"], _links_of_record(r))
        for r in records
    ]


def _links(annotation: Json) -> Links | None:
    if "name" not in annotation:
        return None
    target = annotation["target"] or {}
    return Links(annotation["name"], annotation["role"], target.get("text"), target.get("kind"))


def _links_of_record(record: Json) -> Links:
    speaker, role, target = (record.get(part) or {} for part in ("speaker", "role", "target"))
    roles = [role["text"]] if role.get("text") else []
    return Links(speaker.get("name"), roles, target.get("text"), target.get("kind"))


def _span(part: Json | None) -> Spans:
    """A record's part as spans; none if there is no part."""
    if not part or part.get("start") is None or part.get("end") is None:
        return []
    return [(part["start"], part["end"])]


def _starts(text: str, spans: Spans) -> frozenset[int]:
    return frozenset(start + word.start() for start, end in spans for word in _WORD.finditer(text[start:end]))


def _without_light(text: str, starts: frozenset[int]) -> frozenset[int]:
    """All of them, if nothing else is left: "his"."""
    return frozenset(start for start in starts if _word_at(text, start) not in words("light")) or starts


def _without_that(text: str, starts: frozenset[int]) -> frozenset[int]:
    first = min(starts, default=None)
    if first is None or text[first : first + 4].lower() != "that":
        return starts
    return starts - {first} or starts


def _word_at(text: str, start: int) -> str:
    found = _WORD.match(text, start)
    return found.group().lower() if found else ""


def _is_speech(text: str, cue: Spans) -> bool:
    phrase = " ".join(text[start:end] for start, end in cue).lower()
    return ":" in phrase or not words("speech").isdisjoint(_WORD.findall(phrase))


def kind(text: str, content: Spans) -> str:
    """Direct if (nearly) all of it is in quotation marks, mixed if a part is, indirect if nothing is."""
    inside = outside = 0
    for start, end in content:
        is_open = text[max(0, start - 1) : start] in ('"', "“")
        for found in _WORD_OR_MARK.finditer(text[start:end]):
            if found.group() in '"“”':
                is_open = found.group() == "“" or (found.group() == '"' and not is_open)
            elif is_open:
                inside += 1
            else:
                outside += 1
    if not inside:
        return "indirect"
    return "direct" if outside <= _LOOSE * inside else "mixed"


def overlap(one: frozenset[Any], other: frozenset[Any]) -> float:
    """The Jaccard index of both, from 0 to 1; 0 if one is empty."""
    return len(one & other) / len(one | other) if one and other else 0.0


def by_content(gold: Marked, found: Marked) -> float:
    """How much of their contents two attributions share; a shared cue decides between equals."""
    shared = overlap(gold.content, found.content)
    return shared + _SAME_CUE * bool(gold.cue & found.cue) if shared else 0.0


def pairs(
    gold: Sequence[Marked], found: Sequence[Marked], weight: Callable[[Marked, Marked], float]
) -> list[tuple[int, int, float]]:
    """(number in gold, number in found, weight) for those that belong together, each in at most one pair.

    Pairs are chosen by weight, the largest first, and in text order if equal.
    """
    weighed = ((weight(a, b), g, f) for g, a in enumerate(gold) for f, b in enumerate(found))
    used_gold, used_found, chosen = set[int](), set[int](), list[tuple[int, int, float]]()
    for negative, g, f in sorted((-w, g, f) for w, g, f in weighed if w > 0):
        if g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
            chosen.append((g, f, -negative))
    return chosen


def same_source(gold: Marked, found: Marked) -> bool:
    """Whether the found speaker is the annotated one; any speaker is right if none is annotated."""
    return not gold.source or bool(gold.named & found.source)


def same_name(gold: str | None, found: str | None) -> bool:
    """Whether a name is the annotated one or a fuller form of it; if none is annotated, none may be found."""
    if not gold or not found:
        return not gold and not found
    dropped = words("light") | words("titles")
    return _vocabulary(gold, dropped) <= _vocabulary(found, dropped)


class Right(NamedTuple):
    """Which parts of a find are right, or rightly left out."""

    name: bool
    role: bool
    target: bool


def right_parts(gold: Links, found: Links) -> Right:
    """Compare what is found with the annotation; a role is right if it is like one of those accepted."""
    role = any(alike(one, other) for one in gold.roles for other in found.roles)
    target = bool(gold.target and found.target and alike(gold.target, found.target))
    return Right(
        same_name(gold.name, found.name),
        role or not (gold.roles or found.roles),
        target or not (gold.target or found.target),
    )


def alike(one: str, other: str) -> bool:
    """Whether two phrases share half of their words, without articles and possessives."""
    return overlap(_vocabulary(one, words("light")), _vocabulary(other, words("light"))) >= HALF


def _vocabulary(phrase: str, dropped: frozenset[str]) -> frozenset[str]:
    """The words of a phrase; all of them, if nothing else is left."""
    found = frozenset(_WORD.findall(phrase.lower()))
    return found - dropped or found
