"""`quotes extract`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli.options import (
    Acts,
    AnyLanguage,
    Fields,
    LinesOutput,
    MinConfidence,
    MinNameConfidence,
    ModelName,
    Paths,
    PeopleFile,
    Quiet,
    RulesOnly,
    WantedActs,
    WantedFormat,
    Workers,
)
from quotes.cli.output import complain
from quotes.cli.progress import Bar
from quotes.cli.review import tell_decided
from quotes.cli.shared import (
    FAILED,
    Format,
    check_folder,
    check_format,
    check_paths,
    destination,
    guarded,
    keys,
)
from quotes.errors import QuotesError
from quotes.files import STDIN, WholeFile, path_name, whole_file, writing
from quotes.inputs.paths import InputFormat, files

if TYPE_CHECKING:
    from quotes.article import Article
    from quotes.extract import Extraction, Extractor
    from quotes.records import Attribution
    from quotes.writers.table import Report


@dataclass(frozen=True, slots=True)
class Choice:
    """What the records depend on, beside the articles."""

    model: str | None = None
    min_confidence: float = 0.0
    min_name_confidence: float = 0.0
    acts: Acts = Acts.ALL
    rules_only: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    any_language: bool = False
    people: str | None = None

    def pick(self, record: Attribution) -> Attribution | None:
        """The record as it is wanted, without a name that is not sure enough; None if it is not wanted."""
        spoken = record.cue is None or not record.cue.act.is_thought
        if record.confidence < self.min_confidence or not (spoken or self.acts is Acts.ALL):
            return None
        return record.withheld(self.min_name_confidence)

    def load(self) -> Extractor:
        """The extractor. Raises ModelError, PeopleError."""
        return load(self.model, rules_only=self.rules_only, any_language=self.any_language, people=self.people)


@dataclass(frozen=True, slots=True)
class ExtractRequest:
    """What the command line asks for."""

    paths: Sequence[str]
    choice: Choice
    output: str | None = None
    format: Format | None = None
    input_format: InputFormat | None = None
    save_text: str | None = None
    list_articles: bool = False
    workers: int | None = None
    quiet: bool = False


def extract_command(
    paths: Paths,
    output: LinesOutput = None,
    model: ModelName = None,
    output_format: Annotated[
        Format | None, typer.Option("--format", help="Write this to standard output, terminal or not.")
    ] = None,
    min_confidence: MinConfidence = 0.0,
    min_name_confidence: MinNameConfidence = 0.0,
    acts: WantedActs = Acts.ALL,
    rules_only: RulesOnly = False,
    fields: Fields = None,
    input_format: WantedFormat = None,
    any_language: AnyLanguage = False,
    people: PeopleFile = None,
    save_text: Annotated[
        str | None, typer.Option(metavar="DIR", help="Write the text of each article to DIR/ID.txt.")
    ] = None,
    list_articles: Annotated[
        bool, typer.Option("--articles", help="With -o OUT.jsonl, list all articles in OUT.articles.ndjson.")
    ] = False,
    workers: Workers = None,
    quiet: Quiet = False,
) -> None:
    """Find who said what in news articles.

    Inputs can be HTML pages, from which the article is taken (needs trafilatura); JSON Lines, JSON, CSV, TSV, Excel
    workbooks (needs openpyxl) or Parquet (needs pyarrow), with one article per row; Markdown, read without its markup;
    subtitles (.vtt, .srt), read without their times; or plain text. All but Parquet may be compressed with gzip. The
    format is detected from the first bytes of an input, then from its name; --input-format sets it for all inputs. In a
    folder, only files whose names end in .txt, .md, .vtt, .srt, .html, .json, .jsonl, .csv, .tsv, .xlsx or
    .parquet are read, with or without .gz.

    A row has its text under "text" and, if known, "id", "title", "outlet", "desk", "date" and "url", which are copied
    to the results. Other common keys are recognized, too; --field text=story names one that is not.

    An article may have up to 5,000,000 characters; its file or its row, up to 32 MB.

    Nothing is extracted from an article that is not in English, and a note says so; --any-language extracts anyway. A
    text that occurs twice is read twice, also with a note.

    A speaker who is in the --people file gets the id from there. If the name may be somebody else's, there is no id,
    and a note says so.

    @LIST stands for the paths in the file LIST, one per line; ./@name is a file whose name begins with @.

    Offsets count from the start of the article's text. For pages and rows, this is not the text of the file;
    --save-text DIR saves it.

    A terminal gets a table. A pipe, a file or -o gets JSON Lines, one attribution per line; standard error then gets
    notes on what is odd in the texts, and a closing line. With --format table, standard output gets the table in any
    case, and JSON Lines go only to -o.

    The JSON Lines do not show which articles have no attribution. --articles also writes OUT.articles.ndjson, with one
    line for each article read: what is known about it, its length, its number of attributions, and what is wrong in its
    text. The other commands find this list beside OUT.jsonl and include its articles in their counts. If the list
    already exists, it is updated even without --articles.

    An input that cannot be read is reported in one line on standard error. The others are still read, and the exit code
    is 1.

    Example: quotes extract seeds/*.txt -o out.jsonl
    """
    asked = keys(fields or [])
    choice = Choice(model, min_confidence, min_name_confidence, acts, rules_only, asked, any_language, people)
    request = ExtractRequest(
        paths, choice, output, output_format, input_format, save_text, list_articles, workers, quiet
    )
    check_usage(request)
    check_format(output_format, output)
    if list_articles and output in (None, STDIN):
        raise typer.BadParameter("needs -o OUT.jsonl: the list is saved beside it", param_hint="--articles")
    raise typer.Exit(guarded(lambda: run(request)))


def load(
    model: str | None, *, rules_only: bool = False, any_language: bool = False, people: str | None = None
) -> Extractor:
    """The extractor: the one place where the command line loads a pipeline, and half a second of spaCy with it."""
    from quotes.extract import load

    return load(model, rules_only=rules_only, any_language=any_language, people=people)


def run(request: ExtractRequest) -> int:
    """Extract from each input in turn, none kept in memory. Returns the exit code; raises OutputError, ModelError."""
    with whole_file(request.output) as file, whole_file(_list(request)) as articles:
        outcome = Outcome()
        outputs = _outputs(request, file, articles)
        for extraction in extractions(request, outcome):
            outputs.put(extraction)
        outputs.close(outcome.failed)
        if file and request.output and outcome.done:
            if articles:
                articles.replaced()  # an old list does not fit the new records
            file.commit()
            if articles:
                articles.commit()
            tell_decided(request.output)
    return FAILED if outcome.failed else 0


def _list(request: ExtractRequest) -> str | None:
    """The path of the list of articles: beside the records, if it is asked for or already exists."""
    from quotes.listing import is_list, path_beside

    if request.output in (None, STDIN):
        return None
    beside = path_beside(request.output)
    with writing(path_name(beside)):
        return str(beside) if request.list_articles or is_list(beside) else None


@dataclass(slots=True)
class Outcome:
    """How many inputs are done, and how many failed."""

    done: int = 0
    failed: int = 0


def extractions(request: ExtractRequest, outcome: Outcome, extractor: Extractor | None = None) -> Iterator[Extraction]:
    """The wanted attributions of each article in turn; errors are reported when they occur.

    Raises ModelError, before the first is asked for, unless the extractor is given.
    """
    from quotes.inputs.articles import articles
    from quotes.parallel import cores, extracted

    extractor, bar = extractor or request.choice.load(), Bar(request.paths)
    extractor.watch = bar.within
    given = articles(request.paths, request.choice.fields, input_format=request.input_format, on_read=bar.read)
    found = extracted(extractor, request.choice.load, given, request.workers or cores())
    return _extractions(found, bar, request.choice, outcome)


def _extractions(
    found: Iterator[Extraction | QuotesError], bar: Bar, choice: Choice, outcome: Outcome
) -> Iterator[Extraction]:
    from quotes.records import picked

    with closing(bar):
        for each in found:
            with bar.aside():
                if isinstance(each, QuotesError):
                    complain(each)
                    outcome.failed += 1
                else:
                    yield replace(each, attributions=list(picked(each.attributions, choice.pick)))
                    outcome.done += 1
            bar.advance()


@dataclass(frozen=True, slots=True)
class _Outputs:
    """Where the JSON Lines go, if anywhere, and where people look."""

    write: Callable[[bytes], None] | None
    report: Report
    shown_on: str
    texts: str | None
    articles: WholeFile | None

    def put(self, extraction: Extraction) -> None:
        from quotes.listing import listed
        from quotes.writers import jsonl

        if self.texts:
            _save(extraction.article, self.texts)
        if self.write:
            self.write(b"".join(map(jsonl.line, extraction.attributions)))
        if self.articles:
            found = listed(extraction.article, extraction.diagnostics, len(extraction.attributions))
            self.articles.write(jsonl.line(found))
        with writing(self.shown_on):
            self.report.article(extraction.article, extraction.attributions, extraction.diagnostics)

    def close(self, failed: int) -> None:
        with writing(self.shown_on):
            self.report.close(failed)


def _outputs(request: ExtractRequest, file: WholeFile | None, articles: WholeFile | None) -> _Outputs:
    """The outputs, as described in the help of `extract_command`."""
    from quotes.writers.table import Notes, Table

    where = destination(request.format, request.output, file)
    report = Table if where.is_table else Notes
    if request.save_text:
        with writing(path_name(request.save_text)):
            Path(request.save_text).mkdir(parents=True, exist_ok=True)
    return _Outputs(
        where.write, report(where.console(quiet=request.quiet)), where.shown_on, request.save_text, articles
    )


def _save(article: Article, folder: str) -> None:
    """Save the article's text unchanged, even its line ends."""
    from quotes.inputs.saved import file_name

    with closing(WholeFile(str(Path(folder, file_name(article.id))))) as file:
        file.write(article.text.encode())
        file.commit()


def check_usage(request: ExtractRequest) -> None:
    """Raises typer.BadParameter for invalid combinations."""
    people = [request.choice.people] if request.choice.people else []
    check_paths([*files(request.paths), *people], request.output)
    if request.save_text:
        check_folder(request.save_text, request.paths, "--save-text")
