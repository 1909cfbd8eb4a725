"""Records as a table for people: who said what, in which role, to whom, with which confidence.

Text from an article or a file name is shown through `visible`, in cells of `rich.text.Text`: it is never read as markup
and never reaches the terminal as a command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from rich.box import SIMPLE_HEAD
from rich.table import Table as Grid
from rich.text import Text

from quotes.article import Article, Diagnostic
from quotes.records import Attribution, Quote
from quotes.speakers.groups import Key, speakers_of
from quotes.speakers.registry import key_of
from quotes.writers.visible import visible
from quotes.writers.wording import (
    asked,
    called,
    has_doubtful_name,
    is_doubtful,
    name,
    note,
    number,
    other_mention,
    percent,
    pieces,
    published,
)

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 110  # from this width on, verb and target have columns of their own
GAP = 2  # a space of padding and one for the column's border
_CONF = 8  # "indirect", and confidence above it
_DEEPEST = 4  # levels of indentation; news has fewer
_LONGEST = 96  # characters in a line of a quote that is still easy to read

NOT_ASSERTED = ("negated", "hypothetical", "disputed")


@dataclass(slots=True)
class Tally:
    """The counts of a run so far; the speakers are those of `quotes.speakers.registry`."""

    kinds: Counter[str] = field(default_factory=Counter)
    speakers: set[Key] = field(default_factory=set)
    articles: int = 0

    def add(self, records: Sequence[Attribution], source: str = "") -> None:
        """Count the records of an article, which are from the file `source`."""
        self.articles += 1
        self.kinds.update(record.quote.kind if record.is_asserted else record.factuality for record in records)
        self.speakers |= {
            key_of(record.speaker, (source, record.path, record.doc)) for record in records if record.speaker
        }

    def line(self, errors: int) -> str:
        """The closing line, *e.g.* 3 attributions (1 direct, 0 mixed, 2 indirect), 2 speakers, 1 article."""
        kinds = [f"{self.kinds[kind]:,} {kind}" for kind in ("direct", "mixed", "indirect")]
        kinds += [f"{count:,} {which}" for which in NOT_ASSERTED if (count := self.kinds[which])]
        numbers = [number(self.kinds.total(), "attribution") + f" ({', '.join(kinds)})"]
        numbers += [number(speakers_of(self.speakers), "speaker"), number(self.articles, "article")]
        return ", ".join([*numbers, *([number(errors, "error")] if errors else [])])


class Report(Protocol):
    """What people are shown of a run."""

    def article(
        self, article: Article, records: Sequence[Attribution], diagnostics: Sequence[Diagnostic], source: str = ""
    ) -> None:
        """Show an article, what was found in it, and what was wrong with its text; `source` is the records' file."""

    def close(self, errors: int) -> None:
        """Show the end of the run; `errors` is how many inputs could not be read."""


class Table:
    """A `Report` on a console: a table for each article, and a closing line of counts."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._counts = Tally()

    def article(
        self, article: Article, records: Sequence[Attribution], diagnostics: Sequence[Diagnostic], source: str = ""
    ) -> None:
        """Print the article's heading, its attributions, the diagnostics."""
        self._counts.add(records, source)
        self._console.print(_heading(article), overflow="fold")
        if records:
            self._console.print(rows(records, self._console.width))
        else:
            print_line(self._console, "no attributions", "dim")
        for diagnostic in diagnostics:
            print_line(self._console, f"! {visible(note(article, diagnostic))}", "yellow")
        self._console.print()

    def close(self, errors: int) -> None:
        """Print the closing line."""
        print_line(self._console, self._counts.line(errors), "bold")


class Notes:
    """A `Report` without a table: the diagnostics, one per line, and the closing line."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._counts = Tally()

    def article(
        self, article: Article, records: Sequence[Attribution], diagnostics: Sequence[Diagnostic], source: str = ""
    ) -> None:
        """Print each diagnostic after the article's name."""
        self._counts.add(records, source)
        for diagnostic in diagnostics:
            self._console.print(Text(visible(f"{name(article)}: {note(article, diagnostic)}")), soft_wrap=True)

    def close(self, errors: int) -> None:
        """Print the closing line."""
        self._console.print(Text(self._counts.line(errors), style="bold"), soft_wrap=True)


def _heading(article: Article) -> Text:
    """The title with the file below, or the file alone; then who published it and when."""
    title = article.info.title if article.info else None
    file = visible(name(article))
    parts = [Text(visible(title) if title else file, "bold"), *(Text(visible(part)) for part in published(article))]
    return join("\n", join(" · ", *parts), Text(file, "dim") if title else Text())


def print_line(console: Console, line: str, style: str) -> None:
    """Print a line that wraps where necessary, even inside a word."""
    console.print(Text(line, style=style), overflow="fold")


def grid(columns: Mapping[str, int], right: Container[str]) -> Grid:
    """An empty table with columns of these widths; those in `right` are set to the right."""
    table = Grid(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, leading=1, header_style="dim")
    for column, share in columns.items():
        table.add_column(column, width=share, overflow="fold", justify="right" if column in right else "left")
    return table


def rows(records: Sequence[Attribution], width: int) -> Grid:
    """The records of an article as a table of that width."""
    table = grid(_columns(width), right={"Conf."})
    outer = {record.id: record.within for record in records}
    for record in records:
        speaker = _speaker(record, _depth(record, outer))
        verb, target, when = _verb(record), _target(record), _circumstances(record)
        if width < WIDE:
            # told → reporters · on Friday; dismissed: those rumors
            joint = ": " if record.target and record.target.kind == "object" else " "
            left: tuple[Text, ...] = (join("\n", speaker, join(" · ", join(joint, verb, target), when)),)
        else:
            left = (speaker, join("\n", verb, when), target)
        table.add_row(*left, _quote(record.quote), _confidence(record))
    return table


def _columns(width: int) -> dict[str, int]:
    """Name and width of each column; together with the gaps, they fit `width`."""
    if width < WIDE:
        who = max(12, min(28, width * 7 // 20))
        return {"Speaker, verb, target": who, "Quote": max(12, width - who - _CONF - 2 * GAP), "Conf.": _CONF}
    who, verb, target = width * 3 // 16, width // 9, width * 5 // 32
    quote = min(_LONGEST, width - who - verb - target - _CONF - 4 * GAP)
    return {"Speaker": who, "Verb": verb, "Target": target, "Quote": quote, "Conf.": _CONF}


def _depth(record: Attribution, outer: Mapping[str, str | None]) -> int:
    """How many attributions are around this one; `outer` maps each that is shown to the one around it."""
    depth, around = 0, record.within
    while around and depth < _DEEPEST:
        depth, around = depth + 1, outer.get(around)
    return depth


def join(joint: str, *parts: Text) -> Text:
    """The parts that are not empty, with the joint between them."""
    return Text(joint).join(part for part in parts if part)


def _speaker(record: Attribution, depth: int) -> Text:
    """The name, the mention if it is different, and the role and an id below."""
    cell = Text()
    if depth:
        cell.append("  " * (depth - 1) + "↳ ", "dim")
    if record.speaker is None:
        cell.append("nobody named", "italic dim")
    else:
        cell.append(visible(called(record.speaker)), "bold yellow" if has_doubtful_name(record.speaker) else "bold")
        if mention := other_mention(record.speaker):
            cell.append(f" ({visible(mention)})", "dim")
    if record.role and visible(record.role.text) not in cell.plain:  # "Senior US officials" is a role itself
        doubtful = is_doubtful(record.role_confidence)
        cell.append("\n" + asked(visible(record.role.text), doubtful=doubtful), "yellow" if doubtful else "dim")
    if record.speaker and record.speaker.id not in (None, record.speaker.name):
        cell.append(f"\nid {visible(str(record.speaker.id))}", "dim")
    return cell


def _verb(record: Attribution) -> Text:
    cell = Text()
    if record.cue:
        cell.append(visible(record.cue.text), "cyan")
        if not record.is_asserted:
            cell.append(f" ({record.factuality})", "bold red")
        elif record.cue.act.is_thought:
            cell.append(" (thought)", "dim")
    return cell


def _circumstances(record: Attribution) -> Text:
    parts = (record.when, record.where)
    return join(" · ", *(Text(visible(part.text), "dim") for part in parts if part))


def _target(record: Attribution) -> Text:
    """An addressee has an arrow before it. The name comes first, then the mention if it is different: Ida Roe (her)."""
    target = record.target
    if not target:
        return Text()
    doubtful = is_doubtful(record.target_confidence)
    cell, mention = Text("→ " if target.kind == "addressee" else ""), visible(target.text)
    other = target.name if target.name and target.name.casefold() not in mention.casefold() else None
    cell.append(asked(visible(other or mention), doubtful=doubtful), "yellow" if doubtful else "")
    return cell.append(f" ({mention})", "dim") if other else cell


def _quote(quote: Quote) -> Text:
    """The pieces, each in quotation marks if the quote is direct."""
    shown = [visible(piece) for piece in pieces(quote)]
    if quote.kind == "direct":
        shown = [f"“{piece}”" for piece in shown]
    return Text(" … ".join(shown), style="green" if quote.kind == "direct" else "")


def _confidence(record: Attribution) -> Text:
    """The confidence, with the kind and the id below."""
    style = "" if round(100 * record.confidence) >= 50 else "yellow"
    below = f"\n{record.quote.kind}\nid {visible(record.short_id)}"
    return Text.assemble((percent(record.confidence), style), (below, "dim"))
