"""Repeated quotations as a table for people: the fullest, then who has it, with what differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from quotes.checking.repeated import Repeated, Repetition
from quotes.checking.repeating import Repeats
from quotes.writers.checks import marked
from quotes.writers.table import GAP, grid, join, print_line
from quotes.writers.visible import visible
from quotes.writers.wording import number

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_SHOWN = 6  # occurrences of a quotation; the JSON Lines have them all
_ARTICLES = 8  # "Articles"
_CONFLICTS = {"speakers": "TWO SPEAKERS", "negation": "NEGATION"}


def show(console: Console, found: Sequence[Repeated]) -> None:
    """Print the groups."""
    if found:
        console.print(_grid(found, console.width))
        console.print()


def close(console: Console, found: Sequence[Repeated], read: Repeats, errors: int) -> None:
    """Print the closing line; `errors` is how many files could not be read."""
    print_line(console, _closing(found, read, errors), "bold")


def _closing(found: Sequence[Repeated], read: Repeats, errors: int) -> str:
    """*e.g.* 2 repeated quotations (1 conflict) in 40 quotations, 12 articles."""
    conflicts = sum(bool(each.conflicts) for each in found)
    told = f" ({number(conflicts, 'conflict')})" if conflicts else ""
    counts = [number(read.quotations, "quotation"), number(len(read.articles), "article")]
    counts += [number(errors, "error")] if errors else []
    return number(len(found), "repeated quotation") + told + " in " + ", ".join(counts)


def _grid(found: Sequence[Repeated], width: int) -> Table:
    who = max(12, min(28, width * 7 // 20))
    columns = {"Speaker, article": who, "Quotation": max(12, width - who - _ARTICLES - 2 * GAP), "Articles": _ARTICLES}
    table = grid(columns, right={"Articles"})
    for each in found:
        table.add_row(_who(each), _texts(each), Text(f"{each.articles:,}"))
    return table


def _who(group: Repeated) -> Text:
    """What contradicts, then who is said to have said it, where and when, the earliest first."""
    conflicts = (Text(_CONFLICTS[each], "bold white on red") for each in group.conflicts)
    shown = [_line(each) for each in group.occurrences[:_SHOWN]]
    left_out = len(group.occurrences) - _SHOWN
    return join("\n", *conflicts, *shown, Text(f"{left_out:,} more" if left_out > 0 else "", "dim"))


def _line(occurrence: Repetition) -> Text:
    """*e.g.* Anna Lund in bridge, 2026-11-30."""
    date = occurrence.article.date if occurrence.article else None
    place = ", ".join(filter(None, [f"in {occurrence.doc}", date, "again" if occurrence.within_article else None]))
    return join(" ", Text(visible(occurrence.speaker or ""), "bold"), Text(visible(place), "dim"))


def _texts(group: Repeated) -> Text:
    """The fullest quotation, then the others with what differs."""
    others = {each.text: each for each in group.occurrences if any(d.admitted is None for d in each.differences)}
    shown = (
        join(" ", Text(f"{visible(each.doc)}:", "dim"), marked(each.text, each.differences)) for each in others.values()
    )
    return join("\n", Text(visible(group.text), "green"), *list(shown)[:_SHOWN])
