"""`quotes check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from quotes.cli import extract
from quotes.cli.options import Fields, LinesOutput, Quiet, WantedFormat
from quotes.cli.output import complain
from quotes.cli.shared import (
    FAILED,
    Format,
    RecordLines,
    check_format,
    check_paths,
    destination,
    guarded,
    keys,
)
from quotes.errors import ArticleError, LinesError
from quotes.files import STDIN, whole_file
from quotes.inputs.paths import ARTICLES, BESIDE_RECORDS, RECORDS, InputFormat, find, is_batch

if TYPE_CHECKING:
    from quotes.article import Article
    from quotes.checking.sources import Source
    from quotes.extract import Extractor
    from quotes.spans import Range

DIFFERENT = 3  # the exit code where all could be read, and a quotation is not in a source as it stands
_MANY = ("--against", "--in")


class ManySources(TyperCommand):
    """A command that takes all sources behind an option, as a shell gives them for a pattern: --against a.txt b.txt."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Give each source an option of its own."""
        return super().parse_args(ctx, list(_repeated(args)))


def _repeated(args: Iterable[str]) -> Iterator[str]:
    """*e.g.* --against a b -> --against a --against b."""
    option, first = "", False
    for arg in args:
        name, _, value = arg.partition("=")
        if arg.startswith("-") and arg != STDIN:
            option, first = (name if name in _MANY else ""), not value
        elif option and not first:
            yield option
        else:
            first = False
        yield arg


def check_command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATHS",
            help="JSON Lines of quotes extract or batch: files, folders, patterns, @LIST; - is standard input.",
        ),
    ] = None,
    sources: Annotated[
        list[str] | None,
        typer.Option(
            "--against",
            "--in",
            metavar="SOURCE...",
            help="Where to look: articles and transcripts as for quotes extract, or JSON Lines.",
        ),
    ] = None,
    quote: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Look for these words, instead of the quotations in PATHS.")
    ] = None,
    output: LinesOutput = None,
    output_format: Annotated[
        Format | None, typer.Option("--format", help="Write this to standard output, terminal or not.")
    ] = None,
    fields: Fields = None,
    input_format: WantedFormat = None,
    quiet: Quiet = False,
) -> None:
    """Check quotations against sources, word for word.

    Each direct quote, and each part of a mixed one that stands in quotation marks, is looked for in the sources:
    transcripts, speeches, press releases, other articles. An article is not a source for its own quotes.

    A quotation is verbatim, altered, partial (only a part of the words in a row) or not found. In the table, {+words+}
    are not in the source, and [-words-] are only in the source.

    Case, punctuation, hyphens, white space and paragraphs do not count. An ellipsis admits that words are left out, and
    square brackets that words are added or replaced, but neither admits a lost negation within a sentence: it is marked
    as NEGATION.

    If the source names its speakers (LUND: ... in a transcript, the speakers of JSON Lines), they are compared.

    With --quote, each source that has the words is shown, the most exact first, with its speaker. For an article that
    is not a transcript, the speaker is extracted as by quotes extract.

    A terminal gets a table. A pipe, a file or -o gets JSON Lines, one quotation per line; standard error then gets a
    closing line. With --format table, standard output gets the table in any case, and JSON Lines go only to -o.

    The exit code is 0 if all quotations are verbatim, 3 if one is not, or if the source names another speaker. It is 1
    if an input cannot be read, which is reported in one line on standard error; the others are still read.

    Example: quotes check monday.jsonl tuesday.jsonl --against speech.txt
    """
    request = CheckRequest(paths or [], sources or [], quote, output, output_format, keys(fields or []), input_format)
    _check_usage(request)
    raise typer.Exit(guarded(lambda: run(request, quiet=quiet)))


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What the command line asks for."""

    paths: Sequence[str]
    sources: Sequence[str]
    quote: str | None
    output: str | None
    output_format: Format | None
    fields: Mapping[str, str]
    input_format: InputFormat | None


def _check_usage(request: CheckRequest) -> None:
    if not request.sources:
        raise typer.BadParameter("is needed: where to look", param_hint="--against")
    if request.quote is None and not request.paths:
        raise typer.BadParameter("are needed, or --quote with words to look for", param_hint="PATHS")
    if request.quote is not None and (request.paths or not request.quote.strip()):
        raise typer.BadParameter("needs words, and no PATHS beside it", param_hint="--quote")
    check_paths([*request.paths, *request.sources], request.output)
    check_format(request.output_format, request.output)


def run(request: CheckRequest, *, quiet: bool) -> int:
    """Read the sources in turn, none kept in memory. Returns the exit code; raises OutputError, ModelError."""
    from quotes.checking import looking
    from quotes.checking.quotations import given, quotations
    from quotes.lines import attributions
    from quotes.writers.checks import close, show

    with whole_file(request.output) as file:
        sources, read = _Sources(request), RecordLines(request.paths)
        if request.quote is not None:
            checks = list(looking.every(given(request.quote), sources))
        else:
            found = [each for line in attributions(read) for each in quotations(line.record)]
            checks = list(looking.best(found, sources))
        failed = sources.failed + len(read.failed)
        destination(request.output_format, request.output, file).put(
            checks,
            lambda console: show(console, checks),
            lambda console: close(console, checks, sources.read, failed),
            quiet=quiet,
        )
        if file and sources.read and (read.done or request.quote):
            file.commit()
    if failed:
        return FAILED
    exact = all if request.quote is None else any  # other sources may have other words
    return 0 if exact(check.is_exact for check in checks) else DIFFERENT


class _Sources:
    """The sources, read when they are asked for; errors are reported when they occur.

    Attributes:
        read: how many articles, and records, were read.
        failed: how many inputs could not be read.
    """

    def __init__(self, request: CheckRequest) -> None:
        self._request = request
        self.read = 0
        self.failed = 0

    def __iter__(self) -> Iterator[Source]:
        from quotes.lines import holds_records

        for path in self._request.sources:
            for found in find(path, RECORDS if is_batch(path) else ARTICLES):
                if isinstance(found, ArticleError):
                    self._fail(found)
                elif not found.endswith(BESIDE_RECORDS):  # out/*.jsonl, expanded by a shell
                    for source in self._records(found) if holds_records(found) else self._articles(found):
                        self.read += 1
                        yield source

    def _fail(self, error: ArticleError | LinesError) -> None:
        complain(error)
        self.failed += 1

    def _articles(self, path: str) -> Iterator[Source]:
        from quotes.checking.sources import of_article
        from quotes.inputs.articles import articles

        for each in articles([path], self._request.fields, input_format=self._request.input_format):
            if isinstance(each, ArticleError):
                self._fail(each)
            elif self._request.quote is None:
                yield of_article(each)
            else:
                yield of_article(each, self._speaker)

    def _records(self, path: str) -> Iterator[Source]:
        from quotes.checking.sources import of_record
        from quotes.lines import read

        try:
            yield from map(of_record, read(path))
        except LinesError as error:
            self._fail(error)

    def _speaker(self, article: Article, span: Range) -> str | None:
        """Whom an article quotes with what stands there. Raises ModelError."""
        from quotes.spans import overlap

        found = [
            (sum(overlap(span, piece) for piece in record.quote.spans), record.speaker)
            for record in self._extractor.extract(article).attributions
        ]
        shared, who = max(found, key=itemgetter(0), default=(0, None))
        return (who.name or who.text) if shared and who else None

    @cached_property
    def _extractor(self) -> Extractor:
        return extract.load(None)
