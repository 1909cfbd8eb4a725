"""Records of many articles -> a register of who speaks in them: the view in which a newsroom counts its sources."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import Field

from quotes.language import words
from quotes.records import Attribution, Model, Speaker, SpeakerType, TargetKind, Text

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


class HeldRole(Model):
    """What articles say that a speaker is, in the words of the first that does."""

    text: Text = Field(description="The role's words")
    doc: Text = Field(description="The id of the first article that says so")
    count: int = Field(ge=1, description="How many attributions have this role")


class Told(Model):
    """To or of whom a speaker speaks."""

    text: Text = Field(description="The name, or the words where there is no name")
    kind: TargetKind = Field(description="addressee: told reporters; object: dismissed those rumors")
    count: int = Field(ge=1, description="How many attributions have this target")


class Counts(Model):
    """How many attributions there are, by kind of quote."""

    direct: int = Field(ge=0, description="All of it inside quotation marks")
    mixed: int = Field(ge=0, description="Some of it inside quotation marks")
    indirect: int = Field(ge=0, description="None of it inside quotation marks")

    @property
    def total(self) -> int:
        """Of all kinds."""
        return self.direct + self.mixed + self.indirect


class Source(Model):
    """One speaker over many articles; without a name one of a single article."""

    schema_version: Literal["1.0"] = Field("1.0", description="The version of this schema")
    name: Text | None = Field(description="The fullest name in any article; null for sources without a name")
    mention: Text | None = Field(description="What the article calls a source without a name; null where there is one")
    type: SpeakerType = Field(description="What kind of speaker this is")
    variants: tuple[Text, ...] = Field(description="What else articles call the speaker, the most frequent first")
    roles: tuple[HeldRole, ...] = Field(description="What articles say the speaker is, in the order of the input")
    quotes: Counts = Field(description="How many attributions the speaker has")
    articles: int = Field(ge=1, description="In how many articles")
    targets: tuple[Told, ...] = Field(description="To and of whom the speaker speaks, the most frequent first")


@dataclass(slots=True)
class _Entry:
    """What is known of a speaker so far."""

    type: SpeakerType
    names: Counter[str] = field(default_factory=Counter)
    mentions: Counter[str] = field(default_factory=Counter)
    roles: dict[str, tuple[str, str]] = field(default_factory=dict)  # text and doc, by the text in small letters
    held: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    docs: set[str] = field(default_factory=set)
    targets: Counter[tuple[str, TargetKind]] = field(default_factory=Counter)

    def add(self, record: Attribution, speaker: Speaker) -> None:
        self.kinds[record.quote.kind] += 1
        self.docs.add(record.doc)
        if speaker.name is not None:
            self.names[speaker.name] += 1
        if speaker.resolution in _NAMING or speaker.name is None:
            self.mentions[speaker.text] += 1
        for role in record.roles or filter(None, [record.role]):
            self.roles.setdefault(role.text.casefold(), (role.text, record.doc))
            self.held[role.text.casefold()] += 1
        if record.target is not None:
            self.targets[record.target.name or record.target.text, record.target.kind] += 1

    def join(self, other: _Entry) -> None:
        """Take in what is known of the same speaker under a shorter name."""
        for mine, theirs in ((self.names, other.names), (self.mentions, other.mentions), (self.held, other.held)):
            mine.update(theirs)
        self.kinds.update(other.kinds)
        self.targets.update(other.targets)
        self.docs |= other.docs
        self.roles = other.roles | self.roles

    def source(self) -> Source:
        name = max(self.names, key=lambda name: (len(_key(name)), self.names[name], name), default=None)
        called = Counter({text: n for text, n in (self.names + self.mentions).items() if text != name})
        mention = None if name is not None else _frequent(called)[0]
        return Source(
            name=name,
            mention=mention,
            type=self.type,
            variants=tuple(text for text in _frequent(called) if text != mention),
            roles=tuple(HeldRole(text=text, doc=doc, count=self.held[key]) for key, (text, doc) in self.roles.items()),
            quotes=Counts(**{kind: self.kinds[kind] for kind in Counts.model_fields}),
            articles=len(self.docs),
            targets=tuple(
                Told(text=text, kind=kind, count=self.targets[text, kind]) for text, kind in _frequent(self.targets)
            ),
        )


# How a mention was found that says what the speaker is called; "he" and a continued quotation do not.
_NAMING = frozenset({"named", "alias", "description"})


class Registry:
    """Gathers speakers, a record at a time; what it holds grows with the speakers, not with the records.

    A name is one speaker in all articles, a surname alone joins the only person of that surname; a mention without a
    name ("two officials") is one speaker in its own article.
    """

    def __init__(self) -> None:
        self._named: dict[tuple[tuple[str, ...], SpeakerType], _Entry] = {}
        self._unnamed: dict[tuple[str, str], _Entry] = {}

    def add(self, record: Attribution) -> None:
        """Count a record. One without a speaker counts for nobody."""
        speaker = record.speaker
        if speaker is None:
            return
        if speaker.name is not None:
            entry = self._named.setdefault((_key(speaker.name), speaker.type), _Entry(speaker.type))
        else:
            entry = self._unnamed.setdefault((record.doc, speaker.text.casefold()), _Entry(speaker.type))
        entry.add(record, speaker)

    def sources(self) -> list[Source]:
        """All speakers, those with the most attributions first, then by name."""
        found = [entry.source() for entry in (*self._joined(), *self._unnamed.values())]
        return sorted(found, key=lambda s: (-s.quotes.total, s.name is None, s.name or s.mention or "", s.type))

    def _joined(self) -> Iterable[_Entry]:
        full = defaultdict[str, list[_Entry]](list)
        for (key, kind), entry in self._named.items():
            if kind == "person" and len(key) > 1:
                full[key[-1]].append(entry)
        short = {
            (key, kind): full[key[0]][0]
            for key, kind in self._named
            if kind == "person" and len(key) == 1 and len(full[key[0]]) == 1
        }
        kept: dict[int, _Entry] = {}
        for place, entry in self._named.items():
            if place not in short:
                kept[id(entry)] = entry
        for place, entry in short.items():
            entry.join(self._named[place])
        return kept.values()


def _key(name: str) -> tuple[str, ...]:
    """The words of a name by which it is compared: small letters, no courtesy title, no "Jr.", no stops."""
    found = [word.casefold().replace("’", "'").replace(".", "") for word in _WORD.findall(name)]
    light = words("titles", "suffix", "words").union(*(words("titles", "courtesy", g) for g in _COURTESY))
    return tuple(word for word in found if word not in light) or tuple(found) or (name.casefold(),)


_COURTESY = ("male", "female", "neutral")


def _frequent(counts: Counter[Any]) -> list[Any]:
    """The most frequent first, those as frequent in order."""
    return sorted(counts, key=lambda item: (-counts[item], item))


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a line of the register."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Source.model_json_schema(mode="serialization"),
    }
