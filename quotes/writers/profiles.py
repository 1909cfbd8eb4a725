"""The register of speakers as a table for people. What comes from a file is shown as in the table of attributions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from quotes.speakers.profiles import Profile
from quotes.writers.table import GAP, WIDE, grid, join, print_line
from quotes.writers.visible import visible
from quotes.writers.wording import number

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from quotes.speakers.registry import Registry

_COUNTS = ("Quotes", "Direct", "Mixed", "Indirect", "Articles")
_NOTES = 10
_SHOWN = 4  # names, roles or targets shown; the JSON Lines have them all


def show(console: Console, profiles: Sequence[Profile], notes: Sequence[str] = ()) -> None:
    """Print the speakers and the notes."""
    if profiles:
        console.print(_grid(profiles, console.width))
    show_notes(console, notes)
    if profiles or notes:
        console.print()


def close(console: Console, profiles: Sequence[Profile], registry: Registry, errors: int, *, listed: int) -> None:
    """Print the closing line; `errors` is how many files could not be read, `listed` how many speakers were shown."""
    print_line(console, _closing(profiles, registry, errors, listed), "bold")


def show_notes(console: Console, notes: Sequence[str]) -> None:
    """Print the first of the notes, and how many more there are."""
    for note in notes[:_NOTES]:
        print_line(console, f"! {visible(note)}", "yellow")
    if len(notes) > _NOTES:
        print_line(console, f"! {number(len(notes) - _NOTES, 'more name')} in doubt", "yellow")


def _closing(profiles: Sequence[Profile], registry: Registry, errors: int, listed: int) -> str:
    """*e.g.* 9 speakers (2 unnamed, 5 listed), 31 attributions (1 by nobody, 2 not asserted), 4 articles."""
    unnamed = sum(profile.name is None for profile in profiles)
    fewer = f", {listed:,} listed" if listed < len(profiles) else ""
    numbers = [number(len(profiles), "speaker") + f" ({unnamed:,} unnamed{fewer})"]
    apart = f"{registry.nobody:,} by nobody" + (
        f", {registry.not_asserted:,} not asserted" if registry.not_asserted else ""
    )
    numbers += [number(registry.attributions, "attribution") + f" ({apart})"]
    numbers += [number(len(registry.articles), "article"), *([number(errors, "error")] if errors else [])]
    return ", ".join(numbers)


def _grid(profiles: Sequence[Profile], width: int) -> Table:
    table = grid(_columns(width), right=_COUNTS)
    for profile in profiles:
        who, roles, targets = join("\n", _who(profile), _not_asserted(profile)), _roles(profile), _targets(profile)
        left = (who, roles, targets) if width >= WIDE else (join("\n", who, roles, targets),)
        counts = profile.quotes
        numbers = (counts.total, counts.direct, counts.mixed, counts.indirect, profile.articles)
        table.add_row(*left, *(Text(f"{count:,}" if count else "") for count in numbers))
    return table


def _columns(width: int) -> dict[str, int]:
    """Name and width of each column: the counts as wide as their names, the words share the rest."""
    counts = {name: len(name) for name in _COUNTS}
    rest = width - sum(counts.values()) - GAP * len(counts)
    if width < WIDE:
        return {"Speaker, roles, targets": max(12, rest), **counts}
    share = (rest - 2 * GAP) // 3
    return {"Speaker": share, "Roles": share, "To or about": share, **counts}


def _who(profile: Profile) -> Text:
    """The name, its type if it is not a person, id and other names; an unnamed source with its article."""
    if profile.name is None:
        return Text.assemble((visible(profile.mention or ""), "italic"), (f" (in {visible(profile.doc or '')})", "dim"))
    cell = Text(visible(profile.name), "bold")
    if profile.type != "person":
        cell = Text.assemble(cell, (f" ({profile.type})", "dim"))
    id_ = Text(f"id {visible(profile.id)}", "dim") if profile.id and profile.id != profile.name else Text()
    return join("\n", cell, id_, Text("also " + _some(profile.variants), "dim") if profile.variants else Text())


def _not_asserted(profile: Profile) -> Text:
    """Attributions that are not asserted, which are in no other count."""
    return Text(f"{profile.not_asserted:,} not asserted", "red") if profile.not_asserted else Text()


def _roles(profile: Profile) -> Text:
    return Text(_some(_times(role.text, role.count) for role in profile.roles), "dim")


def _targets(profile: Profile) -> Text:
    """*e.g.* → reporters ×2; about the plan."""
    signs = {"addressee": "→ ", "object": "about "}
    return Text(_some(signs[target.kind] + _times(target.text, target.count) for target in profile.targets))


def _times(text: str, count: int) -> str:
    return f"{text} ×{count:,}" if count > 1 else text


def _some(texts: Iterable[str]) -> str:
    """The first of them, and how many more there are."""
    found = list(texts)
    left_out = [f"{len(found) - _SHOWN:,} more"] if len(found) > _SHOWN else []
    return visible("; ".join([*found[:_SHOWN], *left_out]))
