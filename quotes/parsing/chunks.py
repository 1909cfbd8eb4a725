"""Large files in chunks: code hosts refuse files that are as large as the accurate reader's graph."""

from __future__ import annotations

from itertools import count, takewhile
from pathlib import Path

LARGEST = 50_000_000  # bytes of a chunk


def write(path: Path, data: bytes) -> None:
    """Write a file, in several chunks if it is too large: `graph.onnx`, `graph.onnx.1`."""
    for old in _continuations(path):
        old.unlink()
    for number, start in enumerate(range(0, len(data), LARGEST)):
        chunk = path.with_name(f"{path.name}.{number}") if number else path
        chunk.write_bytes(data[start : start + LARGEST])


def read(path: Path) -> bytes:
    """The bytes of a file and its further chunks."""
    return b"".join(chunk.read_bytes() for chunk in (path, *_continuations(path)))


def _continuations(path: Path) -> list[Path]:
    chunks = (path.with_name(f"{path.name}.{number}") for number in count(1))
    return list(takewhile(Path.exists, chunks))
