"""A register of speakers over many articles, from records alone. It grows with the speakers, not with the records.

Names are matched at the end, when all of them are known; until then each is counted separately.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from quotes.language import table
from quotes.lines import Line, ListedLine
from quotes.people.names import naming
from quotes.records import Attribution, QuoteKind, Speaker, SpeakerType, TargetKind
from quotes.speakers.groups import Article, Key, Named, Unnamed, groups
from quotes.speakers.profiles import Profile, QuoteCounts, RoleCount, TargetCount
from quotes.words.kinds import UNKNOWN


class Registry:
    """Speakers by name, and unnamed ones by article and mention.

    Attributes:
        attributions: how many records were counted.
        repeats: how many of them are pull quotes, which are no second statements and are counted only here.
        not_asserted: how many of the others are negated, hypothetical or disputed.
        nobody: how many of them have no speaker at all: they are in no profile.
        articles: the articles they are from, and those that a list beside them names.
    """

    def __init__(self) -> None:
        self.attributions = 0
        self.repeats = 0
        self.not_asserted = 0
        self.nobody = 0
        self.articles: set[Article] = set()
        self._speakers: dict[Key, _Speaker] = {}

    def add(self, lines: Iterable[Line | ListedLine]) -> None:
        """Count the lines of a file: all of them, or none if reading them fails."""
        file = Registry()
        for line in lines:
            if isinstance(line, Line):
                file.count(line.record, line.source)
            else:
                file.articles.add((line.source, line.article.path, line.article.doc))
        self.absorb(file)

    def count(self, record: Attribution, source: str = "") -> None:
        """Count one record."""
        article = (source, record.path, record.doc)
        self.articles.add(article)
        self.repeats += record.repeats is not None
        self.not_asserted += record.repeats is None and not record.is_asserted
        if record.speaker is None:
            self.nobody += 1
        else:
            speaker = self._speakers.setdefault(key_of(record.speaker, article), _Speaker())
            speaker.count(record, record.speaker, article, self.attributions)
        self.attributions += 1

    def absorb(self, other: Registry) -> None:
        """Add the counts of another register, as if its records came after those of this one."""
        for called, speaker in other._speakers.items():
            self._speakers.setdefault(called, _Speaker()).absorb(speaker, self.attributions)
        self.attributions += other.attributions
        self.repeats += other.repeats
        self.not_asserted += other.not_asserted
        self.nobody += other.nobody
        self.articles |= other.articles

    def profiles(self) -> list[Profile]:
        """Each speaker once: those with most attributions first, then by name."""
        return [profile for profile, _ in self.speakers()]

    def speakers(self) -> list[tuple[Profile, list[Key]]]:
        """The profiles, each with the keys under which its records were counted."""
        return sorted(((self._profile(merged), merged) for merged in groups(self._speakers)), key=_rank)

    def called(self, words: str) -> Iterator[Key]:
        """The keys of the speakers with these words in a name or in a mention, in any letter case."""
        wanted = _folded(words)
        for profile, keys in self.speakers():
            if any(wanted in _folded(name) for name in (profile.name, profile.mention, *profile.variants) if name):
                yield from keys

    def _profile(self, merged: Sequence[Key]) -> Profile:
        home, speaker = merged[0], _Speaker()
        for key in merged:
            speaker.absorb(self._speakers[key])
        return _profile(home, self._speakers[home].called, speaker)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A text, the article of its first appearance, how many records came before that, and how often it appears."""

    text: str
    doc: str
    moment: int
    kind: TargetKind | None = None
    count: int = 1


_Tally = dict[tuple[str, TargetKind | None], _Seen]  # by the text without regard to case, and the kind


@dataclass(slots=True, eq=False)
class _Speaker:
    """The counts for one naming, or for one speaker; `called` counts the spellings of the naming."""

    called: Counter[str] = field(default_factory=Counter)
    types: Counter[SpeakerType] = field(default_factory=Counter)
    kinds: Counter[QuoteKind] = field(default_factory=Counter)
    not_asserted: int = 0
    articles: set[Article] = field(default_factory=set)
    variants: _Tally = field(default_factory=dict)
    roles: _Tally = field(default_factory=dict)
    targets: _Tally = field(default_factory=dict)

    def count(self, record: Attribution, speaker: Speaker, article: Article, moment: int) -> None:
        """Count one record, whose speaker this is."""
        called = _spaced(speaker.name or speaker.text)
        self.called[called] += 1
        self.types[speaker.type] += 1
        self.articles.add(article)
        _enter(self.variants, _Seen(called, record.doc, moment))
        # a continued quotation's mention may be "he", too
        if speaker.resolution != "pronoun" and not _is_pronoun(speaker.text):
            _enter(self.variants, _Seen(_spaced(speaker.text), record.doc, moment))
        for role in record.roles or filter(None, [record.role]):
            _enter(self.roles, _Seen(_spaced(role.text), record.doc, moment))
        if record.repeats is not None:  # a pull quote is not a second statement
            return
        if not record.is_asserted:
            self.not_asserted += 1
            return
        self.kinds[record.quote.kind] += 1
        if record.target is not None:
            told = record.target.name or record.target.text
            if not _is_pronoun(told):  # "told him" here and there are two persons
                _enter(self.targets, _Seen(_spaced(told), record.doc, moment, record.target.kind))

    def absorb(self, other: _Speaker, later: int = 0) -> None:
        """Count what was counted for another naming, or `later` records on."""
        self.called.update(other.called)
        self.types.update(other.types)
        self.kinds.update(other.kinds)
        self.not_asserted += other.not_asserted
        self.articles |= other.articles
        for mine, its in ((self.variants, other.variants), (self.roles, other.roles), (self.targets, other.targets)):
            for seen in its.values():
                _enter(mine, replace(seen, moment=seen.moment + later))


def key_of(speaker: Speaker, article: Article) -> Key:
    """The key under which the speaker's records are counted."""
    if speaker.name:
        return Named(naming(speaker.name, speaker.type), speaker.id)
    return Unnamed(article, _folded(speaker.text))


def _enter(tally: _Tally, seen: _Seen) -> None:
    key = _folded(seen.text), seen.kind
    if known := tally.get(key):
        first = known if known.moment <= seen.moment else seen
        seen = replace(first, count=known.count + seen.count)
    tally[key] = seen


def _profile(key: Key, called: Counter[str], speaker: _Speaker) -> Profile:
    """The line of a speaker; `called` counts the spellings of the fullest name, and the most frequent is used."""
    title = called.most_common(1)[0][0]
    unnamed = isinstance(key, Unnamed)
    return Profile(
        id=key.id if isinstance(key, Named) else None,
        name=None if unnamed else title,
        mention=title if unnamed else None,
        doc=key.article[-1] if isinstance(key, Unnamed) else None,
        type=_type(speaker.types),
        variants=tuple(seen.text for seen in _by_moment(speaker.variants) if _folded(seen.text) != _folded(title)),
        roles=tuple(RoleCount(text=seen.text, doc=seen.doc, count=seen.count) for seen in _by_moment(speaker.roles)),
        quotes=_quotes(speaker.kinds),
        not_asserted=speaker.not_asserted,
        articles=len(speaker.articles),
        targets=_targets(speaker.targets),
    )


def _type(types: Counter[SpeakerType]) -> SpeakerType:
    """The most frequent type, but unknown only if there is no other."""
    return next((kind for kind, _ in types.most_common() if kind != UNKNOWN), UNKNOWN)


def _quotes(kinds: Counter[QuoteKind]) -> QuoteCounts:
    return QuoteCounts(total=kinds.total(), direct=kinds["direct"], mixed=kinds["mixed"], indirect=kinds["indirect"])


def _targets(tally: _Tally) -> tuple[TargetCount, ...]:
    found = sorted(_by_moment(tally), key=lambda seen: -seen.count)
    return tuple(TargetCount(text=s.text, kind=s.kind, count=s.count) for s in found if s.kind)


def _by_moment(tally: _Tally) -> list[_Seen]:
    return sorted(tally.values(), key=lambda seen: seen.moment)


def _rank(speaker: tuple[Profile, list[Key]]) -> tuple[int, str, str]:
    """A sort key for the speakers; unnamed ones are sorted by their mention."""
    profile, _ = speaker
    return -profile.quotes.total, _folded(profile.name or profile.mention or ""), profile.type


def _spaced(text: str) -> str:
    """The text on one line, *e.g.* a role with a line break in it; a text of only spaces is unchanged."""
    return " ".join(text.split()) or text


def _folded(text: str) -> str:
    return _spaced(text).casefold()


def _is_pronoun(text: str) -> bool:
    return _folded(text) in _pronouns()


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(form for entry in table("pronouns")["pronoun"] for form in entry["forms"])
