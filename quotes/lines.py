"""JSON Lines back to records, one at a time: what `quotes extract` wrote, or any file that says it is like it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, NamedTuple

from pydantic import ValidationError

from quotes.article import STDIN, cause, path_name
from quotes.errors import LinesError
from quotes.records import Attribution

_OURS: str = Attribution.model_fields["schema_version"].default
_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}")

_IN_MEMORY = 16 << 20  # bytes of a file that wait there; the rest waits on disk


class Line(NamedTuple):
    """A record, and the file of lines that it is from: an id is unique in its run, and Monday's run is another."""

    source: str
    record: Attribution


def read_whole(path: str | Path) -> Iterator[Line]:
    """The lines of a file once all of them are known to be records, for who cannot take back what was given.

    Raises LinesError as `read` does, but before the first line is given.
    """
    name = path_name(path)
    with SpooledTemporaryFile(_IN_MEMORY) as read_so_far:
        try:
            read_so_far.writelines(line + b"\n" for line, _ in _read(path))
            read_so_far.seek(0)
        except OSError as error:  # a full disk: that the file itself cannot be read is a LinesError by now
            raise LinesError(name, f"cannot be kept: {cause(error)}") from error
        yield from (Line(name, Attribution.model_validate_json(line)) for line in read_so_far)


def read(path: str | Path) -> Iterator[Attribution]:
    """The records in the file at `path`, or in standard input for "-", in order; empty lines are passed over.

    Raises LinesError where there is no such file, and at the first line that is no record of this version.
    """
    return (record for _, record in _read(path))


class Shelf:
    """The records of a file: all of them with their places, in order, and any one again by its place.

    A place is the offset of its line in bytes. The file stays that of the beginning when another takes its path.
    """

    def __init__(self, path: str | Path) -> None:
        """Raises LinesError where there is no such file, or none that can be read twice."""
        self._name = path_name(path)
        with self._reading():
            self._file = Path(path).open("rb")  # noqa: SIM115 - `close` closes it
        if not self._file.seekable():
            self.close()
            raise LinesError(self._name, "cannot be read twice")

    def __iter__(self) -> Iterator[tuple[int, Attribution]]:
        """Raises LinesError as `read` does."""
        place = 0
        with self._reading():
            self._file.seek(0)
            for number, line in enumerate(self._file, 1):
                if not line.isspace():
                    yield place, _record(self._name, number, line.rstrip())
                place += len(line)

    def at(self, place: int) -> Attribution:
        """Raises LinesError where no record begins there any more."""
        with self._reading():
            self._file.seek(place)
            return _record(self._name, None, self._file.readline().rstrip())

    def close(self) -> None:
        """Read no more."""
        self._file.close()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise LinesError(self._name, cause(error)) from error
        except ValueError as error:  # a path with a NUL in it
            raise LinesError(self._name, str(error)) from error


def _read(path: str | Path) -> Iterator[tuple[bytes, Attribution]]:
    """Each line as it stands, with its record."""
    name = path_name(path)
    try:
        with _open(path) as file:
            for number, line in enumerate(file, 1):
                if not line.isspace():
                    yield line.rstrip(), _record(name, number, line.rstrip())
    except OSError as error:
        raise LinesError(name, cause(error)) from error


def _open(path: str | Path) -> AbstractContextManager[BinaryIO]:
    if str(path) == STDIN:
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(path).open("rb")
    except ValueError as error:  # a path with a NUL in it
        raise LinesError(path_name(path), str(error)) from error


def _record(name: str, number: int | None, line: bytes) -> Attribution:
    try:
        return Attribution.model_validate_json(line)
    except ValidationError as error:
        raise LinesError(name, _complaint(error), number) from error


def _complaint(error: ValidationError) -> str:
    """What is wrong: the version if it is another, else the first of all, *e.g.* cue.note: Extra inputs are ..."""
    found = error.errors(include_url=False)
    versions = (str(each["input"]) for each in found if each["loc"] == ("schema_version",))
    if (version := next(versions, "")) and _VERSION.fullmatch(version):
        return f"schema version {version}, where this quotes reads {_OURS}: {_age(version)} quotes is needed"
    first = found[0]
    if first["type"] == "json_invalid":
        return first["msg"].replace(" at line 1 column", " at column")
    return ": ".join(filter(None, (".".join(map(str, first["loc"])), first["msg"])))


def _age(version: str) -> str:
    given, ours = ([int(number) for number in each.split(".")] for each in (version, _OURS))
    return "a newer" if given > ours else "an older"
