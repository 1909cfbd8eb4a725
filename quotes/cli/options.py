"""Arguments and options that several commands share: for each one its help and what it may be."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from quotes.inputs.paths import InputFormat


class Acts(StrEnum):
    """Which attributions are wanted by what their speakers do."""

    ALL = "all"
    SPEECH = "speech"


def _probability(value: float) -> float:
    """The value. Raises typer.BadParameter unless it is from 0 to 1; NaN, which passes typer's own bounds, is not."""
    if not 0 <= value <= 1:
        raise typer.BadParameter("must be from 0 to 1")
    return value


Paths = Annotated[
    list[str], typer.Argument(metavar="PATHS", help="Files, folders, patterns, @LIST; - is standard input.")
]
RecordPaths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATHS",
        help="JSON Lines of quotes extract or batch: files, folders, patterns, @LIST; - is standard input.",
    ),
]
LinesOutput = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="OUT.jsonl",
        help="Write the JSON Lines to this file, complete or not at all; - is standard output.",
    ),
]
ModelName = Annotated[
    str | None, typer.Option("--model", metavar="M", help="Another English spaCy pipeline, by name or path.")
]
MinConfidence = Annotated[
    float,
    typer.Option(
        metavar="P",
        help="Leave out attributions below this confidence, 0 to 1.",
        show_default=False,
        callback=_probability,
    ),
]
MinNameConfidence = Annotated[
    float,
    typer.Option(
        metavar="P",
        help="Withhold speakers' names that are less sure than this, 0 to 1; the mention stays.",
        show_default=False,
        callback=_probability,
    ),
]
WantedActs = Annotated[
    Acts, typer.Option(help="With speech, leave out what speakers only believe, want, fear or show.")
]
RulesOnly = Annotated[
    bool, typer.Option("--rules-only", help="Use only the rules, without the pipeline's own reading of attributions.")
]
AnyLanguage = Annotated[
    bool,
    typer.Option("--any-language", help="Also extract from articles in other languages; most results will be wrong."),
]
PeopleFile = Annotated[
    str | None,
    typer.Option("--people", metavar="FILE", help="Give speakers their ids from this CSV or JSON Lines file."),
]
ChecksFile = Annotated[
    str | None,
    typer.Option("--checks", metavar="FILE", help="Show what quotes check found: the JSON Lines that it wrote."),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field", metavar="NAME=KEY", help="Read id, text, title, outlet, desk, date or url from this key of a row."
    ),
]
WantedFormat = Annotated[
    InputFormat | None, typer.Option("--input-format", help="Format of all inputs; by default, it is detected.")
]
Quiet = Annotated[
    bool, typer.Option("-q", "--quiet", help="With JSON Lines, print only errors: no notes and no closing line.")
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="Number of processes for many articles, about 300 MB each; by default, one per core.",
    ),
]
Reviewer = Annotated[
    str | None,
    typer.Option(
        "--reviewer",
        metavar="NAME",
        envvar="QUOTES_REVIEWER",
        help="Who decides, as written with each decision; by default, your login name.",
    ),
]
LocalPaths = Annotated[bool, typer.Option("--paths", help="Keep the paths of files, not only their names.")]
Texts = Annotated[
    str | None, typer.Option(metavar="DIR", help="Folder of article texts, as written by quotes extract --save-text.")
]
