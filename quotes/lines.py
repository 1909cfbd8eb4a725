"""JSON Lines -> records, one at a time, from `quotes extract` or any program that writes the same format."""

from __future__ import annotations

import re
import stat
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, NamedTuple, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import from_json

from quotes.errors import ArticleError, LinesError
from quotes.files import STDIN, cause, path_name
from quotes.inputs.paths import DECISIONS, RECORDS
from quotes.inputs.paths import find as find_files
from quotes.inputs.text import LARGEST, opened
from quotes.listing import Listed, path_beside
from quotes.records import KNOWN_BY, Attribution, Model

_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")

_IN_MEMORY = 16 << 20  # bytes of a file that are kept in memory; the rest is on disk

M = TypeVar("M", bound=Model)


class Line(NamedTuple):
    """A record, and the file of lines that it is from, since an id is unique only in its run.

    `origin` is where the article's file was, even if the record's path is shortened for others.
    """

    source: str
    record: Attribution
    origin: str | None = None


class ListedLine(NamedTuple):
    """An article that the list beside a file of lines names; `source` and `origin` are as those of a `Line`."""

    source: str
    article: Listed
    origin: str | None = None


def find(paths: Iterable[str]) -> Iterator[str | LinesError]:
    """The files of records at the paths, by `quotes.inputs.paths.find`, without files of decisions."""
    for path in paths:
        for found in find_files(path, RECORDS):
            if isinstance(found, ArticleError):
                yield LinesError(found.path, found.cause)
            elif not found.lower().endswith(DECISIONS):  # news/*.jsonl, expanded by a shell
                yield found


def read(path: str | Path) -> Iterator[Attribution]:
    """The records in the file at `path`, or in standard input for "-", in order; empty lines are skipped.

    Gzip is unpacked. Raises LinesError if the file does not exist, and at the first line that this version cannot read
    as a record.
    """
    return read_as(path, Attribution)


def read_as(path: str | Path, kind: type[M]) -> Iterator[M]:
    """`read` for lines of another kind, such as those of `quotes check`."""
    return (value for _, value in _read(path, kind))


def read_whole(path: str | Path) -> Iterator[Line | ListedLine]:
    """The records of a file, then the articles of the list beside it, if there is one.

    All lines are checked before the first is given, for a writer that cannot undo what it has written. Raises
    LinesError as `read` does, and if the list does not fit the records.
    """
    with _whole(path) as (lines, keys):
        yield from map(partial(_line, path_name(path)), lines)
    yield from _listed(path, len(keys))


def read_once(path: str | Path) -> Iterator[Line | ListedLine]:
    """`read_whole` without repeated records: of those with the same id in the same article, only the last.

    A file has such records where a second run was appended to it.
    """
    with _whole(path) as (lines, keys):
        repeated = _repeated(keys)
        wanted = (line for place, line in enumerate(lines) if place not in repeated)
        yield from map(partial(_line, path_name(path)), wanted)
    yield from _listed(path, len(keys))


@contextmanager
def _whole(path: str | Path) -> Iterator[tuple[IO[bytes], array[int]]]:
    """The lines of a file and, of each, a number that stands for its article and id. Raises LinesError."""
    name, keys = path_name(path), array("q")
    with SpooledTemporaryFile(_IN_MEMORY) as read_so_far:
        try:
            for line, record in _read(path, Attribution):
                read_so_far.write(line + b"\n")
                keys.append(hash((record.path, record.doc, record.id)))
            read_so_far.seek(0)
        except OSError as error:  # a full disk: errors of the file itself are already LinesError
            raise LinesError(name, f"cannot be kept: {cause(error)}") from error
        for _ in _listed(path, len(keys)):
            pass
        yield cast("IO[bytes]", read_so_far), keys


def _line(source: str, line: bytes) -> Line:
    record = Attribution.model_validate_json(line)
    return Line(source, record, record.path)


def _repeated(keys: array[int]) -> set[int]:
    """The places of numbers that occur again later."""
    last = {key: place for place, key in enumerate(keys)}
    return set(range(len(keys))).difference(last.values()) if len(last) < len(keys) else set()


def holds_records(path: str) -> bool:
    """Whether the file begins with a record, or is empty beside a list of articles that have no attributions.

    A pipe, which could be read only once, counts as articles, like standard input.
    """
    if path == STDIN or not Path(path).is_file():
        return False
    try:
        with opened(path) as file:
            lines = iter(lambda: file.readline(LARGEST), b"")
            first = next((line for line in lines if not line.isspace()), b"")
    except ArticleError:  # it will be reported when it is read
        return False
    if not first:
        return path_beside(path).is_file()
    try:
        found = from_json(first)
    except ValueError:
        return False
    return isinstance(found, dict) and found.keys() >= KNOWN_BY


def attributions(lines: Iterable[Line | ListedLine]) -> Iterator[Line]:
    """The lines that are records."""
    return (line for line in lines if isinstance(line, Line))


class Shelf:
    """The records of a file: all of them in order with their places, and any one of them again by its place.

    A place is the offset of a record's line in bytes. The file stays open, so it is the same even if it is replaced.
    """

    def __init__(self, path: str | Path) -> None:
        """Raises LinesError if the file does not exist."""
        self._name = path_name(path)
        with self._reading():
            self._file = _seekable(path)

    def __iter__(self) -> Iterator[tuple[int, Attribution]]:
        """Raises LinesError as `read` does."""
        place = 0
        with self._reading():
            self._file.seek(0)
            for number, line in enumerate(self._file, 1):
                if not line.isspace():
                    yield place, _parsed(Attribution, self._name, number, line.rstrip())
                place += len(line)

    def at(self, place: int) -> Attribution:
        """The record at a place. Raises LinesError if no record begins there any more."""
        with self._reading():
            self._file.seek(place)
            return _parsed(Attribution, self._name, None, self._file.readline().rstrip())

    def close(self) -> None:
        """Read no more."""
        self._file.close()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except ArticleError as error:
            raise LinesError(self._name, error.cause) from error
        except OSError as error:
            raise LinesError(self._name, cause(error)) from error
        except ValueError as error:  # a path with a NUL in it
            raise LinesError(self._name, str(error)) from error


def _seekable(path: str | Path) -> IO[bytes]:
    """The file; for a pipe or a compressed file, a copy of its contents."""
    if str(path) != STDIN and stat.S_ISREG(Path(path).stat().st_mode):
        file = Path(path).open("rb")  # noqa: SIM115 - `Shelf.close` closes it
        if file.peek()[: len(_GZIP)] != _GZIP:
            return file
        file.close()
    copy = cast("IO[bytes]", SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - as above
    with opened(path) as packed:
        copyfileobj(packed, copy)
    return copy


_GZIP = b"\x1f\x8b"


def _listed(path: str | Path, attributions: int) -> Iterator[ListedLine]:
    """The articles of the list beside a file with these numbers of attributions; none if there is no list."""
    beside = path_beside(path)
    if str(path) == STDIN or not beside.is_file():
        return
    name, counted = path_name(path), 0
    for _, article in _read(beside, Listed):
        counted += article.attributions
        yield ListedLine(name, article, article.path)
    if counted != attributions:
        wrong = f"lists {counted:,} attributions, and {name} has {attributions:,}: it belongs to another run"
        raise LinesError(path_name(beside), f"{wrong}. Delete it, or run quotes extract --articles again")


def _read(path: str | Path, kind: type[M]) -> Iterator[tuple[bytes, M]]:
    """Each line as it is in the file, with its value."""
    name = path_name(path)
    try:
        with opened(path) as file:
            for number, line in enumerate(file, 1):
                if not line.isspace():
                    yield line.rstrip(), _parsed(kind, name, number, line.rstrip())
    except ArticleError as error:
        raise LinesError(name, error.cause) from error


def _parsed(kind: type[M], name: str, number: int | None, line: bytes) -> M:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        raise LinesError(name, _complaint(error, line, kind), number) from error


def _complaint(error: ValidationError, line: bytes, kind: type[Model]) -> str:
    """What is wrong: the version if it is different, else the first error, *e.g.* role.end: Input should be ..."""
    ours: str = kind.model_fields["schema_version"].default
    if (version := _version(line)) and (age := _age(version, ours)):
        return f"schema version {version}, not {ours}: use {age} version of quotes"
    first = error.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        return first["msg"].replace(" at line 1 column", " at column")
    return ": ".join(filter(None, (".".join(map(str, first["loc"])), first["msg"])))


def _version(line: bytes) -> str:
    """The version in the line; "" if it has none."""
    try:
        given = from_json(line)["schema_version"]
    except (ValueError, KeyError, TypeError):
        return ""
    return given if isinstance(given, str) and _VERSION.fullmatch(given) else ""


def _age(version: str, ours: str) -> str:
    """Which version of quotes can read that version; "" if this one can: only the second number may be lower."""
    given, known = ([int(number) for number in each.split(".")] for each in (version, ours))
    if given > known:
        return "a newer"
    return "an older" if given[0] < known[0] else ""
