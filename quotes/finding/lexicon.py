"""The cue lexicon and the frame table, read from data files and checked on loading.

An entry names a lemma and the frames it takes; a frame names the grammatical functions of speaker, target
and content (after FrameNet and VerbNet, in our own words). A new verb needs an entry and no Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from quotes.errors import LexiconError
from quotes.language import table
from quotes.records import Act, TargetKind
from quotes.tables import WORDS

SPEAKERS = frozenset({"subject", "owner", "giver", "nobody"})
TARGETS = frozenset({"object", "oblique", "oblique to", "object or oblique to", "stance"})
NEED_NOUNS = frozenset({"expressed clause", "expressed noun", "expressed oblique", "received"})  # shapes
KINDS = frozenset({"addressee", "object"})
TAGS = {"verb": frozenset({"VERB", "AUX"}), "noun": frozenset({"NOUN"}), "adj": frozenset({"ADJ", "VERB"})}


@dataclass(frozen=True, slots=True)
class Frame:
    """Which function holds the speaker, the target, the content. `content` lists shapes in the order they are tried."""

    id: str
    speaker: str
    content: tuple[str, ...]
    target: str | None = None
    target_kind: TargetKind | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One cue: a lemma, perhaps with a particle (point out), a preposition (call on) or nouns (voice concern)."""

    lemma: str
    pos: str
    act: Act
    frames: tuple[Frame, ...]
    particle: str | None = None
    preposition: str | None = None
    nouns: frozenset[str] = frozenset()
    variants: tuple[str, ...] = ()
    examples: tuple[str, ...] = field(default=(), compare=False)
    counterexamples: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> tuple[str, ...]:
        """Unique key of an entry: lemma, pos, particle, preposition (or empty strings), and the nouns it needs."""
        nouns = sorted(self.nouns) if self.needs_noun else ()
        return self.lemma, self.pos, self.particle or "", self.preposition or "", *nouns

    @property
    def needs_noun(self) -> bool:
        """Whether it says something only with one of its nouns."""
        return bool(self.nouns) and all(NEED_NOUNS.issuperset(f.content) for f in self.frames)

    def takes(self, frame: str) -> bool:
        """Whether the frame of that id is one of the entry's."""
        return any(f.id == frame for f in self.frames)


EntryPlace = tuple[str, str]  # file and entry, for error messages

Lexicon = Mapping[tuple[str, str], tuple[Entry, ...]]
"""Entries by (lemma, pos), the more specific ones (with particle, preposition, nouns) first."""


@cache
def lexicon() -> Lexicon:
    """The entries of `data/en/cues/*.toml`.

    Raises:
        LexiconError: an entry is malformed; the message names file, entry, field, what was found and what is allowed.
    """
    found: dict[tuple[str, str], list[Entry]] = {}
    seen: dict[tuple[str, ...], str] = {}
    for name in _files():
        for row in table(f"cues/{name}").get("cue", []):
            entry = read_entry(name, row)
            if entry.key in seen:
                raise LexiconError(
                    f"cues/{name}.toml", entry.lemma, "lemma", f"stands in cues/{seen[entry.key]}.toml already"
                )
            seen[entry.key] = name
            for lemma in (entry.lemma, *entry.variants):
                found.setdefault((lemma, entry.pos), []).append(entry)
    return {key: tuple(sorted(entries, key=_specific)) for key, entries in found.items()}


@cache
def frames() -> Mapping[str, Frame]:
    """The frames of `data/en/frames.toml` by id.

    Raises:
        LexiconError: a frame names a function or shape that the engine does not know.
    """
    return {name: _frame(name, row) for name, row in table("frames").items()}


def read_entry(file: str, row: Mapping[str, Any]) -> Entry:
    """One entry from its TOML table. Raises LexiconError as `lexicon` says."""
    where = f"cues/{file}.toml", str(row.get("lemma", "?"))
    _check_keys(where, row, Entry.__slots__, needed=("lemma", "pos", "act", "frames", "examples", "counterexamples"))
    for name in ("examples", "counterexamples", "frames"):
        if not isinstance(row[name], list) or not row[name]:
            raise LexiconError(*where, name, "at least one is needed")
    _check_one(where, "pos", row["pos"], TAGS)
    _check_one(where, "act", row["act"], [a.value for a in Act])
    for name in row["frames"]:
        _check_one(where, "frames", name, frames())
    for name in ("variants", "nouns"):
        if name in row:
            WORDS((": ".join(where), name), row[name])
    entry = Entry(
        lemma=row["lemma"],
        pos=row["pos"],
        act=Act(row["act"]),
        frames=tuple(frames()[name] for name in row["frames"]),
        particle=row.get("particle"),
        preposition=row.get("preposition"),
        nouns=frozenset(row.get("nouns", ())),
        variants=tuple(row.get("variants", ())),
        examples=tuple(row["examples"]),
        counterexamples=tuple(row["counterexamples"]),
    )
    _check_complete(where, entry)
    return entry


def _check_complete(where: EntryPlace, entry: Entry) -> None:
    """Raise LexiconError for a frame that can never match because the entry lacks a field."""
    for frame in entry.frames:
        parts = {*frame.content, frame.target}
        if (
            parts
            & {"topic", "sole topic", "refused topic", "oblique", "infinitive of oblique", "object+oblique", "measured"}
            and not entry.preposition
        ):
            raise LexiconError(*where, "preposition", f"frame {frame.id} needs one")
        if parts & NEED_NOUNS and not entry.nouns:
            raise LexiconError(*where, "nouns", f"frame {frame.id} needs some")


def _frame(name: str, row: Mapping[str, Any]) -> Frame:
    where = "frames.toml", name
    _check_keys(where, row, ("why", "speaker", "target", "kind", "content"), needed=("why", "speaker", "content"))
    _check_one(where, "speaker", row["speaker"], SPEAKERS)
    for shape in row["content"]:
        _check_one(where, "content", shape, table("shapes"))
    if "target" in row:
        _check_one(where, "target", row["target"], TARGETS)
        _check_one(where, "kind", row.get("kind"), KINDS)
    return Frame(name, row["speaker"], tuple(row["content"]), row.get("target"), row.get("kind"))


def _check_keys(where: EntryPlace, row: Mapping[str, Any], allowed: Iterable[str], needed: Iterable[str]) -> None:
    allowed = sorted(allowed)
    for key in row:
        _check_one(where, "field", key, allowed)
    for key in needed:
        if key not in row:
            raise LexiconError(*where, key, "missing")


def _check_one(where: EntryPlace, name: str, value: object, allowed: Iterable[str]) -> None:
    allowed = list(allowed)
    if value not in allowed:
        raise LexiconError(*where, name, f"found {value!r}, allowed are {', '.join(sorted(allowed))}")


def _specific(entry: Entry) -> int:
    return -(2 * bool(entry.particle) + bool(entry.preposition) + 2 * bool(entry.nouns))


def _files() -> list[str]:
    folder = files("quotes") / "data" / "en" / "cues"
    return sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))
