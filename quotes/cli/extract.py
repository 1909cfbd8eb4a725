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
    ModelName,
    Paths,
    RulesOnly,
    WantedActs,
    WantedFormat,
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
from quotes.inputs.articles import articles
from quotes.inputs.paths import InputFormat, files
from quotes.inputs.saved import file_name

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
    acts: Acts = Acts.ALL
    rules_only: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    any_language: bool = False

    def wants(self, record: Attribution) -> bool:
        """Whether a record is to be given out."""
        spoken = record.cue is None or not record.cue.act.is_thought
        return record.confidence >= self.min_confidence and (spoken or self.acts is Acts.ALL)

    def load(self) -> Extractor:
        """The extractor. Raises ModelError."""
        return load(self.model, rules_only=self.rules_only, any_language=self.any_language)


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


def extract_command(
    paths: Paths,
    output: LinesOutput = None,
    model: ModelName = None,
    output_format: Annotated[
        Format | None, typer.Option("--format", help="Write this to standard output, terminal or not.")
    ] = None,
    min_confidence: MinConfidence = 0.0,
    acts: WantedActs = Acts.ALL,
    rules_only: RulesOnly = False,
    fields: Fields = None,
    input_format: WantedFormat = None,
    any_language: AnyLanguage = False,
    save_text: Annotated[
        str | None, typer.Option(metavar="DIR", help="Keep the text of each article there, as ID.txt.")
    ] = None,
    list_articles: Annotated[
        bool, typer.Option("--articles", help="With -o OUT.jsonl, list all articles in OUT.articles.ndjson.")
    ] = False,
) -> None:
    """Find who said what in news articles.

    The first bytes of an input say what it is, or else its name: a page, of which the article in it is read (needs
    trafilatura); JSON Lines, JSON, CSV, TSV or Parquet (needs pyarrow), of which each row is an article; Markdown
    (.md), read without its marks; all else is text. All but Parquet may be packed by gzip. --input-format says it
    instead, for all inputs. Of a folder, files are read whose names end in .txt, .md, .html, .json, .jsonl, .csv, .tsv
    or .parquet, or one of these and .gz.

    A row has its text under "text" and, where it has them, "id", "title", "outlet", "date" and "url", which the results
    repeat. Other keys that common tools write are known, too; --field text=story names one that is not.

    An article has 5,000,000 characters at most, and its file or its row 32 MB.

    From an article that is not in English nothing is extracted, and a line says so: --any-language does it all the
    same. A text that was met before is read again, and a line says that, too.

    @LIST stands for the paths in the file LIST, one a line; ./@name is a file whose name begins with @.

    Offsets are into the article's text, which for pages and rows is not that of the file: --save-text DIR keeps it.

    The result is JSON Lines for programs and a table for people. On a terminal, standard output gets
    the table. If it is not a terminal, or with -o, the JSON Lines go there and the table goes to standard error.
    With --format table the table goes to standard output, and JSON Lines only to -o; with --format jsonl there is
    no table.

    An article without an attribution leaves no trace in the JSON Lines. --articles also writes OUT.articles.ndjson, a
    line for each article that was read: what is known of it, its length, how many attributions it has, what is wrong
    in its text. The other commands find this list beside OUT.jsonl and count with it. If it is already there, it is
    updated even without --articles.

    An input that cannot be read is one line on standard error, and exit code 1 once the others are done.

    Example: quotes extract seeds/*.txt -o out.jsonl
    """
    choice = Choice(model, min_confidence, acts, rules_only, keys(fields or []), any_language)
    request = ExtractRequest(paths, choice, output, output_format, input_format, save_text, list_articles)
    check_usage(request)
    check_format(output_format, output)
    if list_articles and output in (None, STDIN):
        raise typer.BadParameter("needs -o OUT.jsonl: the list stands beside it", param_hint="--articles")
    raise typer.Exit(guarded(lambda: run(request)))


def load(model: str | None, *, rules_only: bool = False, any_language: bool = False) -> Extractor:
    """The extractor: the one place where the command line loads a pipeline, and half a second of spaCy with it."""
    from quotes.extract import load

    return load(model, rules_only=rules_only, any_language=any_language)


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
                articles.replaced()  # the list of the run before is not that of these records
            file.commit()
            if articles:
                articles.commit()
            tell_decided(request.output)
    return FAILED if outcome.failed else 0


def _list(request: ExtractRequest) -> str | None:
    """Where the list of articles is to go: beside the records, if it is asked for or was there before."""
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


def extractions(request: ExtractRequest, outcome: Outcome) -> Iterator[Extraction]:
    """What is wanted of each article in turn; of each input that fails, its error, told as it is met.

    Raises ModelError, before the first is asked for.
    """
    return _extractions(request.choice.load(), request, outcome)


def _extractions(extractor: Extractor, request: ExtractRequest, outcome: Outcome) -> Iterator[Extraction]:
    with closing(Bar(request.paths)) as bar:
        for article in articles(
            request.paths, request.choice.fields, input_format=request.input_format, on_read=bar.read
        ):
            try:
                if isinstance(article, QuotesError):
                    raise article
                extraction = extractor.extract(article)
            except QuotesError as error:
                with bar.aside():
                    complain(error)
                outcome.failed += 1
            else:
                with bar.aside():
                    yield replace(extraction, attributions=list(filter(request.choice.wants, extraction.attributions)))
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
    """What `extract_command` says about standard output, as functions to call."""
    from quotes.writers.table import Notes, Table

    where = destination(request.format, request.output, file)
    report = Notes if request.format is Format.JSONL else Table
    if request.save_text:
        with writing(path_name(request.save_text)):
            Path(request.save_text).mkdir(parents=True, exist_ok=True)
    return _Outputs(where.write, report(where.console()), where.shown_on, request.save_text, articles)


def _save(article: Article, folder: str) -> None:
    """Keep the article's text as it is: not even the ends of its lines change."""
    with closing(WholeFile(str(Path(folder, file_name(article.id))))) as file:
        file.write(article.text.encode())
        file.commit()


def check_usage(request: ExtractRequest) -> None:
    """Raises typer.BadParameter for what makes no sense."""
    check_paths(files(request.paths), request.output)
    if request.save_text:
        check_folder(request.save_text, request.paths, "--save-text")
