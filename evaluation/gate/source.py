"""An annotated article as people write it: a TOML file with marks in its text, turned into the scorer's form.

    genre = "courts"
    text = '''
    {1s Judge Ada Brandt} {1c said} {1 that the tree may stay}.
    '''

    [speakers.Brandt]
    name = "Ada Brandt"
    type = "person"
    roles = ["Judge"]

    [said]
    1 = { by = "Brandt" }

`{1 ...}` is the content of attribution 1, `{1s ...}` its source, `{1c ...}` its cue. A part in several pieces has the
same mark around each piece, and marks may be nested. A table in `said` gives one of the `speakers`, if the text has one
(`by`), who is told (`addressee`) or judged (`object`), and whether it is `optional` or `nested`.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evaluation.matching import Document

# A speaker's type, as in records.
TYPES = frozenset({"person", "organization", "group", "place", "document", "unknown"})

_PARTS = {"s": "source", "c": "cue", "": "content"}
_MARK = re.compile(r"\{(\d+)([sc]?) |\}")
_TARGETS = ("addressee", "object")
_NOBODY: dict[str, Any] = {"type": "unknown"}

# For each attribution, by its number, the character spans of each part.
_Marked = dict[str, dict[str, list[tuple[int, int]]]]


def read_all(folder: Path) -> list[Document]:
    """The documents of a folder's source files, in the order of their names. Raises ValueError as `read` does."""
    return [read(path) for path in sorted(folder.glob("*.toml"))]


def read(path: Path) -> Document:
    """The document of a source file. Raises ValueError, with the file's name, if it is inconsistent."""
    try:
        return document(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error


def document(name: str, source: Mapping[str, Any]) -> Document:
    """The document of a source: "doc", "genre", "text", "attributions". Raises ValueError."""
    text, marked = unmarked(source["text"].strip())
    said = source["said"]
    if marked.keys() != said.keys():
        raise ValueError(f"marked in the text or under [said], but not in both: {sorted(marked.keys() ^ said.keys())}")
    attributions = [_attribution(parts, said[number], source["speakers"]) for number, parts in marked.items()]
    for phrase in (phrase for attribution in attributions for phrase in _phrases(attribution)):
        if phrase not in text:
            raise ValueError(f"not in the text: {phrase!r}")
    attributions.sort(key=lambda attribution: (attribution["content"], attribution["cue"]))
    return {"doc": name, "genre": source["genre"], "text": text, "attributions": attributions}


def unmarked(text: str) -> tuple[str, _Marked]:
    """A text without its marks, and the parts that they marked. Raises ValueError."""
    plain, last = "", 0
    opened = list[tuple[str, str, int]]()
    found: _Marked = defaultdict(lambda: {part: [] for part in _PARTS.values()})
    for mark in _MARK.finditer(text):
        plain += text[last : mark.start()]
        last = mark.end()
        if mark[1]:
            opened.append((mark[1], _PARTS[mark[2]], len(plain)))
        elif opened:
            number, part, start = opened.pop()
            found[number][part].append((start, len(plain)))
        else:
            raise ValueError(f"a mark is closed that was not opened: {plain[-30:]!r}")
    plain += text[last:]
    if opened or "{" in plain:
        raise ValueError("a mark is not closed, or not one of {1 ...}, {1s ...}, {1c ...}")
    return plain, dict(found)


def _attribution(
    parts: Mapping[str, list[tuple[int, int]]], said: Mapping[str, Any], speakers: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    unknown = said.keys() - {"by", "optional", "nested", *_TARGETS}
    if unknown or not parts["content"] or bool(parts["source"]) != ("by" in said):
        raise ValueError(f"unknown keys, no content, or a source without a speaker: {said}")
    speaker = _speaker(said["by"], speakers) if "by" in said else _NOBODY
    return {
        **{part: sorted(spans) for part, spans in parts.items()},
        "name": speaker.get("name"),
        "type": speaker["type"],
        "role": speaker.get("roles", []),
        "target": next(({"text": said[kind], "kind": kind} for kind in _TARGETS if kind in said), None),
        **{flag: True for flag in ("optional", "nested") if said.get(flag)},
    }


def _speaker(key: str, speakers: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    if key not in speakers:
        raise ValueError(f"unknown speaker: {key!r}")
    if (kind := speakers[key].get("type")) not in TYPES:
        raise ValueError(f"unknown type of speaker: {kind!r}")
    return speakers[key]


def _phrases(attribution: Mapping[str, Any]) -> Iterator[str]:
    """What must occur in the text exactly."""
    if attribution["name"]:
        yield attribution["name"]
    yield from attribution["role"]
    if attribution["target"]:
        yield attribution["target"]["text"]
