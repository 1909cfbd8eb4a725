"""`quotes review`."""

from __future__ import annotations

import io
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.article import STDIN
from quotes.cli.output import STDOUT, complain, console, write_stdout
from quotes.cli.shared import FAILED, check_paths, guarded
from quotes.errors import LinesError, RecordError
from quotes.files import whole_file, writing
from quotes.writers.visible import visible

if TYPE_CHECKING:
    from quotes.decisions import Decisions


def review_command(
    path: Annotated[str, typer.Argument(metavar="FILE.jsonl", help="JSON Lines of quotes extract.")],
    everything: Annotated[bool, typer.Option("--all", help="What is decided already, too.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Ask nothing: write the records as they are decided.")] = False,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="OUT.jsonl", help="With --apply, write there, whole or not at all."),
    ] = None,
) -> None:
    """Go through the attributions of a file, the least certain first, and decide on each.

    Each is shown in its article's words, where its file is at hand and still proves it. Accept it, reject it, mend its
    speaker or its quote, or note something; ? says which key does what. The decisions go to FILE.decisions.jsonl, one
    a line, as they are made; the records stay as they are.

    When quotes extract makes FILE.jsonl anew, the decisions on attributions of the same ids still count, unless
    one says something else now than what was judged: it is asked for again.

    With --apply, the records go to standard output, or to OUT.jsonl, without the rejected ones and with what was
    mended; what is undecided is there as it was. All other commands read that.

    Example: quotes review out.jsonl

    Example: quotes review out.jsonl --apply -o reviewed.jsonl
    """
    _check_usage(path, output, apply=apply)
    raise typer.Exit(guarded(lambda: apply_decisions(path, output) if apply else run(path, everything=everything)))


def run(path: str, *, everything: bool) -> int:
    """Ask for decisions on the records of a file. Returns the exit code; raises LinesError, OutputError."""
    from quotes.cli.session import Session
    from quotes.lines import Shelf

    decisions = _load(path)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a keyboard of another encoding
    with closing(Shelf(path)) as shelf, writing(STDOUT):
        wanted = sorted(
            (record.confidence, place) for place, record in shelf if everything or decisions.verdict(record) is None
        )
        Session(console(sys.stdout), shelf, decisions).run([place for _, place in wanted])
    _tell(path, decisions)
    return 0


def apply_decisions(path: str, output: str | None) -> int:
    """Write the records of a file as they are decided. Returns the exit code; raises LinesError, OutputError."""
    from quotes.lines import read_whole
    from quotes.reviewed import reviewed
    from quotes.writers import jsonl

    decisions = _load(path)
    wrong: list[RecordError] = []
    with whole_file(output) as file:
        write = file.write if file else write_stdout
        for record in reviewed((line.record for line in read_whole(path)), decisions, wrong.append):
            write(jsonl.line(record))
        if file:
            file.commit()
    for error in wrong:
        complain(error)
    _tell(path, decisions)
    return FAILED if wrong else 0


def tell_decided(path: str) -> None:
    """Say on standard error what is decided of a file's records, if anything is. Raises LinesError."""
    if decisions := _load(path):
        _tell(path, decisions)


def _load(path: str) -> Decisions:
    """The decisions on a file's records; what is none among them is a line on standard error."""
    from quotes.decisions import Decisions

    decisions = Decisions(path)
    if decisions.broken:
        complain(LinesError(decisions.name, "is no decision, and passed over", decisions.broken[0]))
    return decisions


def _tell(path: str, decisions: Decisions) -> None:
    from quotes.lines import read
    from quotes.reviewed import tally

    sys.stderr.write(f"{visible(tally(read(path), decisions))}\n")


def _check_usage(path: str, output: str | None, *, apply: bool) -> None:
    if path == STDIN:
        raise typer.BadParameter("no decisions can stand beside standard input", param_hint="FILE.jsonl")
    if apply:
        from quotes.decisions import path_beside

        check_paths([path, str(path_beside(path))], output)
    elif output is not None:
        raise typer.BadParameter("needs --apply", param_hint="-o")
    elif not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise typer.BadParameter("asks on a terminal, and here is none; --apply asks nothing")
