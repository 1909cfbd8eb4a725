"""The speakers of an article -> people of a people file, by their names alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quotes.article import Diagnostic
from quotes.people.known import People, Person
from quotes.people.names import naming
from quotes.records import Attribution, Speaker
from quotes.words.kinds import PERSON, UNKNOWN

NAMESAKES, LIKELY = "several-people", "not-sure-who"  # the codes of diagnostics
_SHOWN = 3  # people in a message


def identified(records: Iterable[Attribution], people: People) -> tuple[list[Attribution], tuple[Diagnostic, ...]]:
    """The records of one article with the ids of speakers who are in the file, and diagnostics for doubtful ones.

    A speaker is the person with the fullest name that the article gives, if only one person has it. A name of one word
    means none of them if the article has it as the surname of somebody else.
    """
    found = list(records)
    article = _Article(found, people)
    return [article.identified(record) for record in found], tuple(article.doubts.values())


class _Article:
    def __init__(self, records: Iterable[Attribution], people: People) -> None:
        self._people = people
        parties = [party for record in records for party in (record.speaker, record.target) if party]
        self._names = {party.name for party in parties if party.name}
        self._ids: dict[str, str | None] = {}
        self.doubts: dict[str, Diagnostic] = {}

    def identified(self, record: Attribution) -> Attribution:
        """The record with its speaker's id, or without one."""
        who = record.speaker
        if who is None:
            return record
        id_ = self._id(who, who.name) if who.name and who.type in (PERSON, UNKNOWN) else None
        return record if id_ == who.id else record.model_copy(update={"speaker": who.model_copy(update={"id": id_})})

    def _id(self, who: Speaker, name: str) -> str | None:
        if name not in self._ids:
            found = self._people.named(name)
            others = self._others(name, found)
            self._ids[name] = found[0].id if len(found) == 1 and not others else None
            doubt = _doubt(name, found, others, self._people)
            if doubt is not None:
                self.doubts[name] = Diagnostic(*doubt, who.start, who.end)
        return self._ids[name]

    def _others(self, name: str, found: Sequence[Person]) -> list[str]:
        """Full names with this one as surname that are nobody's of those found: Erik Lund, beside an Anna "Lund"."""
        word, *more = naming(name, PERSON).words
        if more or not found:
            return []
        full = (
            other for other in sorted(self._names) if (words := naming(other, PERSON).words)[1:] and words[-1] == word
        )
        return [other for other in full if not any(person in found for person in self._people.named(other))]


def _doubt(name: str, found: Sequence[Person], others: Sequence[str], people: People) -> tuple[str, str] | None:
    """Code and message of the diagnostic, if there is a doubt."""
    if len(found) > 1:
        advice = 'if they are one person, give their rows one id, and write yes under "same"'
        return NAMESAKES, f"“{name}” may be {_several(found)}: no id is given; {advice}"
    if others:
        who = f"{_several(found)} or {others[0]}, who is in the article"
        return NAMESAKES, f"“{name}” may be {who}: no id is given; check in the article who is meant"
    likely = () if found else people.similar(name)
    if not likely:
        return None
    return LIKELY, f"“{name}” may be {_several(likely)}: no id is given; if so, add “{name}” to the aliases"


def _several(found: Sequence[Person]) -> str:
    """*e.g.* Q1 (Anna Lund) or Q2 (Erik Lund)."""
    shown = [each.id if each.id == each.name else f"{each.id} ({each.name})" for each in found[:_SHOWN]]
    more = [f"{len(found) - _SHOWN:,} more"] if len(found) > _SHOWN else []
    return " or ".join([*shown, *more])
