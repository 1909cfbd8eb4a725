"""An audit as tables on a terminal: the largest groups of each dimension, and what to beware of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from quotes.auditing.counts import Audit
from quotes.auditing.shown import WARNINGS, GroupRow, articles, dimensions, title
from quotes.writers.table import GAP, grid, print_line
from quotes.writers.visible import visible
from quotes.writers.wording import number

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_MOST = 10  # groups shown; a file has them all
_NUMBERS = ("State.", "Share", "Voice", "Dir.", "Mixed", "Ind.", "Not as.")


def show(console: Console, audit: Audit) -> None:
    """Print a table for each dimension, the totals and the warnings."""
    for name, rows in dimensions(audit, _MOST).items():
        console.print(_table(title(name), rows, console.width))
        console.print()
    print_line(console, _closing(audit), "bold")
    for warning in WARNINGS:
        console.print(Text(warning, "dim"), overflow="fold")


def _closing(audit: Audit) -> str:
    """*e.g.* 12 statements (5 direct, 1 mixed, 6 indirect; 2 not asserted), 104 words, 5 sources, 3 articles, ..."""
    total = audit.total
    kinds = f"{total.direct:,} direct, {total.mixed:,} mixed, {total.indirect:,} indirect"
    apart = f"; {total.not_asserted:,} not asserted" if total.not_asserted else ""
    counts = [f"{number(total.statements, 'statement')} ({kinds}{apart})", number(total.words, "word")]
    return ", ".join([*counts, number(total.sources, "source") + " with a name", articles(audit)])


def _table(heading: str, rows: list[GroupRow], width: int) -> Table:
    numbers = {name: max(len(name), 5) for name in _NUMBERS}
    rest = width - sum(numbers.values()) - GAP * len(numbers)
    table = grid({visible(heading): max(12, rest), **numbers}, right=_NUMBERS)
    for group, share, voice, _ in rows:
        counts = (group.direct, group.mixed, group.indirect, group.not_asserted)
        shares = (f"{group.statements:,}", f"{share:.1f}%", f"{voice:.1f}%")
        cells = (*shares, *(f"{count:,}" if count else "" for count in counts))
        table.add_row(Text(visible(group.value)), *map(Text, cells))
    return table
