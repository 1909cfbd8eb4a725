"""The register of speakers as a table for people. Text from articles is shown as in `table`: never obeyed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table as Grid
from rich.text import Text

from quotes.registry import Source
from quotes.writers.visible import visible

_MOST = 3  # variants, roles and targets that are shown of each speaker


def grid(sources: Sequence[Source], width: int) -> Grid:
    """A row for each speaker."""
    table = Grid(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, leading=1, header_style="dim")
    table.add_column("Speaker, role", width=max(16, width * 2 // 5), overflow="fold")
    for name in ("Quotes", "Direct", "Articles"):
        table.add_column(name, justify="right")
    table.add_column("To or of", overflow="fold")
    for source in sources:
        numbers = (source.quotes.total, source.quotes.direct, source.articles)
        table.add_row(_speaker(source), *(f"{number:,}" for number in numbers), _targets(source))
    return table


def _speaker(source: Source) -> Text:
    cell = Text(visible(source.name or source.mention or ""), "bold" if source.name else "italic")
    if source.name and source.variants:
        cell.append(f" ({_some(source.variants)})", "dim")
    roles = [role.text for role in source.roles]
    return cell.append("\n" + _some(roles), "dim") if roles else cell


def _targets(source: Source) -> Text:
    return Text(_some([f"{told.text} ({told.count})" if told.count > 1 else told.text for told in source.targets]))


def _some(texts: Sequence[str]) -> str:
    """The first few, and a sign that there are more."""
    return ", ".join(map(visible, texts[:_MOST])) + (", …" if len(texts) > _MOST else "")
