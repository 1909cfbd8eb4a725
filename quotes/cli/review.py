"""`quotes review`."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.options import Fields, Reviewer, Texts, WantedFormat
from quotes.cli.output import STDOUT, complain, console, write_stdout
from quotes.cli.shared import FAILED, check_paths, guarded, keys, record_files, reviewer_name
from quotes.errors import LinesError, RecordError
from quotes.files import STDIN, whole_file, writing
from quotes.inputs.paths import InputFormat
from quotes.writers.visible import visible

if TYPE_CHECKING:
    from quotes.inputs.originals import Originals
    from quotes.records import Attribution
    from quotes.review.ledger import Decisions


def review_command(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="FILES.jsonl", help="JSON Lines of quotes extract or batch: files, folders, patterns, @LIST."
        ),
    ],
    everything: Annotated[bool, typer.Option("--all", help="Include attributions that are already decided.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Write the records as decided, without asking.")] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT.jsonl",
            help="With --apply, write to this file, complete or not at all; - is standard output.",
        ),
    ] = None,
    reviewer: Reviewer = None,
    texts: Texts = None,
    fields: Fields = None,
    input_format: WantedFormat = None,
) -> None:
    """Accept, reject or correct attributions, least certain first.

    Each attribution is shown in its context, if the article's text is found. The text is looked for in --texts DIR
    (from quotes extract --save-text DIR), then in the article's own file, if that has not changed. Give the same
    --field and --input-format as for quotes extract, so that the file is read in the same way.

    Accept it, reject it, correct its quote, speaker, role, target, verb, factuality, when or where, add an
    attribution that was missed, or add a note; ? lists the keys. Each decision is written at once, as a line of
    FILE.decisions.jsonl; the records do not change. To do the same in a browser, use quotes serve FILE.jsonl.

    Several reviewers can decide at once, each under a name (--reviewer). Where they disagree, both decisions are shown,
    and the last one counts.

    When quotes extract writes FILE.jsonl again, a decision still counts for the attribution with the same id. If what
    was judged has changed, you are asked again.

    With --apply, the records go to standard output, or to OUT.jsonl, without those that were rejected, with the
    corrections and with what was added. Undecided records are written as they were. All other commands can read the
    result.

    Example: quotes review out.jsonl

    Example: quotes review out.jsonl --apply -o reviewed.jsonl
    """
    failed: list[LinesError] = []
    files = list(record_files(paths, failed))
    request = ReviewRequest(files, output, everything, reviewer_name(reviewer), texts, keys(fields or []), input_format)
    _check_usage(files, output, apply=apply)
    code = guarded(lambda: apply_decisions(request) if apply else run(request))
    raise typer.Exit(code or (FAILED if failed else 0))


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """What the command line asks for."""

    files: Sequence[str]
    output: str | None
    everything: bool
    reviewer: str | None
    texts: str | None
    fields: Mapping[str, str]
    input_format: InputFormat | None

    def originals(self) -> Originals:
        """The texts of the articles."""
        from quotes.inputs.originals import Originals, Where

        return Originals(Where(self.texts, self.fields, self.input_format))


def run(request: ReviewRequest) -> int:
    """Ask for decisions on the records of the files. Returns the exit code; raises LinesError, OutputError."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a keyboard of another encoding
    originals = request.originals()
    for path in request.files:
        if not _ask(path, originals, request.reviewer, everything=request.everything):
            break
    return 0


def _ask(path: str, originals: Originals, reviewer: str | None, *, everything: bool) -> bool:
    """Ask for decisions on the records of a file. Returns False if the reviewer quits."""
    from quotes.lines import Shelf
    from quotes.review.session import Session

    decisions = _load(path)
    with closing(Shelf(path)) as shelf, writing(STDOUT):
        wanted = sorted(
            (record.least_sure, place) for place, record in shelf if everything or decisions.verdict(record) is None
        )
        queue: list[int | Attribution] = [place for _, place in wanted]
        queue += decisions.added() if everything else []
        went_on = Session(console(sys.stdout), shelf, decisions, originals, reviewer).run(queue)
    _tell(path, decisions)
    return went_on


def apply_decisions(request: ReviewRequest) -> int:
    """Write the records with the decisions applied. Returns the exit code; raises LinesError, OutputError."""
    wrong: list[RecordError] = []
    with whole_file(request.output) as file:
        write = file.write if file else write_stdout
        originals = request.originals()
        for path in request.files:
            _apply(path, originals, write, wrong)
        if file:
            file.commit()
    return FAILED if wrong else 0


def _apply(path: str, originals: Originals, write: Callable[[bytes], None], wrong: list[RecordError]) -> None:
    from quotes.lines import attributions, read_whole
    from quotes.review.reviewed import reviewed
    from quotes.writers import jsonl

    decisions, before = _load(path), len(wrong)
    records = (line.record for line in attributions(read_whole(path)))
    for record in reviewed(records, decisions, originals, wrong.append):
        write(jsonl.line(record))
    for error in wrong[before:]:
        complain(error)
    _tell(path, decisions)


def tell_decided(path: str) -> None:
    """Report the decisions on a file's records on standard error, if there are any. Raises LinesError."""
    if decisions := _load(path):
        _tell(path, decisions)


def _load(path: str) -> Decisions:
    """The decisions on a file's records; invalid ones are reported on standard error."""
    from quotes.review.ledger import Decisions

    decisions = Decisions(path)
    if decisions.broken:
        complain(LinesError(decisions.name, "is not a decision and was skipped", decisions.broken[0]))
    return decisions


def _tell(path: str, decisions: Decisions) -> None:
    from quotes.lines import read
    from quotes.review.reviewed import tally

    sys.stderr.write(f"{visible(tally(read(path), decisions))}\n")


def _check_usage(files: Sequence[str], output: str | None, *, apply: bool) -> None:
    if STDIN in files:
        raise typer.BadParameter("must be files: the decisions are saved beside them", param_hint="FILES.jsonl")
    if apply:
        from quotes.review.ledger import path_beside

        check_paths([each for path in files for each in (path, str(path_beside(path)))], output)
    elif output is not None:
        raise typer.BadParameter("needs --apply", param_hint="-o")
    elif not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise typer.BadParameter("needs a terminal; use --apply to write the reviewed records")
