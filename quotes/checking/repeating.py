"""Quotations of the same words, in groups, each around the fullest of them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import combinations
from typing import NamedTuple

from quotes.checking.blocking import pairs
from quotes.checking.checked import Difference
from quotes.checking.comparing import compare
from quotes.checking.pullquotes import SHORTEST
from quotes.checking.quotations import quotations
from quotes.checking.repeated import ConflictKind, Repeated, Repetition
from quotes.checking.sources import called, of_words
from quotes.checking.telling import differences
from quotes.checking.turns import same_person
from quotes.checking.wording import Wording, read
from quotes.lines import Line
from quotes.records import ArticleInfo
from quotes.spans import Range, overlap
from quotes.words.kinds import PERSON

_OVERLAP = 0.5  # more than this is the same in two quotations of one speech that begin or end at other words

_Article = tuple[str, str | None, str]  # the file of records, the article's file, its id


class _Met(NamedTuple):
    """A quotation where it was met, `moment` quotations after the first."""

    moment: int
    article: _Article
    place: Range
    id: str
    text: str
    info: ArticleInfo | None
    speaker: str | None
    is_person: bool


@dataclass(slots=True, eq=False)
class _Variant:
    """Quotations of exactly the same words. The words are read again where they are compared: they take much memory."""

    text: str
    pieces: tuple[Range, ...]
    alone: bool
    core: array[int]
    met: list[_Met] = field(default_factory=list)

    def wording(self) -> Wording:
        return read(self.text, self.pieces, alone=self.alone)


_Group = list[tuple[_Variant, tuple[Difference, ...]]]  # the fullest first, and how each differs from it


class Repeats:
    """Quotations as they are read, and which of them are repeated.

    Attributes:
        quotations: how many were read.
        articles: the articles they are from.
    """

    def __init__(self) -> None:
        self.quotations = 0
        self.articles: set[_Article] = set()
        self._variants: dict[str, _Variant] = {}
        self._numbers: dict[str, int] = {}  # of the words

    def add(self, line: Line) -> None:
        """Read a record."""
        record = line.record
        article = (line.source, record.path, record.doc)
        self.articles.add(article)
        who = record.speaker
        is_person = who is not None and who.name is not None and who.type == PERSON
        for each in quotations(record):
            self.quotations += 1
            words = each.wording
            if len(words.core) < SHORTEST:
                continue
            core = array("i", (self._numbers.setdefault(form, len(self._numbers)) for form, _ in words.core))
            new = _Variant(each.text, each.pieces, words.alone, core)
            met = _Met(
                self.quotations, article, each.place, record.id, each.text, record.article, called(record), is_person
            )
            self._variants.setdefault(" ".join(words.forms), new).met.append(met)

    def repeated(self) -> list[Repeated]:
        """The groups of two quotations and more: those of most articles first, then as they were read."""
        lines = [_line(group[0][0].text, met) for group in self._groups() if len(met := _met(group)) > 1]
        return sorted(lines, key=lambda line: -line.articles)

    def _groups(self) -> Iterable[_Group]:
        """All variants, each in the group of the fullest one that has its words."""
        variants = list(self._variants.values())
        fuller = defaultdict[int, list[int]](list)
        for short, long in pairs([each.core for each in variants]):
            fuller[short].append(long)
        groups: dict[int, _Group] = {}
        home: dict[int, int] = {}
        for n in sorted(range(len(variants)), key=lambda n: -len(variants[n].core)):
            home[n] = n
            for root in dict.fromkeys(home[other] for other in fuller[n]):
                found = _differences(variants[n], variants[root])
                if found is not None:
                    home[n] = root
                    groups[root].append((variants[n], found))
                    break
            else:
                groups[n] = [(variants[n], ())]
        return groups.values()


def _differences(variant: _Variant, fullest: _Variant) -> tuple[Difference, ...] | None:
    """How a variant differs from the fullest one; None if that does not have more than half of its words."""
    words, source = variant.wording(), fullest.wording()
    found = compare(words, source, (0, len(source.forms)))
    if found is None or (found.verdict == "partial" and found.similarity <= _OVERLAP):
        return None
    return differences(variant.text, words, of_words(fullest.text, source), found.changes)


def _met(group: _Group) -> list[tuple[_Met, tuple[Difference, ...]]]:
    """Where a group was met, the earliest first; of records with the same characters, one in the other, one."""
    met = sorted(((each, found) for variant, found in group for each in variant.met), key=lambda pair: pair[0].moment)
    places = defaultdict[_Article, list[Range]](list)
    kept = []
    for each, found in met:
        if not any(overlap(each.place, place) for place in places[each.article]):
            kept.append((each, found))
            places[each.article].append(each.place)
    return sorted(kept, key=lambda pair: _order(pair[0]))


def _line(fullest: str, met: Sequence[tuple[_Met, tuple[Difference, ...]]]) -> Repeated:
    seen = set[_Article]()
    occurrences = list[Repetition]()
    for each, found in met:
        occurrences.append(_occurrence(each, found, again=each.article in seen))
        seen.add(each.article)
    return Repeated(
        text=fullest,
        articles=len(seen),
        first=occurrences[0].id,
        conflicts=tuple(_conflicts([each for each, _ in met], occurrences)),
        occurrences=tuple(occurrences),
    )


def _occurrence(met: _Met, found: tuple[Difference, ...], *, again: bool) -> Repetition:
    return Repetition(
        id=met.id,
        doc=met.article[2],
        path=met.article[1],
        article=met.info,
        text=met.text,
        speaker=met.speaker,
        differences=found,
        within_article=again,
    )


def _conflicts(met: Sequence[_Met], occurrences: Iterable[Repetition]) -> Iterator[ConflictKind]:
    names = dict.fromkeys(each.speaker for each in met if each.speaker and each.is_person)
    if any(same_person(left, right) is False for left, right in combinations(names, 2)):
        yield "speakers"
    if any(difference.negation for each in occurrences for difference in each.differences):
        yield "negation"


def _order(met: _Met) -> tuple[bool, datetime, int]:
    """By the article's date; those without one at the end, as they were read."""
    published = _date(met.info.date) if met.info and met.info.date else None
    return published is None, published or datetime.max.replace(tzinfo=UTC), met.moment


def _date(written: str) -> datetime | None:
    """A date of ISO 8601, or of an e-mail; one without a zone is in UTC."""
    for read_date in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read_date(written.strip())
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
