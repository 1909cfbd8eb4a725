"""An explanation for people: the sentence, what was found, the parse as a tree, each cue with its frames and rivals.

All that comes from a text is shown through `visible`, in `rich.text.Text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text
from rich.tree import Tree

from quotes.article import place
from quotes.explaining.explanation import (
    Attempt,
    Branch,
    CueCandidate,
    Explanation,
    Meant,
    PartName,
    Proposed,
    Unknown,
    named,
)
from quotes.language import table
from quotes.records import Attribution, Speaker
from quotes.spans import Range
from quotes.writers.table import print_line
from quotes.writers.visible import visible
from quotes.writers.wording import percent

if TYPE_CHECKING:
    from rich.console import Console

_STYLES: dict[PartName, str] = {"cue": "cyan", "speaker": "bold", "target": "magenta", "content": "green", "none": ""}
_INDENT = 2
_TERM, _NAME = 9, 17  # "speaker", "90% free-standing": columns before the description of each
_PART, _TAG, _LABEL, _FUNCTIONS = 8, 5, 12, 18  # columns of the parse, not counting the words
_GUIDE = 4  # columns for each level of a tree
_LONGEST = 110  # a longer content is shown by its two ends
_LEAST = 0.05  # smaller evidence is not shown
_LEAST_SHARE = 0.01  # whom a speaker means less likely is not shown

_FOUND_BY = {
    "named": "as in the mention",
    "alias": "a shorter or other form of the name",
    "pronoun": "the most likely one for the pronoun",
    "description": "matched by what the article says about it",
    "continued": "continues the previous speaker's quotation",
    "none": "the article gives no name",
}


def show(console: Console, explanation: Explanation) -> None:
    """Print all sections that are not empty."""
    _sentence(console, explanation)
    for record in explanation.records:
        _found(console, explanation, record)
    if not explanation.records:
        _nothing(console, explanation)
    _marks(console, explanation)
    _heading(console, "Parse")
    for root in explanation.parse:
        console.print(_indented(_tree(root, console.width - _INDENT)))
    for candidate in explanation.candidates:
        _cue(console, explanation, candidate)
    if explanation.unknown and explanation.records:
        _heading(console, "Other verbs")
        console.print(_indented(_verbs(explanation.unknown)))


def _heading(console: Console, title: str, *more: str | tuple[str, str]) -> None:
    console.print()
    console.print(Text.assemble((title, "bold underline"), *more), overflow="fold")


def _indented(what: Text | Grid | Tree) -> Padding:
    return Padding(what, (0, 0, 0, _INDENT))


def _text(explanation: Explanation, pieces: Iterable[Range]) -> str:
    """The pieces, each on one line; a long one by its two ends."""
    shown = " … ".join(visible(explanation.article.text[start:end]) for start, end in pieces)
    if len(shown) <= _LONGEST:
        return shown
    half = _LONGEST // 2
    return f"{shown[:half].rsplit(' ', 1)[0]} … {shown[-half:].split(' ', 1)[-1]}"


def _where(explanation: Explanation, offset: int) -> str:
    line, column = place(explanation.article.text, offset)
    return f"line {line}, column {column}"


# --- the sentence and what was found in it ---------------------------------------------------------


def _sentence(console: Console, explanation: Explanation) -> None:
    start, end = explanation.passage
    name = visible(explanation.article.name)
    print_line(console, f"{name}, {_where(explanation, start)} (offsets {start} to {end})", "bold")
    console.print()
    console.print(_indented(_coloured(explanation)), overflow="fold")


def _coloured(explanation: Explanation) -> Text:
    """The passage with the parts of its attributions coloured, the later over the earlier."""
    start, end = explanation.passage
    parts: list[tuple[Range, PartName]] = []
    for record in explanation.records:
        parts += [(piece, "content") for piece in record.quote.spans]
    for record in explanation.records:
        parts += named(record)
    edges = sorted({start, end, *(edge for piece, _ in parts for edge in piece if start < edge < end)})
    shown = Text()
    for left, right in pairwise(edges):
        style = next((_STYLES[part] for piece, part in reversed(parts) if piece[0] <= left < piece[1]), "")
        shown.append(visible(explanation.article.text[left:right]), style)
    return shown


def _found(console: Console, explanation: Explanation, record: Attribution) -> None:
    kind = f"{percent(record.confidence)} {record.quote.kind}"
    _heading(console, "Found", f" {visible(record.id)}, ", kind)
    grid = _terms()
    for term, value in _fields(explanation, record):
        grid.add_row(Text(term, "dim"), Text(visible(value)))
    console.print(_indented(grid))


def _terms(width: int = _TERM) -> Grid:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=width)
    grid.add_column(overflow="fold")
    return grid


def _fields(explanation: Explanation, record: Attribution) -> Iterator[tuple[str, str]]:
    """The parts of a record, each with its place if that is outside the sentence."""
    yield "content", _text(explanation, record.quote.spans)
    who = record.speaker
    if who is None:
        yield "speaker", "none: the text names nobody"
    else:
        yield "speaker", f"{who.text} ({who.type})"
        yield "name", _called(explanation, who)
        yield from (("", _meant(each)) for each in explanation.meant.get(record.id, ()) if each.share >= _LEAST_SHARE)
    if record.role:
        yield "role", f"{record.role.text}{_sure(record.role_confidence)} ({_where(explanation, record.role.start)})"
    elif who is not None:
        yield "role", f"none{_sure(record.role_confidence)}"
    if record.cue:
        yield "cue", f"{record.cue.text} ({record.cue.act}{'' if record.is_asserted else f', {record.factuality}'})"
    if record.target:
        name = f" = {record.target.name}" if record.target.name and record.target.name != record.target.text else ""
        yield "target", f"{record.target.text}{name}{_sure(record.target_confidence)} ({record.target.kind})"
    else:
        yield "target", f"none{_sure(record.target_confidence)}"
    if record.when:
        yield "when", record.when.text
    if record.where:
        yield "where", record.where.text
    if record.within:
        yield "within", record.within
    yield "rule", f"{record.rule}: {_rule(record.rule)}"


def _called(explanation: Explanation, who: Speaker) -> str:
    """The name, how sure it is, and how it was found."""
    sure = _sure(who.confidence)
    how = _FOUND_BY[who.resolution]
    if who.resolution == "none":
        return f"none{sure}: {how}"
    return f"{who.name or 'none'}{sure} ({who.resolution}: {how}{_first(explanation, who)})"


def _sure(confidence: float | None) -> str:
    return "" if confidence is None else f", {percent(confidence)}"


def _meant(meant: Meant) -> str:
    """*e.g.* 83% Jan Kos: here +1.3, subject +0.4 ..., the largest first."""
    ranked = sorted(meant.evidence, key=lambda pair: -abs(pair[1]))
    told = ", ".join(f"{name} {_signed(value)}" for name, value in ranked if abs(value) >= _LEAST)
    return f"{percent(meant.share)} {meant.name or 'nobody who is named'}: {told}"


def _first(explanation: Explanation, who: Speaker) -> str:
    """Where the name first occurs, if it is not in the mention."""
    start = -1 if who.name is None or who.name in who.text else explanation.article.text.find(who.name)
    return f"; {_where(explanation, start)}" if start >= 0 else ""


def _rule(rule: str) -> str:
    """What the rule finds, by an example."""
    frames = table("frames")
    return str(frames[rule]["why"] if rule in frames else table("rules")[rule])


def _nothing(console: Console, explanation: Explanation) -> None:
    """Why there is no attribution, one line per cue."""
    _heading(console, "Nothing found")
    if not explanation.candidates:
        console.print(_indented(Text("No word of the sentence is a cue, in the lexicon or in the pipeline's reading.")))
    for candidate in explanation.candidates:
        grid = _terms()
        grid.add_row(Text(_name(explanation, candidate), "cyan"), Text(_lack(candidate)))
        console.print(_indented(grid))
    if explanation.unknown:
        console.print(_indented(_verbs(explanation.unknown)))


def _lack(candidate: CueCandidate) -> str:
    if candidate.proposed:
        best = candidate.proposed[0]
        sure = "" if best.confidence is None else f" at {percent(best.confidence)}"
        return (
            f"{best.rule}{sure} was not kept: {best.lost}"
            if best.lost
            else f"{best.rule}{sure} ends before this sentence"
        )
    return "in the lexicon, but none of its frames finds a content"


def _verbs(unknown: Iterable[Unknown]) -> Text:
    """*e.g.* not in the lexicon: fell (fall), pointed (point, only as point out)."""
    told = []
    for verb in unknown:
        known = f", only as {', '.join(verb.wanting)}" if verb.wanting else ""
        told.append(f"{verb.word} ({verb.lemma}{known})")
    return Text(visible(f"not in the lexicon: {', '.join(told)}"))


def _marks(console: Console, explanation: Explanation) -> None:
    if not explanation.pairs and not explanation.diagnostics:
        return
    _heading(console, "Marks")
    text = explanation.article.text
    for pair in explanation.pairs:
        opening = f"{text[slice(*pair.opening)]} at {pair.opening[0]}"
        closing = f"closed by {text[slice(*pair.closing)]} at {pair.closing[0]}" if pair.closing else "not closed"
        console.print(_indented(Text(f"{opening}, {closing}")))
    for diagnostic in explanation.diagnostics:
        start = diagnostic.start or 0
        console.print(_indented(Text(f"! {visible(diagnostic.message)} at {start}", "yellow")))


# --- the parse -------------------------------------------------------------------------------------


def _tree(root: Branch, width: int) -> Tree:
    tree = Tree(_row(root, width), guide_style="dim")
    _grow(tree, root, width)
    return tree


def _grow(tree: Tree, branch: Branch, width: int) -> None:
    for child in branch.below:
        _grow(tree.add(_row(child, width - _GUIDE)), child, width - _GUIDE)


def _row(branch: Branch, width: int) -> Text:
    """The words, in the width left by the guides; then what they are, in columns."""
    row = Text(no_wrap=True, overflow="ellipsis")
    row.append_text(_cell(visible(branch.phrase), width - _PART - _TAG - _LABEL - _FUNCTIONS, _STYLES[branch.part]))
    row.append_text(_cell("" if branch.part == "none" else branch.part, _PART, _STYLES[branch.part]))
    row.append_text(_cell(branch.tag, _TAG, "dim"))
    row.append_text(_cell(branch.label, _LABEL, "dim"))
    return row.append_text(_cell(", ".join(branch.functions), _FUNCTIONS, ""))


def _cell(words: str, width: int, style: str) -> Text:
    """Words in a column of this width, with a space at its end."""
    cell = Text(words, style)
    cell.truncate(max(width - 1, 4), overflow="ellipsis", pad=True)
    return cell.append(" ")


# --- cues ------------------------------------------------------------------------------------------


def _name(explanation: Explanation, candidate: CueCandidate) -> str:
    return _text(explanation, [candidate.place]) if candidate.place else "no cue"


def _cue(console: Console, explanation: Explanation, candidate: CueCandidate) -> None:
    """The entries with their frames, then the proposals, the most likely first."""
    if candidate.place is None:
        _heading(console, "No cue")
    else:
        read = "" if candidate.read is None else f", read as a cue: {percent(candidate.read)}"
        cue = (_name(explanation, candidate), "cyan")
        _heading(console, "Cue", " ", cue, f" at {candidate.place[0]}{read}")
    grid = _terms(_NAME)
    if candidate.place and not candidate.entries:
        grid.add_row("", "not in the lexicon")
    for entry in candidate.entries:
        grid.add_row(Text(entry.words, "bold"), Text(f"{entry.pos}, cues/{entry.act}.toml, as in: {entry.example}"))
        for attempt in entry.attempts:
            grid.add_row(Text(f"frame {attempt.frame}", "dim"), _attempt(explanation, attempt))
    for proposed in candidate.proposed:
        sure = "" if proposed.confidence is None else percent(proposed.confidence)
        grid.add_row(Text(f"{sure:<3} {proposed.rule}"), _proposed(explanation, proposed))
    console.print(_indented(grid))


def _attempt(explanation: Explanation, attempt: Attempt) -> Text:
    if attempt.content is not None:
        return Text(f"finds: {_text(explanation, attempt.content)}")
    example = attempt.example.partition(" / ")[0]
    return Text.assemble((f"no {' or '.join(attempt.shapes)}", "yellow"), f", as in: {example}")


def _proposed(explanation: Explanation, proposed: Proposed) -> Text:
    """Speaker and content, and below them whether the proposal was kept, and why."""
    speaker = visible(proposed.speaker) if proposed.speaker else "no speaker"
    target = f" → {visible(proposed.target)}" if proposed.target else ""
    told = Text.assemble((speaker, "bold"), target, ": ", (_text(explanation, proposed.content), "green"), "\n")
    told.append(*((f"lost: {proposed.lost}", "yellow") if proposed.lost else ("kept", "bold")))
    if proposed.confidence is not None:
        told.append("\n" if proposed.lost else ": ").append(_evidence(proposed), "dim")
    return told


def _evidence(proposed: Proposed) -> str:
    """*e.g.* constant −1.7, shared +2.1 = log odds +0.4; or the rule whose share of right results is the confidence."""
    if proposed.basis:
        return f"the share of right results among “{proposed.basis.strip(': ')}”"
    counted = [f"{name} {_signed(value)}" for name, value in proposed.evidence if abs(value) >= _LEAST]
    odds = sum(value for _, value in proposed.evidence)
    return f"{', '.join(counted)} = log odds {_signed(odds)}"


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")
