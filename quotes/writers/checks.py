"""Checked quotations as a table for people, with what differs marked in the quotation.

Words that the source does not have stand in {+ +}, words that it has instead or besides in [- -], as wdiff writes them:
the marks are there where no colour is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from rich.text import Text

from quotes.checking.checked import Checked, Difference
from quotes.checking.comparing import Verdict
from quotes.writers.table import GAP, grid, join, print_line
from quotes.writers.visible import visible
from quotes.writers.wording import differing, found_in, is_denied, number, percent

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_VERDICT = 13  # "other speaker"
_STYLES: dict[Verdict, str] = {
    "verbatim": "green",
    "altered": "bold yellow",
    "partial": "bold yellow",
    "not found": "bold red",
}


def show(console: Console, checks: Sequence[Checked]) -> None:
    """Print the quotations."""
    if checks:
        console.print(_grid(checks, console.width))
        console.print()


def close(console: Console, checks: Sequence[Checked], sources: int, errors: int) -> None:
    """Print the closing line; `sources` and `errors` are how many were read, and could not be."""
    print_line(console, "; ".join(_closing(checks, sources, errors)), "bold")


def _closing(checks: Sequence[Checked], sources: int, errors: int) -> Iterator[str]:
    """*e.g.* 3 quotations: 1 verbatim, 2 altered, 0 partial, 0 not found; 1 with another negation; 2 sources."""
    verdicts = Counter(check.verdict for check in checks)
    yield (
        number(len(checks), "quotation") + ": " + ", ".join(f"{verdicts[each]:,} {each}" for each in get_args(Verdict))
    )
    denied, others = sum(map(is_denied, checks)), sum(check.same_speaker is False for check in checks)
    yield from [f"{denied:,} with a negation lost or added"] if denied else []
    yield from [f"{others:,} by another speaker"] if others else []
    yield number(sources, "source") + (f", {number(errors, 'error')}" if errors else "")


def _grid(checks: Sequence[Checked], width: int) -> Table:
    who = max(12, min(28, width * 7 // 20))
    columns = {"Speaker, source": who, "Quotation": max(12, width - who - _VERDICT - 2 * GAP), "Verdict": _VERDICT}
    table = grid(columns, right={"Verdict"})
    for check in checks:
        table.add_row(_who(check), marked(check.quote, check.differences), _verdict(check))
    return table


def _who(check: Checked) -> Text:
    """The speaker and the article, then the source, the place in it, and whom it names."""
    cell = join(
        " ", Text(visible(check.speaker or ""), "bold"), Text(f"in {visible(check.doc)}" if check.doc else "", "dim")
    )
    if check.found is None:
        return cell
    place = f"{visible(found_in(check.found))} {check.found.spans[0][0]}–{check.found.spans[-1][1]}"
    said_by = Text(visible(check.found.speaker or ""), "bold red" if check.same_speaker is False else "")
    return join("\n", cell, Text(place, "dim"), said_by)


def _verdict(check: Checked) -> Text:
    """The verdict and the similarity, then what must not be missed."""
    share = Text(percent(check.similarity), "dim") if check.verdict in {"altered", "partial"} else Text()
    denied = Text("NEGATION" if is_denied(check) else "", "bold white on red")
    other = Text("other speaker" if check.same_speaker is False else "", "bold red")
    return join("\n", Text(check.verdict, _STYLES[check.verdict]), share, denied, other)


def marked(quotation: str, differences: Iterable[Difference]) -> Text:
    """The quotation with what differs in its place; what is admitted is not marked."""
    shown = Text()
    for each in differing(quotation, differences):
        shown.append_text(Text(visible(each)) if isinstance(each, str) else _difference(each))
    return shown


def _difference(each: Difference) -> Text:
    """*e.g.* [-2013-] {+2014+}; words that are left out stand behind a word."""
    style = "bold white on red" if each.negation else "bold red"
    said = Text(f"[-{visible(each.said.text)}-]" if each.said else "", style)
    quoted = Text(f"{{+{visible(each.quoted.text)}+}}" if each.quoted.text else "", style)
    if each.kind == "left out":
        return Text(" ").append_text(said) if each.quoted.start else said.append(" ", "default")
    return join(" ", said, quoted)
