"""Quotations against sources, one source after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from quotes.checking.checked import Checked, FoundIn
from quotes.checking.comparing import Comparison, Verdict, compare
from quotes.checking.index import Index
from quotes.checking.quotations import QuotedText
from quotes.checking.sources import Source, called
from quotes.checking.telling import differences
from quotes.checking.turns import same_person
from quotes.checking.wording import Wording
from quotes.spans import Range
from quotes.words.kinds import PERSON

_RANK: dict[Verdict, int] = {"verbatim": 3, "altered": 2, "partial": 1}


class _Match(NamedTuple):
    """What a source has of a quotation."""

    source: Source
    comparison: Comparison
    speaker: str | None
    same_speaker: bool | None

    @property
    def rank(self) -> tuple[int, bool, float]:
        """Greater for what is more exactly the quotation."""
        return _RANK[self.comparison.verdict], self.same_speaker is not False, self.comparison.similarity


def best(quotations: Sequence[QuotedText], sources: Iterable[Source]) -> Iterator[Checked]:
    """Each quotation in order, with the place in all sources that is most like it: of equals, the first."""
    found: dict[int, _Match] = {}
    for number, match in _matches(quotations, sources):
        if number not in found or match.rank > found[number].rank:
            found[number] = match
    return (_checked(each, found.get(number)) for number, each in enumerate(quotations))


def every(quotation: QuotedText, sources: Iterable[Source]) -> Iterator[Checked]:
    """A quotation with each source that has it; once without, if none has."""
    found = [match for _, match in _matches([quotation], sources)]
    if not found:
        return iter([_checked(quotation, None)])
    return (_checked(quotation, match) for match in sorted(found, key=lambda match: match.rank, reverse=True))


def _matches(quotations: Sequence[QuotedText], sources: Iterable[Source]) -> Iterator[tuple[int, _Match]]:
    """What each source has of each quotation, by its number. An article is not a source for its own quotations."""
    same = defaultdict[object, list[int]](list)  # wire copies are compared once
    for number, each in enumerate(quotations):
        words = each.wording
        same[words.forms, tuple(words.breaks), words.added, words.alone].append(number)
    numbers = list(same.values())
    index = Index([quotations[own[0]].wording for own in numbers])
    for source in sources:
        found = defaultdict[int, list[Comparison]](list)
        for group, within in index.places(source.wording):
            found[group] += _comparisons(quotations[numbers[group][0]].wording, source, within)
        for group, comparisons in found.items():
            for number in numbers[group] if comparisons else ():
                if not _is_own(quotations[number], source):
                    yield number, _best(quotations[number], source, comparisons)


def _comparisons(quotation: Wording, source: Source, within: Range) -> Iterator[Comparison]:
    """What the source has there, and has again behind that, where another may say it."""
    comparison = compare(quotation, source.wording, within)
    while comparison is not None:
        yield comparison
        rest = comparison.pieces[-1][1], within[1]
        comparison = compare(quotation, source.wording, rest) if source.talk else None


def _is_own(quotation: QuotedText, source: Source) -> bool:
    record = quotation.record
    return record is not None and (record.doc, record.path) == (source.doc, source.path)


def _best(quotation: QuotedText, source: Source, comparisons: Iterable[Comparison]) -> _Match:
    matches = []
    who = quotation.record and quotation.record.speaker
    for comparison in comparisons:
        named = source.speaker(comparison.pieces[0])
        same = same_person(who.name, named) if who and who.name and named else None
        if same is False and not (source.by_person and who and who.type == PERSON):  # a party and its leader
            same = None
        matches.append(_Match(source, comparison, named, same))
    return max(matches, key=lambda match: match.rank)


def _checked(quotation: QuotedText, match: _Match | None) -> Checked:
    record = quotation.record
    return Checked(
        id=record.id if record else None,
        doc=record.doc if record else None,
        path=record.path if record else None,
        quote=quotation.text,
        speaker=called(record) if record else None,
        verdict=match.comparison.verdict if match else "not found",
        similarity=round(match.comparison.similarity, 4) if match else 0.0,
        found=_found(match) if match else None,
        same_speaker=match.same_speaker if match else None,
        differences=differences(quotation.text, quotation.wording, match.source, match.comparison.changes)
        if match
        else (),
    )


def _found(match: _Match) -> FoundIn:
    source = match.source
    text, spans = source.stretch(match.comparison.pieces)
    return FoundIn(
        doc=source.doc,
        path=source.path,
        id=source.id,
        article=source.info,
        text=text,
        spans=spans,
        speaker=match.speaker,
    )
