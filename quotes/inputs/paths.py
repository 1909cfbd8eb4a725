"""Paths that a command is given -> files: folders, patterns, lists, and the format that a file's name says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from itertools import takewhile
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple

from quotes.errors import ArticleError
from quotes.files import PACKED, STDIN, cause, path_name


class InputFormat(StrEnum):
    """The format of an input."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    SUBTITLES = "subtitles"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


SUFFIXES = {
    ".txt": InputFormat.TEXT,
    ".md": InputFormat.MARKDOWN,
    ".markdown": InputFormat.MARKDOWN,
    ".vtt": InputFormat.SUBTITLES,
    ".srt": InputFormat.SUBTITLES,
    ".html": InputFormat.HTML,
    ".htm": InputFormat.HTML,
    ".xhtml": InputFormat.HTML,
    ".json": InputFormat.JSON,
    ".jsonl": InputFormat.JSONL,
    ".ndjson": InputFormat.JSONL,
    ".csv": InputFormat.CSV,
    ".tsv": InputFormat.CSV,
    ".xlsx": InputFormat.XLSX,
    ".parquet": InputFormat.PARQUET,
}

# Files beside x.jsonl: a reviewer's decisions on its records, and the list of the articles.
BESIDE_RECORDS = DECISIONS, LISTED = ".decisions.jsonl", ".articles.ndjson"
BATCH = ".quotes"  # the folder in OUT_DIR where a batch keeps its notes
_RECORDS = (".jsonl", f".jsonl{PACKED}")

_URL = re.compile("[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_WILD = re.compile(r"[*?\[]")
_LIST = "@"
_LONGEST = 1 << 15  # characters of a path in a list; no system allows longer paths


def format_of(path: str) -> InputFormat | None:
    """The format by the file's name: "a.HTML.gz" is HTML; None for "a.php" and standard input."""
    file = Path(path)
    suffix = Path(file.stem).suffix if file.suffix.lower() == PACKED else file.suffix
    return SUFFIXES.get(suffix.lower())


def is_url(path: str) -> bool:
    """Whether the path is an address on the web or in an object store and not a local file."""
    return _URL.match(path) is not None


def is_records(path: str) -> bool:
    """Whether the file's name has the form that `quotes extract` gives to its records."""
    name = path.lower()
    return name.endswith(_RECORDS) and not name.removesuffix(PACKED).endswith(DECISIONS)


class Sort(NamedTuple):
    """Which files of a folder are wanted: a test of their names, and the same in words."""

    holds: Callable[[str], bool]
    endings: str


ARTICLES = Sort(lambda path: format_of(path) is not None and not path.endswith(BESIDE_RECORDS), ", ".join(SUFFIXES))
RECORDS = Sort(is_records, " or ".join(_RECORDS))


def find(path: str, sort: Sort = ARTICLES) -> Iterator[str | ArticleError]:
    """The files at a path, in the order of their names, found one by one; an error takes the place of its file.

    A folder stands for all files of the sort in it and in its folders, without hidden files and folders that are links.
    A path that does not exist and has one of *?[ is a pattern, in which ** stands for any folders, since not all shells
    expand it. @LIST stands for the paths in that file (`listed`). Any other path is a file, whatever its name.
    """
    for each in listed(path):
        yield from [each] if isinstance(each, ArticleError) else _found(each, sort)


def is_batch(path: str) -> bool:
    """Whether the path is a folder that a batch has written to, so that only its records are for other commands."""
    return bool(path) and S_ISDIR(_mode(str(Path(path, BATCH))))


def listed(path: str) -> Iterator[str | ArticleError]:
    """The paths in the file LIST, one per line, if the path is @LIST; else the path itself.

    They may have any bytes that the system allows and are relative to the current folder. Empty lines are skipped. In a
    list, @ is part of a name. The list is read again for each pass over its paths, so it must be a regular file.
    """
    if not path.startswith(_LIST):
        yield path
        return
    try:
        yield from _some(_lines(path), path, "contains no path")
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        yield ArticleError(path_name(path), cause(error) if isinstance(error, OSError) else str(error))


def _lines(path: str) -> Iterator[str | ArticleError]:
    """Raises OSError, ValueError."""
    file = Path(path.removeprefix(_LIST))
    if not S_ISREG(file.stat().st_mode):
        yield ArticleError(path_name(path), "a list of paths must be a regular file: it is read more than once")
        return
    with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="\n") as lines:
        for number, line in enumerate(iter(partial(lines.readline, _LONGEST), ""), 1):
            if len(line) == _LONGEST or "\0" in line:
                yield ArticleError(path_name(path), f"line {number} is not a path: a list has one path per line")
                return
            if named := line.rstrip("\r\n"):
                yield f"./{named}" if named.startswith(_LIST) else named


def _found(path: str, sort: Sort) -> Iterator[str | ArticleError]:
    """The files that a path stands for, if it is not a list."""
    if is_url(path):
        yield ArticleError(path, "is a URL: save the page (curl -L -o page.html URL), and give its file")
    elif path and path != STDIN and S_ISDIR(_mode(path)):
        yield from _some(_in_folder(path, sort), path, f"has no {sort.endings} in it")
    elif _WILD.search(path) and not _mode(path):
        yield from _some(_matches(path, sort), path, "no such file, and no file matches it as a pattern")
    else:
        yield path


def files(paths: Iterable[str]) -> Iterator[str]:
    """The files at all paths, without the errors."""
    return (file for path in paths for file in find(path) if isinstance(file, str))


def _mode(path: str) -> int:
    """The path's mode, or 0 if the system does not tell it: whoever reads the file will get the error."""
    try:
        return Path(path).stat().st_mode
    except (OSError, ValueError):  # ValueError: a path with a NUL in it
        return 0


def _some(found: Iterator[str | ArticleError], path: str, otherwise: str) -> Iterator[str | ArticleError]:
    yield next(found, ArticleError(path_name(path), otherwise))
    yield from found


def _in_folder(path: str, sort: Sort) -> Iterator[str | ArticleError]:
    waiting = [Path(path)]
    while waiting:
        entry = waiting.pop()
        try:
            if not entry.is_dir():
                yield str(entry)
            elif entry == Path(path) or not entry.is_symlink():
                waiting += sorted((inner for inner in entry.iterdir() if _is_wanted(inner, sort)), reverse=True)
        except OSError as error:
            yield ArticleError(path_name(entry), cause(error))


def _is_wanted(entry: Path, sort: Sort) -> bool:
    """Whether it is a folder or a file of the sort, and not a pipe, which would make us wait."""
    if _hidden([entry.name]):
        return False
    return entry.is_dir() or (sort.holds(str(entry)) and (entry.is_file() or entry.is_symlink()))


def _hidden(parts: Iterable[str]) -> bool:
    return any(part.startswith(".") for part in parts)


def _matches(pattern: str, sort: Sort) -> Iterator[str | ArticleError]:
    parts = Path(pattern).parts
    fixed = list(takewhile(lambda part: not _WILD.search(part), parts))
    wild = parts[len(fixed) :]
    if wild[-1] == "**":  # news/** is everything in news, which a folder stands for, too
        wild = wild[:-1]
    try:
        found = sorted(Path(*fixed).glob("/".join(wild))) if wild else [Path(*fixed)]
    except ValueError as error:  # a pattern that this version of Python does not allow, such as **.txt
        yield ArticleError(path_name(pattern), str(error))
        return
    except OSError as error:
        yield ArticleError(path_name(pattern), cause(error))
        return
    for match in found:
        if _hidden(match.parts[len(fixed) :]) and not _hidden(wild):
            continue
        if not S_ISDIR(_mode(str(match))):
            yield str(match)
        elif "**" not in wild:  # ** has already matched everything in the folder
            yield from _found(str(match), sort)
