"""`quotes speakers`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.options import LinesOutput, PeopleFile, Quiet, RecordPaths
from quotes.cli.output import complain
from quotes.cli.shared import FAILED, Destination, Format, check_format, check_paths, destination, guarded, record_files
from quotes.errors import LinesError
from quotes.files import WholeFile, path_name, whole_file
from quotes.inputs.paths import InputFormat, format_of

if TYPE_CHECKING:
    from rich.console import Console

    from quotes.people.file import Row
    from quotes.speakers.profiles import Profile
    from quotes.speakers.registry import Registry


class Type(StrEnum):
    """Types of speakers."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    PLACE = "place"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ListedSpeakers:
    """Which speakers are given: the first that pass each condition."""

    top: int | None = None
    min_quotes: int = 0
    type: Type | None = None
    named: bool = False

    def of(self, profiles: Sequence[Profile]) -> list[Profile]:
        """The speakers that are wanted, in the same order."""
        return list(islice(filter(self._has, profiles), self.top))

    def _has(self, profile: Profile) -> bool:
        return (
            profile.quotes.total >= self.min_quotes
            and self.type in (None, profile.type)
            and (profile.name is not None or not self.named)
        )


@dataclass(frozen=True, slots=True)
class SpeakersRequest:
    """What the command line asks for."""

    paths: Sequence[str]
    listed: ListedSpeakers
    output: str | None = None
    format: Format | None = None
    people: str | None = None
    propose: str | None = None
    quiet: bool = False


def speakers_command(
    paths: RecordPaths,
    output: LinesOutput = None,
    output_format: Annotated[
        Format | None, typer.Option("--format", help="Write this to standard output, terminal or not.")
    ] = None,
    people: PeopleFile = None,
    propose: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write a people file to edit, with names that may be one person's."),
    ] = None,
    top: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only the N speakers with the most quotes.")
    ] = None,
    min_quotes: Annotated[
        int, typer.Option(min=0, metavar="N", help="Only speakers with at least N quotes.", show_default=False)
    ] = 0,
    type_: Annotated[Type | None, typer.Option("--type", help="Only speakers of this type (speaker.type).")] = None,
    named: Annotated[bool, typer.Option("--named", help="Only speakers with a name.")] = False,
    quiet: Quiet = False,
) -> None:
    """Count who speaks, in which roles, how often, to or about whom.

    A name is one speaker in all articles; "Lund" is Anna Lund if no other speaker has that surname. Sources without a
    name are counted separately in each article. Words that were not said, or only may be (did not say, would say, was
    misquoted as saying), are counted separately, as not asserted: they are not among the speaker's quotes.

    With --people, and in records that have ids from quotes extract --people, one id is one speaker. The --people file
    decides who is who, also where the records have other ids.

    --propose writes a people file to edit, .csv or .jsonl, with everybody who has a full name. If a name may be
    somebody's other name, there is a ? under "same": write yes or no there. What is in the --people file is kept; both
    may be the same file.

    --top, --min-quotes, --type and --named select which speakers are listed, with counts from all records. The closing
    line still counts all speakers, and says how many are listed.

    Articles without an attribution are counted if the list of articles is beside the file (quotes extract --articles).

    A terminal gets a table. A pipe, a file or -o gets JSON Lines, one speaker per line; standard error then gets a
    closing line. With --format table, standard output gets the table in any case, and JSON Lines go only to -o.

    A file with a line that is not an attribution is left out and reported in one line on standard error. The other
    files are still read, and the exit code is 1.

    Example: quotes speakers monday.jsonl tuesday.jsonl
    """
    check_paths([*paths, *([people] if people else [])], output)
    check_format(output_format, output)
    if propose is not None:
        check_paths(paths, propose, "--propose")
        if format_of(propose) not in (InputFormat.CSV, InputFormat.JSONL):
            raise typer.BadParameter("must end in .csv or .jsonl", param_hint="--propose")
    listed = ListedSpeakers(top, min_quotes, type_, named)
    request = SpeakersRequest(paths, listed, output, output_format, people, propose, quiet)
    raise typer.Exit(guarded(lambda: run(request)))


def run(request: SpeakersRequest) -> int:
    """Count the records of each file in turn, none kept in memory.

    Returns the exit code; raises OutputError, PeopleError.
    """
    from quotes.lines import read_once
    from quotes.people import file as people_file
    from quotes.people.known import People
    from quotes.speakers.known import identified
    from quotes.speakers.registry import Registry

    rows = list(people_file.read(request.people)) if request.people else []
    known = People(rows, path_name(request.people)) if request.people else None
    with whole_file(request.output) as file, whole_file(request.propose) as proposals:
        registry, doubts = Registry(), dict[str, None]()
        failed: list[LinesError] = []
        done = 0
        for path in record_files(request.paths, failed):
            try:
                lines = read_once(path)
                registry.add(lines if known is None else identified(lines, known, doubts.setdefault))
                done += 1
            except LinesError as error:
                complain(error)
                failed.append(error)
        _put(registry, len(failed), destination(request.format, request.output, file), list(doubts), request)
        if file and done:
            file.commit()
        if proposals and request.propose and done:
            _propose(registry, rows, proposals, request.propose)
    return FAILED if failed else 0


def _propose(registry: Registry, rows: Sequence[Row], file: WholeFile, path: str) -> None:
    from quotes.speakers.proposals import proposed
    from quotes.writers import people

    chunks = people.chunks if format_of(path) is InputFormat.CSV else people.lines
    for chunk in chunks(proposed(registry, rows)):
        file.write(chunk)
    file.commit()


def _put(registry: Registry, failed: int, where: Destination, doubts: Sequence[str], request: SpeakersRequest) -> None:
    """Write the profiles for programs or a table for people, and who may be somebody in the people file."""
    from quotes.writers.profiles import close, show, show_notes

    profiles = registry.profiles()
    listed = request.listed.of(profiles)

    def end(console: Console) -> None:
        if not where.is_table:
            show_notes(console, doubts)
        close(console, profiles, registry, failed, listed=len(listed))

    where.put(listed, lambda console: show(console, listed, doubts), end, quiet=request.quiet)
