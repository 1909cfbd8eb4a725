"""Corpus files, plain or compressed with xz."""

import lzma
from pathlib import Path
from typing import TextIO, cast


def open_text(path: Path) -> TextIO:
    """A UTF-8 text file, opened for reading."""
    if path.suffix == ".xz":
        return cast("TextIO", lzma.open(path, "rt", encoding="utf-8"))
    return path.open(encoding="utf-8")
