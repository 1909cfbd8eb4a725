"""Pull quotes: quotations that an article has already, in the same words, elsewhere on the page."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.checking.blocking import pairs
from quotes.checking.comparing import Comparison, compare
from quotes.checking.quotations import QuotedText, quotations
from quotes.checking.turns import same_person
from quotes.records import Attribution
from quotes.spans import overlap
from quotes.words.kinds import PERSON

SHORTEST = 5  # words, negations not counted; shorter quotations are repeated by chance
_ALIKE = 0.8  # the least similarity of a pull quote that was edited


def marked(records: Sequence[Attribution]) -> list[Attribution]:
    """The records of an article, in the same order; pull quotes have the id of the quotation that they repeat."""
    direct = [each for record in records if record.quote.kind == "direct" for each in quotations(record)]
    long_enough = [each for each in direct if len(each.wording.core) >= SHORTEST]
    if len(long_enough) < 2:
        return list(records)
    numbers = dict[str, int]()
    cores = [[numbers.setdefault(form, len(numbers)) for form, _ in each.wording.core] for each in long_enough]
    repeats = dict[str, str]()
    for short, long in sorted(pairs(cores), key=lambda pair: -len(cores[pair[1]])):
        again, first = long_enough[short], long_enough[long]
        if again.record and first.record and again.record.id not in repeats and _is_again(again, first):
            repeats[again.record.id] = first.record.id
    return [each.model_copy(update={"repeats": repeats[each.id]}) if each.id in repeats else each for each in records]


def _is_again(again: QuotedText, first: QuotedText) -> bool:
    """Whether the first has the words of the other, elsewhere in the article and by nobody else."""
    if overlap(again.place, first.place) or _are_different(again.record, first.record):
        return False
    found = compare(again.wording, first.wording, (0, len(first.wording.forms)))
    return found is not None and _is_edited_at_most(found)


def _is_edited_at_most(found: Comparison) -> bool:
    return found.similarity >= _ALIKE and not any(change.negation for change in found.changes)


def _are_different(one: Attribution | None, other: Attribution | None) -> bool:
    speakers = [record.speaker for record in (one, other) if record and record.speaker]
    names = [who.name for who in speakers if who.name and who.type == PERSON]
    return len(names) == 2 and same_person(*names) is False
