"""The command line in this process: no new Python has to start, and the pipeline is loaded once."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import quotes
from quotes import cli
from quotes.cli import extract
from quotes.parsing import parse
from tests.support import fake_cli

if TYPE_CHECKING:
    from quotes.extract import Extractor

_TERMINAL = {"COLUMNS": "80", "LINES": "50"}  # not that of whoever runs the tests


def run(
    here: Path, args: Sequence[str], stdin: bytes = b"", env: Mapping[str, str] | None = None, *, fake: bool
) -> tuple[int, bytes, str]:
    """Exit code, standard output and standard error of the command in a folder; `fake` is without a pipeline."""
    streams = [io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", write_through=True) for data in (stdin, b"", b"")]
    with (
        _at(here),
        fake_cli.installed() if fake else patch.object(extract, "load", load),
        patch.dict(os.environ, {**_TERMINAL, **(env or {})}),
        patch.multiple(sys, stdin=streams[0], stdout=streams[1], stderr=streams[2], argv=["quotes", *args]),
    ):
        code = exit_code()
    _, out, err = (stream.buffer.getvalue() for stream in streams)
    return code, out, err.decode()


def exit_code() -> int:
    try:
        cli.main()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    return 0


def load(model: str | None, **options: Any) -> Extractor:
    """`quotes.load` with the pipeline that is loaded already."""
    if model is not None:
        return quotes.load(model, **options)
    from tests.support.pipelines import loaded  # with spaCy

    with patch.object(parse, "load", return_value=loaded()):
        return quotes.load(**options)


@contextmanager
def _at(here: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(here)
    try:
        yield
    finally:
        os.chdir(before)
